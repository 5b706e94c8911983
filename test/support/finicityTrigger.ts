import { createHmac } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import type { IDataObject } from 'n8n-workflow';
import { FinicityTrigger } from '../../nodes/Finicity/FinicityTrigger.node';
import type { FinicitySandbox } from '../sandbox/finicity';
import { byId, finicityCredential } from './finicity';
import { type Answer, post } from './post';
import { startTrigger, type Trigger, type TriggerSetup } from './trigger';

export const customerId = '7000000001';
export const accountId = '5011000001';
export const customer = byId(customerId);

let workflows = 0;

/** A trigger that listens to all events of Connect, unless told otherwise. */
export function triggerSetup(
	sandbox: Pick<FinicitySandbox, 'baseUrl' | 'keys'>,
	parameters: IDataObject = {},
	more: Partial<TriggerSetup> = {},
): TriggerSetup {
	workflows += 1;
	return {
		nodeType: new FinicityTrigger(),
		workflowId: `finicity-${workflows}`,
		credential: 'finicityApi',
		credentials: finicityCredential(sandbox),
		isReachable: true,
		...more,
		parameters: {
			...{ listenTo: 'connect', connectEvents: ['*'], reportEvents: ['*'], pushEvents: ['*'] },
			...{ customerId: customer, ...parameters },
		},
	};
}

const open: Trigger[] = [];

/** Starts it, in a workflow of its own. */
export async function listen(...setup: Parameters<typeof triggerSetup>): Promise<Trigger> {
	const trigger = await startTrigger(triggerSetup(...setup));
	open.push(trigger);
	return trigger;
}

/** Closes what a test has started. None of it may have thrown: n8n would show failed executions. */
export async function closeTriggers(): Promise<void> {
	const closing = open.splice(0);
	await Promise.all(closing.map(async (trigger) => await trigger.close()));
	expect(closing.flatMap(({ thrown }) => thrown)).toEqual([]);
}

export const eventId = (number = 1) =>
	`17700000000${String(number).padStart(2, '0')}-0123456789abcdef01234567`;

/** An event of Connect as Finicity writes it. */
export const connectBody = (changes: object = {}): Buffer =>
	Buffer.from(
		JSON.stringify({
			...{ customerId, eventType: 'done', eventId: eventId(), payload: {} },
			...changes,
		}),
	);

/** What a body is sent with. */
export const signed = (
	{ keys }: Pick<FinicitySandbox, 'keys'>,
	body: Buffer,
): OutgoingHttpHeaders => ({
	'X-Finicity-Signature': createHmac('sha256', keys.partnerSecret).update(body).digest('hex'),
});

/** Sends bytes as Connect would. */
export async function deliver(
	sandbox: Pick<FinicitySandbox, 'keys'>,
	trigger: Trigger,
	body: Buffer,
): Promise<Answer> {
	return await post(trigger.local('connect'), body, signed(sandbox, body));
}

/** The one item of each execution. */
export const items = ({ started }: Trigger): IDataObject[] => started.flat();
