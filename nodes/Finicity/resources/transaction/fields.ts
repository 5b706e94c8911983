import type { Complaint, Field } from '../../../shared/operation';
import { additionalFields, body, filters, query } from '../../../shared/panel/field';
import { INTEGER_ID } from '../../../shared/panel/formats';
import { institutionLoginId, UUID } from '../../fields';

/** The days to list, both of them whole. */
export const period: readonly Field[] = [
	{
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		required: true,
		default: '={{ $today.minus({ days: 30 }) }}',
		description:
			'The first day. Banks may change transactions that are up to 15 days old, so start at least 15 days back when you look for new ones.',
		wire: 'dayStart',
		...query('fromDate'),
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'dateTime',
		required: true,
		default: '={{ $today }}',
		description: 'The last day, included in full',
		wire: 'dayEnd',
		...query('toDate'),
	},
];

const includePending: Field = {
	displayName: 'Include Pending',
	name: 'includePending',
	type: 'boolean',
	default: false,
	description:
		'Whether to list pending transactions as well. A pending one may come back with another ID once it is posted, or not at all.',
	...query('includePending'),
};

export const transactionFilters = filters([includePending]);

export const accountTransactionFilters = filters([
	includePending,
	{
		displayName: 'Include Daily Balances',
		name: 'showDailyBalance',
		type: 'boolean',
		default: false,
		description:
			'Whether to add to each transaction the balances at the start and at the end of its day',
		...query('showDailyBalance'),
	},
]);

export const sort: Field = {
	displayName: 'Sort',
	name: 'sortBy',
	type: 'collection',
	placeholder: 'Add Sort',
	default: {},
	options: [
		{
			displayName: 'Direction',
			name: 'sort',
			type: 'options',
			options: [
				{ name: 'Newest First', value: 'desc' },
				{ name: 'Oldest First', value: 'asc' },
			],
			default: 'desc',
			description: 'Sort by the day of the transaction; newest first by default',
			...query('sort'),
		},
	],
};

export const transactionId: Field = {
	displayName: 'Transaction ID',
	name: 'transactionId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 13214312490',
	description: 'The ID of the transaction (digits only). It is unique for one customer only.',
	format: INTEGER_ID,
};

export const uniqueTransactionId: Field = {
	displayName: 'Unique Transaction ID',
	name: 'uniqueTransactionId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 5011648377-13214312490',
	description:
		'The uniqueTransactionId of the transaction, which is unique across all of your customers',
};

export const refreshId: Field = {
	displayName: 'Refresh ID',
	name: 'refreshId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 9a8f1f0e-2f1b-4a7c-9c55-0d8a3a1f6b7e',
	description: 'The refreshId that Refresh returns',
	format: UUID,
};

export const historicFields: Field = additionalFields([
	{
		displayName: 'Force',
		name: 'force',
		type: 'boolean',
		default: false,
		description:
			'Whether to ask the bank again even if it was asked before, for example after the login was repaired',
		...body('force'),
	},
]);

export const recurringAccounts: Field = {
	displayName: 'Account IDs',
	name: 'accountIds',
	type: 'string',
	default: '',
	placeholder: 'e.g. 5011648377,5011648378',
	description: 'Only these accounts: their IDs, separated by commas. All accounts when empty.',
	wire: 'ids',
	...body('accountIds'),
};

/** What a refresh is about, and how far back it goes. */
export const refreshFields: readonly Field[] = [
	{
		...institutionLoginId,
		required: undefined,
		description:
			'The login of the customer at the bank whose accounts to read. Not needed if you enter Account IDs.',
		...body('institutionLoginId'),
	},
	{
		...recurringAccounts,
		description:
			'The accounts to read: their IDs, separated by commas. If you enter any, Institution Login is not used.',
	},
	{
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		options: [
			{ name: 'Custom', value: 'custom', description: 'A period that you choose' },
			{ name: 'Historic', value: 'historic', description: 'The last two years' },
			{ name: 'Standard', value: 'standard', description: 'The last six months' },
		],
		default: 'standard',
		description: 'How far back to read transactions',
		...body('mode'),
	},
	{
		displayName: 'From',
		name: 'refreshFrom',
		type: 'dateTime',
		countsWith: { mode: ['custom'] },
		default: '',
		description:
			'For the mode Custom: the time from which on to fetch transactions. A date without a time is the start of that day.',
		wire: 'dateTime',
		...body('fromDate'),
	},
	{
		displayName: 'To',
		name: 'refreshTo',
		type: 'dateTime',
		countsWith: { mode: ['custom'] },
		default: '',
		description: 'For the mode Custom: the time up to which to fetch transactions; now when empty',
		wire: 'dateTime',
		...body('toDate'),
	},
];

/** A span of its own has a beginning, and does not end before it. */
export function checkRefresh(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	if (sent.get('mode') !== 'custom') return undefined;
	const [from, to] = [sent.get('refreshFrom'), sent.get('refreshTo')];
	if (from === undefined) {
		return {
			field: 'refreshFrom',
			message: "is empty, but 'Mode' is Custom",
			wayOut: 'Enter the time with which the transactions begin, or choose another mode.',
		};
	}
	if (to === undefined || String(from) <= String(to)) return undefined;
	return {
		field: 'refreshTo',
		message: `is ${String(to)}, before 'From'`,
		wayOut: 'Enter a later time, or leave the field empty.',
	};
}

/** The days of a list must come in their order, or the bank refuses them. */
export function checkPeriod(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	if (Number(sent.get('from')) <= Number(sent.get('to'))) return undefined;
	return {
		field: 'to',
		message: "is before 'From'",
		wayOut: 'Enter a later day.',
	};
}
