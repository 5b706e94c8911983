import { type Bench, type Case, type Measured, prepare } from '../bench';
import {
	bareLoop,
	customerList,
	type ListOf,
	orderOf,
	recordsOf,
	shortPages,
	transactionList,
} from '../lists';
import { atMost, type Section, shown } from '../report';
import { byTurns, ratios } from '../statistics';

/** As many as a node has out unless the user says otherwise. */
const IN_FLIGHT = 10;

/** Fetches a whole list by all competitors, from a bank that takes so long for each page. */
async function measured(bench: Bench, listOf: ListOf, latency: number) {
	const { bank, n8n, rounds, isSmoke } = bench;
	const list = listOf(bench);
	const { own, http, pages } = list;
	const order = { latency, ...orderOf(list) };
	await n8n.use(list.credential);
	const whole = { order, requests: pages, items: recordsOf(list) };
	const pagesOnly = {
		name: 'HTTP Request with its pagination, an item a page',
		nodes: http.nodes.slice(0, 1),
	};
	const jobs = {
		own: await prepare(bench, { ...own, ...whole }),
		http: await prepare(bench, { ...http, ...whole }),
		pagesOnly: await prepare(bench, { ...pagesOnly, ...whole, items: pages }),
		bare: async () => await bareLoop(bank, list, latency),
	};
	const results = await byTurns<keyof typeof jobs, Pick<Measured, 'milliseconds'>>(
		isSmoke ? 1 : 2 * rounds,
		jobs,
		n8n.settle,
	);
	const timesOf = (name: keyof typeof results) =>
		results[name].map(({ milliseconds }) => milliseconds);
	const rows = [
		[own.name, shown(timesOf('own'))],
		['Bare loop', shown(timesOf('bare'))],
		[http.name, shown(timesOf('http'))],
		[pagesOnly.name, shown(timesOf('pagesOnly'))],
	];
	const records = recordsOf(list).toLocaleString('en-US');
	const explanation = `Get Many of ${list.what}: ${records} records in pages of ${list.pageSize.toLocaleString('en-US')}, an item a record. The bare loop is a script on the same Node.js that fetches the same pages with undici, one after the other, parses and keeps them, and makes no items. The HTTP Request node gives an item a page, so Split Out follows it; it is shown without, too.`;
	return { list, records, explanation, columns: ['What', 'ms'], rows, timesOf };
}

/** Return All of a long list, from a bank that answers at once. */
async function atOnce(bench: Bench, listOf: ListOf, title: string): Promise<Section> {
	const { timesOf, ...section } = await measured(bench, listOf, 0);
	return {
		...section,
		title,
		verdicts: [
			atMost(`${title}: time ÷ bare loop`, ratios(timesOf('own'), timesOf('bare')), 1.3),
			atMost(`${title}: time ÷ HTTP Request`, ratios(timesOf('own'), timesOf('http')), 1),
		],
	};
}

/** Return All of customers. */
export const returnAll: Case = async (bench) => await atOnce(bench, customerList, 'Return All');

/** Return All of transactions. */
export const returnAllTransactions: Case = async (bench) =>
	await atOnce(bench, transactionList, 'Return All of transactions');

/** From a bank that takes its time: pages side by side must make up for it. */
const LATENCY = 50;

/** Small pages, so that the time is the bank's alone. */
export const pagesSideBySide: Case = async (bench) => {
	const { timesOf, list, ...section } = await measured(bench, shortPages, LATENCY);
	const ideal = (list.pages * LATENCY) / IN_FLIGHT;
	const title = `Return All of ${list.pages} short pages, ${LATENCY} ms server time`;
	return {
		...section,
		title,
		verdicts: [
			atMost(
				`${title}: time ÷ (pages × server time ÷ in flight, ${ideal} ms)`,
				timesOf('own').map((milliseconds) => milliseconds / ideal),
				1.5,
			),
		],
	};
};

/** Full pages, whose records take longer to be read than the bank does to send them. */
export const fullPagesSideBySide: Case = async (bench) => {
	const { timesOf, list, ...section } = await measured(bench, transactionList, LATENCY);
	const title = `Return All of ${list.pages} full pages, ${LATENCY} ms server time`;
	return {
		...section,
		title,
		verdicts: [atMost(`${title}: time ÷ bare loop`, ratios(timesOf('own'), timesOf('bare')), 0.5)],
	};
};
