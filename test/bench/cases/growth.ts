import { finicityKeys } from '../bank';
import { type Case, type Measured, prepare, times } from '../bench';
import { GROWTH, grownType } from '../grownPackage';
import { atMost, shown } from '../report';
import { byTurns, ratios } from '../statistics';
import { customers, getCustomer } from '../workflows';

const operations = (count: number) => `${count} operations`;

/** What an item costs in a node with ever more operations. */
export const growth: Case = async (bench) => {
	const { bank, n8n, rounds, isSmoke } = bench;
	const count = isSmoke ? 20 : 1_000;
	await n8n.use(finicityKeys(bank));
	const jobs: Record<string, () => Promise<Measured>> = {};
	for (const size of GROWTH) {
		jobs[operations(size)] = await prepare(bench, {
			name: `Grown to ${size}`,
			nodes: [getCustomer(grownType(size))],
			input: customers(count),
			order: { latency: 0 },
			requests: count,
			items: count,
		});
	}
	// The differences are small beside what the machine does meanwhile.
	const results = await byTurns(isSmoke ? 1 : 2 * rounds, jobs, n8n.settle);
	const perItem = (size: number) =>
		times(results[operations(size)] ?? []).map((time) => time / count);
	const [first, ...others] = GROWTH;
	return {
		title: 'Cost of an item as the node grows',
		explanation: `Get of Customer for ${count.toLocaleString('en-US')} items, 10 in flight, in nodes of the bench's own package: Finicity's operations again and again under other names, on the engine of this package.`,
		columns: ['Node', 'ms an item'],
		rows: GROWTH.map((size) => [operations(size), shown(perItem(size))]),
		verdicts: others.map((size) =>
			atMost(
				`An item with ${size} operations ÷ with ${first}`,
				ratios(perItem(size), perItem(first)),
				1.05,
			),
		),
	};
};
