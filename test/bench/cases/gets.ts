import { type Case, type Measured, prepare, times } from '../bench';
import { finicityKeys } from '../bank';
import { declarativeType, GROWTH } from '../grownPackage';
import { atLeast, atMost, type Section, shown } from '../report';
import { byTurns, ratios } from '../statistics';
import {
	BY_CREDENTIAL,
	BY_HEADERS,
	type BenchNode,
	customers,
	FINICITY,
	getCustomer,
	httpGetCustomer,
} from '../workflows';

const IN_FLIGHT = [10, 50] as const;
/** Milliseconds that the slow bank takes. */
const LATENCY = 20;

const own = (inFlight: number) => `Finicity node, ${inFlight} in flight`;
const batched = (inFlight: number) => `HTTP Request, batches of ${inFlight}`;
const AS_IT_COMES = 'HTTP Request, as it comes';
const WITH_CREDENTIAL = 'HTTP Request, as it comes, with our credential';
const TWIN = `Declarative twin, ${GROWTH[0]} operations`;

/** The nodes that run against each other. */
function competitors(url: string, latency: number): Map<string, BenchNode> {
	// Batches are the only limit that the HTTP Request node has.
	const batchInterval = Math.max(1, latency);
	return new Map([
		...IN_FLIGHT.flatMap((inFlight): [string, BenchNode][] => [
			[own(inFlight), getCustomer(FINICITY, inFlight)],
			[batched(inFlight), httpGetCustomer(url, BY_HEADERS, { batchSize: inFlight, batchInterval })],
		]),
		[AS_IT_COMES, httpGetCustomer(url, BY_HEADERS)],
		[WITH_CREDENTIAL, httpGetCustomer(url, BY_CREDENTIAL)],
	]);
}

function rows(results: Record<string, Measured[]>): string[][] {
	return Object.entries(results).map(([name, runs]) => [
		name,
		shown(times(runs)),
		shown(runs.map(({ counts }) => counts.mostConnections)),
	]);
}

/** One GET for each item. */
function getsCase(items: number, latency: number, withTwin: boolean): Case {
	return async (bench) => {
		const { bank, n8n, rounds, isSmoke } = bench;
		const count = isSmoke ? 60 : items;
		await n8n.use(finicityKeys(bank));
		const nodes = competitors(bank.url, latency);
		if (withTwin) nodes.set(TWIN, getCustomer(declarativeType(GROWTH[0])));
		const jobs: Record<string, () => Promise<Measured>> = {};
		for (const [name, node] of nodes) {
			jobs[name] = await prepare(bench, {
				name: `${name}, ${items} items, ${latency} ms`,
				nodes: [node],
				input: customers(count),
				order: { latency },
				requests: count,
				items: count,
			});
		}
		const results = await byTurns(rounds, jobs);
		const timesOf = (name: string) => times(results[name] ?? []);
		const [few] = IN_FLIGHT;
		const what = `${items.toLocaleString('en-US')} items, ${latency} ms server time`;
		const verdicts = IN_FLIGHT.flatMap((inFlight) => {
			const measured = timesOf(own(inFlight));
			const beside = (name: string, limit: number) =>
				atMost(
					`${what}: time of ${own(inFlight)} ÷ ${name}`,
					ratios(measured, timesOf(name)),
					limit,
				);
			if (latency === 0) return [beside(batched(inFlight), 1), beside(AS_IT_COMES, 1)];
			const ideal = (count * latency) / inFlight;
			return [
				beside(batched(inFlight), 1.05),
				atMost(
					`${what}: time of ${own(inFlight)} ÷ ideal (${ideal} ms)`,
					measured.map((time) => time / ideal),
					1.15,
				),
			];
		});
		const section: Section = {
			title: `One GET an item: ${what}`,
			explanation: [
				`Get of Customer for each of ${count.toLocaleString('en-US')} items: each node parses the answer and gives an item for it.`,
				`The HTTP Request node has no limit of requests in flight. With batches of N it starts N, waits ${Math.max(1, latency)} ms, starts the next N, whether the first have their answers or not; as it comes, it starts all at once. It sends the same headers, typed into the node, which is the least work for it; the last of its rows uses this package's credential, as a user would.`,
				'Connections are the most that were open to the bank at a time.',
			].join(' '),
			columns: ['Node', 'ms', 'Connections'],
			rows: rows(results),
			verdicts: [
				...verdicts,
				...(withTwin
					? [
							atLeast(
								`${what}: time of the declarative twin ÷ ${own(few)}`,
								ratios(timesOf(TWIN), timesOf(own(few))),
								15,
							),
						]
					: []),
			],
		};
		return section;
	};
}

/** The twin would take minutes for more items, and has all of them in flight anyway. */
export const gets: readonly Case[] = [
	getsCase(1_000, 0, true),
	getsCase(5_000, 0, false),
	getsCase(1_000, LATENCY, false),
	getsCase(5_000, LATENCY, false),
];
