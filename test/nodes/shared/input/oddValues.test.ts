import type { IDataObject } from 'n8n-workflow';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { runTestBank } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
	server.reply(() => ({ id: '1', things: [{ id: '1' }] }));
});

afterEach(async () => await server.close());

const circle: IDataObject = { name: 'circle' };
circle.self = circle;
const wheel: unknown[] = [];
wheel.push(wheel);
let deep: unknown = 1;
for (let depth = 0; depth < 20_000; depth++) deep = [deep];

const VALUES: Record<string, unknown> = {
	'an object that refers to itself': circle,
	'a list that refers to itself': wheel,
	'an object that is no text': { toString: 1, valueOf: 1 },
	'a list of what is no text': [{ toString: 1, valueOf: 1 }],
	'an object that is no JSON': { toJSON: 1, big: 10n },
	'a big number': 10n ** 30n,
	'a nest': deep,
	'no number': NaN,
	'half a character': '\ud800',
	'a function': () => 1,
	'a symbol': Symbol('x'),
};

const FIELDS: [string, string, (value: string) => IDataObject][] = (
	[
		['get', 'id', (value) => ({ id: value })],
		['create', 'name', (name) => ({ name })],
		['create', 'a code', (code) => ({ name: 'x', code })],
		['create', 'a masked field', (mask) => ({ name: 'x', mask })],
		['create', 'a choice', (kind) => ({ name: 'x', kind })],
		['create', 'a number', (count) => ({ name: 'x', count })],
		['create', 'a switch', (flag) => ({ name: 'x', flag })],
		['create', 'a file', (file) => ({ name: 'x', file })],
		['create', 'JSON', (json) => ({ name: 'x', json })],
		['create', 'a day', (day) => ({ name: 'x', day })],
		['getMany', 'a filter', (word) => ({ filters: { word } })],
		['getMany', 'a date', (date) => ({ filters: { date } })],
		['getMany', 'all filters', (filters) => ({ filters })],
		['getMany', 'Limit', (limit) => ({ limit })],
		['getMany', 'Return All', (returnAll) => ({ returnAll })],
		['get', 'Simplify', (simplify) => ({ id: '1', simplify })],
		[
			'get',
			'Max Parallel Requests',
			(value) => ({ id: '1', options: { maxParallelRequests: value } }),
		],
		['get', 'all options', (options) => ({ id: '1', options })],
	] as [string, string, (value: string) => object][]
).map(([operation, name, fill]) => [operation, name, fill as (value: string) => IDataObject]);

describe.each(FIELDS)('in %s, %s', (operation, _, fill) => {
	it.each(Object.keys(VALUES))('that is %s is taken or refused in words', async (name) => {
		// n8n itself copies the parameters of a node; what an expression gives comes as it is.
		const parameters = fill('={{ $json.value }}');
		const setup = { items: [{ json: { value: VALUES[name] } as IDataObject }] };
		const { error, items } = await runTestBank(server, operation, parameters, setup);
		if (!error) return expect(items).toHaveLength(1);
		expect(['NodeApiError', 'NodeOperationError']).toContain(error.name);
		expect(error.message).toMatch(/^'.+' /);
		expect(server.received).toEqual([]);
	});
});
