import type { IDataObject } from 'n8n-workflow';
import type { Field, Format } from '../shared/operation';
import { locator } from '../shared/panel/locator';
import { dayOf, daysBefore } from '../shared/polling/days';
import { readList } from '../shared/polling/list';
import type { Source, Watch } from '../shared/polling/source';
import { isObject, plainText } from '../shared/wire/json';
import type { Request } from '../shared/wire/request';
import { finApi } from './api';
import { accountList, transactionPages } from './paging';
import { simplifiedTransaction } from './resources/transaction/shape';

/** An import may become visible after its time, and nobody says in which zone its day ends. */
const OVERLAP_DAYS = 2;

/** finAPI filters imports by whole days, which are those in Germany as far as is known. */
const germanDays = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });
const germanDay = (moment: number): string => germanDays.format(moment);

const ACCOUNTS: Format = {
	pattern: /^\d{1,19}(\s*,\s*\d{1,19})*$/,
	hint: 'one or several account IDs of digits, separated by commas',
};

const accountIds = locator({
	displayName: 'Accounts',
	name: 'accountIds',
	description:
		'The account to watch. To watch several, enter their IDs, separated by commas. All accounts of the user when empty.',
	search: 'searchAccounts',
	format: ACCOUNTS,
	example: '8400000001',
	required: false,
});

const includeAdjustingEntries: Field = {
	displayName: 'Include Adjusting Entries',
	name: 'includeAdjustingEntries',
	type: 'boolean',
	default: false,
	description:
		'Whether to include adjusting entries, which finAPI adds to correct the balance. No bank has booked them.',
};

const includePotentialDuplicates: Field = {
	displayName: 'Include Potential Duplicates',
	name: 'includePotentialDuplicates',
	type: 'boolean',
	default: true,
	description:
		'Whether to include what finAPI takes for possible duplicates, such as a booking that the bank has changed',
};

const transactions = (query: Record<string, string>): Request => ({
	method: 'GET',
	path: '/transactions',
	// As the bank has them: a split by the user brings nothing new.
	query: { view: 'bankView', ...query },
});

async function list(watch: Watch, query: Record<string, string>): Promise<IDataObject[]> {
	const request = transactions({ order: 'id,asc', ...query });
	return await readList(watch, request, transactionPages);
}

const dayOfImport = ({ importDate }: IDataObject): string =>
	plainText(importDate).slice(0, 10) || 'undated';

/** Whether an account has been read from its bank, and is not being read right now. */
function isReady({ interfaces }: IDataObject): boolean {
	const all = Array.isArray(interfaces) ? interfaces.filter(isObject) : [];
	return (
		all.some(({ lastSuccessfulUpdate }) => Boolean(lastSuccessfulUpdate)) &&
		all.every(({ status }) => status !== 'DOWNLOAD_IN_PROGRESS')
	);
}

/** The transactions of a user: by the day of their import, which is finAPI's, whatever their dates. */
export const newTransactions: Source = {
	bank: finApi,
	version: 'V2',
	watched: [accountIds],
	options: [includeAdjustingEntries, includePotentialDuplicates],
	freshness:
		'finAPI has new transactions after an update of a bank connection: at most four times a day by itself, or when a workflow or the user starts one. Polling once an hour is enough.',
	columns: simplifiedTransaction,
	leavesOut: ({ isAdjustingEntry, isPotentialDuplicate }, { options }) =>
		(isAdjustingEntry === true && options.includeAdjustingEntries === false) ||
		(isPotentialDuplicate === true && options.includePotentialDuplicates === false),
	async read(watch, leftOff) {
		const { settings, now } = watch;
		const request: Request = { method: 'GET', path: '/accounts' };
		const accounts = await readList(watch, request, accountList);
		const first = germanDay(daysBefore(leftOff?.at ?? now, OVERLAP_DAYS));
		const imported = await list(watch, { minImportDate: first });
		const isFirst = leftOff === undefined && settings.firstDays > 0;
		const from = dayOf(daysBefore(now, settings.firstDays));
		const booked = isFirst ? await list(watch, { minBankBookingDate: from }) : [];
		const ids = new Set(imported.map(({ id }) => id));
		return {
			found: [...booked.filter(({ id }) => !ids.has(id)), ...imported].map((record) => ({
				record,
				key: plainText(record.id),
				group: dayOfImport(record),
			})),
			accounts: accounts.filter(isReady).map(({ id }) => plainText(id)),
			holds: (day) => day >= first,
		};
	},
	async newest(watch, count) {
		const request = transactions({ order: 'id,desc' });
		return await readList(watch, request, transactionPages, count);
	},
};
