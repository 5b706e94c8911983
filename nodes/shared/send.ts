import type {
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { NodeOperationError, sleep } from 'n8n-workflow';
import { sendSignedIn } from './credential';
import { answerError, connectionError, redact, type RawAnswer } from './failure';
import { isObject, writeJson } from './json';
import { isRead, type Bank } from './operation';
import { mayHaveArrived, pauseAfterAnswer, pauseAfterFault, pauseWhileBusy } from './retry';

/** A node that runs, its editor panel that looks something up, or a trigger that was called. */
export type Context = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions;

/** One HTTP request without its sign-in. */
export interface Request {
	method: IHttpRequestMethods;
	/** Whole address with its query, ready to send. */
	url: string;
	/** To send as JSON, a `bigint` as an integer; nothing when absent. */
	body?: Record<string, unknown>;
	/** Milliseconds. */
	timeout?: number;
	/** Values of masked fields, none of which may show in a message. */
	secrets?: readonly string[];
	/** Ends waits for another try, when the item is not wanted any more. */
	signal?: AbortSignal;
	/** Whether an answer that asks for a further step is no failure. */
	takesFurtherStep?: boolean;
	/** Milliseconds to go on asking while the bank is busy with the record. */
	patience?: number;
	/** The time, in milliseconds, after which it must not be sent again. */
	deadline?: number;
}

const DEFAULT_TIMEOUT = 60_000;

/** The signal of the user's Stop button; the others have none. */
function cancelSignal(context: Context): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Stops here when the user has cancelled the execution, or the item is not wanted any more. */
export function stopIfCancelled(context: Context, signal?: AbortSignal): void {
	if (cancelSignal(context)?.aborted || signal?.aborted) {
		throw new NodeOperationError(context.getNode(), 'The execution was cancelled');
	}
}

/** Waits, but not longer than until the user cancels or the item is not wanted any more. */
export async function pause(
	context: Context,
	milliseconds: number,
	signal?: AbortSignal,
): Promise<void> {
	const over = new AbortController();
	const cancelled = new Promise((resolve) => {
		for (const each of [cancelSignal(context), signal]) {
			each?.addEventListener('abort', resolve, { signal: over.signal });
		}
	});
	await Promise.race([sleep(milliseconds), cancelled]);
	over.abort();
}

function lowerCaseHeaders(headers: unknown): Record<string, string> {
	if (!isObject(headers)) return {};
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

function toText(body: unknown): string {
	if (typeof body === 'string') return body;
	return body === undefined || body === null ? '' : JSON.stringify(body);
}

/** The secrets that no message may show, the newest token among them. */
export async function secretsOf(
	context: Context,
	bank: Bank,
	{ secrets = [] }: Request,
): Promise<string[]> {
	return [...secrets, ...bank.secrets(await context.getCredentials(bank.credential))];
}

/** What n8n's request helper throws: its own error around that of the HTTP library. */
interface HelperError extends Error {
	cause?: {
		isAxiosError?: boolean;
		response?: { status: number; headers: unknown; data: unknown };
		code?: string;
	};
	description?: string | null;
}

async function sendOnce(
	context: Context,
	bank: Bank,
	request: Request,
): Promise<RawAnswer | HelperError> {
	const options: IHttpRequestOptions = {
		method: request.method,
		// As the HTTP library would spell it anyway; who signs it must see the same.
		url: new URL(request.url).href,
		timeout: request.timeout ?? DEFAULT_TIMEOUT,
		// The text as it came, so that long ids keep their digits.
		encoding: 'text',
		returnFullResponse: true,
		// n8n renews the sign-in on a 401 only when it may throw it.
		ignoreHttpStatusErrors: bank.renewsSignIn ? { ignore: true, except: [401] } : true,
		// A redirect would carry the bank's keys to wherever it points.
		disableFollowRedirect: true,
		...(request.body && {
			body: writeJson(request.body),
			headers: { 'Content-Type': 'application/json' },
		}),
	};
	try {
		const response = await sendSignedIn(context, bank, options);
		return {
			status: response.statusCode,
			headers: lowerCaseHeaders(response.headers),
			text: toText(response.body),
		};
	} catch (thrown) {
		const error = thrown as HelperError;
		const response = error.cause?.response;
		// Without a response, or with one that broke off: a fault of the connection, not an answer.
		if (!response || (response.status >= 200 && response.status < 300)) return error;
		return {
			status: response.status,
			headers: lowerCaseHeaders(response.headers),
			text: toText(response.data),
		};
	}
}

/**
 * Sends one request with the bank's sign-in and retries what is safe to send again: 429 and 503
 * after a pause, what the bank was too busy for as long as the request has patience, a broken
 * connection for reads only. A write that may have arrived is never sent twice.
 *
 * @returns the answer, its status between 200 and 299, unless it asks for a further step
 * @throws NodeApiError in the bank's words, or NodeOperationError when the sign-in was refused;
 *   neither holds a key or a token
 */
export async function send(
	context: Context,
	bank: Bank,
	request: Request,
	itemIndex?: number,
): Promise<RawAnswer> {
	const read = isRead(request);
	const { deadline = Infinity } = request;
	const start = Date.now();
	const inTime = (wait?: number) =>
		wait !== undefined && Date.now() + wait <= deadline ? wait : undefined;
	// Without those that met a busy record, which have a bound of their own.
	let tries = 0;
	for (;;) {
		stopIfCancelled(context, request.signal);
		const outcome = await sendOnce(context, bank, request);
		stopIfCancelled(context, request.signal);
		let wait: number | undefined;
		if (!(outcome instanceof Error)) {
			if (outcome.status >= 200 && outcome.status < 300) return outcome;
			if (request.takesFurtherStep && bank.readFurtherStep?.(outcome)) return outcome;
			wait = inTime(
				outcome.status === bank.busyStatus
					? pauseWhileBusy(outcome, Date.now() - start, request.patience)
					: pauseAfterAnswer(outcome, read, ++tries),
			);
			if (wait === undefined) {
				const secrets = await secretsOf(context, bank, request);
				throw answerError(context.getNode(), bank, outcome, read, secrets, itemIndex);
			}
		} else {
			const { isAxiosError, code } = outcome.cause ?? {};
			// The sign-in or n8n itself stopped it, not the connection to the bank.
			if (!isAxiosError || !code) {
				const secrets = await secretsOf(context, bank, request);
				throw new NodeOperationError(context.getNode(), redact(outcome.message, secrets), {
					itemIndex,
					description: redact(outcome.description ?? '', secrets),
				});
			}
			wait = inTime(pauseAfterFault(code, read, ++tries));
			if (wait === undefined) {
				const isOpen = !read && mayHaveArrived(code);
				throw connectionError(context.getNode(), bank, code, isOpen, itemIndex);
			}
		}
		await pause(context, wait, request.signal);
	}
}
