import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { Bank } from '../operation';

/** A node that runs, its editor panel that looks something up, or a trigger that was called. */
export type Context = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions;

type Data = ICredentialDataDecryptedObject;

/** Milliseconds. A token that another process of n8n has renewed should be found soon. */
const GOOD_FOR = 5_000;

/** n8n would look up and decrypt the credential for each request, which costs more than sending it. */
const inUse = new WeakMap<Context, { data: Promise<Data>; at: number }>();

/** The bank's credential, not read anew for each of the requests that a node sends in one run. */
export async function credentialOf(context: Context, { credential }: Bank): Promise<Data> {
	const known = inUse.get(context);
	if (known && Date.now() - known.at < GOOD_FOR) return await known.data;
	const data = context.getCredentials<Data>(credential);
	inUse.set(context, { data, at: Date.now() });
	data.catch(() => inUse.delete(context));
	return await data;
}

/**
 * Sends a request with the bank's sign-in. A token that n8n renews for it is used by all that come
 * after it.
 *
 * @throws what n8n's request helper throws
 */
export async function sendSignedIn(
	context: Context,
	bank: Bank,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	const shared = await credentialOf(context, bank);
	// A request that is refused must be able to tell which token it had, however late it is.
	const [before, own] = [{ ...shared }, { ...shared }];
	const { credential: type } = bank;
	// n8n replaces the signal of a request by that of the execution.
	const caller = Object.create(context, {
		getExecutionCancelSignal: { value: () => options.abortSignal },
	}) as Context;
	try {
		return (await context.helpers.httpRequestWithAuthentication.call(caller, type, options, {
			credentialsDecrypted: { id: '', name: '', type, data: own },
		})) as IN8nHttpFullResponse;
	} finally {
		for (const [name, value] of Object.entries(own)) {
			if (value !== before[name]) shared[name] = value;
		}
	}
}
