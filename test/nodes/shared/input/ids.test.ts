import * as fc from 'fast-check';
import { type Loopback, startLoopback } from '../../../support/loopback';
import {
	bankOf,
	itemsOf,
	operation,
	runBank,
	text,
	toBody,
	toQuery,
} from '../../../support/testBank';

const id = text('id', {
	required: true,
	wire: 'integer',
	format: { pattern: /^\d{1,19}$/, hint: 'an id of digits only' },
});
const ids = text('ids', { wire: 'ids', maxLength: 3 });

const bank = bankOf([
	operation('update', {
		request: { method: 'POST', path: '/update' },
		fields: [{ ...id, ...toBody('thingId') }],
		answer: { kind: 'record' },
	}),
	operation('open', {
		request: { method: 'POST', path: '/things/{id}/open' },
		fields: [id],
		answer: { kind: 'done' },
	}),
	operation('getMany', {
		request: { method: 'GET', path: '/things' },
		fields: [{ ...ids, ...toQuery('a') }],
		answer: { kind: 'records', property: 'things' },
	}),
	operation('getSome', {
		request: { method: 'GET', path: '/things/{ids}', pathForOne: '/things' },
		fields: [{ ...ids, required: true }],
		answer: { kind: 'records', property: 'things' },
	}),
	operation('deleteSome', {
		request: { method: 'DELETE', path: '/things/{ids}' },
		fields: [ids],
		answer: { kind: 'deleted' },
	}),
]);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const run = (...[value, parameters]: [string, Record<string, string | number>]) =>
	runBank(bank, server, value, parameters);
const urls = () => server.received.map(({ url }) => url);

describe('an id that is a number on the wire', () => {
	it.each([
		['text', '9223372036854775807', '9223372036854775807'],
		['text with blanks around it', ' 42 ', '42'],
		['a number', '={{ 42 }}', '42'],
		['the most digits there are', '9999999999999999999', '9999999999999999999'],
	])('goes out as one with all its digits, from %s', async (_, entered, sent) => {
		await run('update', { id: entered });
		expect(server.received[0]?.body).toBe(`{"thingId":${sent}}`);
	});

	it('keeps the digits of any id', async () => {
		const any = fc.bigInt({ min: 0n, max: 9_999_999_999_999_999_999n });
		await fc.assert(
			fc.asyncProperty(any, async (number) => {
				server.received.length = 0;
				const items = itemsOf({ id: String(number) });
				await runBank(bank, server, 'update', { id: '={{ $json.id }}' }, { items });
				expect(server.received[0]?.body).toBe(`{"thingId":${number}}`);
			}),
			{ numRuns: 100 },
		);
	});

	it.each(['12a', '1.5', '-1', '1e3', '0x10', '12345678901234567890', '={{ 1.5 }}', '={{ -1 }}'])(
		'stops the item at %j',
		async (entered) => {
			const { error } = await run('update', { id: entered });
			expect(error?.message).toContain("'The id' must be an id of digits only, but is");
			expect(urls()).toEqual([]);
		},
	);

	it('stops the item when it came as a number that has lost digits', async () => {
		const { error } = await run('update', { id: '={{ 9007199254740993 }}' });
		expect(error?.message).toContain("'The id' must be text (a number this long has lost digits");
		expect(urls()).toEqual([]);
	});

	it('is text in the path, and in the item that says what was done', async () => {
		const { items } = await run('open', { id: '9223372036854775807' });
		expect(urls()).toEqual(['/things/9223372036854775807/open']);
		expect(items[0]?.json).toEqual({ success: true, id: '9223372036854775807' });
	});
});

describe('a list of ids', () => {
	it.each([
		['text with commas', '1,2', '1,2'],
		['text with blanks and a comma too many', ' 1 , 2 ,', '1,2'],
		['a single one as text', '1', '1'],
		['a number', '={{ 7 }}', '7'],
		['a list of texts', '={{ ["1", "2"] }}', '1,2'],
		['a list of numbers', '={{ [1, 2] }}', '1,2'],
		['JSON text', '["1","2"]', '1,2'],
		['JSON text with long numbers', '[9223372036854775807, 1]', '9223372036854775807,1'],
		['as many as the API takes', '1,2,3', '1,2,3'],
	])('is sent with plain commas, from %s', async (_, entered, sent) => {
		await run('getMany', { ids: entered });
		expect(urls()).toEqual([`/things?a=${sent}`]);
	});

	it.each(['', '  ', '={{ [] }}', '={{ null }}', '={{ $json.missing }}'])(
		'is left out when there is none: %j',
		async (entered) => {
			await run('getMany', { ids: entered });
			expect(urls()).toEqual(['/things']);
		},
	);

	it.each([
		'1,b',
		'1;2',
		'1 2',
		'1,-2',
		'1.5',
		'["1",null]',
		'={{ ["1", ""] }}',
		'={{ [[1], 2] }}',
		'={{ ({ a: 1 }) }}',
		'={{ true }}',
	])('stops the item at %s, naming the field', async (entered) => {
		const { error } = await run('getMany', { ids: entered });
		expect(error?.message).toMatch(
			/^'The ids' must be ids of digits, separated by commas, but is '.+' \[item 0\]$/,
		);
		expect(urls()).toEqual([]);
	});

	it.each(['={{ 9007199254740993 }}', '={{ ["1", 9007199254740993] }}'])(
		'stops the item at a number that has lost digits: %s',
		async (entered) => {
			const { error } = await run('getMany', { ids: entered });
			expect(error?.message).toContain("'The ids' must be ids of digits");
			expect(urls()).toEqual([]);
		},
	);

	it.each(['1,2,3,4', '={{ [1, 2, 3, 4] }}'])(
		'stops the item at more than the API takes: %s',
		async (entered) => {
			const { error } = await run('getMany', { ids: entered });
			expect(error?.message).toContain("'The ids' must be at most 3 ids, but is");
			expect(urls()).toEqual([]);
		},
	);

	it.each(['getMany', 'getSome', 'deleteSome'])(
		'stops the item when there are only commas, which would ask %s for all or nothing',
		async (value) => {
			for (const entered of [',', ' , ,', '[]']) {
				const { error } = await run(value, { ids: entered });
				expect(error?.message).toContain("'The ids' must be ids of digits");
			}
			expect(urls()).toEqual([]);
		},
	);

	it('goes into the path with plain commas', async () => {
		await run('getSome', { ids: '1, 2' });
		expect(urls()).toEqual(['/things/1,2']);
	});

	it('of one goes where the bank does not take it for the path of another operation', async () => {
		await run('getSome', { ids: '["1"]' });
		expect(urls()).toEqual(['/things?ids=1']);
	});

	it('of one stays in the path where that makes no difference', async () => {
		await run('deleteSome', { ids: '1' });
		expect(urls()).toEqual(['/things/1']);
	});

	it.each(['getSome', 'deleteSome'])('is needed in the path of %s', async (value) => {
		const { error } = await run(value, { ids: '={{ [] }}' });
		expect(error?.message).toBe("'The ids' is empty [item 0]");
		expect(urls()).toEqual([]);
	});
});
