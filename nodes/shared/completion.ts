import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { redact, type Failure } from './failure';
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
	/** @param sent the body of the request that set it off */
	progress(record: IDataObject, sent: Request['body']): Progress;
}

/** Milliseconds between two looks, at first and at most. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 5_000;

function openEnd(
	context: IExecuteFunctions,
	id: string,
	message: string,
	description: string,
	itemIndex: number,
	code?: string,
): NodeApiError {
	const facts = { id, ...(code && { code }) };
	const error = new NodeApiError(context.getNode(), facts, { message, description, itemIndex });
	// Once more, because the constructor replaces a message with certain words in it by its own.
	error.message = message;
	error.context.data = facts;
	return error;
}

/** A failed look must not pass for a failed request: the record is there. */
function lookFailed(error: unknown, name: string, id: string): unknown {
	if (error instanceof NodeApiError) {
		const about = `The ${name} ${id} is there: look at it before you send the request again.`;
		error.description = `${about} ${error.description ?? ''}`.trim();
		error.context.data = { ...(error.context.data as IDataObject | undefined), id };
	}
	return error;
}

async function lookAt(
	context: IExecuteFunctions,
	bank: Bank,
	look: Request,
	itemIndex: number,
	patience: number,
): Promise<IDataObject> {
	const answer = await send(context, bank, { ...look, patience }, itemIndex);
	return await readRecord(context, bank, look, answer, itemIndex);
}

/** What to wait for, below which address, and how many seconds at most. */
interface Wait {
	completion: Completion;
	baseUrl: string;
	seconds: number;
}

/**
 * Looks at a record again and again until the bank is done with it.
 *
 * @param request the one that set it off, for its body, its secrets and its end
 * @param record what the bank answered to it
 * @returns the record as it is then
 * @throws NodeApiError with the record's id when the bank says that it came to nothing, or when
 *   the time is up
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
	const id = String(record.id);
	const look: Request = {
		method: 'GET',
		url: baseUrl + path.replace('{id}', encodeURIComponent(id)),
		secrets: request.secrets,
		signal: request.signal,
	};
	const end = Date.now() + seconds * 1000;
	// The answer itself is not judged: it may still tell of the download before.
	for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 1.5, LONGEST_PAUSE)) {
		const left = end - Date.now();
		if (left <= 0) {
			throw openEnd(
				context,
				id,
				`${bank.name}: ${name} ${id} was not ready after ${seconds} seconds`,
				`The bank goes on with it in the background: look at it later instead of sending the request again, or raise 'Max Wait for Completion'.`,
				itemIndex,
			);
		}
		await pause(context, Math.min(wait, left), request.signal);
		const current = await lookAt(context, bank, look, itemIndex, end - Date.now()).catch(
			(error: unknown) => Promise.reject(lookFailed(error, name, id) as Error),
		);
		const standing = progress(current, request.body);
		if (standing === 'done') return current;
		if (standing === 'running') continue;
		const secrets = await secretsOf(context, bank, request);
		const words = redact(standing.message, secrets);
		const code = standing.code && redact(standing.code, secrets);
		throw openEnd(
			context,
			id,
			`${bank.name}: ${name} ${id} is there, but its download came to nothing: ${words}${code ? ` (code ${code})` : ''}`,
			standing.wayOut ?? 'Look at the record, then try again.',
			itemIndex,
			code,
		);
	}
}
