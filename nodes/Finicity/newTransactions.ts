import type { IDataObject } from 'n8n-workflow';
import type { Field, Format } from '../shared/operation';
import { locator } from '../shared/panel/locator';
import { dayOf, daysBefore } from '../shared/polling/days';
import { readList } from '../shared/polling/list';
import type { LeftOff, Source, Watch } from '../shared/polling/source';
import { plainText } from '../shared/wire/json';
import { encode, type Request } from '../shared/wire/request';
import { finicity } from './api';
import { customerId } from './fields';
import { transactionPages } from './paging';
import { transactionSummary } from './resources/transaction/shape';
import { isoDay } from './times';

/** Banks rewrite what is up to so many days old, so each reading goes back as far. */
const REWRITTEN_DAYS = 15;
/** Some are dated ahead. */
const DAYS_AHEAD = 10;
/** The bank may cut a day in another time zone, and give some of the day before. */
const DAYS_OF_DOUBT = 2;
/** How far back the newest ones are looked for. */
const DAYS_OF_HISTORY = 180;

/** A customer may have no accounts, which the bank calls not found. */
const NONE = { noneCodes: ['38003', '38006'] };

const ACCOUNTS: Format = {
	pattern: /^\d{1,20}(\s*,\s*\d{1,20})*$/,
	hint: 'one or several account IDs of digits, separated by commas',
};

const accountIds = locator({
	displayName: 'Accounts',
	name: 'accountIds',
	description:
		'The account to watch. To watch several, enter their IDs, separated by commas. All accounts of the customer when empty.',
	search: 'searchAccounts',
	dependsOn: ['customerId.value'],
	format: ACCOUNTS,
	example: '5011648377',
	required: false,
});

const daysToLookBack: Field = {
	displayName: 'Days to Look Back',
	name: 'daysToLookBack',
	type: 'number',
	typeOptions: { minValue: REWRITTEN_DAYS },
	default: 30,
	description: `How many days each poll looks back, at least ${REWRITTEN_DAYS}. A transaction that arrives later than that is missed.`,
};

/** What the bank chooses and sorts by. */
const dayOfRecord = ({ transactionDate, postedDate }: IDataObject): string =>
	isoDay(transactionDate ?? postedDate) ?? 'undated';

/** An id alone is unique for one customer only, and the unique one may be missing. */
const keyOf = ({ accountId, id }: IDataObject): string =>
	`${plainText(accountId)}:${plainText(id)}`;

const seconds = (moment: number): number => Math.floor(moment / 1000);

/** The days that a poll reads, from the first of them to some that are still to come. */
function firstMoment({ settings, now }: Watch, leftOff: LeftOff | undefined): number {
	const { options, newAccountDays, firstDays } = settings;
	const days = Math.max(Number(options.daysToLookBack), newAccountDays);
	const usual = daysBefore(now, leftOff ? days : Math.max(days, firstDays));
	return Math.min(usual, daysBefore(leftOff?.at ?? now, REWRITTEN_DAYS));
}

function customer({ settings }: Watch, version: string): string {
	return `/aggregation/${version}/customers/${encode(settings.chosen.customerId)}`;
}

function transactions(watch: Watch, from: number, sort: 'asc' | 'desc'): Request {
	const { settings, now } = watch;
	return {
		method: 'GET',
		path: `${customer(watch, 'v3')}/transactions`,
		query: {
			fromDate: seconds(from),
			toDate: seconds(daysBefore(now, -DAYS_AHEAD)),
			includePending: settings.includesPending,
			sort,
		},
	};
}

const transactionList = { ...transactionPages, ...NONE };

/** The transactions of a customer: by their dates, for the bank knows no other filter. */
export const newTransactions: Source = {
	bank: finicity,
	watched: [customerId, accountIds],
	options: [daysToLookBack],
	freshness:
		'Finicity reads each account from its bank once a night, so there is something new about once a day. Polling once an hour is more than enough.',
	pendingWarning:
		'The same payment may come twice: a pending transaction may come back under another ID once it is posted, or not at all.',
	columns: transactionSummary,
	// It was there once, and the bank has taken it back.
	leavesOut: ({ status }) => status === 'shadow',
	async read(watch, leftOff) {
		const request: Request = { method: 'GET', path: `${customer(watch, 'v1')}/accounts` };
		const all = await readList(watch, request, { property: 'accounts', ...NONE });
		const ready = all.filter(({ aggregationSuccessDate }) => Boolean(aggregationSuccessDate));
		const from = firstMoment(watch, leftOff);
		const asked = transactions(watch, from, 'asc');
		const records = await readList(watch, asked, transactionList);
		const first = dayOf(daysBefore(from, DAYS_OF_DOUBT));
		return {
			found: records.map((record) => ({
				record,
				key: keyOf(record),
				group: dayOfRecord(record),
			})),
			accounts: ready.map(({ id }) => plainText(id)),
			holds: (day) => day >= first,
		};
	},
	async newest(watch, count) {
		const from = daysBefore(watch.now, DAYS_OF_HISTORY);
		const asked = transactions(watch, from, 'desc');
		return await readList(watch, asked, transactionList, count);
	},
};
