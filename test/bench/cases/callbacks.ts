import { generateKeyPairSync, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchBank, finicityKeys } from '../bank';
import type { Bench, Case } from '../bench';
import { mustBe } from '../check';
import { atLeast, shown } from '../report';
import { byTurns, ratios } from '../statistics';
import {
	BY_HEADERS,
	type BenchNode,
	customers,
	FINICITY,
	getCustomer,
	httpGetCustomer,
	published,
} from '../workflows';

const IN_FLIGHT = 20;
/** For what the executions of a round leave behind. */
const SETTLE = 1_000;

const pair = generateKeyPairSync('rsa', {
	modulusLength: 2048,
	publicKeyEncoding: { type: 'spki', format: 'pem' },
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

function trigger(webhookId: string): BenchNode {
	return {
		name: 'Trigger',
		type: 'n8n-nodes-open-banking.saltEdgeTrigger',
		webhookId,
		parameters: {
			callbackTypes: ['success', 'failure', 'notify'],
			options: { publicKey: pair.publicKey },
		},
	};
}

/** n8n has a short way for its own node, as long as no field of it holds an expression. */
function webhook(webhookId: string, options: Record<string, unknown> = {}): BenchNode {
	return {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId,
		parameters: { httpMethod: 'POST', path: webhookId, responseMode: 'onReceived', options },
	};
}

/** Ends the workflow with a request, by whose arrival the bank knows that it has run. */
function end(url: string): BenchNode {
	const node = httpGetCustomer(url, BY_HEADERS);
	const { customerId } = customers(1)[0] as { customerId: string };
	return {
		...node,
		parameters: { ...node.parameters, url: `${url}/aggregation/v1/customers/${customerId}` },
	};
}

interface Callback {
	body: string;
	headers: Record<string, string>;
}

/** Callbacks to an address, no two of them the same. */
function callbacks(url: string, count: number, seed: number): Callback[] {
	return Array.from({ length: count }, (_, index) => {
		const body = JSON.stringify({
			data: {
				connection_id: String(907_152_193_000_000n * 1_000n + BigInt(seed + index)),
				customer_id: '905273625378439187',
				custom_fields: { reference: `${seed}-${index}` },
				stage: 'finish',
			},
			meta: { version: '5', time: new Date().toISOString() },
		});
		const signature = sign('sha256', Buffer.from(`${url}|${body}`), pair.privateKey);
		return {
			body,
			headers: { 'content-type': 'application/json', signature: signature.toString('base64') },
		};
	});
}

async function post(url: string, { body, headers }: Callback): Promise<number> {
	const response = await fetch(url, { method: 'POST', body, headers });
	await response.arrayBuffer();
	return response.status;
}

/** Callbacks a second. */
interface Rate {
	answered: number;
	/** Those whose workflow has come to its end. */
	done: number;
}

/** How many callbacks n8n gets through. */
async function throughput(bank: BenchBank, url: string, all: readonly Callback[]): Promise<Rate> {
	const queue = [...all];
	await bank.set({ latency: 0 });
	const started = performance.now();
	const rate = () => all.length / ((performance.now() - started) / 1_000);
	async function work(): Promise<void> {
		for (let next = queue.pop(); next; next = queue.pop()) {
			mustBe(`An answer of ${url}`, await post(url, next), 200);
		}
	}
	await Promise.all(Array.from({ length: IN_FLIGHT }, work));
	const answered = rate();
	await bank.counts(all.length);
	const done = rate();
	await sleep(SETTLE);
	return { answered, done };
}

/** Sees that a callback starts the workflow, and a forged one doesn't. */
async function checkVerification({ bank, n8n }: Bench): Promise<void> {
	const id = 'bench-verified';
	await n8n.use(finicityKeys(bank));
	const { customerId } = customers(1)[0] as { customerId: string };
	const get = getCustomer(FINICITY);
	const parameters = {
		...get.parameters,
		customerId: { __rl: true, mode: 'id', value: customerId },
	};
	const workflow = published(id, [trigger(id), { ...get, parameters }]);
	const url = await n8n.publish(workflow, `${id}/success`);
	const [genuine, other] = callbacks(url, 2, 0);
	if (!genuine || !other) throw new Error('No callbacks');
	await bank.set({ latency: 0 });
	mustBe('Answer to a forged callback', await post(url, { ...genuine, body: other.body }), 401);
	mustBe('Answer to a callback', await post(url, genuine), 200);
	mustBe('Workflows started', (await bank.counts(1)).requests, 1);
}

/** Verified callbacks into a published workflow. */
export const callbackRate: Case = async (bench) => {
	const { bank, n8n, rounds, isSmoke } = bench;
	const count = isSmoke ? 20 : 100;
	await checkVerification(bench);
	const [own, other, another] = ['bench-trigger', 'bench-webhook', 'bench-expression'] as const;
	const withExpression = webhook(another, { rawBody: '={{ false }}' });
	const addresses = {
		own: await n8n.publish(published(own, [trigger(own), end(bank.url)]), `${own}/success`),
		webhook: await n8n.publish(published(other, [webhook(other), end(bank.url)]), other),
		expression: await n8n.publish(published(another, [withExpression, end(bank.url)]), another),
	};
	let sent = 0;
	const send = (url: string) => async () => {
		sent += count;
		return await throughput(bank, url, callbacks(addresses.own, count, sent));
	};
	const jobs = {
		own: send(addresses.own),
		webhook: send(addresses.webhook),
		expression: send(addresses.expression),
	};
	const results = await byTurns(rounds, jobs, n8n.settle);
	const ratesOf = (name: keyof typeof results, what: keyof Rate) =>
		results[name].map((rate) => rate[what]);
	const row = (label: string, name: keyof typeof results) => [
		label,
		shown(ratesOf(name, 'done')),
		shown(ratesOf(name, 'answered')),
	];
	return {
		title: 'Callbacks',
		explanation: `${count.toLocaleString('en-US')} signed callbacks, each with another body, ${IN_FLIGHT} at a time, to a published workflow of the trigger and a request to the bank: how many workflows a second have run, and how many callbacks were answered. Beside it n8n's own Webhook node (POST, answers immediately) with the same bodies. n8n starts its expression engine for each call of any other node, and of its own only when a field of it holds an expression: that is the last row. The trigger answers before n8n starts the workflow, the Webhook node after it. Executions are not saved in either.`,
		columns: ['Node', 'Workflows a second', 'Answers a second'],
		rows: [
			row('Salt Edge Trigger, which verifies them', 'own'),
			row('Webhook, which takes anything', 'webhook'),
			row('Webhook, with an expression in one of its fields', 'expression'),
		],
		verdicts: [
			atLeast(
				'Workflows by verified callbacks a second ÷ by Webhook',
				ratios(ratesOf('own', 'done'), ratesOf('webhook', 'done')),
				0.95,
			),
			atLeast(
				'Workflows by verified callbacks a second ÷ by Webhook with an expression',
				ratios(ratesOf('own', 'done'), ratesOf('expression', 'done')),
				0.95,
			),
		],
	};
};
