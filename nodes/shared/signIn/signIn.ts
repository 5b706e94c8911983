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
	/** When the token ends, in milliseconds; not known of one for ever, and where the bank does not tell. */
	until?: number;
	/** The bank gives none that lives longer. */
	isLongest?: true;
	refusal?: Refusal;
}

/** A token from the bank. */
export interface Fetched {
	token: string;
	/** Seconds that it lives; 0 for ever. */
	seconds?: number;
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

/** A sign-in under way. */
interface Pending {
	result: Promise<SignIn>;
	/** How many requests wait for it. */
	waiting: number;
	/** Gives it up. */
	stop: AbortController;
}

/** What this process knows of one set of keys. */
interface Known {
	signedIn?: SignIn;
	pending?: Pending;
	/** When a token that the bank refused was last replaced, in milliseconds. */
	replacedAt?: number;
	/** A sign-in that came to nothing, when the bank is down for example. */
	fault?: { at: number; error: Error };
}

const MOST_KNOWN = 1_000;
/** A token replaced this recently can't have run out again: the 401 has another reason. */
const REPLACED_JUST_NOW = 10_000;
/** So long a token of this process is surely better than an older one that was refused. */
const JUST_FETCHED = 60_000;
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

/**
 * The sign-in to use with these keys: what the credential keeps, or what this process remembers. n8n
 * keeps one for a credential, and when its fields hold expressions that may be one of other keys.
 */
export function signInFor(stored: unknown, keys: string): SignIn | undefined {
	return readSignIn(stored, keys) ?? knownByKeys.get(keys)?.signedIn;
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

async function ask(
	keys: string,
	signIn: () => Promise<Fetched | undefined>,
	isLongest?: true,
): Promise<SignIn> {
	const at = Date.now();
	return await signIn().then(
		({ token, seconds }: Partial<Fetched> = {}): SignIn => ({
			...{ keys, at, token },
			...(seconds && { until: at + seconds * 1000 }),
			...(isLongest && { isLongest }),
		}),
		(error: unknown): SignIn | Promise<never> =>
			error instanceof SignInRefused
				? { keys, at, refusal: { message: error.message, description: error.description } }
				: Promise.reject(error as Error),
	);
}

/** Asks the bank, and remembers what comes of it. */
function begin(known: Known, ask: (signal: AbortSignal) => Promise<SignIn>, renews: boolean): void {
	const stop = new AbortController();
	const result = ask(stop.signal);
	const pending: Pending = { result, waiting: 0, stop };
	known.pending = pending;
	const end = () => {
		if (known.pending === pending) known.pending = undefined;
	};
	result.then(
		(signedIn) => {
			end();
			known.signedIn = signedIn;
			known.fault = undefined;
			if (renews) known.replacedAt = Date.now();
		},
		(error: unknown) => {
			end();
			// One that was given up says nothing about the bank.
			if (!stop.signal.aborted) known.fault = { at: Date.now(), error: error as Error };
		},
	);
}

/**
 * Waits for a sign-in together with others. When the last one leaves, it is given up, so that nobody
 * who comes later waits for it.
 */
async function join(known: Known, pending: Pending, signal?: AbortSignal): Promise<SignIn> {
	const over = new AbortController();
	const left = new Promise<never>((_, reject) =>
		signal?.addEventListener('abort', () => reject(new Error('The sign-in was cancelled')), {
			signal: over.signal,
		}),
	);
	pending.waiting += 1;
	try {
		return await Promise.race([pending.result, left]);
	} finally {
		over.abort();
		pending.waiting -= 1;
		if (pending.waiting === 0 && known.pending === pending) {
			known.pending = undefined;
			pending.stop.abort();
		}
	}
}

/** Stops here when a sign-in has just come to nothing. */
function stopIfFaulty({ fault }: Known): void {
	if (fault && Date.now() - fault.at < FAULT_HOLDS) throw fault.error;
}

/** What this process remembers that may be used instead of the sign-in in hand. */
function remembered({ signedIn, replacedAt = 0 }: Known, stale?: SignIn): SignIn | undefined {
	if (!signedIn) return undefined;
	if (signedIn.refusal) return isRefused(signedIn) ? signedIn : undefined;
	// Nothing was refused.
	if (!stale) return signedIn;
	const now = Date.now();
	const isNewer = signedIn.at > stale.at && now - signedIn.at < JUST_FETCHED;
	const isReplacement = signedIn.at === stale.at && now - replacedAt < REPLACED_JUST_NOW;
	return isNewer || isReplacement ? signedIn : undefined;
}

/** A sign-in that a credential needs. */
export interface Wanted {
	/** The keys' `fingerprint`. */
	keys: string;
	/** What n8n has kept so far. */
	stored: unknown;
	/**
	 * Gives the token. With one that the user has pasted it gives none, and only finds out whether the
	 * bank refuses it.
	 *
	 * @param anew wants the one that lives longest, though the one before has not ended
	 * @throws SignInRefused when the bank says no to the keys
	 */
	signIn(signal: AbortSignal, anew: boolean): Promise<Fetched | undefined>;
	/** Milliseconds for which the token should live on; before a request, not after it was refused. */
	life?: number;
	/** Says that it is not wanted any more. */
	signal?: AbortSignal;
}

/**
 * A sign-in newer than the one in hand, with one call to the bank however many items ask at once.
 * A refusal counts as one, too: kept in the credential, it holds in every process of n8n.
 *
 * @throws whatever else `signIn` throws, for half a minute without another call
 */
export async function renewSignIn({ keys, stored, signIn, signal }: Wanted): Promise<SignIn> {
	signal?.throwIfAborted();
	const known = knownOf(keys);
	const stale = readSignIn(stored, keys);
	if (!known.pending) {
		const instead = remembered(known, stale);
		if (instead) return instead;
		stopIfFaulty(known);
		const fetch = async (stop: AbortSignal) => await signIn(stop, false);
		begin(known, async (stop) => await ask(keys, async () => await fetch(stop)), Boolean(stale));
	}
	return await join(known, known.pending as Pending, signal);
}

/** Whether a token lives as long as is wanted, or half of the longest that the bank gives. */
function lasts({ at, until = Infinity, isLongest }: SignIn, life: number): boolean {
	const enough = isLongest ? Math.min(life, (until - at) / 2) : life;
	return until - Date.now() >= enough;
}

/** The newest sign-in that there is for the keys. */
function newest(stored: unknown, keys: string): SignIn | undefined {
	const kept = readSignIn(stored, keys);
	const { signedIn } = knownByKeys.get(keys) ?? {};
	return kept && signedIn && signedIn.at <= kept.at ? kept : (signedIn ?? kept);
}

/**
 * A sign-in whose token lives on for a while: the one that there is, or else a new one, with one call
 * to the bank however many ask at once. What the bank makes of a request may live on the token.
 *
 * @throws whatever `signIn` throws but a refusal, for half a minute without another call
 */
export async function lastingSignIn(wanted: Wanted, life: number): Promise<SignIn> {
	const { keys, stored, signIn, signal } = wanted;
	signal?.throwIfAborted();
	const current = newest(stored, keys);
	const isOver = current?.refusal ? !isRefused(current) : current && !lasts(current, life);
	if (current && !isOver) return current;
	const known = knownOf(keys);
	if (known.pending) {
		await join(known, known.pending, signal);
		return await lastingSignIn(wanted, life);
	}
	stopIfFaulty(known);
	const fetch = async (stop: AbortSignal) => await signIn(stop, true);
	begin(known, async (stop) => await ask(keys, async () => await fetch(stop), true), true);
	return await join(known, known.pending as unknown as Pending, signal);
}

/** What a credential keeps of a sign-in. */
export async function keepSignIn(wanted: Wanted, isPasted: boolean): Promise<string> {
	const { keys, stored, life } = wanted;
	// Before the first use of a pasted token there is nothing to find out.
	if (isPasted && !stored) return JSON.stringify({ keys, at: Date.now() });
	const signedIn = life === undefined ? renewSignIn(wanted) : lastingSignIn(wanted, life);
	return JSON.stringify(await signedIn);
}
