import type { IDataObject } from 'n8n-workflow';
import type { Answer, Bank, Operation } from '../../../../nodes/shared/operation';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, operation, runBank } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const writing = (value: string, answer: Answer, method: 'DELETE' | 'POST' = 'POST'): Operation =>
	operation(value, { request: { method, path: '/things' }, fields: [], answer });

const operations = [
	writing('delete', { kind: 'deleted' }, 'DELETE'),
	writing('deleteProven', { kind: 'deleted', proof: 'removed' }, 'DELETE'),
	writing('assign', { kind: 'done' }),
	writing('lock', { kind: 'done', proof: 'locked' }),
	writing('create', { kind: 'record', has: ['id', 'name'] }),
	writing('refresh', { kind: 'records', property: 'things' }),
	operation('get', {
		request: { method: 'GET', path: '/things/1' },
		fields: [],
		answer: { kind: 'record', has: ['id', 'name'], simplify: ['id'] },
	}),
	operation('getLink', {
		request: { method: 'GET', path: '/link' },
		fields: [],
		answer: { kind: 'record' },
	}),
	operation('getMany', {
		request: { method: 'GET', path: '/things' },
		fields: [],
		answer: { kind: 'records', property: 'things' },
	}),
];
const bank = bankOf(operations);
const enveloped = bankOf(operations, { envelope: 'data' });

async function answered(by: Bank, value: string, text: string, status = 200) {
	server.reply((_, response) => {
		response.writeHead(status);
		response.end(text);
	});
	return await runBank(by, server, value, { simplify: true });
}
const json = (value: unknown) => JSON.stringify(value);

/** What a bank, a proxy or another service may say with status 200, and is no success. */
const odd = {
	'a page': '<html><body>Sign in</body></html>',
	'removed: false': json({ data: { removed: false } }),
	'a failure': json({ code: '10023', message: 'No such thing' }),
	'a list of failures': json({ errors: [{ message: 'No' }] }),
	'the error of a token': json({ error: 'invalid_token' }),
	'JSON that breaks off': '{"id":"1","na',
	'a text': 'OK',
	'a JSON text': '"OK"',
	'a number': '0',
	'a list': '[]',
	false: 'false',
};
const writes = ['delete', 'deleteProven', 'assign', 'lock', 'create', 'refresh'];

describe.each(Object.entries(odd))('status 200 with %s', (name, text) => {
	it.each([...writes, 'get', 'getMany'])('is no success of %s', async (value) => {
		const { items, error } = await answered(bank, value, text);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^Test Bank answered with/);
		expect(error?.description).toContain('HTTP status 200');
		if (writes.includes(value)) {
			expect(error?.description).toContain('The request may have been carried out');
		} else {
			expect(error?.description).not.toContain('may have been carried out');
		}
	});

	it.each(writes)('is no success of %s in an envelope', async (value) => {
		const { items, error } = await answered(enveloped, value, text);
		expect(items).toEqual([]);
		expect(error?.description).toContain('The request may have been carried out');
	});

	if (name === 'a failure') {
		it.each([...writes, 'get', 'getMany', 'getLink'])('gives its words: %s', async (value) => {
			const { error } = await answered(bank, value, text);
			expect(error?.message).toContain('No such thing (code 10023)');
			expect(error?.httpCode).toBe('200');
		});
	}
});

describe('an answer without a body', () => {
	it.each<[string, IDataObject]>([
		['delete', { deleted: true }],
		['assign', { success: true }],
	])('is the success of %s', async (value, item) => {
		for (const [text, status] of [
			['', 204],
			['', 200],
			[' \n', 200],
			['{}', 200],
			['null', 200],
			['""', 200],
		] as const) {
			const { items, error } = await answered(bank, value, text, status);
			expect({ error, items: items.map(({ json }) => json) }).toEqual({ items: [item] });
		}
	});

	it.each(['deleteProven', 'lock', 'create', 'refresh', 'get', 'getLink', 'getMany'])(
		'is none of %s',
		async (value) => {
			expect((await answered(bank, value, '', 204)).error?.message).toMatch(/answered with/);
		},
	);
});

describe('what proves a success', () => {
	it.each<[Bank, string, unknown, IDataObject]>([
		[bank, 'deleteProven', { id: '1', removed: true }, { deleted: true }],
		[enveloped, 'deleteProven', { data: { removed: true } }, { deleted: true }],
		[bank, 'lock', { locked: true }, { success: true }],
		[bank, 'create', { id: '1', name: '' }, { id: '1', name: '' }],
		[
			bank,
			'create',
			{ id: 0, name: 'message', message: 'm' },
			{ id: 0, name: 'message', message: 'm' },
		],
		[enveloped, 'create', { data: { id: '1', name: 'n' } }, { id: '1', name: 'n' }],
	])('%#: is there', async (by, value, answer, item) => {
		const { items, error } = await answered(by, value, json(answer));
		expect({ error, items: items.map(({ json }) => json) }).toEqual({ items: [item] });
	});

	it.each<[Bank, string, unknown, string]>([
		[bank, 'deleteProven', { removed: false }, "without 'removed'"],
		[bank, 'deleteProven', { removed: 'true' }, "without 'removed'"],
		[enveloped, 'deleteProven', { removed: true }, "without 'removed'"],
		[bank, 'lock', {}, "without 'locked'"],
		[bank, 'create', {}, "without 'id', 'name'"],
		[bank, 'create', { id: '1', name: null }, "without 'name'"],
		[bank, 'get', {}, "without 'id', 'name'"],
		[enveloped, 'get', { data: {} }, "without 'id', 'name'"],
		[enveloped, 'get', {}, "without 'data'"],
		[bank, 'refresh', {}, "without the list 'things'"],
		[bank, 'getMany', { error: 'invalid_token' }, "without the list 'things'"],
		[bank, 'getMany', { found: 3 }, "without the list 'things'"],
	])('%#: is missing', async (by, value, answer, message) => {
		const { items, error } = await answered(by, value, json(answer));
		expect(items).toEqual([]);
		expect(error?.message).toContain(`Test Bank answered ${message}`);
	});

	it.each([{}, { found: 0 }, { found: 0, moreAvailable: false, things: null }])(
		'of an empty list may be that all else says so: %j',
		async (answer) => {
			const { items, error } = await answered(bank, 'getMany', json(answer));
			expect({ items, error }).toEqual({ items: [] });
		},
	);
});
