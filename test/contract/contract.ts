/** The part of JSON Schema the contracts use. */
export interface JsonSchema {
	type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
	description?: string;
	properties?: Record<string, JsonSchema>;
	required?: readonly string[];
	additionalProperties?: boolean;
	items?: JsonSchema;
	enum?: readonly string[];
	pattern?: string;
	minLength?: number;
	maxLength?: number;
	minimum?: number;
	maximum?: number;
	default?: string | number;
}

/** A single value in an address; none of the query's is required. */
export type WireValue = JsonSchema & { required?: never };

/** How an operation hands out a long list. */
export interface ContractPaging {
	/** `recordIndex`: the 1-based index of the first record; `pageNumber`: the 1-based page. */
	style: 'recordIndex' | 'pageNumber';
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
	query: Record<string, WireValue>;
	/** Absent: no body may be sent. */
	body?: JsonSchema;
	/** Absent body: the answer has none. */
	success: { status: number; body?: JsonSchema };
	/** The documented 4xx answers. */
	failures: readonly number[];
	paging?: ContractPaging;
}
