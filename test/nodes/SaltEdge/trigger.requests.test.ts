import type { IDataObject } from 'n8n-workflow';
import {
	bodyOf,
	closeTriggers,
	dataOf,
	deliver,
	expectNothing,
	listen,
	post,
	signatureOf,
} from '../../support/saltEdgeTrigger';

afterEach(closeTriggers);

const body = bodyOf(dataOf.success);

describe('the type of the content', () => {
	const sendAs = async (type: string | string[]) => {
		const trigger = await listen();
		const Signature = signatureOf(trigger.address('success'), body);
		const answer = await post(trigger.local('success'), body, { Signature, 'Content-Type': type });
		return { trigger, answer };
	};

	it.each([
		'application/json',
		'application/json; charset=utf-8',
		'application/json;charset=UTF-8',
		'Application/JSON',
		'application/json ; x=y',
	])('may be %s', async (type) => {
		const { trigger, answer } = await sendAs(type);
		expect(answer.status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});

	it.each([
		'text/plain',
		'text/json',
		'application/xml',
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		'application/jsonp',
		'application/problem+json',
		'text/plain; application/json',
		'application',
		'',
	])("may not be '%s'", async (type) => {
		const { trigger, answer } = await sendAs(type);
		expect(answer).toEqual({ status: 415, message: 'A callback is application/json' });
		expectNothing(trigger);
	});

	it('may not be missing', async () => {
		const { trigger, answer } = await sendAs([]);
		expect(answer.status).toBe(415);
		expectNothing(trigger);
	});
});

describe('a body that is signed, but no callback,', () => {
	it.each([
		['nothing', ''],
		['blanks', '  \n'],
		['JSON that is cut', '{"data":{"connection_id":"1"}'],
		['JSON with more behind it', '{"data":{}} x'],
		['a form', 'data=1'],
		['a list', '[{"data":{}}]'],
		['a text', '"data"'],
		['a number', '12345678901234567890'],
		['null', 'null'],
		['an object without data', '{"meta":{}}'],
		['data in another case', '{"Data":{}}'],
		['data that is null', '{"data":null}'],
		['data that is a text', '{"data":"{}"}'],
		['data that is a list', '{"data":[{}]}'],
		['bytes that are no text', '\u0000\u0001'],
		['a mark of the byte order', '\ufeff{"data":{}}'],
	])('is refused: %s', async (_, text) => {
		const trigger = await listen();
		await expect(deliver(trigger, 'success', Buffer.from(text))).resolves.toEqual({
			status: 400,
			message: 'A callback is a JSON object with data',
		});
		expectNothing(trigger);
	});

	it('is refused as well when signatures are not verified', async () => {
		const trigger = await listen({ verifySignature: false });
		expect((await post(trigger.local('success'), Buffer.from('{'))).status).toBe(400);
		expectNothing(trigger);
	});
});

it('a body of 10 MB starts the workflow with all of it', async () => {
	const html = 'ü'.repeat(5 * 1024 * 1024);
	const trigger = await listen();
	const answer = await deliver(trigger, 'interactive', bodyOf({ ...dataOf.interactive, html }));
	expect(answer.status).toBe(200);
	expect(trigger.started[0]?.[0]?.html === html).toBe(true);
	await expect(
		deliver(trigger, 'interactive', bodyOf({ ...dataOf.interactive, html }, 0)),
	).resolves.toMatchObject({ status: 200 });
});

it('JSON of a thousand levels starts the workflow', async () => {
	const trigger = await listen();
	const deep = Buffer.from(
		`{"data":{"error_class":"X","deep":${'['.repeat(1000)}${']'.repeat(1000)}}}`,
	);
	expect((await deliver(trigger, 'failure', deep)).status).toBe(200);
	expect(trigger.started).toHaveLength(1);
});

describe('an address that the node does not have', () => {
	it.each([
		'',
		'nothing',
		'Success',
		'successes',
		'providerChanges',
		'provider_changes',
		'success/more',
		'constructor',
		'toString',
		'success//',
		'%73uccess',
	])('is not found: …/%s', async (end) => {
		const trigger = await listen({ verifySignature: false });
		await expect(post(trigger.local(end), body)).resolves.toEqual({
			status: 404,
			message: 'No such address',
		});
		expectNothing(trigger);
	});
});

describe('settings that an expression makes unusable', () => {
	it.each<[string, IDataObject]>([
		["'Callback Types' is empty", { callbackTypes: '={{ [] }}' }],
		["'Callback Types' is empty", { callbackTypes: '={{ null }}' }],
		["'Callback Types' has no 'other'", { callbackTypes: '={{ ["success", "other"] }}' }],
		["'Callback Types' has no 'all'", { callbackTypes: '={{ "all" }}' }],
		[
			"'Verify Signature' must be true or false, but is 'maybe'",
			{ verifySignature: '={{ "maybe" }}' },
		],
		["'Verify Signature' must be true or false, but is 'null'", { verifySignature: '={{ null }}' }],
		["'Verify Signature' must be true or false, but is '0'", { verifySignature: '={{ 0 }}' }],
		["'Public Key' is not an RSA public key in PEM", { options: { publicKey: '={{ "key" }}' } }],
		[
			"'Registered Addresses' has 'x', which is no address",
			{
				options: {
					registeredAddresses: { address: [{ callbackType: 'success', url: '={{ "x" }}' }] },
				},
			},
		],
		[
			"'Connection IDs' must hold ids of digits only, but has 'x'",
			{ filters: { connectionIds: '={{ ["1", "x"] }}' } },
		],
		[
			"'Customer IDs' must hold ids of digits only, but has '-1'",
			{ filters: { customerIds: '={{ -1 }}' } },
		],
		[
			"'Maximum Age (Minutes)' must be a number of minutes above 0, but is 'soon'",
			{ options: { maximumAge: '={{ "soon" }}' } },
		],
		[
			"'Ignore Repeats' must be true or false, but is 'x'",
			{ options: { ignoreRepeats: '={{ "x" }}' } },
		],
		["'Add Connection' must be true or false, but is ''", { addConnection: '={{ "" }}' }],
	])('make it answer 503, and say in the log: %s', async (complaint, parameters) => {
		const trigger = await listen(parameters);
		await expect(deliver(trigger, 'success', body)).resolves.toEqual({
			status: 503,
			message: 'The settings of the trigger are not usable',
		});
		expectNothing(trigger);
		expect(trigger.log).toHaveLength(1);
		expect(trigger.log[0]?.startsWith(`Salt Edge Trigger: ${complaint}. `)).toBe(true);
	});

	it('are those of an expression that cannot be read, too', async () => {
		const trigger = await listen({ filters: { customerIds: '={{ foo( }}' } });
		expect((await deliver(trigger, 'success', body)).status).toBe(503);
		expectNothing(trigger);
		expect(trigger.log).toEqual([expect.stringMatching(/^Salt Edge Trigger: .*syntax/)]);
	});

	it('and texts for true and false are usable', async () => {
		const trigger = await listen({
			verifySignature: '={{ "false" }}',
			options: { ignoreRepeats: '={{ "false" }}' },
			addConnection: '={{ "false" }}',
		});
		expect((await post(trigger.local('success'), body)).status).toBe(200);
		expect((await post(trigger.local('success'), body)).status).toBe(200);
		expect(trigger.started).toHaveLength(2);
	});
});
