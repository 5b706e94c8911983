import type { IDataObject, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Bank } from '../operation';
import { apiAddress } from './baseUrl';
import { type Context, credentialOf } from './credential';
import type { Delivery } from './delivery';
import { redact } from './redact';

/** The talk with a bank on behalf of one item, of a dropdown, or of a trigger. */
export interface Session {
	context: Context;
	bank: Bank;
	/** Where the paths of requests begin. */
	address: string;
	/** What the user entered that no message may show, besides what the credential holds. */
	secrets: readonly string[];
	/** The item that failures are told of; none in the editor. */
	itemIndex?: number;
	/** Ends waits when the item is not wanted any more. */
	signal?: AbortSignal;
	/** How far the item's write has come, for whoever runs the item. */
	delivery?: Delivery;
}

/**
 * Begins to talk with a bank, at the address out of the credential and what the chosen version of
 * the API puts behind it.
 *
 * @param version as the user has chosen it; of no interest to a bank with one version
 * @throws NodeOperationError when the credential's address can't be used, or it belongs to another
 *   version, whose requests the bank would refuse or take for something else
 */
export async function openSession(
	context: Context,
	bank: Bank,
	version?: string,
): Promise<Session> {
	const credentials = await credentialOf(context, bank);
	const base = apiAddress(context.getNode(), bank.baseUrl(credentials));
	return {
		context,
		bank,
		address: base + versionPath(context, bank, credentials, version),
		secrets: [],
	};
}

function versionPath(
	context: Context,
	{ versions }: Bank,
	credentials: IDataObject,
	version: string | undefined,
): string {
	if (!versions || version === undefined) return '';
	const { field, pathPrefix } = versions;
	const bound = String(credentials[field.name] ?? '');
	if (bound === version) return pathPrefix[version] ?? '';
	throw new NodeOperationError(
		context.getNode(),
		`'${field.displayName}' of the node is ${version}, but the credential is for ${bound}`,
		{
			description: `Set '${field.displayName}' to ${bound}, or choose a credential for ${version}. Nothing was sent.`,
		},
	);
}

/** Takes the secrets out of a text that may go into a message, the newest token among them. */
export async function hide({ context, bank, secrets }: Session): Promise<(text: string) => string> {
	const credentials = await context.getCredentials(bank.credential);
	const all = [...secrets, ...bank.secrets(credentials)];
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
