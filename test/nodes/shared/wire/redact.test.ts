import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { redact } from '../../../../nodes/shared/wire/redact';

const HIDDEN = 'before ***** after';

const bytes = (text: string, to: BufferEncoding) => Buffer.from(text).toString(to);
const percent = (text: string, from: BufferEncoding = 'utf8') =>
	[...Buffer.from(text, from)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const units = (text: string) => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
const key = (lineEnd: string) =>
	[
		'-----BEGIN PRIVATE KEY-----',
		...Array.from({ length: 26 }, (_, line) =>
			bytes(`line ${line} of a key, long enough`.repeat(2), 'base64').slice(0, 64),
		),
		'-----END PRIVATE KEY-----',
	].join(lineEnd);
const pem = key('\n');

describe('a secret is not shown', () => {
	it.each([
		["geh'eim1", 'geh&#39;eim1'],
		["geh'eim1", 'geh&apos;eim1'],
		["geh'eim1", 'geh&#0000039;eim1'],
		['geheimüber', 'geheim&uuml;ber'],
		['geheimüber', 'geheim&#252;ber'],
		['geheimüber', 'geheim\\u00fcber'],
		['geheimüber', 'geheim\\xfcber'],
		['geheimüber', 'geheim%c3%bcber'],
		['geheimüber', 'geheim%FCber'],
		['geheimüber', 'geheimu\u0308ber'],
		['geheimu\u0308ber', 'geheimüber'],
		['geheimüä1', 'geheimu\u0308ä1'],
		// Letters that only a text as a whole can be composed of, or taken apart into.
		['geheim\u{2f800}1', 'geheim\u4e3d1'],
		['geheim\u{1109a}1', 'geheim\u{11099}\u{110ba}1'],
		['geheim\u{11099}\u{110ba}1', 'geheim\u{1109a}1'],
		['geheim€1', 'geheim%801'],
		['geheim€1', 'geheim&euro;1'],
		['geheim€1', 'geheim&#128;1'],
		['caf\u00e91+1', 'caf&eacute;1&plus;1'],
		['CAFÉ1', 'CAF&Eacute;1'],
		['geh/eim1', 'geh\\/eim1'],
		['geh/eim1', 'geh&#x2F;eim1'],
		['geh/eim1', 'geh&sol;eim1'],
		['geh/eim1', 'geh%2feim1'],
		['ge heim(1)', 'ge+heim%281%29'],
		['ge heim(1)', 'ge&nbsp;heim&lpar;1&rpar;'],
		['a"b<c>&d', 'a&quot;b&lt;c&gt;&amp;d'],
		['[.*+?^$]{2}', '[.*+?^$]{2}'],
		['two\nlines', 'two\\nlines'],
		['two\nlines', 'two<br>\n\tlines'],
		['two words', 'two\nwords'],
		['😀pin', '\\ud83d\\ude00pin'],
		['😀pin', '&#128512;pin'],
		['Geheim1', 'GEHEIM1'],
	])('%j as %j', (secret, spelled) => {
		expect(redact(`before ${spelled} after`, [secret])).toBe(HIDDEN);
	});

	const secret = 'a"b\\c&d%41ü';

	it.each([
		['JSON in JSON', JSON.stringify(JSON.stringify(secret))],
		['JSON in JSON in JSON', JSON.stringify(JSON.stringify(JSON.stringify(secret)))],
		['a doubled address', percent(percent(secret))],
		['a doubled page', 'a&amp;quot;b\\c&amp;amp;d%41&amp;uuml;'],
		['an address in JSON in an address', percent(JSON.stringify(percent(secret)))],
		['base64', bytes(secret, 'base64')],
		['base64url', bytes(secret, 'base64url')],
		['Latin-1 in base64', Buffer.from(secret, 'latin1').toString('base64')],
		['hex', bytes(secret, 'hex')],
		['hex in capitals', bytes(secret, 'hex').toUpperCase()],
		['base64 in an address', encodeURIComponent(bytes(secret, 'base64'))],
	])('in %s', (_, spelled) => {
		expect(redact(`before ${spelled} after`, [secret]).replaceAll(/\\*"|%22/g, '')).toBe(HIDDEN);
	});

	it.each([
		['base64', /^[^-_]*[+][^-_]*[/][^-_]*$/],
		['base64url', /^[^+/]*-[^+/]*_[^+/]*$/],
	] as const)('in the signs that only %s has', (encoding, signs) => {
		const spelled = bytes('geheim>>>???', encoding);
		expect(spelled).toMatch(signs);
		expect(redact(`before ${spelled} after`, ['geheim>>>???'])).toBe(HIDDEN);
	});

	it.each([1, 2, 3, 4, 5, 6])('in base64 behind %d other characters', (length) => {
		const before = 'x'.repeat(length);
		for (const encoding of ['base64', 'base64url'] as const) {
			const spelled = bytes(`${before}:geheim-über-alles:y`, encoding);
			const shown = redact(spelled, ['geheim-über-alles']);
			expect(shown).toContain('*****');
			expect(Buffer.from(shown.split('*****')[0] ?? '', 'base64').toString()).not.toContain('g');
			expect(shown.length).toBeLessThan(spelled.length - 15);
		}
	});

	it.each([
		'<b>',
		'</span>',
		'<wbr/>',
		'<br>\n',
		'\n',
		'\r\n    ',
		'&shy;',
		'\u200b',
		'\\n',
		'&lt;br&gt;',
	])('split by %j', (seam) => {
		for (let at = 1; at < 7; at++) {
			const split = `${'geheim1'.slice(0, at)}${seam}${'geheim1'.slice(at)}`;
			expect(redact(`before ${split} after`, ['geheim1'])).toBe(HIDDEN);
		}
	});

	it.each([
		['as it is', pem],
		['with the line ends of Windows', key('\r\n')],
		['on one line', key('')],
		['on one line with blanks', key(' ')],
		['indented', key('\n    ')],
		['in JSON', JSON.stringify(pem).slice(1, -1)],
		['in JSON in JSON', JSON.stringify(JSON.stringify(pem)).slice(3, -3)],
		['in an address', percent(pem)],
		['in a form', new URLSearchParams({ pem }).toString().slice(4)],
		['in a page', key('<br />\n')],
		['in base64 of many lines', (bytes(pem, 'base64').match(/.{1,76}/g) ?? []).join('\n')],
		['in hex', bytes(pem, 'hex')],
	])('that is a long key, %s', (_, spelled) => {
		for (const entered of [pem, key(' '), key('\r\n')]) {
			const shown = redact(`before ${spelled} after`, [entered]);
			if (!/base64|hex/.test(_) || entered === pem) expect(shown).toBe(HIDDEN);
		}
	});

	it('beside another one, in another one, and across another one', () => {
		expect(redact('abcdefgh', ['abcd', 'efgh'])).toBe('*****');
		expect(redact('xabcdefx', ['abcdef', 'bcde'])).toBe('x*****x');
		expect(redact('xabcdefx', ['abcd', 'cdef'])).toBe('x*****x');
	});

	it('that a list has got since the last time', () => {
		const secrets = ['first'];
		expect(redact('first second', secrets)).toBe('***** second');
		secrets.push('second');
		expect(redact('first second', secrets)).toBe('***** *****');
	});

	const encodings: Record<string, (text: string) => string> = {
		json: (text) => JSON.stringify(text).slice(1, -1),
		escapedJson: (text) =>
			units(text)
				.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
				.join(''),
		slashes: (text) => text.replace(/[\\/"'()]/g, '\\$&'),
		html: (text) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`),
		hexHtml: (text) =>
			[...text].map((character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`).join(''),
		namedHtml: (text) =>
			text
				.replaceAll('&', '&amp;')
				.replaceAll('<', '&lt;')
				.replaceAll('"', '&quot;')
				.replaceAll('é', '&eacute;')
				.replaceAll('+', '&plus;'),
		address: (text) => encodeURIComponent(text),
		wholeAddress: (text) => percent(text),
		form: (text) => new URLSearchParams({ x: text }).toString().slice(2),
		composed: (text) => text.normalize('NFC'),
		decomposed: (text) => text.normalize('NFD'),
		capitals: (text) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
		same: (text) => text,
	};
	const last: Record<string, (text: string) => string> = {
		same: (text) => text,
		tag: (text) => `${text.slice(0, 2)}<wbr>${text.slice(2)}`,
		line: (text) => `${text.slice(0, 2)}\n  ${text.slice(2)}`,
	};
	const character = fc.oneof(
		{
			weight: 3,
			arbitrary: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
		},
		fc.constantFrom(...'éÄßøñ€漢가 ộй', '😀', '\n', '\\', '%', '&', '+', '<'),
		fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
	);
	const anySecret = fc
		.array(character, { minLength: 8, maxLength: 30 })
		.map((characters) => characters.join('').trim())
		// A mark at the start belongs to the letter before it, which is none of the secret's.
		.map((text) => text.replace(/^\p{M}+/u, '').trim())
		.filter((text) => text.replace(/[\\\u00ad\u200b-\u200d\u2060\ufeff]|\p{M}/gu, '').length >= 6);

	it('in any spelling of any spelling', () => {
		fc.assert(
			fc.property(
				anySecret,
				fc.array(fc.constantFrom(...Object.keys(encodings)), { maxLength: 3 }),
				(secret, names) => {
					const spelled = names.reduce((text, name) => (encodings[name] ?? String)(text), secret);
					const shown = redact(`before ${spelled} after`, [secret]);
					// A blank beside it may go along.
					expect(shown.replace(/ ?\*{5} ?/, ' ***** ')).toBe(HIDDEN);
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it('in a mixture of spellings, and split', () => {
		const names = fc.constantFrom(...Object.keys(encodings));
		const plain = fc.array(fc.constantFrom(...'abcdef0123456789ghij/()é+ü'), {
			minLength: 6,
			maxLength: 30,
		});
		fc.assert(
			fc.property(
				plain,
				fc.array(names, { minLength: 30, maxLength: 30 }),
				fc.constantFrom(...Object.keys(last)),
				(characters, each, seam) => {
					const spelled = characters
						.map((one, at) => (encodings[each[at] ?? ''] ?? String)(one))
						.join('');
					const split = seam === 'same' ? spelled : (last[seam] ?? String)(characters.join(''));
					expect(redact(`before ${split} after`, [characters.join('')])).toBe(HIDDEN);
				},
			),
			{ numRuns: 500 },
		);
	});
});

describe('what is no secret', () => {
	it.each(['abc', '12', '', '   ', 'a+', '\n\n\n'])('is shown: %j', (secret) => {
		const text = 'abc 12 a+b   \n\n\n cd';
		expect(redact(text, [secret])).toBe(text);
	});

	it('is shown across blanks', () => {
		expect(redact('lates tickets', ['test'])).toBe('lates tickets');
		expect(redact('one two', ['onetwo'])).toBe('one two');
	});

	it('is shown beside secrets, to the letter', () => {
		/** Marks whatever stands in the text as it is, in any case. */
		function naive(text: string, secrets: readonly string[]): string {
			const covered = [...text].map((_, at) =>
				secrets.some((secret) =>
					[...secret].some((__, before) => {
						const start = at - before;
						return (
							start >= 0 &&
							text.slice(start, start + secret.length).toLowerCase() === secret.toLowerCase()
						);
					}),
				),
			);
			return [...text]
				.map((character, at) => (covered[at] ? (covered[at - 1] ? '' : '*****') : character))
				.join('');
		}
		const word = (minLength: number, maxLength: number) =>
			fc.string({ unit: fc.constantFrom('a', 'b', 'A', '.'), minLength, maxLength });
		fc.assert(
			fc.property(word(0, 60), fc.array(word(4, 9), { maxLength: 5 }), (text, secrets) => {
				expect(redact(text, secrets)).toBe(naive(text, secrets));
			}),
			{ numRuns: 1_000 },
		);
	});

	it('is shown whatever it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(redact(text, ['a secret that is not in it'])).toBe(text);
			}),
		);
	});

	it('is no reason to fail', () => {
		expect(redact('words', ['\ud83dabcd', '\\', '\\u', '&#', '%'])).toBe('words');
	});
});

describe('hiding', () => {
	it('ends soon, whatever stands in the text and the secrets', () => {
		// A process of its own: one that doesn't come to an end could not be stopped here.
		const project = join(__dirname, '../../../..');
		const script = `
			const { redact } = require('./nodes/shared/wire/redact.ts');
			const parts = ['\\\\', '&', '&amp;', '&#', '&#0', '%', '%25', '%c3', '<', '<a', 'a', 'ab', ' ', '\\n', ' \\n', '\\u0301', '\\\\u', '\\\\n', 'ß', '"'];
			const towers = ['&' + 'amp;'.repeat(1e5), '%' + '25'.repeat(1e5), '&#' + '0'.repeat(1e6)];
			const texts = [...parts.map((part) => part.repeat(5e5 / part.length)), ...towers];
			const secrets = parts.flatMap((part) => [part.repeat(22) + 'x', part.repeat(200) + 'y']);
			console.log(texts.filter((text) => redact(text, secrets).length >= 0).length);
		`;
		const { stdout, signal } = spawnSync(process.execPath, ['--import', 'tsx', '--eval', script], {
			cwd: project,
			encoding: 'utf8',
			// It takes a few seconds; what doesn't go by the length takes hours.
			timeout: 60_000,
		});
		expect({ stdout, signal }).toEqual({ stdout: '23\n', signal: null });
	});
});
