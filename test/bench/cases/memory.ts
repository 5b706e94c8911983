import type { Bench } from '../bench';
import { mustBe } from '../check';
import { startInstance } from '../instance';
import {
	bareLoop,
	customerList,
	type ListOf,
	type LongList,
	orderOf,
	transactionList,
} from '../lists';
import { atMost, type Section, shown } from '../report';
import { byTurns, ratios } from '../statistics';
import { type BenchNode, published } from '../workflows';

const MEGABYTE = 1e6;
const ADDRESS = 'bench-memory';

/** Answers when the whole workflow is done. */
const start: BenchNode = {
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: ADDRESS,
	parameters: {
		path: ADDRESS,
		responseMode: 'lastNode',
		responseData: 'noData',
		options: {},
	},
};

/** Most memory of an n8n that does nothing else than this, in bytes: before, and by the end. */
async function peakOf(
	{ bank }: Pick<Bench, 'bank'>,
	list: LongList,
	nodes: readonly BenchNode[],
): Promise<{ idle: number; peak: number }> {
	const n8n = await startInstance();
	try {
		await n8n.use(list.credential);
		const address = await n8n.publish(published(ADDRESS, [start, ...nodes]), ADDRESS);
		await bank.set({ latency: 0, ...orderOf(list) });
		await n8n.forgetPeak();
		const idle = await n8n.peak();
		const response = await fetch(address);
		mustBe('Memory: n8n’s answer', response.status, 200);
		mustBe('Memory: requests at the bank', (await bank.counts()).requests, list.pages);
		return { idle, peak: await n8n.peak() };
	} finally {
		await n8n.stop();
	}
}

/** A long list once more: how much memory it takes. Each run has an n8n of its own. */
async function memoryOf(
	bench: Pick<Bench, 'bank' | 'isSmoke' | 'rounds'>,
	listOf: ListOf,
	what: string,
): Promise<Section> {
	const { rounds, isSmoke, bank } = bench;
	const list = listOf(bench);
	const { own, http } = list;
	const results = await byTurns(isSmoke ? 1 : rounds, {
		own: async () => await peakOf(bench, list, own.nodes),
		http: async () => await peakOf(bench, list, http.nodes),
		bare: async () => ({ idle: 0, peak: (await bareLoop(bank, list)).peak }),
	});
	const peaks = (name: keyof typeof results) => results[name].map(({ peak }) => peak / MEGABYTE);
	const rises = (name: keyof typeof results) =>
		results[name].map(({ idle, peak }) => (peak - idle) / MEGABYTE);
	return {
		title: `Memory of ${what}`,
		explanation:
			'Most resident memory of the process while it lists the same records in a published workflow whose executions are not saved, each time in an n8n that has just been started; and how far above the idle n8n that is.',
		columns: ['What', 'Peak, MB', 'Above idle, MB'],
		rows: [
			[own.name, shown(peaks('own')), shown(rises('own'))],
			[http.name, shown(peaks('http')), shown(rises('http'))],
			['Bare loop, a process of its own', shown(peaks('bare')), ''],
		],
		verdicts: [
			atMost(`${what}: peak memory ÷ HTTP Request`, ratios(peaks('own'), peaks('http')), 1.1),
		],
	};
}

type MemoryCase = (bench: Pick<Bench, 'bank' | 'isSmoke' | 'rounds'>) => Promise<Section>;

/** Return All of customers. */
export const memory: MemoryCase = async (bench) =>
	await memoryOf(bench, customerList, 'Return All');

/** Return All of transactions, whose pages are out side by side. */
export const memoryOfTransactions: MemoryCase = async (bench) =>
	await memoryOf(bench, transactionList, 'Return All of transactions');
