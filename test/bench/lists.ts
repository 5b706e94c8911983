import {
	APP_KEY,
	type BankOrder,
	type BenchBank,
	FIRST_TOKEN,
	finApiKeys,
	finicityKeys,
} from './bank';
import type { Bench } from './bench';
import { mustBe } from './check';
import { runScript } from './scripts';
import {
	type BenchNode,
	getAllCustomers,
	getAllTransactions,
	httpGetAllCustomers,
	httpGetAllTransactions,
	splitPages,
} from './workflows';
import type { Credential } from '../e2e/editor';

/** A long list of the bank, and who fetches all of it. */
export interface LongList {
	/** What it is a list of, as the tables say it. */
	what: string;
	pageSize: number;
	pages: number;
	credential: Credential;
	/** By what they are called in the tables. */
	own: { name: string; nodes: readonly BenchNode[] };
	http: { name: string; nodes: readonly BenchNode[] };
	/** What the bare loop needs to know. */
	bare: { addresses: readonly string[]; headers: Record<string, string>; property: string };
}

/** A long list of a bank; a short one when it is only to be seen that everything works. */
export type ListOf = (bench: Pick<Bench, 'bank' | 'isSmoke'>) => LongList;

const BY_HTTP = 'HTTP Request with its pagination, and Split Out';

function numbersTo(count: number): number[] {
	return Array.from({ length: count }, (_, index) => index + 1);
}

/** Finicity's customers, in the largest pages there are. */
export const customerList: ListOf = ({ bank, isSmoke }) => {
	const pages = isSmoke ? 2 : 50;
	const { url } = bank;
	return {
		what: 'Customer',
		pageSize: 1_000,
		pages,
		credential: finicityKeys(bank),
		own: { name: 'Finicity node', nodes: [getAllCustomers] },
		http: { name: BY_HTTP, nodes: [httpGetAllCustomers(url), splitPages('customers')] },
		bare: {
			addresses: numbersTo(pages).map(
				(page) => `${url}/aggregation/v1/customers?start=${(page - 1) * 1_000 + 1}&limit=1000`,
			),
			headers: { 'Finicity-App-Key': APP_KEY, 'Finicity-App-Token': FIRST_TOKEN },
			property: 'customers',
		},
	};
};

/** finAPI's transactions, in the largest pages there are. */
export const transactionList: ListOf = ({ bank, isSmoke }) => {
	const pages = isSmoke ? 4 : 100;
	const { url } = bank;
	return {
		what: 'Transaction',
		pageSize: 500,
		pages,
		credential: finApiKeys(bank),
		own: { name: 'finAPI node, 10 in flight', nodes: [getAllTransactions] },
		http: { name: BY_HTTP, nodes: [httpGetAllTransactions(url), splitPages('transactions')] },
		bare: {
			addresses: numbersTo(pages).map(
				(page) => `${url}/api/v2/transactions?view=bankView&page=${page}&perPage=500`,
			),
			headers: { Authorization: `Bearer ${FIRST_TOKEN}` },
			property: 'transactions',
		},
	};
};

/** The same from a bank that gives few in a page, whatever it is asked for: its time is all that counts. */
export const shortPages: ListOf = (bench) => ({ ...transactionList(bench), pageSize: 20 });

/** How many records a list has. */
export function recordsOf({ pages, pageSize }: LongList): number {
	return pages * pageSize;
}

/** What the bank has to be told of a list. */
export function orderOf(list: LongList): BankOrder {
	return { records: recordsOf(list), pageSize: list.pageSize };
}

/** What the bare loop tells of its run. */
interface BareRun {
	milliseconds: number;
	records: number;
	/** Bytes. */
	peak: number;
}

/** Fetches and parses all pages with nothing around it, one after the other. */
export async function bareLoop(bank: BenchBank, list: LongList, latency = 0): Promise<BareRun> {
	await bank.set({ latency, ...orderOf(list) });
	const run = await runScript<BareRun>('fetchPages', list.bare);
	mustBe('Bare loop: records', run.records, recordsOf(list));
	return run;
}
