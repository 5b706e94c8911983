import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchBank } from '../bank';
import type { Bench } from '../bench';
import { type Instance, startInstance } from '../instance';
import { atLeast, atMost, type Section, shown, type Verdict } from '../report';
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
const WEBHOOK = 'Webhook';
/** The fair neighbour: for this, too, n8n starts its expression engine with each call. */
const WITH_EXPRESSION = 'Webhook with an expression';
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

/** How the sending went. */
interface Answers {
	/** Milliseconds from when a callback was due until its answer was there, which was 200. */
	times: number[];
	/** Those that were answered with something else. */
	refused: number;
	/** Those that had no answer in time. */
	unanswered: number;
}

/** How a flood went. */
interface Outcome extends Answers {
	/** Workflows that have run. */
	runs: number;
	/** Bytes, at even times while callbacks are sent. */
	memory: number[];
	/** When all is over. */
	memoryAfter: number;
}

/** Sends each callback when it is due, whether those before have their answer or not. */
async function send(url: string, all: readonly Callback[], time: number): Promise<Answers> {
	const answers: Answers = { times: [], refused: 0, unanswered: 0 };
	const started = performance.now();
	const since = () => performance.now() - started;
	async function sendOne(callback: Callback, due: number): Promise<void> {
		const status = await post(url, callback).catch(() => undefined);
		if (status === 200) answers.times.push(since() - due);
		else if (status === undefined) answers.unanswered += 1;
		else answers.refused += 1;
	}
	const sent: Promise<void>[] = [];
	for (const [index, callback] of all.entries()) {
		const due = (index * time) / all.length;
		if (due > since()) await sleep(due - since());
		sent.push(sendOne(callback, due));
	}
	await Promise.all(sent);
	return answers;
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

/** How many workflows have run, when they are as many as they must be or no more are waited for. */
async function allRuns(n8n: Instance, wanted: number): Promise<number> {
	const deadline = Date.now() + RUNS_WITHIN;
	let runs = 0;
	while (runs < wanted && Date.now() < deadline) {
		// An n8n with too much to do refuses to tell.
		const counts = await n8n.runs({ id: ID }).catch(() => undefined);
		runs = counts?.succeeded ?? runs;
		await sleep(500);
	}
	return runs;
}

/** Sends one load after the other to an n8n of its own. */
async function floodsOf(bank: BenchBank, target: Target, loads: readonly Load[]) {
	const { trigger, node, path } = target;
	const outcomes: Outcome[] = [];
	const n8n = await startInstance();
	try {
		if (trigger.credential) await n8n.use(trigger.credential(bank));
		await bank.set({ latency: 0 });
		const url = await n8n.publish(published(ID, [node, nothing]), path);
		let [sent, runsBefore] = [0, 0];
		for (const { count, time } of loads) {
			const all = callbacks(trigger, url, count, sent + 1);
			sent += count;
			const [memory, answers] = await Promise.all([watch(n8n, time), send(url, all, time)]);
			const runs = await allRuns(n8n, runsBefore + answers.times.length);
			await n8n.settle();
			const memoryAfter = await n8n.resident();
			outcomes.push({ ...answers, memory, memoryAfter, runs: runs - runsBefore });
			runsBefore = runs;
		}
	} finally {
		await n8n.stop();
	}
	return outcomes;
}

/** The memory in a part of the time, in megabytes. */
function memoryIn({ memory }: Outcome, from: number, to: number): number {
	return median(memory.slice(from * LOOKS, to * LOOKS)) / MEGABYTE;
}

function growthOf(outcome: Outcome): number {
	return memoryIn(outcome, 3 / 4, 1) / memoryIn(outcome, 1 / 4, 1 / 2);
}

function rowOf(name: string, outcome: Outcome): string[] {
	const { times, refused, unanswered, runs, memoryAfter } = outcome;
	return [
		name,
		...[times.length, refused, unanswered, runs].map((value) => value.toLocaleString('en-US')),
		...[
			median(times),
			quantile(times, 0.99),
			memoryIn(outcome, 1 / 4, 1 / 2),
			memoryIn(outcome, 3 / 4, 1),
			memoryAfter / MEGABYTE,
		].map((value) => shown([value])),
	];
}

function verdictsOf(name: string, outcome: Outcome, neighbour: Outcome): Verdict[] {
	const { times, refused, unanswered, runs } = outcome;
	return [
		atMost(`${name}: callbacks refused or not answered`, [refused + unanswered], 0),
		atMost(
			`${name}: callbacks answered whose workflow has not run`,
			[Math.max(0, times.length - runs)],
			0,
		),
		atLeast(
			`${name}: callbacks answered ÷ ${WITH_EXPRESSION}`,
			[times.length / neighbour.times.length],
			0.9,
		),
		atMost(`${name}: memory, last quarter ÷ second quarter`, [growthOf(outcome)], 1.1),
	];
}

/** Callbacks at a pace that n8n keeps up with, and then 5,000 in a minute. */
export async function flood({ bank, isSmoke }: Pick<Bench, 'bank' | 'isSmoke'>): Promise<Section> {
	const [few, many, time] = isSmoke ? [10, 20, 2_000] : [600, 5_000, 60_000];
	const loads: Load[] = [few, many].map((count) => ({ count, time }));
	const targets: Target[] = [
		...calledTriggers.map((trigger) => ({
			name: trigger.name,
			trigger,
			node: triggerNode(trigger, ID),
			path: `${ID}/${trigger.end}`,
		})),
		{ name: WEBHOOK, trigger: saltEdge, node: webhookNode(ID), path: ID },
		{
			...{ name: WITH_EXPRESSION, trigger: saltEdge, path: ID },
			node: webhookNode(ID, { rawBody: '={{ false }}' }),
		},
	];
	const outcomes = new Map<string, Outcome[]>();
	for (const target of targets) outcomes.set(target.name, await floodsOf(bank, target, loads));
	const rows: string[][] = [];
	const verdicts: Verdict[] = [];
	for (const [target, floods] of outcomes) {
		for (const [index, outcome] of floods.entries()) {
			const name = `${target}, ${(loads[index]?.count ?? 0).toLocaleString('en-US')}`;
			rows.push(rowOf(name, outcome));
			const neighbour = outcomes.get(WITH_EXPRESSION)?.[index];
			if (neighbour && ![WEBHOOK, WITH_EXPRESSION].includes(target))
				verdicts.push(...verdictsOf(name, outcome, neighbour));
		}
	}
	return {
		title: 'A flood of callbacks',
		explanation: `So many callbacks, each with another body, spread evenly over ${time / 1_000} seconds, whether those before have their answer or not. Each node has an n8n of its own, which gets the smaller number first, and a workflow of the node and No Operation: there is no smaller one. Executions are not saved. What has no answer within a minute counts as not answered; the time of an answer runs from when the callback was due. Workflows are those that n8n counts as successful, ${RUNS_WITHIN / 1_000} seconds after the last answer at the latest. Memory is the resident memory of n8n's process, looked at ${LOOKS} times while callbacks were sent: the median of the second quarter of the time and of the last, and how much there is when all is over. Where n8n does not keep up, most of it is what waits. The Webhook node (POST, answers immediately, with the bodies of Salt Edge) shows what n8n itself can do: what it doesn't answer either, no trigger could. With an expression in a field it is what a trigger is to n8n, which starts its expression engine for each call of any node but its own.`,
		columns: [
			'Node, callbacks',
			'Answered',
			'Refused',
			'Not answered',
			'Workflows run',
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
