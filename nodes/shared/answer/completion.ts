import type { IDataObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Completion } from '../operation';
import { LOOK_FIRST } from '../wire/advice';
import { pause } from '../wire/cancel';
import { readPath, textOf } from '../wire/json';
import { words } from '../wire/redact';
import { encode, type Request } from '../wire/request';
import { send } from '../wire/send';
import { apiError, hide, type Session } from '../wire/session';
import { saysMissing } from './none';
import { readRecord } from './reading';

/** Milliseconds between two looks, at first and at most. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 5_000;
/** Milliseconds that a look may take. */
const SHORTEST_LOOK = 1_000;
const LONGEST_LOOK = 60_000;

/** A failed look must not pass for a failed request: the record is there, or was. */
function lookFailed(error: unknown, name: string, id: string): unknown {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		const about = saysMissing(error)
			? `The ${name} ${id} was there, and has been removed since.`
			: `The ${name} ${id} is there: look at it before you send the request again.`;
		error.description = `${about} ${error.description ?? ''}`.trim();
		error.context.data = { ...(error.context.data as IDataObject | undefined), id };
	}
	return error;
}

/** Whether the next look may go well: the bank or the way to it had a fault. */
function isPassing(error: unknown): boolean {
	return error instanceof NodeApiError && (!error.httpCode || error.httpCode.startsWith('5'));
}

/** What to wait for, and how many seconds at most. */
interface Wait {
	completion: Completion;
	/** What is never missing in the record. */
	has?: readonly string[];
	seconds: number;
	/** Ids that went into the path of the request, by field name. */
	ids?: IDataObject;
}

/**
 * Looks at a record again and again until the bank is done with it. A look that meets a passing
 * fault is repeated like any other.
 *
 * @param request the one that set it off
 * @param record what the bank answered to it
 * @returns the record as it is then
 * @throws NodeApiError with the record's id when the bank says that it came to nothing, when it
 *   can't be looked at, or when the time is up
 */
export async function waitForCompletion(
	session: Session,
	{ completion, has, seconds, ids = {} }: Wait,
	request: Request,
	record: IDataObject,
): Promise<IDataObject> {
	const { path, id: idName = 'id', record: name, progress } = completion;
	const { failed = 'its download came to nothing' } = completion;
	const bank = session.bank.name;
	const id = textOf(record[idName]);
	if (id === undefined) {
		const message = `${bank} answered without the id of the ${name}, so it can't be waited for`;
		throw apiError(session, { message, description: LOOK_FIRST });
	}
	// The answer need not repeat what it was asked with.
	const inPath = { ...record, ...ids };
	const deadline = Date.now() + seconds * 1000;
	const left = () => deadline - Date.now();

	async function look(): Promise<IDataObject> {
		const once: Request = {
			method: 'GET',
			path: path.replace(/\{(\w+)\}/g, (_, named: string) => encode(inPath[named])),
			timeout: Math.min(Math.max(left(), SHORTEST_LOOK), LONGEST_LOOK),
			patience: left(),
			deadline,
		};
		return readRecord(session, once, await send(session, once), { has });
	}

	// The answer itself is not judged: it may still tell of the download before.
	for (let wait = FIRST_PAUSE; left() > 0; wait = Math.min(wait * 1.5, LONGEST_PAUSE)) {
		await pause(session, Math.min(wait, left()));
		const current = await look().catch((error: unknown) =>
			isPassing(error) ? undefined : Promise.reject(lookFailed(error, name, id) as Error),
		);
		const standing = current ? progress(current, request.body, record) : 'running';
		if (current && standing === 'done') return current;
		if (typeof standing === 'string') continue;
		const clean = hide(session);
		const code = standing.code && words(standing.code, clean);
		throw apiError(session, {
			message: `${bank}: ${name} ${id} is there, but ${failed}: ${words(standing.message, clean)}${code ? ` (code ${code})` : ''}`,
			description: standing.wayOut ?? 'Look at the record, then try again.',
			facts: { id, ...(code && { code }) },
		});
	}
	throw apiError(session, {
		message: `${bank}: ${name} ${id} was not ready after ${seconds} s`,
		description:
			"It continues in the background. Look at it later instead of sending the request again, or raise 'Max Completion Wait (Seconds)'.",
		facts: { id },
	});
}

/**
 * The record of the bank's API that something waited for has led to, when it is ready as well.
 *
 * @param end what was waited for, as it is then
 * @param seconds how long the record may take
 * @returns nothing when it names none
 */
export async function recordReached(
	session: Session,
	{ id, completion }: NonNullable<Completion['leadsTo']>,
	end: IDataObject,
	seconds: number,
): Promise<IDataObject | undefined> {
	const reached = readPath(end, id);
	if (reached === undefined || reached === null) return undefined;
	const api = (await session.toApi?.()) ?? session;
	const request: Request = { method: 'GET', path: completion.path };
	return await waitForCompletion(api, { completion, seconds }, request, {
		id: reached,
	} as IDataObject);
}
