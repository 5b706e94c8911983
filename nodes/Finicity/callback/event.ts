import type { IDataObject } from 'n8n-workflow';
import { isObject, parseJson, plainText } from '../../shared/wire/json';
import type { Kind } from './kinds';

/** What happened in Connect. */
export interface ConnectEvent {
	kind: 'connect';
	/** Names as Finicity has them: the list is an open one. */
	type: string;
	id?: string;
	customerId?: string;
	told: IDataObject;
}

/** How far a report is. */
export interface ReportEvent {
	kind: 'reports';
	type: string;
	id: string;
	customerId?: string;
	consumerId?: string;
	told: IDataObject;
}

/** What is new at an account: one event tells of several records. */
export interface PushEvent {
	kind: 'txPush';
	/** `transaction.created` and so on. */
	type: string;
	about: 'account' | 'transaction';
	isGone: boolean;
	records: IDataObject[];
}

export type FinicityEvent = ConnectEvent | ReportEvent | PushEvent;

/** Most records that one event may have. Each is asked about at Finicity. */
const MOST_RECORDS = 1_000;

function textIn(value: unknown): string | undefined {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Ids come as numbers here and as texts there. */
function withIdsAsText(told: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(told).map(([name, value]) => [
			name,
			/^id$|Id$/.test(name) && typeof value === 'number' ? String(value) : value,
		]),
	) as IDataObject;
}

/** Data of the user's own, which may come back as a text of JSON. */
function withOwnData(told: IDataObject): IDataObject {
	const { webhookData } = told;
	const data = typeof webhookData === 'string' ? parseJson(webhookData) : undefined;
	return isObject(data) ? { ...told, webhookData: data as IDataObject } : told;
}

function readConnect(body: Record<string, unknown>): ConnectEvent | undefined {
	const type = textIn(body.eventType);
	if (type === undefined) return undefined;
	return {
		...{ kind: 'connect', type, id: textIn(body.eventId), customerId: textIn(body.customerId) },
		told: withOwnData(withIdsAsText(body)),
	};
}

function readReport(body: Record<string, unknown>): ReportEvent | undefined {
	const [type, id] = [textIn(body.eventName), textIn(body.id)];
	if (type === undefined || id === undefined) return undefined;
	const [customerId, consumerId] = [textIn(body.customerId), textIn(body.consumerId)];
	return { ...{ kind: 'reports', type, id, customerId, consumerId }, told: withIdsAsText(body) };
}

function readPush({ event }: Record<string, unknown>): PushEvent | undefined {
	if (!isObject(event)) return undefined;
	const { class: about, type, records } = event;
	const isKnown = about === 'account' || about === 'transaction';
	if (!isKnown || typeof type !== 'string' || !Array.isArray(records)) return undefined;
	if (records.length > MOST_RECORDS || !records.every((record) => isObject(record))) {
		return undefined;
	}
	return {
		...{ kind: 'txPush', type: `${about}.${type}`, about, isGone: type === 'deleted' },
		records: records.map((record: Record<string, unknown>) => withIdsAsText(record)),
	};
}

/** What the sender of a call without an event is told. */
export const FORM =
	'An event is a JSON object with eventType, with eventName and id, or with event.class, event.type and event.records';

/** The event in the body of a call to the address of a kind. */
export function readEvent(kind: Kind, body: Buffer): FinicityEvent | undefined {
	const value = parseJson(body.toString());
	if (!isObject(value)) return undefined;
	if (kind === 'connect') return readConnect(value);
	return kind === 'reports' ? readReport(value) : readPush(value);
}

/** The account that a record of an event is, or belongs to. */
export function accountOf({ about }: PushEvent, record: IDataObject): string {
	return plainText(about === 'account' ? record.id : record.accountId);
}
