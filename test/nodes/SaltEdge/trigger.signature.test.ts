import { sign } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import {
	bodyOf,
	callbackKeys,
	closeTriggers,
	dataOf,
	endOf,
	expectNothing,
	listen,
	otherKeys,
	post,
	signatureOf,
	typeNames,
} from '../../support/saltEdgeTrigger';
import type { Trigger } from '../../support/trigger';

let trigger: Trigger;

beforeEach(async () => (trigger = await listen()));

afterEach(closeTriggers);

const refusal = { status: 401, message: 'The signature does not hold' };
const body = bodyOf(dataOf.success);
const own = () => trigger.address('success');
const right = () => signatureOf(own(), body);

/** Posts to the address for successes. */
const send = async (headers: Parameters<typeof post>[2], bytes = body) =>
	await post(trigger.local('success'), bytes, headers);

describe('a right signature', () => {
	it.each(typeNames.map(endOf))('starts the workflow at …/%s', async (end) => {
		const name = typeNames.find((each) => endOf(each) === end) ?? 'success';
		const bytes = bodyOf(dataOf[name]);
		const Signature = signatureOf(trigger.address(end), bytes);
		const answer = await post(trigger.local(end), bytes, { Signature });
		expect(answer).toEqual({ status: 200, message: 'Workflow was started' });
		expect(trigger.started).toEqual([[expect.objectContaining({ type: name })]]);
		expect(trigger.log).toEqual([]);
	});

	it('is over the bytes, also of JSON that Salt Edge would write differently', async () => {
		const bytes = Buffer.from(
			'\n{ "meta":{},\t"data" : {"connection_id":"1","x":"\\u00e9é" } }\r\n',
		);
		expect((await send({ Signature: signatureOf(own(), bytes) }, bytes)).status).toBe(200);
		expect(trigger.started).toEqual([[expect.objectContaining({ x: 'éé' })]]);
	});

	it('is found whatever the case of the name of its header', async () => {
		expect((await send({ SIGNATURE: right() })).status).toBe(200);
	});

	it('is that for the address without a slash, also when the request has one', async () => {
		const answer = await post(trigger.local('success/'), body, { Signature: right() });
		expect(answer.status).toBe(200);
	});

	it('is that for the test address in a test', async () => {
		trigger = await listen({}, { isTest: true });
		expect(own()).toContain('/webhook-test/');
		expect((await send({ Signature: right() })).status).toBe(200);
	});
});

describe('refused is', () => {
	afterEach(() => expectNothing(trigger));

	const inner = JSON.parse(body.toString()) as object;
	const sha1 = () =>
		sign('sha1', Buffer.from(`${own()}|${body.toString()}`), callbackKeys.privateKey);
	const over = (content: string) =>
		sign('sha256', Buffer.from(content), callbackKeys.privateKey).toString('base64');

	it.each<[string, () => string]>([
		['an empty signature', () => ''],
		['a word', () => 'unsigned'],
		['a signature without its last byte', () => cut(right(), 0, -1)],
		['a signature without its first byte', () => cut(right(), 1)],
		['half a signature', () => cut(right(), 0, 128)],
		['a signature with a byte of zero before it', () => lengthened(right(), 0)],
		['zeros in place of a signature', () => Buffer.alloc(256).toString('base64')],
		['the signature of another key', () => signatureOf(own(), body, otherKeys.privateKey)],
		['one made with SHA-1', () => sha1().toString('base64')],
		['one over the body alone', () => over(body.toString())],
		['one over the address alone', () => over(`${own()}|`)],
		['one over the body before the address', () => over(`${body.toString()}|${own()}`)],
		['one without the bar between both', () => over(own() + body.toString())],
		['one with a line break between both', () => over(`${own()}\n${body.toString()}`)],
		['one for another type', () => signatureOf(trigger.address('failure'), body)],
		['one for the address of all types', () => signatureOf(trigger.address('all'), body)],
		['one for another host', () => signatureOf(own().replace('n8n.', 'm8n.'), body)],
		['one for the host in capitals', () => signatureOf(own().replace('n8n.', 'N8N.'), body)],
		['one for another port', () => signatureOf(own().replace('.com', '.com:443'), body)],
		['one for http', () => signatureOf(own().replace('https:', 'http:'), body)],
		['one for where the request went', () => signatureOf(trigger.local('success'), body)],
		['one for the address with a slash at its end', () => signatureOf(`${own()}/`, body)],
		['one for the address with a query', () => signatureOf(`${own()}?`, body)],
		['one for the path alone', () => signatureOf(new URL(own()).pathname, body)],
		['one for no address', () => signatureOf('', body)],
		[
			'one for the test address',
			() => signatureOf(own().replace('/webhook/', '/webhook-test/'), body),
		],
		[
			'one over the body with spaces',
			() => signatureOf(own(), Buffer.from(JSON.stringify(inner, undefined, 1))),
		],
		[
			'one over the body in another order',
			() =>
				signatureOf(
					own(),
					Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(inner).reverse()))),
				),
		],
		[
			'one over the body with an escape',
			() => signatureOf(own(), Buffer.from(body.toString().replace('Haushalt', '\\u0048aushalt'))),
		],
		['one over the body with a line break', () => signatureOf(own(), withTail(body, '\n'))],
		['a right one as base64url', () => urlSafe(right())],
		['a right one without its padding', () => right().replace(/=+$/, '')],
		['a right one with more padding', () => `${right()}=`],
		['a right one with a bit set that says nothing', () => withSpareBit(right())],
		['a right one with a space within', () => right().replace(/^.{64}/, '$& ')],
		['a right one with a comma behind it', () => `${right()},`],
		['a right one in quotes', () => `"${right()}"`],
		['a right one as hexadecimal digits', () => Buffer.from(right(), 'base64').toString('hex')],
		['a right one with a word before it', () => `sha256=${right()}`],
		['a right one twice in a row', () => right() + right()],
	])('%s', async (_, signature) => {
		expect(await send({ Signature: signature() })).toEqual(refusal);
	});

	it('a callback without a signature', async () => {
		expect(await send({})).toEqual(refusal);
	});

	it.each(['X-Signature', 'Signatures', 'Signature-sha256', 'Authorization', 'Digest'])(
		'a right signature under the name %s',
		async (name) => {
			expect(await send({ [name]: right() })).toEqual(refusal);
		},
	);

	it('a right signature in the query or the body', async () => {
		const query = new URLSearchParams({ Signature: right() }).toString();
		expect(await post(`${trigger.local('success')}?${query}`, body)).toEqual(refusal);
		const bytes = bodyOf({ ...dataOf.success, Signature: right() });
		expect(await send({}, bytes)).toEqual(refusal);
	});

	it('a doubled header, whichever of both is right', async () => {
		const wrong = signatureOf(own(), body, otherKeys.privateKey);
		expect(await send({ Signature: [right(), right()] })).toEqual(refusal);
		expect(await send({ Signature: [right(), wrong] })).toEqual(refusal);
		expect(await send({ Signature: [wrong, right()] })).toEqual(refusal);
		expect(await send({ Signature: [right(), ''] })).toEqual(refusal);
	});

	it('a right one that is broken over two lines', async () => {
		const socket = connect(Number(new URL(trigger.local('success')).port), '127.0.0.1');
		socket.end(
			[
				`POST ${new URL(trigger.local('success')).pathname} HTTP/1.1`,
				'Host: n8n.example.com',
				'Content-Type: application/json',
				'Connection: close',
				`Content-Length: ${body.length}`,
				`Signature: ${right().slice(0, 64)}`,
				` ${right().slice(64)}`,
				'',
				body.toString(),
			].join('\r\n'),
		);
		expect(await text(socket)).toMatch(/^HTTP\/1\.1 4\d\d /);
	});

	it('a right one of the published address in a test', async () => {
		const production = right();
		trigger = await listen({}, { isTest: true });
		expect(await send({ Signature: production })).toEqual(refusal);
	});

	it('a right one at the address of another type', async () => {
		for (const end of ['failure', 'notify', 'provider-changes', 'all']) {
			expect(await post(trigger.local(end), body, { Signature: right() })).toEqual(refusal);
		}
	});

	it('a right one with another body', async () => {
		const bytes = Buffer.from(body.toString().replace('Haushalt', 'haushalt'));
		expect(await send({ Signature: right() }, bytes)).toEqual(refusal);
		expect(await send({ Signature: right() }, withTail(body, ' '))).toEqual(refusal);
		expect(await send({ Signature: right() }, Buffer.alloc(0))).toEqual(refusal);
	});

	it('what is not JSON, before anybody looks at it', async () => {
		expect(await send({ Signature: 'x' }, Buffer.from('{'))).toEqual(refusal);
	});
});

const cut = (signature: string, start: number, end?: number) =>
	Buffer.from(signature, 'base64').subarray(start, end).toString('base64');
const lengthened = (signature: string, byte: number) =>
	Buffer.concat([Buffer.from([byte]), Buffer.from(signature, 'base64')]).toString('base64');
const urlSafe = (signature: string) => signature.replaceAll('+', '-').replaceAll('/', '_');
const withTail = (bytes: Buffer, tail: string) => Buffer.concat([bytes, Buffer.from(tail)]);

/** The letter before the padding stands for two bits, and has room for six. */
function withSpareBit(signature: string): string {
	const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
	const last = letters[letters.indexOf(signature.at(-3) ?? '') + 1] ?? '';
	const changed = `${signature.slice(0, -3)}${last}==`;
	expect(Buffer.from(changed, 'base64')).toEqual(Buffer.from(signature, 'base64'));
	return changed;
}

it("tells n8n's log why, with the address that it has checked, but not what was sent", async () => {
	await send({ Signature: signatureOf(`${own()}/`, body) });
	expect(trigger.log).toEqual([
		`Salt Edge Trigger: refused a callback, for its signature is not Salt Edge's for ${own()}. When another address stands in the dashboard of Salt Edge, enter it in Registered Addresses.`,
	]);
});

it('takes what is right after a hundred that are not', async () => {
	const attempts = Array.from({ length: 100 }, () => send({ Signature: urlSafe(right()) }));
	expect(new Set((await Promise.all(attempts)).map(({ status }) => status))).toEqual(
		new Set([401]),
	);
	expect(await send({ Signature: right() })).toEqual({
		status: 200,
		message: 'Workflow was started',
	});
});

describe('without Verify Signature', () => {
	it.each<[string, () => Record<string, string>]>([
		['no signature', () => ({})],
		['a wrong one', () => ({ Signature: 'x' })],
		[
			'the signature of another key',
			() => ({ Signature: signatureOf(own(), body, otherKeys.privateKey) }),
		],
		['an unknown version of the key', () => ({ 'Signature-key-version': '9.9' })],
	])('a callback with %s starts the workflow', async (_, headers) => {
		trigger = await listen({ verifySignature: false });
		expect((await send(headers())).status).toBe(200);
		expect(trigger.started).toHaveLength(1);
		expect(trigger.log).toEqual([]);
	});
});
