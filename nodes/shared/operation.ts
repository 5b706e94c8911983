import type {
	IDataObject,
	IHttpRequestMethods,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { Failure } from './failure';
import type { Paging } from './paging';

/**
 * How a value is written for the bank when it differs from what n8n hands over:
 * `unixSeconds` a time as whole seconds since 1970, `date` a day as `YYYY-MM-DD`, `base64` the
 * content of the binary field that the value names.
 */
export type Wire = 'unixSeconds' | 'date' | 'base64';

/** What a text must look like, and how to say so to the user (`hint` completes "must be …"). */
export interface Format {
	pattern: RegExp;
	hint: string;
}

/**
 * A field of the node panel. In n8n's own words (`routing.send`) it says where its value goes:
 * `type: 'query' | 'body'` and the `property` on the wire. A field without `routing.send` fills
 * the placeholder of its name in the operation's path, or steers other fields.
 */
export interface Field extends Omit<INodeProperties, 'options'> {
	options?: (INodePropertyOptions | INodePropertyCollection | Field)[];
	wire?: Wire;
	format?: Format;
}

/** What an operation's answer becomes; one output item a record in every case. */
export type Answer =
	/** The JSON object itself. */
	| { kind: 'record'; simplify?: readonly string[] }
	/** A list under `property`; without `paging` the bank sends it whole. */
	| { kind: 'records'; property: string; paging?: Paging; simplify?: readonly string[] }
	/** No body: the item says that the record is gone. */
	| { kind: 'deleted' }
	/** No body: the item says that it worked, with the ids that went in. */
	| { kind: 'done' };

/** One call of a bank's API: a menu entry, its fields and its request. Pure data. */
export interface Operation {
	value: string;
	name: string;
	action: string;
	description: string;
	request: {
		method: IHttpRequestMethods;
		/** Below the base URL, with `{fieldName}` placeholders. */
		path: string;
		/** Milliseconds to wait for the answer; the engine's default when absent. */
		timeout?: number;
	};
	fields: readonly Field[];
	/** Names of fields of which the API needs at least one. */
	atLeastOneOf?: readonly string[];
	answer: Answer;
}

/** Whether a request changes nothing at the bank: it may run beside others and be sent again. */
export function isRead({ method }: { method: IHttpRequestMethods }): boolean {
	return method === 'GET';
}

/** A group of operations, as n8n's Resource menu shows it. */
export interface Resource {
	value: string;
	name: string;
	operations: readonly Operation[];
}

/** What the engine must know of a bank besides its operations: the bank's dialect. */
export interface Bank {
	/** As the user reads it in messages. */
	name: string;
	/** Name of the credential type. */
	credential: string;
	resources: readonly Resource[];
	/** The API's address out of the decrypted credential. */
	baseUrl(credentials: IDataObject): string;
	/** The secrets in the decrypted credential, none of which may show in a message. */
	secrets(credentials: IDataObject): string[];
	/** Answer headers that may carry the id of the request, lower case, best first. */
	requestIdHeaders: readonly string[];
	/** The bank's own words in the JSON body of a failure; `undefined` when there are none. */
	readFailure(body: unknown): Failure | undefined;
}
