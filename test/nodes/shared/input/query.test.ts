import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, itemsOf, operation, runBank, text, toBody } from '../../../support/testBank';

const bank = bankOf([
	operation('goOn', {
		request: { method: 'POST', path: '/things' },
		fields: [text('callback', { wire: 'query', maxLength: 60, ...toBody('callback') })],
		answer: { kind: 'record' },
	}),
]);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

/** Runs the operation, the callback an expression on the item. */
const goOn = async (callback: unknown) =>
	await runBank(
		bank,
		server,
		'goOn',
		{ callback: '={{ $json.query }}' },
		{ items: itemsOf({ query: callback as string }) },
	);
const sent = () => (JSON.parse(server.received[0]?.body ?? '{}') as { callback?: string }).callback;

describe('the query of an address that somebody came back to', () => {
	it.each([
		'code=4f2a&state=x%20y',
		'?code=4f2a&state=x+y',
		' code=%c3%bc&empty=&flag ',
		'https://example.com/back?a=1#b',
	])('passes to the letter as text: %s', async (query) => {
		await goOn(query);
		expect(sent()).toBe(query);
	});

	it.each([
		['in its order', { state: 'x', code: '4f2a' }, 'state=x&code=4f2a'],
		['encoded', { code: 'a b&c=ü', 'st/ate': '+' }, 'code=a%20b%26c%3D%C3%BC&st%2Fate=%2B'],
		['with names that come twice', { code: ['1', '2'] }, 'code=1&code=2'],
		['with brackets', { a: { b: '1', c: ['2', '3'] } }, 'a%5Bb%5D=1&a%5Bc%5D=2&a%5Bc%5D=3'],
		['with what is empty', { code: '', state: null }, 'code=&state='],
	])('is put together again from what n8n has made of it, %s', async (_, query, whole) => {
		await goOn(query);
		const spelled = decodeURIComponent(sent() ?? '');
		expect(spelled).toBe(decodeURIComponent(whole));
		expect(new URLSearchParams(sent()).toString()).toBe(new URLSearchParams(whole).toString());
	});

	it('stops the item when it is longer than the API takes', async () => {
		const { error } = await goOn({ code: 'x'.repeat(60) });
		expect(error?.message).toContain("'The callback' must be at most 60 characters long");
		expect(server.received).toEqual([]);
	});
});
