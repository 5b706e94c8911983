import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, operation, runBank, SECRET, text, toQuery } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const bank = bankOf([
	operation('download', {
		request: { method: 'GET', path: '/things/{id}/paper' },
		fields: [text('id', { required: true }), text('page', toQuery('page'))],
		answer: {
			kind: 'file',
			mimeType: 'application/pdf',
			mark: '%PDF-',
			fileName: ({ id, page }) => `paper-${String(id)}-${String(page)}.pdf`,
		},
	}),
]);

/** Bytes that are no text: a decoder would replace them. */
const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3])]);

const answer = (type: string | undefined, body: Buffer | string, status = 200) =>
	server.reply((_: unknown, response: ServerResponse<IncomingMessage>) => {
		response.statusCode = status;
		if (type) response.setHeader('Content-Type', type);
		response.end(body);
	});

const download = async (more = {}) =>
	await runBank(bank, server, 'download', { id: '7', page: '2', ...more });

describe('a file', () => {
	it.each(['application/octet-stream', 'application/pdf', undefined])(
		'comes out to the byte, whatever the bank calls it: %s',
		async (type) => {
			answer(type, pdf);
			const { items, error } = await download();
			expect(error).toBeUndefined();
			expect(items).toHaveLength(1);
			const [{ json, binary, pairedItem } = { json: {} }] = items;
			expect(json).toEqual({
				id: '7',
				page: '2',
				fileName: 'paper-7-2.pdf',
				mimeType: 'application/pdf',
				fileSize: pdf.length,
			});
			expect(binary?.data).toMatchObject({
				fileName: 'paper-7-2.pdf',
				mimeType: 'application/pdf',
				fileExtension: 'pdf',
				fileType: 'pdf',
			});
			expect(Buffer.from(binary?.data?.data ?? '', 'base64').equals(pdf)).toBe(true);
			expect(pairedItem).toEqual({ item: 0 });
		},
	);

	it('goes into the field that the user names', async () => {
		answer('application/pdf', pdf);
		const { items } = await download({ binaryPropertyName: 'statement' });
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['statement']);
	});

	it('is asked for a field to go into', async () => {
		const { error } = await download({ binaryPropertyName: ' ' });
		expect(error?.message).toContain("'Put Output File in Field' is empty");
		expect(server.received).toEqual([]);
	});

	it.each(['={{ ({ name: "data" }) }}', '={{ ({ toString: 1, valueOf: 1 }) }}', '={{ ["data"] }}'])(
		'goes into no field that has no name: %s',
		async (binaryPropertyName) => {
			const { error } = await download({ binaryPropertyName });
			expect(error?.message).toContain("'Put Output File in Field' must be the name of a field");
			expect(server.received).toEqual([]);
		},
	);
});

describe('what is no file', () => {
	it.each([
		['application/json', '{ "message": "Not there", "code": "960" }', ': Not there (code 960)'],
		// A bank that calls everything a file.
		[
			'application/octet-stream',
			'{ "message": "Not there", "code": "960" }',
			': Not there (code 960)',
		],
		['application/pdf', '{ "message": "Not there", "code": "960" }', ': Not there (code 960)'],
		['text/html', '<html><body>Down for maintenance</body></html>', ''],
		['application/pdf', '', ''],
	])('is a failure although the status says yes: %s %s', async (type, body, words) => {
		answer(type, body);
		const { items, error } = await download();
		expect(items).toEqual([]);
		expect(error?.message).toBe(`Test Bank answered without the file (application/pdf)${words}`);
		expect(error?.description).toContain(`HTTP status 200, ${type}, ${body.length} bytes.`);
	});

	it('is quoted when it can be read, without a secret', async () => {
		answer('text/html', `<html><body>Maintenance for ${SECRET}</body></html>`);
		const { error } = await download();
		expect(error?.description).toContain('The answer begins: Maintenance for *****');
	});

	it("tells a failure in the bank's own words", async () => {
		answer('application/json', '{ "message": "Not there", "code": "960" }', 404);
		const { error } = await download();
		expect(error?.message).toBe('Test Bank: Not there (code 960)');
		expect(error?.httpCode).toBe('404');
	});
});
