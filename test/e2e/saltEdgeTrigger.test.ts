import { generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { callbackTypes, type SaltEdgeSandbox, startSaltEdge } from '../sandbox/saltedge';
import { saltEdgeCredential } from './banks';
import { callbackAddress, enterAddresses, trusting } from './callbacks';
import { type Editor, type Run, signIn, type Workflow } from './editor';
import { testFolder } from './folders';
import { type N8n, startN8n } from './n8n';
import { freePort } from './ports';
import { runsStartedBy } from './started';
import { gate } from '../support/gate';
import { until } from '../support/until';
import { readWorkflow } from './workflows';

const NODE_TYPE = 'n8n-nodes-open-banking.saltEdgeTrigger';
const CONNECTION = '907152193875460301';
const SECOND = 1_000;

const keyPair = () =>
	generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});

/** What the callbacks made here are signed with, and what somebody else could sign with. */
const [pair, foreign] = [keyPair(), keyPair()];

let n8n: N8n;
let editor: Editor;
let bank: SaltEdgeSandbox;
let credentialIds: Record<string, string>;

async function start(port: number): Promise<void> {
	n8n = await startN8n(port, join(testFolder, 'saltEdgeTrigger'));
	editor = await signIn(n8n.url);
}

beforeAll(async () => await start(await freePort()));

afterAll(async () => await n8n?.stop());

beforeEach(async () => {
	bank = await startSaltEdge();
	// A receiver that is slower than this gets it again.
	bank.callbacks.timeoutMs = 60 * SECOND;
	credentialIds = { saltEdgeApi: await editor.saveCredential(saltEdgeCredential(bank, 'v5')) };
});

afterEach(async () => await bank?.close());

async function publish(workflow: Workflow): Promise<Workflow> {
	await editor.importWorkflow(workflow, credentialIds);
	await editor.publish(workflow);
	return workflow;
}

/** A workflow of a trigger alone. */
function triggerOf(parameters: Record<string, unknown> = {}): Workflow {
	const trigger = {
		id: 'Trigger',
		name: 'Trigger',
		type: NODE_TYPE,
		typeVersion: 1,
		position: [0, 0],
		webhookId: 'b2a0f4de-56a5-4c9c-bb0a-4d1f0b1c7e11',
		credentials: { saltEdgeApi: { id: '', name: '' } },
		parameters: { options: { publicKey: pair.publicKey }, ...parameters },
	};
	return { id: 'singleTrigger', name: 'Single trigger', nodes: [trigger], connections: {} };
}

/** A success that was never there before. */
function newBody(customFields: object = {}): string {
	const data = {
		connection_id: CONNECTION,
		customer_id: bank.customerId,
		custom_fields: customFields,
		stage: 'finish',
	};
	return JSON.stringify({ data, meta: { version: '5', time: new Date().toISOString() } });
}

interface Callback {
	/** As it is signed; also where it is sent. */
	address: string;
	body: string;
	headers: Record<string, string>;
}

function signed(
	address: string,
	body: string,
	{ algorithm = 'sha256', key = pair.privateKey } = {},
): Callback {
	const signature = sign(algorithm, Buffer.from(`${address}|${body}`), key).toString('base64');
	const headers = {
		'Content-Type': 'application/json',
		Signature: signature,
		'Signature-key-version': '5.0',
	};
	return { address, body, headers };
}

async function send({ address, body, headers }: Callback): Promise<number> {
	const response = await fetch(address, { method: 'POST', headers, body });
	await response.arrayBuffer();
	return response.status;
}

/** What a trigger gave out at the start of a run. */
const itemOf = (run: Run | undefined) => run?.nodes[0]?.items[0]?.json;

it('gives the editor the trigger with its icons, and no tool for agents', async () => {
	const types = (await (await editor.load('/types/nodes.json')).json()) as {
		name: string;
		iconUrl?: { light: string; dark: string };
	}[];
	const found = types.filter(({ name }) => name.startsWith(NODE_TYPE));
	expect(found.map(({ name }) => name)).toEqual([NODE_TYPE]);
	const icons = found[0]?.iconUrl;
	expect(icons?.light).toContain('saltedge.svg');
	expect(icons?.dark).toContain('saltedge.dark.svg');
	for (const path of [icons?.light, icons?.dark]) {
		const icon = await editor.load(`/${path}`);
		expect(icon.headers.get('content-type')).toContain('image/svg+xml');
	}
});

describe('the example, at a bank that calls all of its addresses', () => {
	let callbacks: Workflow;

	beforeEach(async () => {
		const example = await readWorkflow('saltedge-callbacks.json');
		callbacks = await publish(trusting(example, bank.callbacks.publicKey));
		enterAddresses(bank.callbacks, callbackTypes, n8n.url, callbacks);
	});

	/** Connects and refreshes, with a code that can be a wrong one. */
	async function fetchData(code = '123456'): Promise<void> {
		const example = JSON.stringify(await readWorkflow('saltedge.json'));
		const workflow = JSON.parse(example.replaceAll('123456', code)) as Workflow;
		await editor.importWorkflow(workflow, credentialIds);
		await editor.run(workflow);
		await bank.callbacks.settled();
	}

	const sentTypes = () => bank.callbacks.sent.map(({ type }) => type);
	const pathOf = ({ nodes }: Run) => nodes.map(({ node }) => node);

	it('starts with each question and each success, and shows the connection', async () => {
		const runs = await runsStartedBy(editor, callbacks, 4, async () => await fetchData());
		const wanted = ['interactive', 'success', 'interactive', 'success'];
		expect(runs.map((run) => itemOf(run)?.type)).toEqual(wanted);
		expect(sentTypes().filter((type) => type !== 'notify')).toEqual(wanted);
		expect(sentTypes()).toContain('notify');
		expect(bank.callbacks.sent.every(({ status }) => status === 200)).toBe(true);

		const [question, success] = runs;
		const id = itemOf(question)?.connection_id;
		for (const run of runs) {
			expect(run.error).toBeUndefined();
			expect(run.status).toBe('success');
			expect(itemOf(run)).toMatchObject({ connection_id: id, customer_id: bank.customerId });
		}
		const begin = ['Salt Edge Trigger', 'What Has Happened'];
		expect(pathOf(question as Run)).toEqual([...begin, 'Ask for the Code']);
		expect(question?.nodes[2]?.items[0]?.json.message).toMatch(/^Your bank asks for sms, until 20/);
		expect(pathOf(success as Run)).toEqual([...begin, 'Get Connection']);
		expect(success?.nodes[2]?.items[0]?.json).toMatchObject({
			id,
			provider_code: 'fakebank_interactive_xf',
			status: 'active',
		});
	});

	it('starts with a failure, and tells its reason', async () => {
		const runs = await runsStartedBy(editor, callbacks, 2, async () => await fetchData('654321'));
		expect(runs.map((run) => itemOf(run)?.type)).toEqual(['interactive', 'failure']);
		expect(itemOf(runs[1])).toMatchObject({ error_class: 'InvalidInteractiveCredentials' });
		expect(runs[1]?.nodes[2]).toMatchObject({
			node: 'Tell the Reason',
			items: [
				{
					json: {
						message: "Your bank's data could not be fetched: The provider refused the answer",
					},
				},
			],
		});
	});

	it('starts once for each callback, also when n8n has been restarted since', async () => {
		bank.callbacks.successRepeats = 2;
		await runsStartedBy(editor, callbacks, 4, async () => await fetchData());
		expect(sentTypes().filter((type) => type === 'success')).toHaveLength(6);

		await n8n.stop();
		await start(Number(new URL(n8n.url).port));
		await runsStartedBy(editor, callbacks, 0, async () => {
			for (const { address, headers, body } of bank.callbacks.sent) {
				expect(await send({ address, headers, body: body.toString() })).toBe(200);
			}
		});
		await runsStartedBy(editor, callbacks, 4, async () => await fetchData());
	});
});

describe('a callback that Salt Edge has not made', () => {
	const forgeries: Record<string, (address: string) => Callback> = {
		'has no signature'(address) {
			const { body } = signed(address, newBody());
			return { address, body, headers: { 'Content-Type': 'application/json' } };
		},
		'is signed with a key of somebody else': (address) =>
			signed(address, newBody(), { key: foreign.privateKey }),
		'is signed with SHA-1': (address) => signed(address, newBody(), { algorithm: 'sha1' }),
		'was changed after it was signed'(address) {
			const { body, headers } = signed(address, newBody());
			return { address, headers, body: body.replace(CONNECTION, '907152193875460302') };
		},
		'was signed for another type': (address) => ({
			...signed(address.replace(/success$/, 'failure'), newBody()),
			address,
		}),
		'was signed for the test address': (address) => ({
			...signed(address.replace('/webhook/', '/webhook-test/'), newBody()),
			address,
		}),
	};

	it.each(Object.entries(forgeries))('is refused when it %s', async (_, forge) => {
		const workflow = await publish(triggerOf());
		const address = callbackAddress(n8n.url, workflow, 'success');
		const forgery = forge(address);
		await runsStartedBy(editor, workflow, 0, async () => expect(await send(forgery)).toBe(401));
		// It doesn't keep the true one out.
		const original = signed(address, forgery.body);
		await runsStartedBy(editor, workflow, 1, async () => expect(await send(original)).toBe(200));
	});
});

describe('what is no callback', () => {
	const requests: Record<string, (address: string) => Promise<Response>> = {
		'another method': async (address) => await fetch(address),
		'a form that says it is JSON': async (address) =>
			await fetch(address, {
				method: 'POST',
				headers: signed(address, 'data=1').headers,
				body: new URLSearchParams({ data: '1' }),
			}),
		'a form': async (address) =>
			await fetch(address, { method: 'POST', body: new URLSearchParams({ data: '1' }) }),
		'an upload'(address) {
			const body = new FormData();
			body.set('data', '1');
			return fetch(address, { method: 'POST', body });
		},
		'a text': async (address) => await fetch(address, { method: 'POST', body: newBody() }),
		'nothing at all': async (address) => await fetch(address, { method: 'POST' }),
		'broken JSON': async (address) => {
			const { headers, body } = signed(address, newBody().slice(0, -1));
			return await fetch(address, { method: 'POST', headers, body });
		},
		'JSON without data': async (address) => {
			const { headers, body } = signed(address, '{"meta":{}}');
			return await fetch(address, { method: 'POST', headers, body });
		},
		'an address the trigger has not': async (address) => {
			const { headers, body } = signed(`${address}s`, newBody());
			return await fetch(`${address}s`, { method: 'POST', headers, body });
		},
	};

	it.each(Object.entries(requests))('is refused: %s', async (_, request) => {
		const workflow = await publish(triggerOf());
		await runsStartedBy(editor, workflow, 0, async () => {
			const { status } = await request(callbackAddress(n8n.url, workflow, 'success'));
			expect(status).toBeGreaterThanOrEqual(400);
			expect(status).toBeLessThan(500);
		});
	});
});

it('starts once for twenty at the same time that are all the same', async () => {
	const workflow = await publish(triggerOf());
	const callback = signed(callbackAddress(n8n.url, workflow, 'success'), newBody());
	await runsStartedBy(editor, workflow, 1, async () => {
		const sends = Array.from({ length: 20 }, async () => await send(callback));
		expect(new Set(await Promise.all(sends))).toEqual(new Set([200]));
	});
});

it('takes a callback of ten megabytes', async () => {
	const workflow = await publish(triggerOf());
	const text = 'ä'.repeat(5 * 1024 * 1024);
	const callback = signed(callbackAddress(n8n.url, workflow, 'success'), newBody({ text }));
	const sendIt = async () => expect(await send(callback)).toBe(200);
	const [run] = await runsStartedBy(editor, workflow, 1, sendIt);
	expect(itemOf(run)?.custom_fields).toEqual({ text });
});

it('adds the connection without its secret, after it has answered', async () => {
	const workflow = await publish(triggerOf({ addConnection: true }));
	const { opened, open } = gate();
	bank.fault({ until: opened });
	const runs = await runsStartedBy(editor, workflow, 1, async () => {
		const callback = signed(callbackAddress(n8n.url, workflow, 'success'), newBody());
		expect(await send(callback)).toBe(200);
		await until(() => bank.requests.length > 0);
		open();
	});
	expect(itemOf(runs[0])).toMatchObject({
		type: 'success',
		connection: { id: CONNECTION, provider_code: 'fakebank_simple_xf', status: 'active' },
	});
	expect(JSON.stringify(runs)).not.toContain('secret');
});

describe('publishing', () => {
	it('fails with a Public Key that is none, naming the field', async () => {
		const workflow = triggerOf({ options: { publicKey: 'MIIB' } });
		await editor.importWorkflow(workflow, credentialIds);
		await expect(editor.publish(workflow)).rejects.toThrow("'Public Key' is not an RSA public key");
		expect(await send(signed(callbackAddress(n8n.url, workflow, 'success'), newBody()))).toBe(404);
	});

	it('opens the addresses, and unpublishing closes them', async () => {
		const workflow = await publish(triggerOf());
		const address = callbackAddress(n8n.url, workflow, 'success');
		await editor.unpublish(workflow);
		const sendNew = async () => await send(signed(address, newBody()));
		await runsStartedBy(editor, workflow, 0, async () => expect(await sendNew()).toBe(404));
		await editor.publish(workflow);
		await runsStartedBy(editor, workflow, 1, async () => expect(await sendNew()).toBe(200));
	});
});

describe('the test address', () => {
	it('takes one callback that is signed for it, while the editor listens', async () => {
		const workflow = triggerOf();
		await editor.importWorkflow(workflow, credentialIds);
		const address = callbackAddress(n8n.url, workflow, 'success', 'webhook-test');
		const production = callbackAddress(n8n.url, workflow, 'success');
		expect(await send(signed(address, newBody()))).toBe(404);

		await editor.listen(workflow);
		const runs = await runsStartedBy(editor, workflow, 1, async () => {
			expect(await send({ ...signed(production, newBody()), address })).toBe(401);
			expect(await send(signed(address, newBody()))).toBe(200);
		});
		expect(await send(signed(address, newBody()))).toBe(404);
		expect(runs.map(({ status }) => status)).toEqual(['success']);
	});

	it('takes the same callback at each test', async () => {
		const workflow = triggerOf();
		await editor.importWorkflow(workflow, credentialIds);
		const address = callbackAddress(n8n.url, workflow, 'success', 'webhook-test');
		const callback = signed(address, newBody());
		for (const times of [1, 2]) {
			await editor.listen(workflow);
			await runsStartedBy(editor, workflow, 1, async () => {
				expect([times, await send(callback)]).toEqual([times, 200]);
			});
		}
	});
});
