import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { readRecord } from '../shared/answer/reading';
import type { Field } from '../shared/operation';
import { readList } from '../shared/polling/list';
import type { Found, Source, Watch } from '../shared/polling/source';
import { isObject, plainText } from '../shared/wire/json';
import { encode, type Request } from '../shared/wire/request';
import { send } from '../shared/wire/send';
import { saltEdge } from './api';
import { accountsOfConnection, connectionOrCustomer, customerOrConnection } from './fields';
import { dataPages } from './paging';
import { transactionColumns } from './resources/transaction';
import { versions } from './versions';

/** How many of the newest ids of a connection each poll reads again: half a page. */
const READ_AGAIN = 500;
/** How many of them a reading may begin with, in case that the first ones are gone. */
const ANCHORS = 5;

/** The group of those that no reading begins early enough for. */
const PASSED = 'passed';

/** What is kept of a connection. */
interface Cursor {
	/** What has a smaller id is known. It stays 0 until there are many. */
	first: string;
	/** Ids to begin a reading with, the smallest first; none to read all. */
	anchors: string[];
	/** No transaction from the first one on was made before this day. */
	since: string;
}

const AT_FIRST: Cursor = { first: '0', anchors: [], since: '' };

function cursorOf(cursor: IDataObject | undefined, connectionId: string): Cursor {
	const kept = cursor?.[connectionId];
	return isObject(kept) ? (kept as unknown as Cursor) : AT_FIRST;
}

const idOf = ({ id }: IDataObject): bigint => BigInt(plainText(id));
const dayMade = ({ created_at: at }: IDataObject): string => plainText(at).slice(0, 10);

async function list(
	watch: Watch,
	path: string,
	query: Record<string, unknown>,
): Promise<IDataObject[]> {
	return await readList(watch, { method: 'GET', path, query }, dataPages);
}

/** The chosen connection, or all of the customer. */
async function connectionsOf(watch: Watch): Promise<IDataObject[]> {
	const { session, settings } = watch;
	const { customerId, connectionId } = settings.chosen;
	if (!connectionId) return await list(watch, '/connections', { customer_id: customerId });
	const request: Request = { method: 'GET', path: `/connections/${encode(connectionId)}` };
	return [readRecord(session, request, await send(session, request), { has: ['id'] })];
}

const isGone = (error: unknown): boolean =>
	error instanceof NodeApiError &&
	isObject(error.context.data) &&
	error.context.data.code === 'TransactionNotFound';

/**
 * The posted transactions of a connection from an id on, or all of them.
 *
 * @returns nothing when the id is not there any more: who knows what the bank makes of it then
 */
async function postedFrom(
	watch: Watch,
	connectionId: string,
	id: string,
): Promise<IDataObject[] | undefined> {
	const query = { connection_id: connectionId, from_id: id };
	const records = await list(watch, '/transactions', query).catch((error: unknown) =>
		isGone(error) ? [] : Promise.reject(error as Error),
	);
	return records.some((record) => plainText(record.id) === id) ? records : undefined;
}

/** The posted ones that are not known to be old, the oldest first. */
async function posted(
	watch: Watch,
	connectionId: string,
	{ first, anchors }: Cursor,
): Promise<IDataObject[]> {
	const isLate = (record: IDataObject) => idOf(record) >= BigInt(first);
	for (const anchor of anchors) {
		const records = await postedFrom(watch, connectionId, anchor);
		if (records) return records.filter(isLate);
	}
	const all = await list(watch, '/transactions', { connection_id: connectionId });
	return all.filter(isLate);
}

async function pending(watch: Watch, connectionId: string): Promise<IDataObject[]> {
	const { includesPending, chosen } = watch.settings;
	if (!includesPending) return [];
	const query = { connection_id: connectionId };
	return chosen[versions.field.name] === 'v5'
		? await list(watch, '/transactions/pending', query)
		: await list(watch, '/transactions', { ...query, pending: true });
}

/** Where to begin the next time: so many ids back from the newest one, and never further back. */
function nextCursor(before: Cursor, records: readonly IDataObject[]): Cursor {
	const ids = records.map(idOf).sort((one, other) => (one < other ? -1 : 1));
	const again = ids.slice(-READ_AGAIN);
	const [oldest] = ids.length > READ_AGAIN ? again : [];
	if (oldest === undefined && before.first === AT_FIRST.first) return AT_FIRST;
	const first = oldest ?? BigInt(before.first);
	const days = records.filter((each) => idOf(each) >= first).map(dayMade);
	if (oldest === undefined) days.push(before.since);
	const [since = ''] = days.sort();
	const step = Math.max(1, Math.ceil(again.length / ANCHORS));
	const anchors = again.filter((_, index) => index % step === 0).map(String);
	return { first: String(first), anchors, since };
}

/** The accounts of connections that have been fetched since the account is there. */
function readyAccounts(
	accounts: readonly IDataObject[],
	connections: readonly IDataObject[],
): string[] {
	const fetchedAt = new Map(
		connections.map(({ id, last_success_at: at, last_attempt: attempt }) => {
			const { finished, success_at: ofAttempt } = isObject(attempt) ? attempt : {};
			return [plainText(id), finished === false ? '' : plainText(at ?? ofAttempt)];
		}),
	);
	return accounts
		.filter(({ connection_id: connectionId, created_at: at }) => {
			const fetched = Date.parse(fetchedAt.get(plainText(connectionId)) ?? '');
			return fetched >= Date.parse(plainText(at));
		})
		.map(({ id }) => plainText(id));
}

/** The field of a list, which sends its value nowhere by itself. */
function unsent(field: Field): Field {
	const watched = { ...field };
	delete watched.routing;
	return watched;
}

/**
 * The transactions of connections: ids rise in the order of arrival, and one that is late has no
 * smaller one than those just before it. So each reading begins some way back.
 */
export const newTransactions: Source = {
	bank: saltEdge,
	watched: [
		versions.field as Field,
		unsent({
			...customerOrConnection,
			description:
				'The customer to watch: all connections, including later ones, or the one that you choose below',
		}),
		unsent({
			...connectionOrCustomer,
			description: 'The connection to watch. Not needed if you choose a customer above.',
		}),
		unsent({
			...accountsOfConnection,
			displayName: 'Accounts',
			description:
				'The account to watch. To watch several, enter their IDs, separated by commas. All accounts when empty.',
		}),
	],
	freshness:
		'Salt Edge has new transactions after a refresh of a connection: at most four times a day without the end user. Polling once an hour is enough.',
	pendingWarning:
		'The same payment may come several times: pending transactions disappear after each refresh and come back under another ID, pending or posted.',
	columns: transactionColumns,
	complaint: ({ chosen: { customerId, connectionId } }) =>
		customerId || connectionId
			? undefined
			: "'Customer' and 'Connection' are both empty. Choose a customer to watch all connections, or one connection.",
	async read(watch, leftOff) {
		const { customerId, connectionId: chosen } = watch.settings.chosen;
		const connections = await connectionsOf(watch);
		const whose = chosen ? { connection_id: chosen } : { customer_id: customerId };
		const accounts = await list(watch, '/accounts', whose);
		const found: Found[] = [];
		const cursor: Record<string, Cursor> = {};
		/** Of each connection, the first day of those that are pending now. One that is gone comes under another id. */
		const pendingSince = new Map<string, string | undefined>();
		for (const connectionId of connections.map(({ id }) => plainText(id))) {
			const before = cursorOf(leftOff?.cursor, connectionId);
			const booked = await posted(watch, connectionId, before);
			const waiting = await pending(watch, connectionId);
			const next = nextCursor(before, booked);
			pendingSince.set(connectionId, waiting.map(dayMade).sort()[0]);
			cursor[connectionId] = next;
			const isNew = leftOff?.cursor[connectionId] === undefined;
			const add = (record: IDataObject, group = `${dayMade(record)} ${connectionId}`) =>
				found.push({ record, key: plainText(record.id), group });
			for (const record of booked) {
				// The history of a connection need not be kept in mind, but for its end.
				const isPassed = isNew && idOf(record) < BigInt(next.first);
				add(record, isPassed ? PASSED : undefined);
			}
			for (const record of waiting) add(record, `${dayMade(record)} ${connectionId} pending`);
		}
		const cursors = { ...leftOff?.cursor, ...cursor } as unknown as IDataObject;
		return {
			found,
			accounts: readyAccounts(accounts, connections),
			holds(group) {
				const [day = '', connectionId = '', isPending] = group.split(' ');
				const firstPending = pendingSince.get(connectionId);
				// A connection that was removed does not come back.
				if (!pendingSince.has(connectionId)) return false;
				if (isPending) return firstPending !== undefined && day >= firstPending;
				return day >= cursorOf(cursors, connectionId).since;
			},
			// What is known to be old is left out above. Of many new ones, the next poll reads the last again.
			asksFor: () => true,
			cursor: cursors,
		};
	},
	async newest(watch, count) {
		const newest: IDataObject[] = [];
		for (const { id } of await connectionsOf(watch)) {
			const connectionId = plainText(id);
			const records = await posted(watch, connectionId, AT_FIRST);
			newest.push(...records.slice(-count), ...(await pending(watch, connectionId)));
		}
		return newest;
	},
};
