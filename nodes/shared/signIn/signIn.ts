import { createHash } from 'node:crypto';
import { isObject, parseJson } from '../wire/json';

/** The bank's no to a set of keys, in words for the user. */
interface Refusal {
	message: string;
	description: string;
}

/** What came of a sign-in, as the credential keeps it between runs and processes. */
export interface SignIn {
	/** `fingerprint` of the keys that it came from. */
	keys: string;
	/** When it was asked for, in milliseconds. */
	at: number;
	token?: string;
	refusal?: Refusal;
}

/** The bank said no to the keys. Whatever else goes wrong may be tried again. */
export class SignInRefused extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
		this.name = 'SignInRefused';
	}
}

/** What this process knows of one set of keys. */
interface Known {
	signedIn?: SignIn;
	pending?: Promise<SignIn>;
	/** When a token that the bank refused was last replaced, in milliseconds. */
	replacedAt?: number;
	/** A sign-in that came to nothing, when the bank is down for example. */
	fault?: { at: number; error: Error };
}

const MOST_KNOWN = 1_000;
/** A token replaced this recently can't have run out again: the 401 has another reason. */
const REPLACED_JUST_NOW = 10_000;
/** So long all items share a sign-in that came to nothing, instead of trying one each. */
const FAULT_HOLDS = 30_000;
/** Banks lock an account after a few refusals, so the same keys get one try a day. */
const REFUSAL_HOLDS = 24 * 60 * 60 * 1000;

const knownByKeys = new Map<string, Known>();

/** A name for a set of keys that changes with any of them and tells none. */
export function fingerprint(keys: readonly string[]): string {
	return createHash('sha256').update(JSON.stringify(keys)).digest('hex').slice(0, 32);
}

function parseSignIn(stored: unknown): Partial<SignIn> {
	const signedIn = typeof stored === 'string' ? parseJson(stored) : undefined;
	return isObject(signedIn) ? signedIn : {};
}

/** What the credential keeps, when it came from these keys. */
export function readSignIn(stored: unknown, keys: string): SignIn | undefined {
	const signedIn = parseSignIn(stored);
	return signedIn.keys === keys ? (signedIn as SignIn) : undefined;
}

/** The token in what the credential keeps, whatever keys it came from. */
export function storedToken(stored: unknown): string {
	return parseSignIn(stored).token ?? '';
}

function isRefused({ refusal, at }: SignIn): boolean {
	return refusal !== undefined && Date.now() - at < REFUSAL_HOLDS;
}

/**
 * Stops here when the bank has refused these keys before.
 *
 * @throws SignInRefused with the words of the first time
 */
export function stopIfRefused(signedIn: SignIn | undefined): void {
	if (signedIn?.refusal && isRefused(signedIn)) {
		throw new SignInRefused(signedIn.refusal.message, signedIn.refusal.description);
	}
}

function knownOf(keys: string): Known {
	const known = knownByKeys.get(keys) ?? {};
	// Put last, so that the first one is the one not used for longest.
	knownByKeys.delete(keys);
	knownByKeys.set(keys, known);
	const [oldest] = knownByKeys.keys();
	if (knownByKeys.size > MOST_KNOWN && oldest) knownByKeys.delete(oldest);
	return known;
}

async function ask(keys: string, signIn: () => Promise<string | undefined>): Promise<SignIn> {
	const at = Date.now();
	return await signIn().then(
		(token): SignIn => ({ keys, at, token }),
		(error: unknown): SignIn | Promise<never> =>
			error instanceof SignInRefused
				? { keys, at, refusal: { message: error.message, description: error.description } }
				: Promise.reject(error as Error),
	);
}

/**
 * A sign-in newer than the one in hand, with one call to the bank however many items ask at once.
 * A refusal counts as one, too: kept in the credential, it holds in every process of n8n.
 *
 * @param keys the keys' `fingerprint`
 * @param stale the one that the bank no longer takes, if there was one
 * @param signIn gives the token; throws `SignInRefused` when the bank says no to the keys
 * @throws whatever else `signIn` throws, for half a minute without another call
 */
export async function renewSignIn(
	keys: string,
	stale: SignIn | undefined,
	signIn: () => Promise<string | undefined>,
): Promise<SignIn> {
	const known = knownOf(keys);
	if (known.pending) return await known.pending;
	const { signedIn, replacedAt = 0 } = known;
	if (signedIn?.refusal) {
		if (isRefused(signedIn)) return signedIn;
	} else if (signedIn) {
		if (signedIn.at > (stale?.at ?? 0)) return signedIn;
		if (signedIn.at === stale?.at && Date.now() - replacedAt < REPLACED_JUST_NOW) return signedIn;
	}
	if (known.fault && Date.now() - known.fault.at < FAULT_HOLDS) {
		return await Promise.reject(known.fault.error);
	}
	known.pending = ask(keys, signIn);
	known.pending.then(
		(signedIn) => {
			known.signedIn = signedIn;
			known.fault = undefined;
			if (stale) known.replacedAt = Date.now();
		},
		(error: unknown) => (known.fault = { at: Date.now(), error: error as Error }),
	);
	try {
		return await known.pending;
	} finally {
		known.pending = undefined;
	}
}

/**
 * What `preAuthentication` gives n8n to keep after the bank has refused a token, or before the
 * first use.
 *
 * @param stored what n8n has kept so far
 * @param keys the keys' `fingerprint`
 * @param signIn as for `renewSignIn`; with a token that the user has pasted it gives none, and
 *   only finds out whether the bank refuses it
 */
export async function keepSignIn(
	stored: unknown,
	keys: string,
	signIn: () => Promise<string | undefined>,
	isPasted: boolean,
): Promise<{ sessionToken: string }> {
	// Before the first use of a pasted token there is nothing to find out.
	const signedIn =
		isPasted && !stored
			? { keys, at: Date.now() }
			: await renewSignIn(keys, readSignIn(stored, keys), signIn);
	return { sessionToken: JSON.stringify(signedIn) };
}
