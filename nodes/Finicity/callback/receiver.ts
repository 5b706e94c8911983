import type { IDataObject } from 'n8n-workflow';
import type { Call, Confirmation, Receiver } from '../../shared/callback/receiver';
import { isObject, parseJson, plainText } from '../../shared/wire/json';
import { confirmedPush, confirmedReport } from './confirm';
import { accountOf, type FinicityEvent, FORM, type PushEvent, readEvent } from './event';
import { itemsOf } from './items';
import { ADDRESS_ENDS, type Kind } from './kinds';
import { isChosen, readSettings, type Settings } from './settings';
import { isSignedWith } from './signature';
import { subscribedAccounts } from './subscriptions';

/** A code as Finicity makes one up when it looks whether an address is there. */
const CODE = /^[\x21-\x7e]{1,500}$/;

/** What a look is answered with: the code that it has brought, or anything to a ping. */
function greeting({ context, name, body }: Call<Kind>): string | IDataObject | undefined {
	if (name === 'txPush') {
		if (context.getRequestObject().method !== 'GET') return undefined;
		const { txpush_verification_code: code } = context.getQueryData() as IDataObject;
		return typeof code === 'string' && CODE.test(code) ? code : undefined;
	}
	if (name !== 'connect') return undefined;
	const told = parseJson(body.toString());
	return isObject(told) && told.eventType === 'ping' ? { message: 'Listening' } : undefined;
}

function complaintOf(
	{ name, body, header }: Call<Kind>,
	{ partnerSecret }: Settings,
): string | undefined {
	if (name !== 'connect') return undefined;
	if (isSignedWith(partnerSecret, header('x-finicity-signature'), body)) return undefined;
	return "its signature is not one with the credential's Partner Secret";
}

/** The records of accounts that this trigger has subscribed to: nobody else has any business here. */
function ownRecords(
	{ context }: Call<Kind>,
	event: PushEvent,
	{ customerId }: Settings,
): PushEvent {
	const accounts = subscribedAccounts(context);
	// Of a publishing that is not over, n8n keeps the subscriptions when it is.
	if (accounts.size === 0) throw new Error('an event came before its subscription was kept.');
	const records = event.records.filter(
		(record) =>
			accounts.has(accountOf(event, record)) &&
			(record.customerId === undefined || plainText(record.customerId) === customerId),
	);
	return { ...event, records };
}

function read(call: Call<Kind>, settings: Settings): FinicityEvent | undefined {
	const event = readEvent(call.name, call.body);
	return event?.kind === 'txPush' ? ownRecords(call, event, settings) : event;
}

function isWanted(event: FinicityEvent, settings: Settings): boolean {
	if (!isChosen(settings, event.type)) return false;
	if (event.kind === 'txPush') return event.records.length > 0;
	const { customerIds } = settings;
	return customerIds.length === 0 || customerIds.includes(event.customerId ?? '');
}

const confirmation: Confirmation<Kind, Settings, FinicityEvent> = {
	isWanted: ({ confirms }) => confirms,
	// Each event of a report is sent once. TxPush sends again for hours what was not taken.
	answersFirst: (name) => name === 'reports',
	async ask({ context }, event, { customerId }, signal) {
		if (event.kind === 'reports') return await confirmedReport(context, event, signal);
		if (event.kind === 'txPush') return await confirmedPush(context, event, customerId, signal);
		return event;
	},
};

/** Finicity's events: those of Connect signed, the others confirmed by asking. */
export const receiver: Receiver<Kind, Settings, FinicityEvent> = {
	name: 'Finicity Trigger',
	ends: ADDRESS_ENDS,
	readSettings,
	isClosed: (name, { listensTo }) => name !== listensTo,
	greeting,
	complaintOf,
	read,
	form: FORM,
	isWanted,
	ignoresRepeats: ({ ignoresRepeats }) => ignoresRepeats,
	identity: (event) => (event.kind === 'connect' ? event.id : undefined),
	confirmation,
	items: itemsOf,
};
