import { DateTime } from 'luxon';
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { header } from '../../../../nodes/shared/panel/field';
import { checkedBaseUrl } from '../../../../nodes/shared/wire/baseUrl';
import { runWorkflow } from '../../../support/engine';
import { type Loopback, startLoopback } from '../../../support/loopback';
import {
	bankOf,
	itemsOf,
	operation,
	runBank,
	runTestBank,
	SECRET,
	testBankSetup,
	text,
	toBody,
} from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
	server.reply(({ method }) => (method === 'GET' ? { id: '1' } : {}));
});

afterEach(async () => await server.close());

const sentBody = () => JSON.parse(server.received[0]?.body ?? '') as unknown;

describe('the path', () => {
	it('carries an id percent-encoded, as one segment', async () => {
		await runTestBank(server, 'get', { id: 'a/b?c=d#e%2e é' });
		expect(server.received[0]?.url).toBe('/things/a%2Fb%3Fc%3Dd%23e%252e%20%C3%A9');
	});

	it('keeps any id in its one segment', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (id) => {
				fc.pre(!['', '.', '..'].includes(id.trim()));
				server.received.length = 0;
				await runTestBank(server, 'get', { id: '={{ $json.id }}' }, { items: itemsOf({ id }) });
				const [, things, segment, ...rest] = (server.received[0]?.url ?? '').split('/');
				expect([things, decodeURIComponent(segment ?? ''), rest]).toEqual([
					'things',
					id.trim(),
					[],
				]);
			}),
			{ numRuns: 200 },
		);
	});

	it.each(['', '   ', '.', '..', ' .. '])('stops at %j, naming the field', async (id) => {
		const { error } = await runTestBank(
			server,
			'delete',
			{ id: '={{ $json.id }}' },
			{ items: itemsOf({ id }) },
		);
		expect(error?.message).toMatch(/'The id'.*\[item 0\]/);
		expect(server.received).toEqual([]);
	});

	it('stops at a broken character, naming the field', async () => {
		const { error } = await runTestBank(server, 'get', { id: 'a\ud800' });
		expect(error?.message).toContain("'The id' must be text");
		expect(server.received).toEqual([]);
	});

	it('stops at an expression that gives nothing', async () => {
		const { error } = await runTestBank(server, 'delete', { id: '={{ $json.missing }}' });
		expect(error?.message).toBe("'The id' is empty [item 0]");
		expect(server.received).toEqual([]);
	});

	it('stops with the item in the error, as n8n marks it', async () => {
		const { error } = await runTestBank(
			server,
			'delete',
			{ id: '={{ $json.id }}' },
			{ items: itemsOf({ id: '1' }, { id: '..' }) },
		);
		expect(error?.context?.itemIndex).toBe(1);
	});

	it('takes a number as an id, unless it has lost digits', async () => {
		const items = itemsOf({ id: 42 }, { id: 90071992547409931 });
		const parameters = { id: '={{ $json.id }}', options: { maxParallelRequests: 1 } };
		const { error } = await runTestBank(server, 'get', parameters, { items });
		expect(server.received.map(({ url }) => url)).toEqual(['/things/42']);
		expect(error?.message).toContain("'The id' must be text (a number this long has lost digits");
	});
});

describe('optional fields', () => {
	it.each([
		['blank text', { word: '' }],
		['spaces', { word: '  ' }],
		['an expression without a value', { word: '={{ $json.missing }}' }],
		['an expression that gives null', { word: '={{ null }}' }],
		['an empty date', { date: '' }],
	])('leaves out %s', async (_, filters) => {
		await runTestBank(server, 'get', { id: '1', filters });
		expect(server.received[0]?.url).toBe('/things/1');
	});

	it('sends zero and false', async () => {
		await runTestBank(server, 'get', { id: '1', filters: { number: 0, flag: false } });
		expect(server.received[0]?.url).toBe('/things/1?number=0&flag=false');
		server.received.length = 0;
		await runTestBank(server, 'create', { name: 'x', count: 0, flag: false });
		expect(sentBody()).toEqual({ name: 'x', count: 0, flag: false });
	});

	it('leaves a blank number out of the body', async () => {
		await runTestBank(server, 'create', { name: 'x', count: '', flag: true });
		expect(sentBody()).toEqual({ name: 'x', flag: true });
	});

	it('leaves an empty list out of the body', async () => {
		await runTestBank(server, 'create', { name: 'x', json: '={{ [] }}' });
		expect(sentBody()).toEqual({ name: 'x', flag: false });
	});

	it('encodes query values and uses the name on the wire', async () => {
		await runTestBank(server, 'get', { id: '1', filters: { word: 'a b&c=d+é' } });
		expect(server.received[0]?.url).toBe('/things/1?the_word=a%20b%26c%3Dd%2B%C3%A9');
	});

	it('lets the credential see the address as it goes out', async () => {
		const setup = testBankSetup(server, 'get', { id: "o'x", filters: { word: "it's" } });
		const { credentials } = setup;
		const authenticate = credentials.authenticate.bind(credentials);
		const seen: unknown[] = [];
		credentials.authenticate = async (...parameters) => {
			seen.push((parameters[2] as { url: string }).url);
			return await authenticate(...parameters);
		};
		await runWorkflow(setup);
		expect(seen).toEqual([`${server.url}${server.received[0]?.url}`]);
	});

	it('sends a JSON body as UTF-8 with its content type', async () => {
		await runTestBank(server, 'create', { name: 'Zoë "Z" 日本' });
		expect(server.received[0]?.headers['content-type']).toBe('application/json');
		expect(sentBody()).toEqual({ name: 'Zoë "Z" 日本', flag: false });
	});
});

describe('values of the wrong kind', () => {
	const bad: [string, IDataObject, string][] = [
		['a required text left blank', { name: '={{ "" }}' }, "'The name' is empty [item 0]"],
		[
			'an object where text belongs',
			{ name: '={{ ({ a: 1 }) }}' },
			"'The name' must be text, but is",
		],
		[
			'a text where a number belongs',
			{ name: 'x', count: '={{ "many" }}' },
			"'The Count' must be a number, but is 'many'",
		],
		[
			'a text where true or false belongs',
			{ name: 'x', flag: '={{ "maybe" }}' },
			"'The Flag' must be true or false, but is 'maybe'",
		],
		[
			'a text of the wrong form',
			{ name: 'x', code: '12a' },
			"'The code' must be a code of digits, but is '12a'",
		],
		[
			'a binary field that is not there',
			{ name: 'x', file: 'data' },
			"'The file' names 'data', which the item doesn't have",
		],
	];

	it.each(bad)('stops at %s before anything is sent', async (_, parameters, message) => {
		const { error } = await runTestBank(server, 'create', parameters);
		expect(error?.message).toContain(message);
		expect(error?.description).toBeTruthy();
		expect(server.received).toEqual([]);
	});

	it('does not show the value of a password field', async () => {
		const { error } = await runTestBank(server, 'create', { name: 'x', pin: 'hunter2' });
		expect(error?.message).toContain("'The pin' must be digits");
		expect(`${error?.message} ${error?.description}`).not.toContain('hunter2');
	});

	it('takes no number for a masked field, because it may have lost leading zeros', async () => {
		for (const value of ['={{ 12345 }}', '={{ $json.tan }}', 12345]) {
			const parameters = { name: 'x', mask: value };
			const { error } = await runTestBank(server, 'create', parameters, {
				items: [{ json: { tan: 12345 } }],
			});
			expect(error?.message).toBe(
				"'The mask' must be text, because a number loses leading zeros [item 0]",
			);
		}
		expect(server.received).toEqual([]);
	});

	it('sends the leading zeros of a masked field', async () => {
		await runTestBank(server, 'create', { name: 'x', mask: '={{ "0012345" }}' });
		expect(sentBody()).toMatchObject({ mask: '0012345' });
	});

	it('sends what it has checked: without the blanks around it', async () => {
		await runTestBank(server, 'create', { name: 'x', code: ' 12 ' });
		expect(sentBody()).toMatchObject({ code: '12' });
	});

	it('does not take a required field for hidden when its expression gives nothing', async () => {
		const { error } = await runTestBank(server, 'create', {
			name: 'x',
			kind: 'long',
			text: '={{ $json.missing }}',
		});
		expect(error?.message).toBe("'The text' is empty [item 0]");
		expect(server.received).toEqual([]);
	});

	it('does not send, or ask for, a field that another one hides', async () => {
		await runTestBank(server, 'create', { name: 'x', kind: 'short', text: 'hidden' });
		expect(sentBody()).toEqual({ name: 'x', flag: false });
	});

	it('reads numbers and booleans that come as text', async () => {
		await runTestBank(server, 'create', { name: 'x', count: '={{ "7" }}', flag: '={{ "true" }}' });
		expect(sentBody()).toEqual({ name: 'x', count: 7, flag: true });
	});

	it('stops at a number that has lost digits', async () => {
		const { error } = await runTestBank(server, 'create', { name: 'x', count: '={{ 2 ** 60 }}' });
		expect(error?.message).toContain("'The Count' must be a number");
		expect(server.received).toEqual([]);
	});

	it('stops a change that changes nothing, naming the fields', async () => {
		const { error } = await runTestBank(server, 'rename', { id: '1', first: '', last: ' ' });
		expect(error?.message).toBe("Enter 'The first' or 'The last' [item 0]");
		expect(server.received).toEqual([]);
	});

	it('lets one of several suffice', async () => {
		const { items } = await runTestBank(server, 'rename', { id: '1', last: 'Lovelace' });
		expect(sentBody()).toEqual({ last: 'Lovelace' });
		expect(items[0]?.json).toEqual({ success: true, id: '1' });
	});
});

describe('dates', () => {
	const noon = Date.UTC(2026, 0, 31, 12) / 1000;
	const dates: [string, unknown, number][] = [
		['the picker, in the time zone of the workflow', '2026-01-31T07:00:00', noon],
		['ISO text with a zone', '2026-01-31T12:00:00Z', noon],
		['ISO text with an offset', '2026-01-31T13:00:00+01:00', noon],
		['a day, at midnight of the workflow', '2026-01-31', noon - 7 * 3600],
		['ISO text with fractions of a second', '2026-01-31T12:00:00.750Z', noon],
		['a day without hyphens', '20260131', noon - 7 * 3600],
		['Unix seconds', noon, noon],
		['Unix seconds as text', String(noon), noon],
		['milliseconds', noon * 1000, noon],
		['Unix seconds with fractions', noon + 0.75, noon],
		['a text of another form, with its zone', 'Sat, 31 Jan 2026 12:00:00 GMT', noon],
		['the end of the day before', '2026-01-30T24:00:00', noon - 7 * 3600],
		['ISO text in small letters', '2026-01-31t12:00:00z', noon],
		['ISO text with the name of its zone', '2026-01-31T13:00:00+01:00[Europe/Berlin]', noon],
		[
			'the text of a JavaScript date',
			'Sat Jan 31 2026 13:00:00 GMT+0100 (Central European Standard Time)',
			noon,
		],
		['SQL text with an offset', '2026-01-31 13:00:00.000 +01:00', noon],
		['SQL text', '2026-01-31 07:00:00', noon],
		['a day as digits', '20260131', noon - 7 * 3600],
		['a day as a number', 20260131, noon - 7 * 3600],
		['a Luxon date', '={{ DateTime.fromSeconds(' + noon + ') }}', noon],
		['a JavaScript date', '={{ new Date(' + noon * 1000 + ') }}', noon],
	];

	it.each(dates)('takes %s', async (_, date, seconds) => {
		await runTestBank(
			server,
			'get',
			{ id: '1', filters: { date: date as string } },
			{ timezone: 'America/New_York' },
		);
		expect(server.received[0]?.url).toBe(`/things/1?since=${seconds}`);
	});

	it('takes a Luxon date that an earlier node put out', async () => {
		const items = [{ json: { date: DateTime.fromSeconds(noon).toISO() } }];
		await runTestBank(
			server,
			'get',
			{ id: '1', filters: { date: '={{ $json.date }}' } },
			{ items },
		);
		expect(server.received[0]?.url).toBe(`/things/1?since=${noon}`);
	});

	it.each([
		['the picker', '2026-01-31T00:00:00', '2026-01-31'],
		['a day as digits', 20260131, '2026-01-31'],
		['a time without a zone', '2026-01-31 23:59', '2026-01-31'],
		['a moment in another zone', '2026-01-31T23:30:00-08:00', '2026-02-01'],
		['a moment at midnight in UTC', '2026-01-31T00:00:00.000Z', '2026-01-30'],
		['the same as a JavaScript date', '={{ new Date("2026-01-31") }}', '2026-01-30'],
		['the same as a Luxon date', '={{ DateTime.fromISO("2026-01-31T00:00:00Z") }}', '2026-01-30'],
		['the same as an email writes it', 'Sat, 31 Jan 2026 00:00:00 GMT', '2026-01-30'],
		['the same as Unix seconds', 1769817600, '2026-01-30'],
		['the same as milliseconds', '1769817600000', '2026-01-30'],
	])('write a day as the API wants it, from %s', async (_, day, sent) => {
		await runTestBank(server, 'create', { name: 'x', day }, { timezone: 'America/New_York' });
		expect(sentBody()).toMatchObject({ day: sent });
	});

	it.each([
		'tomorrow-ish',
		'31.01.2026',
		'2026-1-31',
		'Jan 31, 2026',
		'01/31/2026',
		'2026-02-30',
		'2026-01-31T12:00:00+99:00',
		'2026-01-31T12:00:00+15:00',
		'2026-01-31T12:00:00+01:75',
		'Sat Jan 31 2026 13:00:00 GMT+9900',
		'-5',
		7,
		0,
		'={{ ({}) }}',
		'={{ true }}',
	])('stops at %j', async (date) => {
		const { error } = await runTestBank(server, 'get', { id: '1', filters: { date } });
		expect(error?.message).toContain("'The Date' must be a date, for example 2026-01-31");
		expect(server.received).toEqual([]);
	});
});

describe('JSON', () => {
	it.each([
		['text', '{"a":[1,2]}'],
		['a value', '={{ ({ a: [1, 2] }) }}'],
	])('is sent as such from %s', async (_, json) => {
		await runTestBank(server, 'create', { name: 'x', json });
		expect(sentBody()).toMatchObject({ json: { a: [1, 2] } });
	});

	it('stops the item when a long number in it has lost digits', async () => {
		const json = '={{ ({ ids: [12345678901234567890] }) }}';
		const { error } = await runTestBank(server, 'create', { name: 'x', json });
		expect(error?.message).toContain("'The json' must be JSON with long numbers as text");
		expect(server.received).toEqual([]);
	});

	it.each([
		['no number', '={{ ({ a: [NaN] }) }}'],
		['an infinite one', '={{ ({ a: { b: 1 / 0 } }) }}'],
	])('stops the item when it has %s in it, which JSON would write as null', async (_, json) => {
		const { error } = await runTestBank(server, 'create', { name: 'x', json });
		expect(error?.message).toContain("'The json' must be JSON");
		expect(server.received).toEqual([]);
	});

	it('stops the item when it does not parse', async () => {
		const { error } = await runTestBank(server, 'create', { name: 'x', json: '{"a":' });
		expect(error?.message).toContain("'The json' must be JSON, but is '{\"a\":'");
		expect(server.received).toEqual([]);
	});
});

describe('files', () => {
	it('sends a binary field as Base64', async () => {
		const content = Buffer.from('<svg/>');
		const items = [
			{
				json: {},
				binary: { logo: { data: content.toString('base64'), mimeType: 'image/svg+xml' } },
			},
		];
		await runTestBank(server, 'create', { name: 'x', file: 'logo' }, { items });
		expect(sentBody()).toMatchObject({ file: content.toString('base64') });
	});
});

describe('the base URL', () => {
	it('may end with slashes', async () => {
		await runTestBank({ url: `${server.url}//` }, 'get', { id: '1' });
		expect(server.received[0]?.url).toBe('/things/1');
	});

	it.each([
		'http://localhost:5678/x',
		'http://127.0.0.1',
		'http://[::1]:80',
		'https://bank.example',
	])('may be %s', (url) => expect(checkedBaseUrl(url)).toBe(url));

	it.each([
		'http://bank.example',
		'ftp://127.0.0.1',
		'bank',
		'',
		'https://user:pass@bank.example',
		'https://bank.example?x=1',
		'https://bank.example/#x',
		'https://user@bank.example',
		'http://127.0.0.1.bank.example',
		'http://bank.example/localhost',
		'http://0.0.0.0',
	])('stops at %j before the keys leave the machine', async (url) => {
		const { error } = await runTestBank({ url }, 'get', { id: '1' });
		expect(error?.message).toContain("'Base URL'");
	});
});

describe('a header', () => {
	const visitor = text('visitor', { format: { pattern: /^[\x20-\x7e]+$/, hint: 'plain' } });
	const bank = bankOf([
		operation('look', {
			request: { method: 'GET', path: '/things' },
			fields: [{ ...visitor, ...header('X-Visitor') }],
			answer: { kind: 'record' },
		}),
		operation('create', {
			request: { method: 'POST', path: '/things' },
			fields: [text('name', toBody('name')), { ...visitor, ...header('X-Visitor') }],
			answer: { kind: 'record' },
		}),
	]);

	it.each(['look', 'create'])(
		'goes out beside all others, of this item alone: %s',
		async (value) => {
			const { error } = await runBank(
				bank,
				server,
				value,
				{ name: 'n', visitor: '={{ $json.visitor }}', options: { maxParallelRequests: 1 } },
				{ items: itemsOf({ visitor: ' Mozilla/5.0 (X) ' }, {}) },
			);
			expect(error).toBeUndefined();
			const [first, second] = server.received;
			expect(first?.headers).toMatchObject({ 'x-visitor': 'Mozilla/5.0 (X)', 'x-secret': SECRET });
			expect(second?.headers).not.toHaveProperty('x-visitor');
			const type = value === 'create' ? 'application/json' : undefined;
			expect(first?.headers['content-type']).toBe(type);
			expect(first?.body).toBe(value === 'create' ? '{"name":"n"}' : '');
		},
	);

	it.each(['a\r\nX-Admin: 1', 'Mozilla ü'])('that can be none is refused: %j', async (value) => {
		const { error } = await runBank(bank, server, 'look', { visitor: value });
		expect(error?.message).toContain("'The visitor' must be plain");
		expect(server.received).toEqual([]);
	});
});
