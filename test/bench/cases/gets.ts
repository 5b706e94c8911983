import { type Bench, type Case, type Measured, prepare, times } from '../bench';
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
const batched = (inFlight: number) => `HTTP Request, ${inFlight} in flight by batches`;
const AS_IT_COMES = 'HTTP Request, as it comes';
const WITH_CREDENTIAL = 'HTTP Request, as it comes, with our credential';
const TWIN = `Declarative twin, ${GROWTH[0]} operations`;

/** So many items are long enough for a node to warm up in the first run. */
const LONG = 5_000;

/** Milliseconds between its batches with which the HTTP Request node is tried. */
const INTERVALS = [1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100];
/** A little more than the limit is let pass: a connection closes some time after its answer. */
const TOLERANCE = 1.25;

/**
 * Limits the HTTP Request node, whose only means are batches: it starts so many, pauses, and starts
 * the next, whether the first have their answers or not.
 *
 * @returns it with the shortest pause with which no more are in flight
 */
async function limited(bench: Bench, inFlight: number, latency: number): Promise<BenchNode> {
	const count = bench.isSmoke ? 60 : 500;
	let node: BenchNode | undefined;
	for (const batchInterval of INTERVALS) {
		const batch = { batchSize: inFlight, batchInterval };
		node = httpGetCustomer(bench.bank.url, BY_HEADERS, batch);
		const run = await prepare(bench, {
			name: 'Which pause',
			nodes: [node],
			input: customers(count),
			order: { latency },
			requests: count,
			items: count,
		});
		const { counts } = await run();
		if (bench.isSmoke || counts.mostConnections <= inFlight * TOLERANCE) break;
	}
	if (!node) throw new Error('There is no pause to try');
	return node;
}

/** The nodes that run against each other. */
async function competitors(bench: Bench, latency: number): Promise<Map<string, BenchNode>> {
	const { url } = bench.bank;
	const nodes = new Map<string, BenchNode>();
	for (const inFlight of IN_FLIGHT) {
		nodes.set(own(inFlight), getCustomer(FINICITY, inFlight));
		nodes.set(batched(inFlight), await limited(bench, inFlight, latency));
	}
	nodes.set(AS_IT_COMES, httpGetCustomer(url, BY_HEADERS));
	return nodes;
}

function rows(results: Record<string, Measured[]>): string[][] {
	return Object.entries(results).map(([name, runs]) => [
		name,
		shown(times(runs)),
		shown(runs.map(({ counts }) => counts.mostConnections)),
	]);
}

/** One GET for each item. */
function getsCase(items: number, latency: number, withSlowOnes: boolean): Case {
	return async (bench) => {
		const { bank, n8n, rounds, isSmoke } = bench;
		const count = isSmoke ? 60 : items;
		await n8n.use(finicityKeys(bank));
		const nodes = await competitors(bench, latency);
		if (withSlowOnes) {
			nodes.set(WITH_CREDENTIAL, httpGetCustomer(bank.url, BY_CREDENTIAL));
			nodes.set(TWIN, getCustomer(declarativeType(GROWTH[0])));
		}
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
		const isShort = items < LONG;
		const turns = isShort && !isSmoke ? 2 * rounds : rounds;
		const results = await byTurns(turns, jobs, n8n.settle, isShort);
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
			if (latency === 0) {
				const others = [batched(inFlight), AS_IT_COMES, ...(withSlowOnes ? [WITH_CREDENTIAL] : [])];
				return others.map((name) => beside(name, 1));
			}
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
				"The HTTP Request node has no limit of requests in flight but its batches: it starts so many, pauses, and starts the next, whether the first have their answers or not. Its pause is the shortest with which a first try had no more in flight; how many there were is in the table. As it comes, it starts all at once. It sends the same headers, typed into the node: the least work for it, with the key in the open. Where there is a row with this package's credential, that is what a user should do.",
				'Connections are the most that were open to the bank at a time.',
			].join(' '),
			columns: ['Node', 'ms', 'Connections'],
			rows: rows(results),
			verdicts: [
				...verdicts,
				...(withSlowOnes
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

/** The slow ones would take minutes for more items, and have all of them in flight anyway. */
export const gets: readonly Case[] = [
	getsCase(1_000, 0, true),
	getsCase(5_000, 0, false),
	getsCase(1_000, LATENCY, false),
	getsCase(5_000, LATENCY, false),
];
