import { bodyText } from '../../../../nodes/shared/wire/charset';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { runTestBank } from '../../../support/testBank';

const NAME = 'Müller & Söhne, Zürich';

describe('an answer', () => {
	let server: Loopback;

	beforeEach(async () => {
		server = await startLoopback();
	});

	afterEach(async () => await server.close());

	it.each<[string, string | undefined, Buffer]>([
		['UTF-8 of which nothing is said', undefined, Buffer.from(NAME)],
		['UTF-8', 'application/json; charset=utf-8', Buffer.from(NAME)],
		['UTF-8 of which Latin-1 is said', 'application/json; charset=ISO-8859-1', Buffer.from(NAME)],
		['Latin-1', 'application/json;charset=ISO-8859-1', Buffer.from(NAME, 'latin1')],
		['Latin-1 in quotes', 'application/json; Charset = "iso-8859-1"', Buffer.from(NAME, 'latin1')],
		['Latin-1 of which nothing is said', 'application/json', Buffer.from(NAME, 'latin1')],
		['Latin-1 of which nonsense is said', 'text/x; charset=x-none', Buffer.from(NAME, 'latin1')],
	])('in %s comes out in its letters', async (_, type, name) => {
		server.reply(({ url }, response) => {
			if (type) response.setHeader('Content-Type', type);
			response.statusCode = url.endsWith('1') ? 200 : 400;
			const [before, after] = url.endsWith('1')
				? ['{"id":"1","name":"', '"}']
				: ['{"message":"', '"}'];
			response.end(Buffer.concat([Buffer.from(before), name, Buffer.from(after)]));
		});
		const { items } = await runTestBank(server, 'get', { id: '1' });
		expect(items[0]?.json).toEqual({ id: '1', name: NAME });
		const { error } = await runTestBank(server, 'get', { id: '2' });
		expect(error?.message).toBe(`Test Bank: ${NAME}`);
	});
});

describe('a text', () => {
	const utf16 = (text: string) => Buffer.from(text, 'utf16le');

	it.each<[string, Uint8Array, string]>([
		['{"a":"ü"}', Buffer.from('\ufeff{"a":"ü"}'), ''],
		['{"a":"ü"}', utf16('\ufeff{"a":"ü"}'), ''],
		['{"a":"ü"}', utf16('\ufeff{"a":"ü"}').swap16(), 'application/json'],
		['{"a":"ü"}', utf16('{"a":"ü"}'), 'application/json; charset=utf-16le'],
		['{"a":"ü"}', utf16('{"a":"ü"}').swap16(), 'application/json; charset=UTF-16BE'],
		['日本', Buffer.from([0x93, 0xfa, 0x96, 0x7b]), 'text/html; charset=Shift_JIS'],
		['', new Uint8Array(), 'application/json; charset=iso-8859-1'],
	])('is %j', (text, bytes, type) => {
		expect(bodyText(bytes, type)).toBe(text);
	});

	it('that has been read already stays as it is', () => {
		expect(bodyText('ü', 'text/plain; charset=utf-16')).toBe('ü');
		expect(bodyText({ a: 1 })).toBe('{"a":1}');
		expect([undefined, null].map((body) => bodyText(body))).toEqual(['', '']);
	});
});
