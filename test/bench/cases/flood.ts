import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchBank } from '../bank';
import type { Bench } from '../bench';
import { type Instance, startInstance } from '../instance';
import { atMost, type Section, shown, type Verdict } from '../report';
import { median, quantile } from '../statistics';
import {
	type Callback,
	callbacks,
	type CalledTrigger,
	calledTriggers,
	post,
	saltEdge,
	triggerNode,
	webhookNode,
} from '../triggers';
import { type BenchNode, published } from '../workflows';

const MEGABYTE = 1e6;
const ID = 'bench-flood';
/** Milliseconds for the runs that are still to come when everything is answered. */
const RUNS_WITHIN = 120_000;
/** How many parts of the time there is a look at the memory in. */
const LOOKS = 60;

/** The least that a workflow can do. */
const nothing: BenchNode = { name: 'Nothing', type: 'n8n-nodes-base.noOp', parameters: {} };

/** What callbacks are sent to. */
interface Target {
	name: string;
	trigger: CalledTrigger;
	node: BenchNode;
	path: string;
}

/** How much is sent. */
interface Load {
	count: number;
	/** Milliseconds over which it is spread. */
	time: number;
}

/** How a flood went. */
interface Outcome {
	/** Milliseconds from when a callback was due until its answer was there. */
	answers: number[];
	/** Callbacks that were not answered with 200. */
	failed: number;
	/** Workflows that had run when the last callback was sent, and in the end. */
	runs: number;
	runsInTime: number;
	/** Bytes, at even times while callbacks are sent. */
	memory: number[];
	/** When all is over. */
	memoryAfter: number;
}

/** Sends each callback when it is due, whether those before have their answer or not. */
async function send(url: string, all: readonly Callback[], time: number) {
	const answers: number[] = [];
	let failed = 0;
	const started = performance.now();
	const since = () => performance.now() - started;
	async function sendOne(callback: Callback, due: number): Promise<void> {
		const status = await post(url, callback).catch(() => 0);
		if (status === 200) answers.push(since() - due);
		else failed += 1;
	}
	const sent: Promise<void>[] = [];
	for (const [index, callback] of all.entries()) {
		const due = (index * time) / all.length;
		if (due > since()) await sleep(due - since());
		sent.push(sendOne(callback, due));
	}
	await Promise.all(sent);
	return { answers, failed };
}

/** Looks at the memory at even times. */
async function watch(n8n: Instance, time: number): Promise<number[]> {
	const looks: number[] = [];
	const started = performance.now();
	for (let look = 1; look <= LOOKS; look += 1) {
		await sleep((look * time) / LOOKS - (performance.now() - started));
		looks.push(await n8n.resident());
	}
	return looks;
}

/** The runs, when there are as many as there must be or no more to come. */
async function allRuns(n8n: Instance, wanted: number): Promise<number> {
	const deadline = Date.now() + RUNS_WITHIN;
	for (;;) {
		const { succeeded, failed } = await n8n.runs({ id: ID });
		if (failed > 0 || succeeded >= wanted || Date.now() > deadline) return succeeded;
		await sleep(500);
	}
}

async function floodOne(bank: BenchBank, target: Target, { count, time }: Load): Promise<Outcome> {
	const { trigger, node, path } = target;
	const n8n = await startInstance();
	try {
		if (trigger.credential) await n8n.use(trigger.credential(bank));
		await bank.set({ latency: 0 });
		const url = await n8n.publish(published(ID, [node, nothing]), path);
		const all = callbacks(trigger, url, count, 1);
		const [memory, runsInTime, { answers, failed }] = await Promise.all([
			watch(n8n, time),
			sleep(time).then(async () => (await n8n.runs({ id: ID })).succeeded),
			send(url, all, time),
		]);
		const runs = await allRuns(n8n, count - failed);
		await n8n.settle();
		return { answers, failed, runs, runsInTime, memory, memoryAfter: await n8n.resident() };
	} finally {
		await n8n.stop();
	}
}

/** The memory in a part of the time, in megabytes. */
function memoryIn({ memory }: Outcome, from: number, to: number): number {
	return median(memory.slice(from * LOOKS, to * LOOKS)) / MEGABYTE;
}

function growthOf(outcome: Outcome): number {
	return memoryIn(outcome, 3 / 4, 1) / memoryIn(outcome, 1 / 4, 1 / 2);
}

function rowOf(name: string, outcome: Outcome): string[] {
	const { answers, failed, runsInTime, runs, memoryAfter } = outcome;
	return [
		name,
		...[answers.length, failed, runsInTime, runs].map((value) => value.toLocaleString('en-US')),
		...[
			median(answers),
			quantile(answers, 0.99),
			memoryIn(outcome, 1 / 4, 1 / 2),
			memoryIn(outcome, 3 / 4, 1),
			memoryAfter / MEGABYTE,
		].map((value) => shown([value])),
	];
}

function verdictsOf(name: string, outcome: Outcome, count: number): Verdict[] {
	return [
		atMost(`${name}: callbacks of ${count} not answered`, [outcome.failed], 0),
		atMost(`${name}: workflows of ${count} not run`, [count - outcome.runs], 0),
		atMost(`${name}: memory, last quarter ÷ second quarter`, [growthOf(outcome)], 1.1),
	];
}

/** 5,000 callbacks in a minute. */
export async function flood({ bank, isSmoke }: Pick<Bench, 'bank' | 'isSmoke'>): Promise<Section> {
	const load = isSmoke ? { count: 20, time: 2_000 } : { count: 5_000, time: 60_000 };
	const targets: Target[] = [
		...calledTriggers.map((trigger) => ({
			name: trigger.name,
			trigger,
			node: triggerNode(trigger, ID),
			path: `${ID}/${trigger.end}`,
		})),
		{ name: 'Webhook', trigger: saltEdge, node: webhookNode(ID), path: ID },
	];
	const rows: string[][] = [];
	const verdicts: Verdict[] = [];
	for (const target of targets) {
		const outcome = await floodOne(bank, target, load);
		rows.push(rowOf(target.name, outcome));
		verdicts.push(...verdictsOf(target.name, outcome, load.count));
	}
	return {
		title: 'A flood of callbacks',
		explanation: `${load.count.toLocaleString('en-US')} callbacks, each with another body, spread evenly over ${load.time / 1_000} seconds, whether those before have their answer or not. Each node has an n8n of its own that has just been started, and a workflow of the node and No Operation: there is no smaller one. Executions are not saved. A callback is answered when the answer is 200 and comes within a minute; the time runs from when the callback was due. Workflows are those that n8n counts as successful, when the last callback was due and ${RUNS_WITHIN / 1_000} seconds after the last answer at the latest. Memory is the resident memory of n8n's process, looked at ${LOOKS} times while callbacks were sent: the median of the second quarter of the time and of the last. It only tells something of the trigger where n8n keeps up: workflows that wait hold memory, too. The Webhook node (POST, answers immediately, with the bodies of Salt Edge) shows what n8n itself costs.`,
		columns: [
			'Node',
			'Answered',
			'Not answered',
			'Workflows run while they came',
			'In the end',
			'Answer, ms, median',
			'99th percentile',
			'MB, second quarter',
			'MB, last quarter',
			'MB afterwards',
		],
		rows,
		verdicts,
	};
}
