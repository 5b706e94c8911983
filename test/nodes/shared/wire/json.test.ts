import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { parseJson, readPath, writeJson } from '../../../../nodes/shared/wire/json';

describe('JSON that is written', () => {
	it('has every digit of a bigint, wherever it stands', () => {
		const value = { id: 2n ** 63n - 1n, list: [[-(2n ** 63n)], { deep: [0n, 1] }], text: '1' };
		expect(writeJson(value)).toBe(
			'{"id":9223372036854775807,"list":[[-9223372036854775808],{"deep":[0,1]}],"text":"1"}',
		);
	});

	it('has dates as JavaScript and Luxon write them', () => {
		const moment = Date.UTC(2026, 0, 31, 12);
		const value = { script: new Date(moment), luxon: DateTime.fromMillis(moment, { zone: 'UTC' }) };
		expect(writeJson(value)).toBe(
			'{"script":"2026-01-31T12:00:00.000Z","luxon":"2026-01-31T12:00:00.000Z"}',
		);
	});

	it.each([
		'9223372036854775807',
		'"9223372036854775807"',
		'\\"9223372036854775807',
		'\u0000integer:5',
		'"\u0000integer:5',
		'\\u0000integer:5',
	])('leaves a text alone that looks like a number in disguise: %j', (text) => {
		const value = { [text]: text, list: [text, 1] };
		expect(writeJson(value)).toBe(JSON.stringify(value));
		const long = { id: 2n ** 63n, ...value };
		expect(writeJson(long)).toBe(`{"id":${2n ** 63n},${JSON.stringify(value).slice(1)}`);
	});

	it('is the same for a bigint when a library has given all of them a toJSON', () => {
		const prototype = BigInt.prototype as { toJSON?: () => string };
		prototype.toJSON = function (this: bigint) {
			return `${this}n`;
		};
		try {
			expect(writeJson({ ids: [2n ** 63n] })).toBe('{"ids":[9223372036854775808]}');
		} finally {
			delete prototype.toJSON;
		}
	});

	it("is JavaScript's own for every value without a bigint", () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				expect(writeJson(value)).toBe(JSON.stringify(value));
			}),
		);
	});

	it('comes back with all digits, as parseJson reads it', () => {
		const long = fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n });
		const leaf = fc.oneof(long, fc.string({ unit: 'binary' }), fc.constant('"\u0000integer:1'));
		const { tree } = fc.letrec((tie) => ({
			tree: fc.oneof(
				{ maxDepth: 3 },
				leaf,
				fc.array(tie('tree')),
				fc.dictionary(fc.string(), tie('tree')),
			),
		}));
		const asText = (value: unknown): unknown => {
			if (typeof value === 'bigint') return String(value);
			if (Array.isArray(value)) return value.map(asText);
			if (typeof value !== 'object' || value === null) return value;
			return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asText(each)]));
		};
		fc.assert(
			fc.property(tree, (value) => {
				expect(parseJson(writeJson(value))).toEqual(asText(value));
			}),
		);
	});
});

describe('JSON that is read', () => {
	it.each([
		['9007199254740993', '9007199254740993'],
		['-9007199254740993', '-9007199254740993'],
		['[9007199254740993,9007199254740991]', ['9007199254740993', 9007199254740991]],
		['{"a":\t9007199254740993 }', { a: '9007199254740993' }],
		['{"9007199254740993":9007199254740993}', { '9007199254740993': '9007199254740993' }],
		['["\\"9007199254740993",9007199254740993]', ['"9007199254740993', '9007199254740993']],
		['["\\\\",9007199254740993]', ['\\', '9007199254740993']],
		['"a: 9007199254740993"', 'a: 9007199254740993'],
		['1234567890123456.5', 1234567890123456.5],
		['12345678901234567.89', '12345678901234567.89'],
		['[-0.1234567890123456789]', ['-0.1234567890123456789']],
		[
			'[0.30000000000000004, 1.7976931348623157e308, 5e-324]',
			[0.30000000000000004, 1.7976931348623157e308, 5e-324],
		],
		['[1.0000000000000000000, 100000000000000000000.00e-5]', [1, 1e15]],
		['[1E400, -1e-400, 12345678901234567e2]', ['1E400', '-1e-400', '12345678901234567e2']],
		['{"a":1.0e0,"b":-1.5E+3}', { a: 1, b: -1500 }],
		[`[0.${'0'.repeat(500)}]`, [`0.${'0'.repeat(500)}`]],
	])('keeps the digits of %s', (text, value) => {
		expect(parseJson(text)).toEqual(value);
	});

	it('may be long and full of escapes', () => {
		const text = '\n'.repeat(5_000_000);
		const value = { text, id: 1 };
		expect(parseJson(`${JSON.stringify(value).slice(0, -2)}9007199254740993}`)).toEqual({
			text,
			id: '9007199254740993',
		});
	});

	it.each([
		'',
		'{',
		'9007199254740993x',
		'{"a":9007199254740993',
		'{9007199254740993:1}',
		'{9007199254740993\n :1}',
		'09007199254740993',
		'[9007199254740993.]',
		'--9007199254740993',
		'+9007199254740993',
		'9007199254740993 9007199254740993',
		'"9007199254740993',
	])('is none: %j', (text) => {
		expect(parseJson(text)).toBeUndefined();
	});

	const number = fc
		.tuple(
			fc.constantFrom('', '-'),
			fc.oneof(fc.constant('0'), fc.bigInt({ min: 1n, max: 10n ** 25n }).map(String)),
			fc.oneof(
				fc.constant(''),
				fc.bigInt({ min: 0n, max: 10n ** 25n }).map((digits) => `.${digits}`),
			),
			fc.oneof(
				fc.constant(''),
				fc.integer({ min: -400, max: 400 }).map((power) => `e${power}`),
			),
		)
		.map((parts) => parts.join(''));

	it('has no number that is not the one that stands there', () => {
		/** A number as a fraction of whole ones, with all of its digits. */
		function exactly(text: string): string {
			const [, sign = '', whole = '', decimals = '', power = '0'] =
				/^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text) ?? [];
			const digits = BigInt(whole + decimals);
			if (digits === 0n) return '0';
			const zeros = String(digits).length - String(digits).replace(/0+$/, '').length;
			return `${sign}${String(digits).replace(/0+$/, '')}e${Number(power) - decimals.length + zeros}`;
		}
		fc.assert(
			fc.property(number, (written) => {
				const value = (parseJson(`{"a":[${written}]}`) as { a: unknown[] }).a[0];
				expect(exactly(String(value))).toBe(exactly(written));
			}),
			{ numRuns: 2_000 },
		);
	});

	it("is what JavaScript's own parser takes, and nothing else", () => {
		const word = fc.oneof(
			number,
			fc.constantFrom(
				'"',
				'\\',
				'\\"',
				'{',
				'}',
				'[',
				']',
				',',
				':',
				' ',
				'\n',
				'true',
				'null',
				'x',
				'-',
				'.',
				'e',
				'"a"',
			),
			fc.json({ maxDepth: 1 }),
		);
		const isJson = (text: string) => {
			try {
				JSON.parse(text);
				return true;
			} catch {
				return false;
			}
		};
		fc.assert(
			fc.property(fc.array(word, { maxLength: 8 }), (words) => {
				const text = words.join('');
				expect(parseJson(text) !== undefined).toBe(isJson(text));
			}),
			{ numRuns: 5_000 },
		);
	});

	it('is read soon, whatever stands in it', () => {
		// A process of its own: one that doesn't come to an end could not be stopped here.
		const script = `
			const { parseJson } = require('./nodes/shared/wire/json.ts');
			const parts = ['\\\\', '\\\\"', '0', '1 ', '-', '"', '1e', '1234567890123456789,', '1.', ' '];
			const long = parts.map((part) => part.repeat(1e6 / part.length));
			const texts = [...long, '1' + '0'.repeat(1e6) + '1', '1.' + '0'.repeat(1e6) + '1'];
			const wrapped = texts.flatMap((text) => [text, '"' + text, '"' + text + '"', '["' + text + '",9007199254740993]', '[' + text + ']']);
			for (const text of wrapped) parseJson(text);
			console.log('done');
		`;
		const { stdout, signal } = spawnSync(process.execPath, ['--import', 'tsx', '--eval', script], {
			cwd: join(__dirname, '../../../..'),
			encoding: 'utf8',
			// It takes a second; what doesn't go by the length takes hours.
			timeout: 60_000,
		});
		expect({ stdout, signal }).toEqual({ stdout: 'done\n', signal: null });
	});
});

describe('a path', () => {
	const record = { bank: { name: 'B', tags: ['x'], none: null }, 'a.b': 1, id: 0 };

	it.each([
		['id', 0],
		['bank', record.bank],
		['bank.name', 'B'],
		['bank.none', null],
	])('%s leads to what stands there', (path, value) => {
		expect(readPath(record, path)).toBe(value);
	});

	it.each(['missing', 'missing.name', 'bank.missing', 'bank.name.length', 'bank.tags.0', 'id.x'])(
		'%s leads to nothing',
		(path) => expect(readPath(record, path)).toBeUndefined(),
	);

	it.each([undefined, null, 'text', 7, [{ id: 1 }]])('leads to nothing in %j', (value) => {
		expect(readPath(value, 'id')).toBeUndefined();
	});
});
