import { createHash } from 'node:crypto';

/** What is known of one set of keys in this process. */
interface Session {
	token?: string;
	/** When the token was last fetched because the bank refused the one before, in milliseconds. */
	renewedAt?: number;
	pending?: Promise<string>;
	refusal?: Error;
}

/** The bank said no to these keys. Anything else that goes wrong may be tried again. */
export class SignInRefused extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
		this.name = 'SignInRefused';
	}
}

const MOST_SESSIONS = 1_000;
/** A token renewed this recently can't have run out again: the 401 has another reason. */
const RENEWED_JUST_NOW = 10_000;

const sessions = new Map<string, Session>();

/** A name for a set of keys that changes with any of them and tells none. */
export function fingerprint(keys: readonly string[]): string {
	return createHash('sha256').update(JSON.stringify(keys)).digest('hex').slice(0, 32);
}

/** A token marked with the keys that it was fetched with. */
export function seal(keys: string, token: string): string {
	return `${keys}:${token}`;
}

/** The token out of a sealed one; `undefined` when it was fetched with other keys. */
export function unseal(keys: string, sealed: unknown): string | undefined {
	return typeof sealed === 'string' && sealed.startsWith(`${keys}:`)
		? sealed.slice(keys.length + 1)
		: undefined;
}

function sessionOf(keys: string): Session {
	const known = sessions.get(keys) ?? {};
	// Put last, so that the first one is the one not used for longest.
	sessions.delete(keys);
	sessions.set(keys, known);
	const [oldest] = sessions.keys();
	if (sessions.size > MOST_SESSIONS && oldest) sessions.delete(oldest);
	return known;
}

function startSignIn(session: Session, signIn: () => Promise<string>): Promise<string> {
	const pending = signIn();
	session.pending = pending;
	pending.then(
		(token) => Object.assign(session, { token, pending: undefined }),
		(error: unknown) => {
			session.pending = undefined;
			if (error instanceof SignInRefused) session.refusal = error;
		},
	);
	return pending;
}

/**
 * A token newer than the one in hand, with one call to the bank however many items ask at once.
 * A refusal is remembered as long as the process lives: banks lock accounts after a few of them,
 * and the same keys would only be refused again.
 *
 * @param keys the keys' `fingerprint`
 * @param stale the token that the bank no longer takes, if there was one
 * @throws SignInRefused, again and without a call when these keys were refused before
 */
export async function renewToken(
	keys: string,
	stale: string | undefined,
	signIn: () => Promise<string>,
): Promise<string> {
	const session = sessionOf(keys);
	if (session.refusal) throw session.refusal;
	if (session.pending) return await session.pending;
	const { token, renewedAt = 0 } = session;
	const isRefused = token !== undefined && token === stale;
	if (token !== undefined && !isRefused) return token;
	if (isRefused && Date.now() - renewedAt < RENEWED_JUST_NOW) return token;
	if (isRefused) session.renewedAt = Date.now();
	return await startSignIn(session, signIn);
}
