import { finicityKeys } from '../bank';
import type { Bench } from '../bench';
import { mustBe } from '../check';
import { startInstance } from '../instance';
import { atMost, type Section, shown } from '../report';
import { byTurns, ratios } from '../statistics';
import { type BenchNode, published } from '../workflows';
import { bareLoop, competitorsOf, pagesOf } from './returnAll';

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
	{ bank, isSmoke }: Pick<Bench, 'bank' | 'isSmoke'>,
	nodes: readonly BenchNode[],
) {
	const pages = pagesOf(isSmoke);
	const n8n = await startInstance();
	try {
		await n8n.use(finicityKeys(bank));
		const address = await n8n.publish(published(ADDRESS, [start, ...nodes]), ADDRESS);
		await bank.set({ latency: 0, records: pages * 1_000 });
		await n8n.forgetPeak();
		const idle = await n8n.peak();
		const response = await fetch(address);
		mustBe('Memory: n8n’s answer', response.status, 200);
		mustBe('Memory: requests at the bank', (await bank.counts()).requests, pages);
		return { idle, peak: await n8n.peak() };
	} finally {
		await n8n.stop();
	}
}

/** The same long list once more: how much memory it takes. Each run has an n8n of its own. */
export async function memory(bench: Pick<Bench, 'bank' | 'isSmoke' | 'rounds'>): Promise<Section> {
	const { rounds, isSmoke, bank } = bench;
	const { own, http } = competitorsOf(bank);
	const results = await byTurns(isSmoke ? 1 : rounds, {
		own: async () => await peakOf(bench, own.nodes),
		http: async () => await peakOf(bench, http.nodes),
		bare: async () => ({ idle: 0, peak: (await bareLoop(bench)).peak }),
	});
	const peaks = (name: keyof typeof results) => results[name].map(({ peak }) => peak / MEGABYTE);
	const rises = (name: keyof typeof results) =>
		results[name].map(({ idle, peak }) => (peak - idle) / MEGABYTE);
	return {
		title: 'Memory of Return All',
		explanation:
			'Most resident memory of the process while it lists the same records in a published workflow whose executions are not saved, each time in an n8n that has just been started; and how far above the idle n8n that is.',
		columns: ['What', 'Peak, MB', 'Above idle, MB'],
		rows: [
			[own.name, shown(peaks('own')), shown(rises('own'))],
			[http.name, shown(peaks('http')), shown(rises('http'))],
			['Bare loop, a process of its own', shown(peaks('bare')), ''],
		],
		verdicts: [
			atMost('Return All: peak memory ÷ HTTP Request', ratios(peaks('own'), peaks('http')), 1.1),
		],
	};
}
