import type {
	IDataObject,
	IHttpRequestMethods,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';

/**
 * How a value is written for the bank when it differs from what n8n hands over:
 * `unixSeconds` a time as whole seconds since 1970, `dayStart` and `dayEnd` the first and the last
 * second of a day as such, `date` a day as `YYYY-MM-DD` (that of a moment
 * is the one in the workflow's time zone), `base64` the content of the binary field that the value
 * names, `integer` digits as a JSON number of any length, `ids` a list of ids that the user
 * separates by commas, `integers` the same as JSON numbers of any length, `dateTime` a time in ISO 8601, `object` JSON that must be an object, `keyed`
 * the `name` and `value` of each entry of a list as one object, `query` the query of an address, as
 * it was or out of the object that n8n makes of it.
 */
export type Wire =
	| 'unixSeconds'
	| 'dayStart'
	| 'dayEnd'
	| 'date'
	| 'dateTime'
	| 'base64'
	| 'integer'
	| 'integers'
	| 'ids'
	| 'object'
	| 'keyed'
	| 'query';

/**
 * What a text or a number must look like, and how to say so to the user (`hint` completes
 * "must be …").
 */
export interface Format {
	pattern: RegExp;
	hint: string;
	/** What the pattern can't tell, such as a check digit. */
	holds?(text: string): boolean;
}

/**
 * A field of the node panel. In n8n's own words (`routing.send`) it says where its value goes:
 * `type: 'query' | 'body'` and the `property` on the wire, in a body also inside an object
 * (`outer.inner`). A field with neither that nor a `header` fills the placeholder of its name in the
 * operation's path, or steers other fields. A `fixedCollection` is a list of objects on the wire, a
 * `resourceMapper` an object. Objects that go to the same place become one.
 */
export interface Field extends Omit<INodeProperties, 'options'> {
	options?: (INodePropertyOptions | FieldGroup | Field)[];
	wire?: Wire;
	format?: Format;
	/** The header that the value goes out in: n8n's `routing.send` knows no such place. */
	header?: string;
	/** May begin with zeros, which a number has lost: taken as text only, as what is masked is. */
	isCode?: true;
	/** Most characters of a text, most entries of a list. */
	maxLength?: number;
	/** Most entries of a list that one request of a read holds; more go out in several, one by one. */
	perRequest?: number;
	/** How a text is written for the bank, when no word of `wire` says it. */
	writes?(text: string): unknown;
	/** What the decrypted credential has for it, for the user who leaves it empty. */
	fromCredential?(credentials: IDataObject): unknown;
	/**
	 * A text that the user has added and left empty is sent, to clear what the bank has: as it is, or
	 * as what the bank takes for nothing.
	 */
	clears?: true | readonly [];
	/**
	 * The choices in other fields with which alone this one counts. It stays in the panel whatever they
	 * are: `displayOptions` would hide it from who gives the choice by an expression, for n8n goes by
	 * what that comes to for the item at hand.
	 */
	countsWith?: Readonly<Record<string, readonly string[]>>;
	/** Name of the field without which the API doesn't take this one. */
	needs?: string;
	/** Name of the bank's form (`resourceMapper`) whose masked fields the entries of this one are. */
	completes?: string;
}

/** The fields of one entry of a `fixedCollection`. */
export interface FieldGroup extends Omit<INodePropertyCollection, 'values'> {
	values: Field[];
}

/**
 * What a simplified record looks like whatever the bank calls it: by column, where its value stands
 * (`extra.iban`) or how it is made. Every record has every column.
 */
export type Columns = Readonly<Record<string, string | ((record: IDataObject) => unknown)>>;

/** What of a record comes out. */
export interface Shape {
	/** What is left when the user wants it short (`bank.name` as `bankName`), or its columns. */
	simplify?: readonly string[] | Columns;
	/** What only comes out when the user asks for it. */
	confidential?: readonly string[];
}

/** What is wrong with values that the API doesn't take together. */
export interface Complaint {
	/** Name of the field to correct. */
	field: string;
	/** Completes "'Field' …". */
	message: string;
	wayOut: string;
}

/** Where a listing stands. */
export interface Position {
	/** Records that the bank has sent so far, also those that it has sent twice. */
	received: number;
	/** Pages asked for so far. */
	pages: number;
	/** Records still wanted. */
	wanted: number;
	/** What the page before has named as the beginning of the next one. */
	cursor?: string;
	/** Records of a page for a bank whose pages must all be of one size, if it gives as many. */
	pageSize: number;
}

/** How a bank cuts a long list into pages. */
export interface Paging {
	/** The query of the next page. */
	query(position: Position): Record<string, number | string>;
	/** What a page names as the beginning of the next one, for a bank that pages by that. */
	cursor?(page: IDataObject): string | undefined;
	/** Whether the bank has more after this page. */
	hasMore(page: IDataObject, position: Position): boolean;
	/**
	 * How many more pages there are, for a bank that says so and takes them in any order.
	 *
	 * @param position behind this page
	 * @param size how many records this page has
	 */
	pagesAfter?(page: IDataObject, position: Position, size: number): number;
	/** How many records the list has by now, for a bank that says so on each page. */
	total?(page: IDataObject): number;
}

/** A list in a bank's answers. */
export interface List {
	/** The property that holds it; none when the answer itself is the list. */
	property?: string;
	/** How it comes in pages; without, the bank sends it whole. */
	paging?: Paging;
	/** What tells its records apart, `id` when absent. */
	key?: string;
	/** The bank's codes of a 404 that means: there are none. */
	noneCodes?: readonly string[];
	/** What of a page belongs to a record that doesn't hold it. */
	complete?(record: IDataObject, page: IDataObject): IDataObject;
}

/** A failure in the bank's own words. */
export interface Failure {
	message: string;
	code?: string;
	/** When the body has it. */
	requestId?: string;
	/** What the user can do, when the bank's code tells more than the HTTP status. */
	wayOut?: string;
	/** What else of the bank's answer goes along as data, by its name there. */
	details?: Readonly<Record<string, string>>;
	/** The same request is refused again, in a while or with another token: it must not be repeated. */
	isFinal?: true;
}

/** An HTTP answer as it came: the body unparsed, header names in lower case. */
export interface RawAnswer {
	status: number;
	headers: Record<string, string>;
	text: string;
	/** The body to the byte, when a file was asked for; then `text` is what can be read of it. */
	bytes?: Buffer;
}

/** How it stands with something that the bank does after its answer. */
export type Progress = 'running' | 'done' | Failure;

/** How to learn whether the bank has done what it goes on with after its answer. */
export interface Completion {
	/** What to look at, below the base URL, with `{id}` for the `id` of the answered record, and so on. */
	path: string;
	/** What the id of the record is called; `id` when absent. */
	id?: string;
	/** As the user reads it in messages. */
	record: string;
	/** What a message says of one that failed; of a download when absent. */
	failed?: string;
	/** What the bank wants of the user, when that is as far as it came. */
	step?(record: IDataObject): IDataObject | undefined;
	/**
	 * The record of the bank's API that comes out in the end: where its id stands, and how to wait
	 * until it is ready itself.
	 */
	leadsTo?: { id: string; completion: Completion; shape: Shape };
	/**
	 * @param record as it is now
	 * @param sent the body of the request that set it off
	 * @param answered the record as the bank answered to that
	 */
	progress(
		record: IDataObject,
		sent: Record<string, unknown> | undefined,
		answered: IDataObject,
	): Progress;
}

/**
 * How an answer without a record shows that the bank has done what it was asked for: the property
 * that is true then. Without it, the bank answers with no body.
 */
export interface Proof {
	proof?: string;
}

/** A file as it comes out, whatever the bank calls it. */
export interface FileKind {
	mimeType: string;
	/** What its first kilobyte holds when it is one. */
	mark: string;
	/** @param entered what went into the path, by field name; the rest of what was entered too */
	fileName(entered: IDataObject): string;
}

/** How a record is found in a list: by what the user entered in a field, without regard to case. */
export interface InList {
	/** Name of the field, which is not sent. */
	field: string;
	/** The property of the record that has to be the same. */
	property: string;
}

/** What an operation's answer becomes; one output item a record in every case. */
export type Answer =
	/**
	 * The JSON object itself, out of the bank's envelope, or the one under `property`. `has`: what is
	 * never missing in it. `readWith`: how it is read where it takes a key of the credential; throws
	 * UserError, at once when there is none.
	 */
	| ({
			kind: 'record';
			property?: string;
			has?: readonly string[];
			readWith?(credentials: IDataObject): (record: IDataObject) => IDataObject;
	  } & Shape)
	/** A list. `isWhole`: no Limit. */
	| ({ kind: 'records'; isWhole?: true } & List & Shape)
	/** A file; one item with it as binary data. */
	| ({ kind: 'file' } & FileKind)
	/** The item says that the record is gone. */
	| ({ kind: 'deleted' } & Proof)
	/** The one of a list under `property` that a field names: the bank has no address for one alone. */
	| ({ kind: 'recordInList'; property: string; by: InList } & Shape)
	/** A list of ids under `property`: an item says of each record that it is gone. */
	| { kind: 'deletedMany'; property: string }
	/** The same for records that are other ones now. */
	| { kind: 'changedMany'; property: string }
	/** The item says that it worked, with the ids that went in. */
	| ({ kind: 'done' } & Proof);

/** How to find out whether there is a record already that would be created. */
export interface Existing {
	/** The list to look in, below the base URL. */
	path: string;
	property: string;
	paging: Paging;
	/** As that of a list. */
	key?: string;
	/**
	 * What the list can be narrowed by.
	 *
	 * @param sent the body of the request that would create it
	 */
	query?(sent: IDataObject): Record<string, string>;
	/** Whether a record of the list is the one. */
	isSame(record: IDataObject, sent: IDataObject): boolean;
	/** The bank's code for a record that somebody else has created meanwhile. */
	code: string;
}

/** One call of a bank's API: a menu entry, its fields and its request. Pure data. */
export interface Operation {
	value: string;
	name: string;
	action: string;
	/** One short sentence: the menu shows two lines. */
	description: string;
	/**
	 * What the user must know before the first run, shown above all fields: that it can't be undone, is
	 * billed, or must not run on a schedule.
	 */
	notice?: string;
	/** The versions of the API that have it; all of them when absent. */
	versions?: readonly string[];
	request: {
		method: IHttpRequestMethods;
		/** The one of `Bank.services` that it goes to; the bank's API itself when absent. */
		service?: string;
		/** Whose token it goes with, as `Bank.signInAs` knows it; that of most requests when absent. */
		signInAs?: string;
		/** Milliseconds for which the token should live on, because what the bank makes lives on it. */
		tokenLife?: number;
		/** Below the base URL, with `{fieldName}` placeholders. */
		path: string;
		/** Where to send a list of the path that has one entry only: into the query of this one. */
		pathForOne?: string;
		/** The bank wants a body, also an empty one. */
		alwaysHasBody?: true;
		/** Milliseconds to wait for the answer; the engine's default when absent. */
		timeout?: number;
		/** The bank takes no body, not even an empty one. */
		hasNoBody?: true;
	};
	fields: readonly Field[];
	/** Names of fields of which the API needs at least one. */
	atLeastOneOf?: readonly string[];
	/** @param sent what goes to the bank, by field name; read by a person who is told of one fault */
	check?(sent: ReadonlyMap<string, unknown>): Complaint | undefined;
	answer: Answer;
	/** Where to look first for the record that is to be created. */
	existing?: Existing;
	/** The bank may want something of the user before it goes on: `Bank.readFurtherStep`. */
	furtherSteps?: true;
	/** What the bank goes on with after its answer, for the user who wants to wait for it. */
	completion?: Completion;
}

/** A group of operations, as n8n's Resource menu shows it. */
export interface Resource {
	value: string;
	name: string;
	operations: readonly Operation[];
}

/** The versions of an API that may not be mixed: a client is bound to one of them. */
export interface ApiVersions {
	/** Chooses one in the panel, the first by default. The credential has a field of this name too. */
	field: Omit<Field, 'options'> & { options: INodePropertyOptions[] };
	/** What every path of a version begins with. */
	pathPrefix: Readonly<Record<string, string>>;
	/** The version that a credential is for, where its field alone does not tell. */
	boundTo?(credentials: IDataObject): string;
}

/** A sign-in that a credential opens besides the one that it is meant for. */
export interface OtherSignIn {
	/** Who signs in, as the credential type knows it. */
	as: string;
	/** The hidden field of the credential that keeps what came of it. */
	keptIn: string;
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
	/** The addresses of services beside the API that take its sign-in, by name; they have no versions. */
	services?: Readonly<Record<string, (credentials: IDataObject) => string>>;
	versions?: ApiVersions;
	/**
	 * How a request is signed in, for a bank whose tokens open different things.
	 *
	 * @param wanted what the operation says of it, if anything
	 * @returns nothing for the sign-in that the credential is meant for
	 * @throws UserError when the credential can't open what is wanted
	 */
	signInAs?(credentials: IDataObject, wanted?: string): OtherSignIn | undefined;
	/** The HTTP status of an answer that means: nothing was done, ask again in a while. */
	busyStatus?: number;
	/** The bank's code for the same, where an operation says it with another status. */
	busyCode?: string;
	/** The credential fetches a new token after a 401, so n8n may send the request again. */
	renewsSignIn?: true;
	/** The property that every body is wrapped in, and every record of an answer. */
	envelope?: string;
	/** What the bank wants before it goes on; `undefined` for an answer that means something else. */
	readFurtherStep?(answer: RawAnswer): IDataObject | undefined;
	/** Answer headers that may carry the id of the request, lower case, best first. */
	requestIdHeaders: readonly string[];
	/** The bank's own words in the JSON body of a failure; `undefined` when there are none. */
	readFailure(body: unknown): Failure | undefined;
}
