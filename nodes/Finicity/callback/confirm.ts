import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { listRecords } from '../../shared/answer/listing';
import { saysMissing } from '../../shared/answer/none';
import { readRecord } from '../../shared/answer/reading';
import { pause } from '../../shared/wire/cancel';
import { InFlight } from '../../shared/wire/inFlight';
import { isObject, plainText } from '../../shared/wire/json';
import type { Request } from '../../shared/wire/request';
import { send } from '../../shared/wire/send';
import { openSession, type Session } from '../../shared/wire/session';
import { finicity } from '../api';
import { CONSUMER, DIGITS } from '../fields';
import { accountOf, type PushEvent, type ReportEvent } from './event';

/** Milliseconds between two looks at a report that is not as far yet as its event says. */
const LOOK_AGAIN = 3_000;
/** How many records of an event are asked about at once. */
const AT_ONCE = 10;

/** The state that a report must have reached for an event of this name; others can come at any time. */
const STATE_OF = new Map([
	['done', 'success'],
	['failed', 'failure'],
]);

/** Where the reports about a person are; nothing for an id that is none. */
function placeOf({ customerId, consumerId }: ReportEvent): string | undefined {
	if (customerId !== undefined) {
		return DIGITS.pattern.test(customerId) ? `customers/${customerId}` : undefined;
	}
	return CONSUMER.pattern.test(consumerId ?? '') ? `consumers/${consumerId}` : undefined;
}

async function reportsIn(session: Session, place: string): Promise<IDataObject[]> {
	const request: Request = { method: 'GET', path: `/decisioning/v1/${place}/reports` };
	return await listRecords(session, request, { property: 'reports' }, Infinity).catch(
		orNothing([]),
	);
}

/** What is taken for an answer when the bank says that there is no such thing. */
function orNothing<Nothing>(nothing: Nothing): (error: unknown) => Nothing | Promise<never> {
	return (error) => (saysMissing(error) ? nothing : Promise.reject(error as Error));
}

/** Which event a report in its state is; its own name when the state says nothing of it. */
function nameFor(event: ReportEvent, status: string): string {
	if (!STATE_OF.has(event.type)) return event.type;
	return [...STATE_OF].find(([, state]) => state === status)?.[0] ?? event.type;
}

/**
 * A report's event as Finicity confirms it: the state of the report decides. The list of reports is
 * asked, not the report itself, which may be large and whose fetching may be recorded as an inquiry.
 */
export async function confirmedReport(
	context: IWebhookFunctions,
	event: ReportEvent,
	signal: AbortSignal,
): Promise<ReportEvent | undefined> {
	if (event.customerId === undefined && event.consumerId === undefined) {
		throw new Error(
			`the event of report ${event.id} names neither a customer nor a consumer. Switch 'Confirm With Finicity' off to take such events`,
		);
	}
	const place = placeOf(event);
	if (place === undefined) return undefined;
	const session = { ...(await openSession(context, finicity)), signal };
	for (;;) {
		const reports = await reportsIn(session, place);
		const report = reports.find(({ id }) => plainText(id) === event.id);
		if (!report) return undefined;
		const { status, type } = report;
		const state = plainText(status);
		if (!STATE_OF.has(event.type) || state !== 'inProgress') {
			const name = nameFor(event, state);
			return { ...event, type: name, told: { ...event.told, eventName: name, type, status } };
		}
		await pause(session, LOOK_AGAIN);
	}
}

/** A record that the bank has, or nothing when it says that there is none. */
async function lookUp(session: Session, path: string): Promise<IDataObject | undefined> {
	const request: Request = { method: 'GET', path };
	try {
		return readRecord(session, request, await send(session, request), { has: ['id'] });
	} catch (error) {
		return await orNothing(undefined)(error);
	}
}

/** A record as the bank has it now; what is gone as the event had it. Nothing when the bank denies it. */
async function confirmedRecord(
	session: Session,
	customer: string,
	event: PushEvent,
	told: IDataObject,
): Promise<IDataObject | undefined> {
	const id = encodeURIComponent(plainText(told.id));
	const account = `/aggregation/v2${customer}/accounts/${encodeURIComponent(accountOf(event, told))}`;
	const path =
		event.about === 'account' ? account : `/aggregation/v2${customer}/transactions/${id}`;
	const found = await lookUp(session, path);
	if (!event.isGone) {
		return found && accountOf(event, found) === accountOf(event, told) ? found : undefined;
	}
	// Where it belonged must be there, or anything could be said to be gone.
	const home = event.about === 'account' ? `/aggregation/v1${customer}` : account;
	return !found && (await lookUp(session, home)) ? told : undefined;
}

/** An event of accounts, with those of its records that Finicity confirms. */
export async function confirmedPush(
	context: IWebhookFunctions,
	event: PushEvent,
	customerId: string,
	signal: AbortSignal,
): Promise<PushEvent | undefined> {
	const inFlight = new InFlight(AT_ONCE);
	const session = await openSession(context, finicity, { signal, inFlight });
	const customer = `/customers/${customerId}`;
	const records: IDataObject[] = [];
	for (let at = 0; at < event.records.length; at += AT_ONCE) {
		const some = event.records.slice(at, at + AT_ONCE);
		const found = await Promise.all(
			some.map(async (record) => await confirmedRecord(session, customer, event, record)),
		);
		records.push(...found.filter((record) => isObject(record)));
	}
	return records.length > 0 ? { ...event, records } : undefined;
}
