import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { readableError } from '../answer/reading';
import { shaper } from '../answer/simplify';
import { plainText } from '../wire/json';
import { boundVersion, openSession, type Session } from '../wire/session';
import { isWanted } from './filter';
import { judge, type Row } from './judge';
import { readSettings } from './settings';
import type { Found, Settings, Source, Watch } from './source';
import { readState, writeState } from './state';
import { inTurn } from './turns';

/** How many a test event gives, and among how many of the newest it looks for them. */
const SHOWN = 5;
const LOOKED_AT = 100;
/** Ids that one reading may bring: what is kept of more would weigh too much. */
const MOST = 50_000;

async function open(
	context: IPollFunctions,
	{ bank, version: only }: Source,
	{ chosen }: Settings,
): Promise<Session> {
	const { versions } = bank;
	const version = versions && chosen[versions.field.name];
	const session = await openSession(context, bank, { version });
	const bound = versions && boundVersion(versions, await session.keys.data());
	if (only === undefined || bound === only) return session;
	throw new NodeOperationError(
		context.getNode(),
		`This trigger reads ${only} of the API, but the credential is for ${bound}. Choose a credential for ${only}.`,
	);
}

/** What a poll is about. When any of it changes, what is known is of no use. */
function scopeOf(context: IPollFunctions, { bank }: Source, settings: Settings): string {
	const credential = context.getNode().credentials?.[bank.credential]?.id ?? '';
	const text = JSON.stringify([credential, { ...settings, simplifies: undefined }]);
	return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** The transactions in a reading that count, with their columns. */
function rowsOf(
	{ columns: simplify, leavesOut }: Source,
	found: readonly Found[],
	settings: Settings,
): Row[] {
	const shape = shaper({ simplify }, { simplify: true, includeSecret: false });
	return found
		.filter(({ record }) => !leavesOut?.(record, settings))
		.map((each) => {
			const columns = shape(each.record);
			const isPending = columns.status === 'pending';
			// Two events, also under one id.
			return { ...each, key: isPending ? `${each.key} pending` : each.key, columns };
		})
		.filter(({ columns }) => settings.includesPending || columns.status !== 'pending');
}

/** The items for those that are wanted, oldest first. */
function itemsOf(rows: readonly Row[], { settings, now }: Watch): INodeExecutionData[] {
	const day = ({ columns }: Row) => plainText(columns.date);
	return rows
		.filter((row) => isWanted(row, settings, now))
		.sort((one, other) => (day(one) < day(other) ? -1 : Number(day(one) > day(other))))
		.map(({ record, columns }) => ({ json: settings.simplifies ? columns : record }));
}

/** The newest ones, whatever is known, for who builds the workflow. */
async function testEvent(
	context: IPollFunctions,
	source: Source,
	watch: Watch,
): Promise<INodeExecutionData[][]> {
	const records = await source.newest(watch, LOOKED_AT);
	const found = records.map((record): Found => ({ record, key: '', group: '' }));
	const items = itemsOf(rowsOf(source, found, watch.settings), watch).slice(-SHOWN);
	if (items.length > 0) return [items];
	throw new NodeOperationError(context.getNode(), 'There is no transaction to show', {
		description: `None of the newest ${LOOKED_AT} passes the filters, or there is none at all. The trigger works all the same once it is published.`,
	});
}

async function pollOnce(
	context: IPollFunctions,
	source: Source,
): Promise<INodeExecutionData[][] | null> {
	const settings = readSettings(context, source);
	const session = await open(context, source, settings);
	const watch: Watch = { session, settings, now: Date.now() };
	const isTest = context.getMode() === 'manual';
	try {
		return await (isTest ? testEvent : news)(context, source, watch);
	} catch (error) {
		throw readableError(session, { method: 'GET', path: '' }, error as Error);
	}
}

/** What is new, and what is known now kept. */
async function news(
	context: IPollFunctions,
	source: Source,
	watch: Watch,
): Promise<INodeExecutionData[][] | null> {
	const { settings } = watch;
	const kept = context.getWorkflowStaticData('node');
	const scope = scopeOf(context, source, settings);
	const before = readState(kept, scope);
	const reading = await source.read(watch, before);
	const rows = rowsOf(source, reading.found, settings);
	const knew = { isAnything: kept.polled !== undefined, accounts: before?.accounts.size ?? 0 };
	const { fresh, state } = judge(watch, { rows, reading, scope }, before);
	if (state.seen.size > MOST) {
		throw new NodeOperationError(
			context.getNode(),
			`${source.bank.name} has given more than ${MOST} transactions to keep in mind. Watch less with this trigger, and the rest with another one.`,
		);
	}
	const items = itemsOf(fresh, watch);
	writeState(kept, state);
	if (items.length > 0) return [items];
	// n8n keeps what the first poll has learned, but of a later one only with what it gives. So an
	// account that has become known must not be forgotten: an execution without items.
	const hasLearned = knew.isAnything && state.accounts.size > knew.accounts;
	return hasLearned ? [[]] : null;
}

/**
 * Gives the transactions that are new since the last poll. Nothing is kept of a poll that fails at any
 * request, so the next one finds all of it.
 *
 * @returns null when there is nothing to start the workflow for
 * @throws NodeOperationError, NodeApiError as for every request
 */
export async function poll(
	context: IPollFunctions,
	source: Source,
): Promise<INodeExecutionData[][] | null> {
	const key = `${context.getWorkflow().id}:${context.getNode().id}:${context.getMode()}`;
	// One context for all polls while the workflow is published as it is.
	return await inTurn(key, context, async () => await pollOnce(context, source));
}
