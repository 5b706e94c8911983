import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';
import type { Failure } from '../operation';
import { checkedBaseUrl, checkTarget } from '../wire/baseUrl';
import { errandOf, SESSION, sessionOf } from '../wire/errand';
import { isObject, parseJson } from '../wire/json';
import { NO_REDIRECTS, type NodeRequest } from '../wire/nodeRequest';
import { redact } from '../wire/redact';
import { type Answer, callForSignIn, unexpectedAnswer, wordsOf } from './call';
import { requireEntered } from './required';
import {
	type Fetched,
	fingerprint,
	keepSignIn,
	readSignIn,
	signInFor,
	SignInRefused,
	stopIfRefused,
} from './signIn';

type Credentials = ICredentialDataDecryptedObject;

/** What the user has entered, in whichever way the bank is signed in to. */
interface EnteredKeys {
	/** Of the API; may end in slashes. */
	baseUrl: string;
	/** A token that the user has fetched; the bank is asked for one when there is none. */
	pastedToken?: string;
}

/** An answer that is no token. */
export interface NoToken {
	status: number;
	/** The body as it came. */
	text: string;
	/** The bank's own words in it, when there are any. */
	said?: Failure;
	/** The same, with its code, as they may stand behind a message: in brackets, without the keys. */
	words: string;
}

/** What to tell the user of a refusal. */
export interface Refusal {
	message: string;
	wayOut: string;
}

/** A call that gives a token, below the base URL. */
export type TokenCall = Pick<IHttpRequestOptions, 'headers' | 'body'> & { path: string };

/** What is a bank's own in a sign-in with tokens. */
export interface TokenBank<Keys extends EnteredKeys> {
	/** As the user reads it in messages. */
	name: string;
	/** @param as who is to sign in, when it is not whom the credential is meant for */
	readKeys(credentials: Credentials, as?: string): Keys;
	/** What must be entered, by the names that the user sees. */
	required(keys: Keys): Readonly<Record<string, string>>;
	/** All that makes these keys other ones than before, but for the address. */
	identity(keys: Keys): readonly string[];
	/** The secrets in the credential, none of which may show in a message. */
	secrets(credentials: Credentials): readonly string[];
	/** How a request carries the token; a header without a value is left out. */
	headers(keys: Keys, token: string | undefined): Record<string, string | undefined>;
	/** The call that gives a token, below the base URL. */
	tokenCall(keys: Keys): TokenCall;
	/** Where the answer to it has the token. */
	tokenProperty: string;
	/** Where the answer says how many seconds the token lives, 0 for ever. */
	lifeProperty?: string;
	/**
	 * The call that gives a token in place of one that still lives, where the bank gives the same one
	 * until it ends.
	 *
	 * @param body the answer that has the same one
	 */
	renewalCall?(keys: Keys, body: Readonly<Record<string, unknown>>): TokenCall | undefined;
	/** A read, below the base URL, that tells whether the bank takes a pasted token. */
	probePath(keys: Keys): string;
	readFailure(body: unknown): Failure | undefined;
	/** What to tell the user; nothing when it is not the bank that says no, or not to the keys. */
	refusal(answer: NoToken, keys: Keys): Refusal | undefined;
}

/**
 * The way out of a refusal that is kept.
 *
 * @param reason why refused keys are not tried again and again, when the bank has a bound for that
 */
export function onceADay(reason?: string): string {
	return `${reason ? `${reason}, so the` : 'The'} same keys are not tried again for a day. Corrected keys are tried at once; the same ones when you raise the number in Sign-In Attempt.`;
}

/** A text out of a credential, without the spaces around it. */
export function entered(credentials: Credentials, name: string): string {
	return String(credentials[name] ?? '').trim();
}

/** What n8n calls of a credential. */
export interface TokenSignIn {
	authenticate(credentials: Credentials, request: NodeRequest): Promise<NodeRequest>;
	preAuthentication(
		this: IHttpRequestHelper,
		credentials: Credentials,
	): Promise<{ sessionToken: string }>;
}

/** The field of a credential that keeps the sign-in for a request. */
function fieldOf(credentials: Credentials): string {
	return errandOf(credentials)?.signIn?.keptIn ?? SESSION;
}

/**
 * The sign-in to a bank that hands out tokens, or takes one that the user has fetched there.
 *
 * What came of it is kept in the credential, marked with the keys that it came from: after a change
 * of any of them it is no longer used, so a test can't pass on a token of the keys before.
 */
export function tokenSignIn<Keys extends EnteredKeys>(bank: TokenBank<Keys>): TokenSignIn {
	const markOf = (keys: Keys) =>
		fingerprint([keys.baseUrl.replace(/\/+$/, ''), ...bank.identity(keys)]);

	const keysIn = (credentials: Credentials) =>
		bank.readKeys(credentials, errandOf(credentials)?.signIn?.as);

	function readKeys(credentials: Credentials): Keys {
		const keys = keysIn(credentials);
		requireEntered(bank.required(keys));
		return keys;
	}

	/** What the user is told of an answer that was to be a token. */
	function fault(credentials: Credentials, answer: Answer): Error {
		const said = bank.readFailure(parseJson(answer.text));
		const words = wordsOf(said, (text) => redact(text, bank.secrets(credentials)));
		const refusal = bank.refusal({ ...answer, said, words }, keysIn(credentials));
		return refusal
			? new SignInRefused(refusal.message, `HTTP status ${answer.status}. ${refusal.wayOut}`)
			: unexpectedAnswer(bank.name, answer, words);
	}

	async function fetchToken(
		helper: IHttpRequestHelper,
		{ baseUrl }: Keys,
		signal: AbortSignal,
		{ path, ...call }: TokenCall,
	): Promise<{ answer: Answer; body: Record<string, unknown>; fetched?: Fetched }> {
		const answer = await callForSignIn(helper, bank.name, signal, {
			...call,
			method: 'POST',
			url: checkedBaseUrl(baseUrl) + path,
		});
		const parsed = answer.status === 200 ? parseJson(answer.text) : undefined;
		const body = isObject(parsed) ? parsed : {};
		const { [bank.tokenProperty]: token, [bank.lifeProperty ?? '']: life } = body;
		if (typeof token !== 'string' || token === '') return { answer, body };
		const seconds = typeof life === 'number' && life > 0 ? life : undefined;
		return { answer, body, fetched: { token, seconds } };
	}

	async function signIn(
		helper: IHttpRequestHelper,
		credentials: Credentials,
		signal: AbortSignal,
		anew: boolean,
	): Promise<Fetched> {
		const keys = keysIn(credentials);
		const call = async (of: TokenCall) => await fetchToken(helper, keys, signal, of);
		const { answer, body, fetched } = await call(bank.tokenCall(keys));
		if (!fetched) throw fault(credentials, answer);
		const renewal = anew ? bank.renewalCall?.(keys, body) : undefined;
		// The token that there is will do where the bank gives no other one.
		return (renewal && (await call(renewal)).fetched) ?? fetched;
	}

	/** A pasted token can't be renewed: asks once more, only to learn whether it is the token. */
	async function explainRefusal(
		helper: IHttpRequestHelper,
		credentials: Credentials,
		signal: AbortSignal,
	): Promise<undefined> {
		const keys = keysIn(credentials);
		const answer = await callForSignIn(helper, bank.name, signal, {
			method: 'GET',
			url: checkedBaseUrl(keys.baseUrl) + bank.probePath(keys),
			headers: { Accept: 'application/json', ...bank.headers(keys, keys.pastedToken) },
		});
		const error = answer.status === 401 ? fault(credentials, answer) : undefined;
		if (error instanceof SignInRefused) throw error;
		return undefined;
	}

	return {
		async authenticate(credentials, request) {
			checkTarget(request);
			const keys = readKeys(credentials);
			const mark = markOf(keys);
			const field = fieldOf(credentials);
			const signedIn = signInFor(credentials[field], mark);
			stopIfRefused(signedIn);
			if (signedIn?.token && !readSignIn(credentials[field], mark)) {
				// When it is refused, n8n must be able to tell which one it was.
				credentials[field] = JSON.stringify(signedIn);
				errandOf(credentials)?.sent(signedIn.token);
			}
			const own = bank.headers(keys, keys.pastedToken ?? signedIn?.token);
			const headers = { Accept: 'application/json', ...request.headers, ...own };
			return {
				...request,
				// The request may come a second time, with the token of the first.
				headers: Object.fromEntries(
					Object.entries(headers).filter(([, value]) => value !== undefined),
				),
				...NO_REDIRECTS,
			} as NodeRequest;
		},

		async preAuthentication(credentials) {
			const keys = readKeys(credentials);
			const isPasted = keys.pastedToken !== undefined;
			const { signal, tokenLife } = errandOf(credentials) ?? {};
			const { session, isAhead } = sessionOf(credentials);
			const field = fieldOf(credentials);
			const wanted = {
				keys: markOf(keys),
				stored: field === SESSION && isAhead ? session : credentials[field],
				signIn: async (stop: AbortSignal, anew: boolean) =>
					isPasted
						? await explainRefusal(this, credentials, stop)
						: await signIn(this, credentials, stop, anew),
				signal,
				...(isAhead && { life: tokenLife }),
			};
			// n8n keeps nothing without the session.
			return { [SESSION]: String(session ?? ''), [field]: await keepSignIn(wanted, isPasted) };
		},
	};
}
