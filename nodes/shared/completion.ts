import type { IDataObject, IExecuteFunctions, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { LOOK_FIRST, redact, type Failure } from './failure';
import { readRecord } from './listing';
import type { Bank } from './operation';
import { pause, secretsOf, send, type Request } from './send';

/** How it stands with something that the bank does after its answer. */
export type Progress = 'running' | 'done' | Failure;

/** How to learn whether the bank has done what it goes on with after its answer. */
export interface Completion {
	/** What to look at, below the base URL, with `{id}` for the `id` of the answered record. */
	path: string;
	/** As the user reads it in messages. */
	record: string;
	/**
	 * @param record as it is now
	 * @param sent the body of the request that set it off
	 * @param answered the record as the bank answered to that
	 */
	progress(record: IDataObject, sent: Request['body'], answered: IDataObject): Progress;
}

/** Milliseconds between two looks, at first and at most. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 5_000;
/** Milliseconds that a look may take. */
const SHORTEST_LOOK = 1_000;
const LONGEST_LOOK = 60_000;

function openEnd(
	context: IExecuteFunctions,
	facts: JsonObject,
	message: string,
	description: string,
	itemIndex: number,
): NodeApiError {
	const error = new NodeApiError(context.getNode(), facts, { message, description, itemIndex });
	// Once more, because the constructor replaces a message with certain words in it by its own.
	error.message = message;
	error.context.data = facts;
	return error;
}

/** A failed look must not pass for a failed request: the record is there, or was. */
function lookFailed(error: unknown, name: string, id: string): unknown {
	const isGone = error instanceof NodeApiError && error.httpCode === '404';
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		const about = isGone
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

/** What to wait for, below which address, and how many seconds at most. */
interface Wait {
	completion: Completion;
	baseUrl: string;
	seconds: number;
}

/**
 * Looks at a record again and again until the bank is done with it. A look that meets a passing
 * fault is repeated like any other.
 *
 * @param request the one that set it off, for its body, its secrets and its end
 * @param record what the bank answered to it
 * @returns the record as it is then
 * @throws NodeApiError with the record's id when the bank says that it came to nothing, when it
 *   can't be looked at, or when the time is up
 */
export async function waitForCompletion(
	context: IExecuteFunctions,
	bank: Bank,
	{ completion, baseUrl, seconds }: Wait,
	request: Request,
	record: IDataObject,
	itemIndex: number,
): Promise<IDataObject> {
	const { path, record: name, progress } = completion;
	if (record.id === undefined || record.id === null) {
		const message = `${bank.name} answered without the id of the ${name}, so it can't be waited for`;
		throw openEnd(context, {}, message, LOOK_FIRST, itemIndex);
	}
	const id = String(record.id);
	const deadline = Date.now() + seconds * 1000;
	const left = () => deadline - Date.now();

	async function look(): Promise<IDataObject> {
		const once: Request = {
			method: 'GET',
			url: baseUrl + path.replace('{id}', encodeURIComponent(id)),
			secrets: request.secrets,
			signal: request.signal,
			timeout: Math.min(Math.max(left(), SHORTEST_LOOK), LONGEST_LOOK),
			patience: left(),
			deadline,
		};
		const answer = await send(context, bank, once, itemIndex);
		return await readRecord(context, bank, once, answer, itemIndex);
	}

	// The answer itself is not judged: it may still tell of the download before.
	for (let wait = FIRST_PAUSE; left() > 0; wait = Math.min(wait * 1.5, LONGEST_PAUSE)) {
		await pause(context, Math.min(wait, left()), request.signal);
		const current = await look().catch((error: unknown) =>
			isPassing(error) ? undefined : Promise.reject(lookFailed(error, name, id) as Error),
		);
		const standing = current ? progress(current, request.body, record) : 'running';
		if (current && standing === 'done') return current;
		if (typeof standing === 'string') continue;
		const secrets = await secretsOf(context, bank, request);
		const words = redact(standing.message, secrets);
		const code = standing.code && redact(standing.code, secrets);
		throw openEnd(
			context,
			{ id, ...(code && { code }) },
			`${bank.name}: ${name} ${id} is there, but its download came to nothing: ${words}${code ? ` (code ${code})` : ''}`,
			standing.wayOut ?? 'Look at the record, then try again.',
			itemIndex,
		);
	}
	throw openEnd(
		context,
		{ id },
		`${bank.name}: ${name} ${id} was not ready after ${seconds} s`,
		"The bank goes on with it in the background: look at it later instead of sending the request again, or raise 'Max Wait for Completion'.",
		itemIndex,
	);
}
