import type { Field, Format } from '../../../shared/operation';
import { additionalFields, filters, header, query } from '../../../shared/panel/field';

/** What narrows the list of a customer's accounts down. */
export const accountFilters = filters([
	{
		displayName: 'Account Type',
		name: 'accountType',
		type: 'options',
		options: [
			{
				name: 'Account Validation Assistance (AVA)',
				value: 'ava',
				description: 'Accounts added for micro-deposit verification',
			},
		],
		default: 'ava',
		description: 'Only accounts of this type, the only one that can be chosen',
		...query('account_type'),
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Active', value: 'active' },
			{
				name: 'Pending',
				value: 'pending',
				description: 'Found at the bank, but not activated yet',
			},
		],
		default: 'active',
		description: 'Only accounts in this state',
		...query('status'),
	},
]);

/** The span that a refresh is asked for. */
export const transactionDates: Field = {
	displayName: 'Transaction Dates',
	name: 'transactionDates',
	type: 'collection',
	placeholder: 'Add Date',
	default: {},
	options: [
		{
			displayName: 'From',
			name: 'fromDate',
			type: 'dateTime',
			default: '',
			description: 'Fetch transactions from this time on',
			wire: 'unixSeconds',
			...query('fromDate'),
		},
		{
			displayName: 'To',
			name: 'toDate',
			type: 'dateTime',
			default: '',
			description: 'Fetch transactions up to and including this time, which must be after From',
			wire: 'unixSeconds',
			...query('toDate'),
		},
	],
};

/** How old a live balance may be. */
export const balanceAge: Field = additionalFields([
	{
		displayName: 'Max Age (Minutes)',
		name: 'balanceCacheInterval',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1440 },
		default: 30,
		description:
			'How old the balance may be, from 0 to 1440 minutes. With 0, the bank is always asked. Without this field, it is 30.',
		format: {
			pattern: /^\d{1,4}$/,
			hint: 'a whole number of minutes from 0 to 1440',
			holds: (text) => Number(text) <= 1440,
		},
		...query('balance_cache_interval'),
	},
]);

const MONTH = '([1-9]|1[0-9]|2[0-4])';
const ONE_MONTH: Format = {
	pattern: new RegExp(`^${MONTH}$`),
	hint: 'a whole number from 1 (the newest) to 24',
};

export const statementIndex: Field = {
	displayName: 'Index',
	name: 'index',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 24 },
	default: 1,
	description: 'Which statement: 1 is the newest, 24 the one from two years ago',
	format: ONE_MONTH,
	...query('index'),
};

export const statementIndexes: Field = {
	displayName: 'Indexes',
	name: 'indexes',
	type: 'string',
	default: '1',
	placeholder: 'e.g. 1,2,3',
	description:
		'Which statements, separated by commas: 1 is the newest, 24 the one from two years ago',
	format: {
		pattern: new RegExp(`^${MONTH}(\\s*,\\s*${MONTH})*$`),
		hint: 'whole numbers from 1 (the newest) to 24, with commas between them',
	},
	writes: (text) => text.split(',').map((index) => index.trim()),
	...query('index'),
};

/** What else may be asked of an owner. */
export const ownerOptions: Field = additionalFields([
	{
		displayName: 'Meta Data',
		name: 'metaData',
		type: 'string',
		default: '',
		placeholder: 'e.g. OBAO',
		description:
			'Only for issuers in a program with the provider: the value of the Meta-Data header in your agreement',
		...header('Meta-Data'),
	},
	{
		displayName: 'With Insights',
		name: 'withInsights',
		type: 'boolean',
		default: false,
		description:
			'Whether to check the email address, the phone number and the address of the owner as well. To see the result, turn Simplify off.',
		...query('withInsights'),
	},
]);
