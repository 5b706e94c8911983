import { APP_KEY, type BenchBank, FIRST_TOKEN, finicityKeys } from '../bank';
import { type Bench, type Case, type Measured, prepare } from '../bench';
import { mustBe } from '../check';
import { atMost, shown } from '../report';
import { runScript } from '../scripts';
import { byTurns, ratios } from '../statistics';
import { getAllCustomers, httpGetAllCustomers, splitPages } from '../workflows';

const PAGE = 1_000;

/** What the bare loop tells of its run. */
interface BareRun {
	milliseconds: number;
	records: number;
	/** Bytes. */
	peak: number;
}

/** Fetches and parses all pages with nothing around it. */
export async function bareLoop({
	bank,
	isSmoke,
}: Pick<Bench, 'bank' | 'isSmoke'>): Promise<BareRun> {
	const pages = pagesOf(isSmoke);
	await bank.set({ latency: 0, records: pages * PAGE });
	const headers = { 'Finicity-App-Key': APP_KEY, 'Finicity-App-Token': FIRST_TOKEN };
	const run = await runScript<BareRun>('fetchPages', { url: bank.url, headers, pages });
	mustBe('Bare loop: records', run.records, pages * PAGE);
	return run;
}

/** How many pages the bank has. */
export function pagesOf(isSmoke: boolean): number {
	return isSmoke ? 2 : 50;
}

/** The nodes that fetch all records, by what they are called in the tables. */
export function competitorsOf({ url }: BenchBank) {
	return {
		own: { name: 'Finicity node', nodes: [getAllCustomers] },
		http: {
			name: 'HTTP Request with its pagination, and Split Out',
			nodes: [httpGetAllCustomers(url), splitPages],
		},
	};
}

/** Return All of a long list. */
export const returnAll: Case = async (bench) => {
	const { bank, n8n, rounds, isSmoke } = bench;
	const pages = pagesOf(isSmoke);
	const order = { latency: 0, records: pages * PAGE };
	await n8n.use(finicityKeys(bank));
	const { own, http } = competitorsOf(bank);
	const whole = { order, requests: pages, items: pages * PAGE };
	const pagesOnly = {
		name: 'HTTP Request with its pagination, an item a page',
		nodes: http.nodes.slice(0, 1),
	};
	const jobs = {
		own: await prepare(bench, { ...own, ...whole }),
		http: await prepare(bench, { ...http, ...whole }),
		pagesOnly: await prepare(bench, { ...pagesOnly, ...whole, items: pages }),
		bare: async () => await bareLoop(bench),
	};
	const results = await byTurns<keyof typeof jobs, Pick<Measured, 'milliseconds'>>(
		isSmoke ? 1 : 2 * rounds,
		jobs,
		n8n.settle,
	);
	const timesOf = (name: keyof typeof results) =>
		results[name].map(({ milliseconds }) => milliseconds);
	return {
		title: 'Return All',
		explanation: `Get Many of Customer: ${(pages * PAGE).toLocaleString('en-US')} records in pages of ${PAGE.toLocaleString('en-US')}, an item a record. The bare loop is a script on the same Node.js that fetches the same pages with undici, one after the other, parses and keeps them, and makes no items. The HTTP Request node gives an item a page, so Split Out follows it; it is shown without, too.`,
		columns: ['What', 'ms'],
		rows: [
			[own.name, shown(timesOf('own'))],
			['Bare loop', shown(timesOf('bare'))],
			[http.name, shown(timesOf('http'))],
			[pagesOnly.name, shown(timesOf('pagesOnly'))],
		],
		verdicts: [
			atMost('Return All: time ÷ bare loop', ratios(timesOf('own'), timesOf('bare')), 1.3),
			atMost('Return All: time ÷ HTTP Request', ratios(timesOf('own'), timesOf('http')), 1),
		],
	};
};
