/** The part of JSON Schema the contracts use. */
export interface JsonSchema {
	type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
	description?: string;
	properties?: Record<string, JsonSchema>;
	required?: readonly string[];
	additionalProperties?: boolean;
	items?: JsonSchema;
	minItems?: number;
	maxItems?: number;
	anyOf?: readonly JsonSchema[];
	enum?: readonly string[];
	pattern?: string;
	/** For patterns that no common text is like, values for samples. */
	examples?: readonly string[];
	minLength?: number;
	maxLength?: number;
	minimum?: number;
	maximum?: number;
	default?: string | number | boolean;
}

/** A value in an address, in the query also a list. */
export type WireValue = JsonSchema & { required?: never };

/** How an operation hands out a long list. */
export interface ContractPaging {
	/**
	 * How a page is asked for. `recordIndex`: by the 1-based index of its first record; `pageNumber`:
	 * by its 1-based number; `nextId`: by the id that the page before it gives.
	 */
	style: 'recordIndex' | 'pageNumber' | 'nextId';
	/** The property of the answer that holds the records. */
	records: string;
	maxPageSize?: number;
}

/** One call of a bank API, as it looks on the wire. */
export interface ContractOperation {
	/** The vendor's operationId. */
	id: string;
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	path: string;
	/** Every one of them is required. */
	pathParameters: Record<string, WireValue>;
	/** A list is written by repeating its parameter. */
	query: Record<string, WireValue>;
	/** The lists of the query that may be written as one comma-separated text too. */
	commaSeparated?: readonly string[];
	/** The parameters of the query that must be given; none unless told. */
	requiredQuery?: readonly string[];
	/** Absent: no body may be sent. */
	body?: JsonSchema;
	/** How the body is written; as JSON unless given. */
	bodyType?: 'form';
	/** Whether the body may be left out as a whole. */
	bodyOptional?: boolean;
	/** The headers that belong to this operation alone; none of them is required. */
	headers?: Record<string, WireValue>;
	/** Absent body: the answer has none, or with a `contentType` it is a file of that type. */
	success: { status: number; body?: JsonSchema; contentType?: string };
	/** Other statuses that are no failures; none of them has a body. */
	otherAnswers?: readonly number[];
	/** The documented failures, without 500. */
	failures: readonly number[];
	paging?: ContractPaging;
}
