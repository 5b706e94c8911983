import type { BankCounts, BankOrder, BenchBank } from './bank';
import { mustBe } from './check';
import type { Instance } from './instance';
import type { Section } from './report';
import { type BenchNode, manual } from './workflows';

/** What a case works with. */
export interface Bench {
	bank: BenchBank;
	n8n: Instance;
	/** How often each competitor is measured. */
	rounds: number;
	/** Whether it is only to be seen that everything works: each case is tiny. */
	isSmoke: boolean;
}

/** A part of the bench: one table of the report. */
export type Case = (bench: Bench) => Promise<Section>;

/** One measured run. */
export interface Measured {
	milliseconds: number;
	counts: BankCounts;
}

/** A competitor, ready to be run any number of times. */
export interface Job {
	name: string;
	nodes: readonly BenchNode[];
	/** What its first node gets; a single empty item when there are none. */
	input?: readonly object[];
	/** How the bank behaves meanwhile. */
	order?: BankOrder;
	/** What must arrive at the bank, and come out. */
	requests: number;
	items: number;
}

/** Puts a competitor into n8n. Each of its runs is checked to have done the whole work. */
export async function prepare(
	{ bank, n8n }: Bench,
	{ name, nodes, input = [], order = {}, requests, items }: Job,
): Promise<() => Promise<Measured>> {
	const run = await n8n.load(manual(name, nodes, input));
	return async () => {
		await bank.set(order);
		const timing = await run(bank.counts(requests));
		const counts = await bank.counts();
		mustBe(`${name}: requests at the bank`, counts.requests - counts.refused, requests);
		mustBe(`${name}: items that came out`, timing.items, items);
		return { milliseconds: timing.milliseconds, counts };
	};
}

/** The times out of some runs. */
export function times(runs: readonly Measured[]): number[] {
	return runs.map(({ milliseconds }) => milliseconds);
}
