import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { Bank, OtherSignIn } from '../operation';
import { sentOn, SESSION } from './errand';
import { credentialForAllItems } from './expressions';

/**
 * A node that runs, its editor panel that looks something up, or a trigger that was called, that
 * polls, or whose workflow is published.
 */
export type Context =
	IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

type Data = ICredentialDataDecryptedObject;

/** Milliseconds. A token that another process of n8n has renewed should be found soon. */
const GOOD_FOR = 5_000;

/** The credential as it was read a moment ago, and is good for a while. */
class Reading {
	private readonly at = Date.now();

	/** Replaced, never changed: whoever has it in hand must be able to tell what was sent. */
	constructor(public data: Promise<Data | undefined>) {}

	isGood(): boolean {
		return Date.now() - this.at < GOOD_FOR;
	}
}

/**
 * What all items of a run share; nothing in it while the credential depends on the item. n8n would
 * look up and decrypt the credential for each request, which costs more than sending it.
 */
const shared = new WeakMap<Context, Reading>();

async function readForAllItems(
	context: IExecuteFunctions,
	type: string,
): Promise<Data | undefined> {
	try {
		// n8n checks here, and only here, whether the node may have it.
		await context.getCredentials<Data>(type, 0);
		return await credentialForAllItems(context, type);
	} catch {
		// What is wrong for the first item is not wrong for all; each is told for itself.
		return undefined;
	}
}

function sharedReading(context: IExecuteFunctions, type: string): Reading {
	const known = shared.get(context);
	if (known?.isGood()) return known;
	const reading = new Reading(readForAllItems(context, type));
	shared.set(context, reading);
	return reading;
}

/** The same for the calls of triggers, each of which has a context of its own; by node and credential. */
const ofCalls = new Map<string, Reading>();

function isCall(context: Context): context is IWebhookFunctions {
	return 'getRequestObject' in context;
}

function nodeOf(context: IHookFunctions | IWebhookFunctions): string {
	return `${context.getWorkflow().id} ${context.getNode().id} `;
}

/** Makes the next call of a trigger read its credential anew, because it may have been changed. */
export function forgetReadings(context: IHookFunctions): void {
	const node = nodeOf(context);
	for (const key of ofCalls.keys()) if (key.startsWith(node)) ofCalls.delete(key);
}

/** Outside of a run, n8n starts an expression engine for each reading, which costs more than the rest. */
function readingForCalls(context: IWebhookFunctions, type: string): Reading {
	for (const [key, reading] of ofCalls) if (!reading.isGood()) ofCalls.delete(key);
	const key = `${nodeOf(context)}${type} ${context.getNode().credentials?.[type]?.id}`;
	const known = ofCalls.get(key);
	if (known) return known;
	const reading = new Reading(context.getCredentials<Data>(type));
	ofCalls.set(key, reading);
	// The next call may find it readable.
	reading.data.catch(() => ofCalls.delete(key));
	return reading;
}

/**
 * The credential of a trigger. Calls that come close together share a reading of it; publishing the
 * workflow reads it anew.
 *
 * @throws what n8n throws when there is none, or an expression in it fails
 */
export async function credentialOfTrigger(
	context: IHookFunctions | IWebhookFunctions,
	type: string,
): Promise<Data> {
	if (!isCall(context)) return await context.getCredentials<Data>(type);
	return (await readingForCalls(context, type).data) as Data;
}

/** What the operation says of the token that its requests go with. */
export interface SignInWish {
	signInAs?: string;
	/** Milliseconds. */
	tokenLife?: number;
}

/**
 * The bank's credential in the hands of one item, of a dropdown or of a trigger: an expression in
 * one of its fields may give each item keys of its own.
 */
export class Keys {
	private own?: Reading;
	/** What was sent so far, as far as it differs. */
	private readonly used = new Set<Data>();
	private readonly sentBesides = new Set<string>();

	constructor(
		private readonly context: Context,
		private readonly bank: Bank,
		private readonly itemIndex?: number,
		private readonly wish: SignInWish = {},
	) {}

	/**
	 * The credential, not read anew for each request.
	 *
	 * @throws what n8n throws when there is none, or an expression in it fails; UserError when it can't
	 *   open what the operation wants
	 */
	async data(): Promise<Data> {
		const data = (await (await this.reading()).data) as Data;
		this.signIn(data);
		return data;
	}

	/** All secrets that went out or were about to, also those that have been replaced since. */
	secrets(): string[] {
		const all = [...this.used].flatMap((data) => this.bank.secrets(data));
		return [...new Set([...all, ...this.sentBesides])];
	}

	/**
	 * Sends a request with these keys. A token that n8n renews for it is used by all that come after
	 * it.
	 *
	 * @throws what n8n's request helper throws
	 */
	async send(
		options: IHttpRequestOptions & { abortSignal?: AbortSignal },
	): Promise<IN8nHttpFullResponse> {
		const { context, bank } = this;
		const reading = await this.reading();
		const before = (await reading.data) as Data;
		const sent = (secret: string) => this.sentBesides.add(secret);
		const { tokenLife } = this.wish;
		const errand = { signal: options.abortSignal, sent, signIn: this.signIn(before), tokenLife };
		const own = sentOn(errand, before);
		const { [SESSION]: given } = own;
		const { credential: type } = bank;
		this.used.add(before);
		// n8n replaces the signal of a request by that of the execution.
		const caller = Object.create(context, {
			getExecutionCancelSignal: { value: () => options.abortSignal },
		}) as Context;
		try {
			return (await context.helpers.httpRequestWithAuthentication.call(caller, type, options, {
				credentialsDecrypted: { id: '', name: '', type, data: own },
			})) as IN8nHttpFullResponse;
		} finally {
			const isRenewed = (name: string) =>
				own[name] !== before[name] && !(name === SESSION && own[name] === given);
			const renewed = Object.keys(own).filter(isRenewed);
			if (renewed.length > 0) {
				this.used.add(own);
				const now = (await reading.data) as Data;
				const anew = Object.fromEntries(renewed.map((name) => [name, own[name]]));
				reading.data = Promise.resolve({ ...now, ...anew } as Data);
			}
		}
	}

	private signIn(data: Data): OtherSignIn | undefined {
		return this.bank.signInAs?.(data, this.wish.signInAs);
	}

	private async reading(): Promise<Reading> {
		const { context, itemIndex } = this;
		if (itemIndex !== undefined) {
			const reading = sharedReading(context as IExecuteFunctions, this.bank.credential);
			if (await reading.data) return reading;
		}
		if (!this.own?.isGood()) this.own = await this.read();
		return this.own;
	}

	private async read(): Promise<Reading> {
		const { context, bank, itemIndex } = this;
		if (isCall(context)) return readingForCalls(context, bank.credential);
		const data = await (context as IExecuteFunctions).getCredentials<Data>(
			bank.credential,
			itemIndex,
		);
		return new Reading(Promise.resolve(data));
	}
}
