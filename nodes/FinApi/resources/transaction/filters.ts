import type { Field } from '../../../shared/operation';
import { filters, query } from '../../../shared/panel/field';
import { INTEGER_ID } from '../../../shared/panel/formats';
import { accountIds, amountFilter, idsFilter } from '../../fields';
import { CURRENCY } from '../../formats';
import { sortOrder } from '../../sortOrder';

/** What a list of transactions can be sorted by. */
const SORTABLE = [
	'id',
	'parentId',
	'accountId',
	'valueDate',
	'bankBookingDate',
	'finapiBookingDate',
	'amount',
	'purpose',
	'counterpartName',
	'counterpartAccountNumber',
	'counterpartIban',
	'counterpartBlz',
	'counterpartBic',
	'type',
	'primanota',
	'category.id',
	'category.name',
	'isPotentialDuplicate',
	'isNew',
	'importDate',
];

/** The first or the last day of a range. */
const bound = (name: string, displayName: string, description: string): Field => ({
	displayName,
	name,
	type: 'dateTime',
	default: '',
	description,
	wire: 'date',
	...query(name),
});

/** Both days of a range of dates. */
const range = (date: string, displayName: string, what: string): Field[] => [
	bound(`min${date}`, `${displayName} From`, `Only transactions ${what} on this day or later`),
	bound(`max${date}`, `${displayName} To`, `Only transactions ${what} on this day or before`),
];

const words = (name: string, displayName: string, placeholder: string, where: string): Field => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	description: `Words that must all be in ${where}. Upper and lower case do not matter.`,
	...query(name),
});

const flag = (name: string, displayName: string, description: string): Field => ({
	displayName,
	name,
	type: 'boolean',
	default: true,
	description,
	...query(name),
});

/** Which side of a split is listed. */
export const view: Field = {
	displayName: 'View',
	name: 'view',
	type: 'options',
	options: [
		{
			name: 'Bank View',
			value: 'bankView',
			description: 'Transactions as the bank has booked them',
		},
		{
			name: 'User View',
			value: 'userView',
			description: 'The parts of a split transaction in place of it',
		},
	],
	default: 'bankView',
	description: 'Whether to return split transactions as the bank has them, or their parts',
	...query('view'),
};

export const transactionFilters: Field = filters([
	accountIds,
	amountFilter(
		'maxAmount',
		'Amount To',
		'Only transactions of at most this amount; spending is negative',
	),
	amountFilter(
		'minAmount',
		'Amount From',
		'Only transactions of at least this amount; spending is negative',
	),
	...range('BankBookingDate', 'Bank Booking Date', 'that the bank has booked'),
	{
		displayName: 'Category Names or IDs',
		name: 'categoryIds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getCategoriesOrNone' },
		required: true,
		default: [],
		description:
			'Only transactions of these categories, at most 100; 0 for those without a category. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		wire: 'ids',
		format: INTEGER_ID,
		maxLength: 100,
		...query('categoryIds'),
	},
	words(
		'counterpart',
		'Counterpart',
		'e.g. Stadtwerke',
		'the name or the account of the counterpart',
	),
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: '',
		placeholder: 'e.g. EUR',
		description: 'Only transactions in this currency, in three capital letters',
		format: CURRENCY,
		...query('currency'),
	},
	{
		displayName: 'Direction',
		name: 'direction',
		type: 'options',
		options: [
			{ name: 'All', value: 'all' },
			{ name: 'Income', value: 'income' },
			{ name: 'Spending', value: 'spending' },
		],
		default: 'all',
		description: 'Whether to list money that came in, money that went out, or both',
		...query('direction'),
	},
	...range('FinapiBookingDate', 'finAPI Booking Date', 'that finAPI has booked'),
	idsFilter({
		placeholder: 'e.g. 1005061234, 1005061235',
		description: 'Only these transactions: their IDs, separated by commas, at most 1000',
	}),
	...range('ImportDate', 'Import Date', 'that finAPI has imported'),
	flag(
		'includeChildCategories',
		'Include Child Categories',
		"Whether 'Category Names or IDs' includes the subcategories",
	),
	flag(
		'isAdjustingEntry',
		'Is Adjusting Entry',
		'Whether to list only adjusting entries, which finAPI adds to correct the balance. When off, they are left out.',
	),
	flag(
		'isNew',
		'Is New',
		'Whether to list only transactions that count as not yet seen. When off, they are left out.',
	),
	flag(
		'isPotentialDuplicate',
		'Is Potential Duplicate',
		'Whether to list only what finAPI takes for possible duplicates. When off, they are left out.',
	),
	{
		displayName: 'Label IDs',
		name: 'labelIds',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1001, 1002',
		description:
			'Only transactions with one of these labels: their IDs, separated by commas, at most 100',
		wire: 'ids',
		format: INTEGER_ID,
		maxLength: 100,
		...query('labelIds'),
	},
	words('purpose', 'Purpose', 'e.g. rent', 'the purpose'),
	words(
		'search',
		'Search',
		'e.g. rent',
		'the purpose, the counterpart or the end-to-end reference',
	),
	sortOrder(SORTABLE),
]);
