import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchBank, finicityKeys } from '../bank';
import type { Bench, Case } from '../bench';
import { mustBe } from '../check';
import { atLeast, shown, type Verdict } from '../report';
import { byTurns, ratios } from '../statistics';
import {
	type Callback,
	callbacks,
	type CalledTrigger,
	calledTriggers,
	forgery,
	post,
	saltEdge,
	triggerNode,
	webhookNode,
} from '../triggers';
import { BY_HEADERS, type BenchNode, customers, httpGetCustomer, published } from '../workflows';

const IN_FLIGHT = 20;
/** For what the executions of a round leave behind. */
const SETTLE = 1_000;

/** Ends the workflow with a request, by whose arrival the bank knows that it has run. */
function end(url: string): BenchNode {
	const node = httpGetCustomer(url, BY_HEADERS);
	const { customerId } = customers(1)[0] as { customerId: string };
	return {
		...node,
		parameters: { ...node.parameters, url: `${url}/aggregation/v1/customers/${customerId}` },
	};
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

/** Publishes a trigger, and sees that a forged callback starts nothing, and a genuine one does. */
async function publishTrigger({ bank, n8n }: Bench, trigger: CalledTrigger): Promise<string> {
	const id = `bench-${trigger.id}`;
	if (trigger.credential) await n8n.use(trigger.credential(bank));
	const workflow = published(id, [triggerNode(trigger, id), end(bank.url)]);
	const url = await n8n.publish(workflow, `${id}/${trigger.end}`);
	const [genuine] = callbacks(trigger, url, 1, 1);
	if (!genuine) throw new Error('No callback');
	await bank.set({ latency: 0 });
	mustBe(`${trigger.name}: a forged callback`, await post(url, forgery(trigger, url)), 401);
	mustBe(`${trigger.name}: a callback`, await post(url, genuine), 200);
	mustBe(`${trigger.name}: workflows started`, (await bank.counts(1)).requests, 1);
	return url;
}

/** Someone who is sent callbacks. */
interface Competitor {
	name: string;
	/** What it is sent is made for this one. */
	trigger: CalledTrigger;
	url: string;
}

async function publishWebhook(
	{ bank, n8n }: Bench,
	name: string,
	options: Record<string, unknown> = {},
): Promise<Competitor> {
	const id = `bench-webhook-${Object.keys(options).length}`;
	const url = await n8n.publish(published(id, [webhookNode(id, options), end(bank.url)]), id);
	return { name, trigger: saltEdge, url };
}

/** Verified callbacks into a published workflow. */
export const callbackRate: Case = async (bench) => {
	const { bank, n8n, rounds, isSmoke } = bench;
	const count = isSmoke ? 20 : 100;
	// For the request at the end of each workflow.
	await n8n.use(finicityKeys(bank));
	const own: Competitor[] = [];
	for (const trigger of calledTriggers) {
		const { name, check } = trigger;
		const url = await publishTrigger(bench, trigger);
		own.push({ name: `${name}, which verifies them by ${check}`, trigger, url });
	}
	const webhook = await publishWebhook(bench, 'Webhook, which takes anything');
	const expression = await publishWebhook(bench, 'Webhook, with an expression in a field', {
		rawBody: '={{ false }}',
	});
	let sent = 1;
	const job = ({ trigger, url }: Competitor) => [
		url,
		async () => {
			sent += count;
			return await throughput(bank, url, callbacks(trigger, url, count, sent));
		},
	];
	const all = [...own, webhook, expression];
	const jobs = Object.fromEntries(all.map(job)) as Record<string, () => Promise<Rate>>;
	const results = await byTurns(rounds, jobs, n8n.settle);
	const ratesOf = ({ url }: Competitor, what: keyof Rate) =>
		(results[url] ?? []).map((rate) => rate[what]);
	const verdict = (each: Competitor, other: Competitor, what: string): Verdict =>
		atLeast(
			`Workflows a second: ${each.trigger.name} ÷ ${what}`,
			ratios(ratesOf(each, 'done'), ratesOf(other, 'done')),
			0.95,
		);
	return {
		title: 'Callbacks',
		explanation: `${count.toLocaleString('en-US')} callbacks, each with another body, ${IN_FLIGHT} at a time, to a published workflow of the trigger and a request to the bank: how many workflows a second have run, and how many callbacks were answered. Each trigger was first seen to refuse a forged one. finAPI signs nothing, so its trigger makes one request more for each callback. Beside them n8n's own Webhook node (POST, answers immediately) with the bodies of Salt Edge. n8n starts its expression engine for each call of any other node, and of its own only when a field of it holds an expression: that is the last row. The triggers answer before n8n starts the workflow, the Webhook node after it. Executions are not saved in any.`,
		columns: ['Node', 'Workflows a second', 'Answers a second'],
		rows: all.map((each) => [
			each.name,
			shown(ratesOf(each, 'done')),
			shown(ratesOf(each, 'answered')),
		]),
		verdicts: own.flatMap((each) => [
			verdict(each, webhook, 'Webhook'),
			verdict(each, expression, 'Webhook with an expression'),
		]),
	};
};
