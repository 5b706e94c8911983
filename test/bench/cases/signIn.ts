import { finicityKeys } from '../bank';
import { type Case, prepare } from '../bench';
import { atMost, shown } from '../report';
import { customers, FINICITY, getCustomer } from '../workflows';

const ITEMS = 50;
/** Long enough for all items to be on their way with the old token. */
const LATENCY = 100;

/** Many items at once learn that their token has run out. */
export const signIn: Case = async (bench) => {
	const { bank, n8n, rounds } = bench;
	const signIns: number[] = [];
	const refused: number[] = [];
	for (let round = 0; round < rounds; round++) {
		// A session that has never been renewed: one renewed twice within seconds is another matter.
		const partnerId = `stale${round}`;
		await n8n.use(finicityKeys(bank, partnerId));
		const job = await prepare(bench, {
			name: `Sign-in ${round}`,
			nodes: [getCustomer(FINICITY, ITEMS)],
			input: customers(ITEMS),
			order: { latency: LATENCY, expire: partnerId },
			requests: ITEMS,
			items: ITEMS,
		});
		await job();
		const { counts } = await job();
		signIns.push(counts.signIns);
		refused.push(counts.refused);
	}
	return {
		title: 'Sign-in',
		explanation: `${ITEMS} items, all in flight at once, with a token that has run out: how many of them were refused, and how many calls for a new token there were.`,
		columns: ['Items', 'Refused', 'Calls for a token'],
		rows: [[String(ITEMS), shown(refused), shown(signIns)]],
		verdicts: [atMost('Sign-in: calls for a token, 50 items with a stale one', signIns, 1)],
	};
};
