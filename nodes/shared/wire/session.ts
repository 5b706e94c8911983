import type { IDataObject, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';
import type { ApiVersions, Bank } from '../operation';
import { checkedBaseUrl } from './baseUrl';
import { type Context, Keys, type SignInWish } from './credential';
import type { Delivery } from './delivery';
import { InFlight, type Room } from './inFlight';
import { redact } from './redact';

/** The talk with a bank on behalf of one item, of a dropdown, or of a trigger. */
export interface Session {
	context: Context;
	bank: Bank;
	/** The credential, as it is for the item. */
	keys: Keys;
	/** Where the paths of requests begin. */
	address: string;
	/** What the user entered that no message may show, besides what the credential holds. */
	secrets: readonly string[];
	/** The item that failures are told of; none in the editor. */
	itemIndex?: number;
	/** Ends waits when the item is not wanted any more. */
	signal?: AbortSignal;
	/** What else of the same run is out, and how much may be. */
	inFlight: Room;
	/** Begins to talk with the API itself, for a session with a service beside it. */
	toApi?(): Promise<Session>;
	/** How far the item's write has come, for whoever runs the item. */
	delivery?: Delivery;
}

/** The way out when a credential can't be read, unless n8n has a better one. */
const UNREADABLE =
	'Choose a credential in the node. When a field of it is an expression, it must have a value for this item.';

/** On whose behalf a session begins. */
export type Purpose = Partial<Pick<Session, 'itemIndex' | 'secrets' | 'signal' | 'inFlight'>> &
	SignInWish & {
		/** Of the API, as the user has chosen it; that of the credential where there is no choice. */
		version?: string;
		/** Beside the API, if that is where the request goes. */
		service?: string;
	};

/**
 * Begins to talk with a bank, at the address out of the credential and what the chosen version of
 * the API puts behind it.
 *
 * @throws NodeOperationError when the credential can't be read, its address can't be used, or it
 *   belongs to another version, whose requests the bank would refuse or take for something else
 */
export async function openSession(
	context: Context,
	bank: Bank,
	purpose: Purpose = {},
): Promise<Session> {
	const { version, service, itemIndex, secrets = [], signal, inFlight } = purpose;
	const keys = new Keys(context, bank, itemIndex, purpose);
	return await withKeys({ context, itemIndex, keys }, (credentials) => {
		const prefix = versionPath(bank, credentials, version);
		const beside = service === undefined ? undefined : bank.services?.[service];
		const address = beside
			? checkedBaseUrl(beside(credentials))
			: checkedBaseUrl(bank.baseUrl(credentials)) + prefix;
		const room = inFlight ?? new InFlight(1);
		return { context, bank, keys, address, itemIndex, secrets, signal, inFlight: room };
	});
}

/**
 * Uses what the credential of a session holds.
 *
 * @throws NodeOperationError when it can't be read, or in the words of `use`
 */
export async function withKeys<T>(
	{ context, itemIndex, keys }: Pick<Session, 'context' | 'itemIndex' | 'keys'>,
	use: (credentials: IDataObject) => T,
): Promise<T> {
	try {
		return use(await keys.data());
	} catch (error) {
		const { message, description } = error as Error & { description?: string | null };
		throw new NodeOperationError(context.getNode(), message, {
			itemIndex,
			description: description ?? UNREADABLE,
		});
	}
}

/** The version of the API that a credential is for. */
export function boundVersion({ field, boundTo }: ApiVersions, credentials: IDataObject): string {
	return boundTo?.(credentials) ?? String(credentials[field.name] ?? '');
}

function versionPath(
	{ versions }: Bank,
	credentials: IDataObject,
	version: string | undefined,
): string {
	if (!versions) return '';
	const { field, pathPrefix } = versions;
	const bound = boundVersion(versions, credentials);
	if (version === undefined || version === bound) return pathPrefix[bound] ?? '';
	throw new UserError(
		`'${field.displayName}' of the node is ${version}, but the credential is for ${bound}`,
		{
			description: `Set '${field.displayName}' to ${bound}, or choose a credential for ${version}. Nothing was sent.`,
		},
	);
}

/** What was hidden last in a run: to work out what to look for takes longer than to look for it. */
const hidden = new WeakMap<Room, readonly string[]>();

/**
 * Takes the secrets out of a text that may go into a message: all that this session has sent, also
 * the token that was replaced since. Nothing is read anew for it, which could fail.
 */
export function hide({ keys, secrets, inFlight }: Session): (text: string) => string {
	const now = [...secrets, ...keys.secrets()];
	const before = hidden.get(inFlight) ?? [];
	const isSame =
		before.length === now.length && before.every((secret, index) => secret === now[index]);
	const all = isSame ? before : now;
	hidden.set(inFlight, all);
	return (text) => redact(text, all);
}

/** A failure as n8n shows it: the message, what to do about it, and facts that go along as data. */
export interface Told {
	message: string;
	description: string;
	facts?: IDataObject;
	httpCode?: string;
}

/** The error of a session, exactly as it is told. */
export function apiError(
	{ context, itemIndex }: Session,
	{ message, description, facts = {}, httpCode }: Told,
): NodeApiError {
	const error = new NodeApiError(context.getNode(), facts as JsonObject, {
		message,
		description,
		itemIndex,
		...(httpCode && { httpCode }),
	});
	// Once more, because the constructor replaces a message with certain words in it by its own.
	error.message = message;
	error.context.data = facts;
	return error;
}
