import type { ICredentialType, IDataObject, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { execute } from '../../nodes/shared/execute';
import type { Bank, Field, Operation } from '../../nodes/shared/operation';
import { nodeProperties } from '../../nodes/shared/panel/panel';
import { pageNumberPaging, recordIndexPaging } from '../../nodes/shared/answer/paging';
import { StoredCredential } from './credentials';
import { type Outcome, runWorkflow, type Setup } from './engine';
import type { Loopback } from './loopback';

/** A field for text, to be made into any other one. */
export const text = (name: string, more: Partial<Field> = {}): Field => ({
	displayName: `The ${name}`,
	name,
	type: 'string',
	default: '',
	...more,
});

/** Where the value of a field goes. */
export const toQuery = (property: string) => ({
	routing: { send: { type: 'query' as const, property } },
});
export const toBody = (property: string) => ({
	routing: { send: { type: 'body' as const, property } },
});

const id = text('id', { required: true });

const filters: Field = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	default: {},
	options: [
		text('word', toQuery('the_word')),
		{ displayName: 'The Number', name: 'number', type: 'number', default: 0, ...toQuery('number') },
		{ displayName: 'The Flag', name: 'flag', type: 'boolean', default: false, ...toQuery('flag') },
		{
			displayName: 'The Date',
			name: 'date',
			type: 'dateTime',
			default: '',
			wire: 'unixSeconds',
			...toQuery('since'),
		},
	],
};

/** An operation that is called by its value everywhere. */
export const operation = (
	value: string,
	more: Omit<Operation, 'value' | 'name' | 'action' | 'description'>,
): Operation => ({
	value,
	name: value,
	action: value,
	description: value,
	...more,
});

const byIndex = recordIndexPaging({
	start: 'start',
	limit: 'limit',
	more: 'moreAvailable',
	total: 'found',
	maxPageSize: 100,
});

export const byNumber = pageNumberPaging({
	page: 'page',
	size: 'pageSize',
	pages: 'totalPages',
	total: 'found',
	maxPageSize: 100,
});

/** A bank of no one's with these operations on things. */
export function bankOf(operations: readonly Operation[], more: Partial<Bank> = {}): Bank {
	return {
		name: 'Test Bank',
		credential: 'testBankApi',
		resources: [{ value: 'thing', name: 'Thing', operations }],
		baseUrl: ({ baseUrl }) => String(baseUrl),
		secrets: ({ secret }) => [String(secret)],
		requestIdHeaders: ['x-request-id'],
		readFailure: (body) => {
			const { message, code } = (body ?? {}) as IDataObject;
			return message
				? { message: String(message), ...(code ? { code: String(code) } : {}) }
				: undefined;
		},
		...more,
	};
}

/** One of them, for what needs no operations of its own. */
export const testBank = bankOf([
	operation('get', {
		request: { method: 'GET', path: '/things/{id}' },
		fields: [id, filters],
		answer: { kind: 'record', simplify: ['id', 'name'] },
	}),
	operation('getMany', {
		request: { method: 'GET', path: '/things' },
		fields: [filters],
		answer: { kind: 'records', property: 'things', paging: byIndex },
	}),
	operation('getNumbered', {
		request: { method: 'GET', path: '/numbered' },
		fields: [filters],
		answer: { kind: 'records', property: 'things', paging: byNumber },
	}),
	operation('create', {
		request: { method: 'POST', path: '/things' },
		fields: [
			text('name', { required: true, ...toBody('name') }),
			text('code', {
				...toBody('code'),
				format: { pattern: /^\d+$/, hint: 'a code of digits' },
			}),
			text('mask', { ...toBody('mask'), typeOptions: { password: true } }),
			text('pin', {
				...toBody('pin'),
				typeOptions: { password: true },
				format: { pattern: /^\d+$/, hint: 'digits' },
			}),
			{
				displayName: 'The Count',
				name: 'count',
				type: 'number',
				default: '',
				...toBody('count'),
			},
			{
				displayName: 'The Flag',
				name: 'flag',
				type: 'boolean',
				default: false,
				...toBody('flag'),
			},
			text('file', { wire: 'base64', ...toBody('file') }),
			{
				displayName: 'The Kind',
				name: 'kind',
				type: 'options',
				options: [
					{ name: 'Short', value: 'short' },
					{ name: 'Long', value: 'long' },
				],
				default: 'short',
			},
			text('text', {
				required: true,
				displayOptions: { show: { kind: ['long'] } },
				...toBody('text'),
			}),
			text('json', { type: 'json', ...toBody('json') }),
			text('day', { type: 'dateTime', wire: 'date', ...toBody('day') }),
		],
		answer: { kind: 'record' },
	}),
	operation('rename', {
		request: { method: 'PUT', path: '/things/{id}/name' },
		fields: [id, text('first', toBody('first')), text('last', toBody('last'))],
		atLeastOneOf: ['first', 'last'],
		answer: { kind: 'done' },
	}),
	operation('renameSoon', {
		// Short for a test of it, long enough for the request to arrive from a slow machine.
		request: { method: 'PUT', path: '/things/{id}/name', timeout: 3_000 },
		fields: [id, text('first', toBody('first'))],
		answer: { kind: 'done' },
	}),
	operation('delete', {
		request: { method: 'DELETE', path: '/things/{id}' },
		fields: [id],
		answer: { kind: 'deleted' },
	}),
]);

/** With a field for each name. */
const credentialTypeOf = (names: readonly string[]): ICredentialType => ({
	name: 'testBankApi',
	displayName: 'Test Bank',
	properties: names.map((name) => text(name)),
	authenticate: async ({ secret }, options) => ({
		...options,
		headers: { ...options.headers, 'X-Secret': String(secret ?? '') },
	}),
});

function nodeFor(bank: Bank): INodeType {
	return {
		description: {
			displayName: bank.name,
			name: 'testBank',
			group: ['transform'],
			version: 1,
			description: 'A bank for tests',
			defaults: { name: bank.name },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: bank.credential, required: true }],
			properties: nodeProperties(bank),
		},
		async execute() {
			return await execute(this, bank);
		},
	};
}

export const SECRET = 'a-secret-that-never-shows';

/** The credential for a server, with what a bank wants in it besides. */
export function credentialFor(
	{ url }: Pick<Loopback, 'url'>,
	more: Record<string, string> = {},
): StoredCredential {
	const data = { baseUrl: url, secret: SECRET, ...more };
	return new StoredCredential(credentialTypeOf(Object.keys(data)), data);
}

/** Sets one operation of a made-up bank up against a server. */
export function setupOf(
	bank: Bank,
	server: Pick<Loopback, 'url'>,
	value: string,
	parameters: IDataObject = {},
	more: Partial<Setup> = {},
): Setup {
	return {
		nodeType: nodeFor(bank),
		credential: bank.credential,
		credentials: credentialFor(server),
		parameters: { resource: 'thing', operation: value, ...parameters },
		...more,
	};
}

/** Runs it. */
export async function runBank(...setup: Parameters<typeof setupOf>): Promise<Outcome> {
	return await runWorkflow(setupOf(...setup));
}

/** Sets one operation of the test bank up against a server. */
export function testBankSetup(
	server: Pick<Loopback, 'url'>,
	value: string,
	parameters: IDataObject = {},
	more: Partial<Setup> = {},
): Setup {
	return setupOf(testBank, server, value, parameters, more);
}

/** Runs it. */
export async function runTestBank(...setup: Parameters<typeof testBankSetup>): Promise<Outcome> {
	return await runWorkflow(testBankSetup(...setup));
}

/** Input items with these fields. */
export function itemsOf(...json: IDataObject[]): { json: IDataObject }[] {
	return json.map((fields) => ({ json: fields }));
}
