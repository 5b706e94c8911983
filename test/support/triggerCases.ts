import type { OutgoingHttpHeaders } from 'node:http';
import { startFinicity } from '../sandbox/finicity';
import {
	accountId,
	connectBody,
	customerId,
	listen as listenToFinicity,
	signed,
} from './finicityTrigger';
import { bodyOf, dataOf, listen as listenToSaltEdge, signatureOf } from './saltEdgeTrigger';
import type { Trigger } from './trigger';

/** A trigger that runs, and what its bank would send it. */
export interface Running {
	trigger: Trigger;
	/** The end of the address that is called. */
	end: string;
	/** An event that is true, and another one for each number. */
	genuine(number: number): Buffer;
	/** What the bank would send with a body; nothing that proves anything where it signs nothing. */
	headersFor(body: Buffer): OutgoingHttpHeaders;
	close(): Promise<void>;
}

/** A kind of events, and how its trigger is started. */
export interface TriggerCase {
	name: string;
	/** The bank signs them; otherwise it is asked about them. */
	isSigned: boolean;
	/** The name of the header with the signature. */
	signature?: string;
	/** With its first call of a bank, the sender has its answer before the event is confirmed. */
	answersFirst?: true;
	start(): Promise<Running>;
}

const time = Date.parse('2026-01-31T12:00:00Z');

/** All triggers that are called, by the events that they take. */
export const triggerCases: readonly TriggerCase[] = [
	{
		name: 'Salt Edge Trigger',
		isSigned: true,
		signature: 'Signature',
		async start() {
			const trigger = await listenToSaltEdge();
			const end = 'success';
			return {
				...{ trigger, end },
				genuine: (number) => bodyOf(dataOf.success, time + number),
				headersFor: (body) => ({
					'Signature-key-version': '5.0',
					Signature: signatureOf(trigger.address(end), body),
				}),
				close: async () => await trigger.close(),
			};
		},
	},
	{
		name: 'Finicity Trigger, events of Connect',
		isSigned: true,
		signature: 'X-Finicity-Signature',
		async start() {
			const sandbox = await startFinicity();
			const trigger = await listenToFinicity(sandbox);
			return {
				...{ trigger, end: 'connect' },
				genuine: (number) => connectBody({ eventId: `${time + number}-a` }),
				headersFor: (body) => signed(sandbox, body),
				async close() {
					await trigger.close();
					await sandbox.close();
				},
			};
		},
	},
	{
		name: 'Finicity Trigger, events of reports',
		isSigned: false,
		answersFirst: true,
		async start() {
			const sandbox = await startFinicity();
			const trigger = await listenToFinicity(sandbox, { listenTo: 'reports' });
			return {
				...{ trigger, end: 'reports' },
				genuine(number) {
					const { id, type } = sandbox.reports.begin(customerId, `voa${number}`);
					const event = { eventName: 'inProgress', id, type, status: 'inProgress', customerId };
					return Buffer.from(JSON.stringify(event));
				},
				headersFor: () => ({}),
				async close() {
					await trigger.close();
					await sandbox.close();
				},
			};
		},
	},
	{
		name: 'Finicity Trigger, events of TxPush',
		isSigned: false,
		async start() {
			const sandbox = await startFinicity();
			const trigger = await listenToFinicity(sandbox, {
				...{ listenTo: 'txPush', accountsFrom: 'chosen', accountIds: [accountId] },
			});
			await trigger.publish();
			const account = sandbox.state.accounts.get(accountId);
			return {
				...{ trigger, end: 'tx-push' },
				genuine: (number) =>
					Buffer.from(
						JSON.stringify({
							event: {
								...{ class: 'account', type: 'modified' },
								records: [{ id: accountId, customerId, balance: account?.balance, number }],
							},
						}),
					),
				headersFor: () => ({ 'x-txpush-signature': 'nobody-can-check-it' }),
				async close() {
					await trigger.close();
					await sandbox.close();
				},
			};
		},
	},
];
