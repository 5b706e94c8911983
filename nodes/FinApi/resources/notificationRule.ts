import type { Complaint, Field, Format, Resource } from '../../shared/operation';
import { additionalFields, body, filters, query } from '../../shared/panel/field';
import { INTEGER_ID } from '../../shared/panel/formats';
import { accountList, idsFilter } from '../fields';
import { NEW_TRANSACTIONS, NOTIFICATION_EVENTS } from '../notificationEvents';
import { ruleList } from '../paging';

const ofAccounts = NOTIFICATION_EVENTS.map(({ value }) => value).filter(
	(event) => event !== 'BANK_LOGIN_ERROR' && event !== 'NEW_TERMS_AND_CONDITIONS',
);

/** The events that take a parameter, by the name of its field. */
const GOES_WITH: Readonly<Record<string, readonly string[]>> = {
	accountIds: ofAccounts,
	bankConnectionIds: ['BANK_LOGIN_ERROR'],
	includeChildCategories: ['CATEGORY_CASH_FLOW'],
	maxTransactionsCount: [NEW_TRANSACTIONS, 'HIGH_TRANSACTION_AMOUNT'],
};

/** What finAPI takes of a handle, in which JSON and Base64 have room. */
const HANDLE: Format = {
	pattern: /^[A-Za-z0-9¡-ʯ &(){}[\].:,;?!+\-_$@#~`^€/=%"]{1,512}$/,
	hint: "at most 512 letters, digits, spaces and marks other than ' < > | * and \\",
};

const IDS: Format = {
	pattern: /^\d{1,19}(\s*,\s*\d{1,19})*$/,
	hint: 'ids of digits, separated by commas',
};

/** finAPI wants every parameter as a text, lists, too. */
const idsAsText = (text: string): string => text.replace(/\s/g, '');

const ruleId: Field = {
	displayName: 'Notification Rule ID',
	name: 'notificationRuleId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 1005061234',
	description: 'The ID of the rule (digits only), which Get Many returns',
	wire: 'integer',
	format: INTEGER_ID,
};

const shownFor = (event: string): Pick<Field, 'displayOptions'> => ({
	displayOptions: { show: { triggerEvent: [event] } },
});

const triggerEvent: Field = {
	displayName: 'Trigger Event',
	name: 'triggerEvent',
	type: 'options',
	options: [...NOTIFICATION_EVENTS],
	default: NEW_TRANSACTIONS,
	description: 'What to send a notification for, when the daily update of finAPI finds it',
	...body('triggerEvent'),
};

const threshold = (
	event: string,
	field: Pick<Field, 'displayName' | 'name' | 'placeholder' | 'description' | 'format'>,
): Field => ({
	...field,
	type: 'string',
	required: true,
	default: '',
	...shownFor(event),
	...body(`params.${field.name}`),
});

const parameters: readonly Field[] = [
	threshold('HIGH_TRANSACTION_AMOUNT', {
		displayName: 'Amount Threshold',
		name: 'absoluteAmountThreshold',
		placeholder: 'e.g. 1000.00',
		description: 'Notify from this amount on, for money that comes in or goes out',
		format: {
			pattern: /^\d{1,13}(\.\d{1,2})?$/,
			hint: 'an amount without a sign and with at most two decimals, such as 1000.00',
		},
	}),
	threshold('LOW_ACCOUNT_BALANCE', {
		displayName: 'Balance Threshold',
		name: 'balanceThreshold',
		placeholder: 'e.g. 100.00',
		description: 'Notify below this balance, which may be negative',
		format: {
			pattern: /^-?\d{1,13}(\.\d{1,2})?$/,
			hint: 'an amount with at most two decimals, such as -100.00',
		},
	}),
	{
		displayName: 'Category Name or ID',
		name: 'categoryId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getCategories' },
		required: true,
		...shownFor('CATEGORY_CASH_FLOW'),
		default: '',
		description:
			'The category to watch. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		format: INTEGER_ID,
		...body('params.categoryId'),
	},
];

const choices: readonly Field[] = [
	{
		...accountList('Only these accounts: their IDs, separated by commas'),
		format: IDS,
		writes: idsAsText,
		...body('params.accountIds'),
	},
	{
		displayName: 'Bank Connection IDs',
		name: 'bankConnectionIds',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1005061234, 1005061235',
		description: 'Only these bank connections: their IDs, separated by commas',
		format: IDS,
		writes: idsAsText,
		...body('params.bankConnectionIds'),
	},
	{
		displayName: 'Callback Handle',
		name: 'callbackHandle',
		type: 'string',
		default: '',
		placeholder: 'e.g. {"userId":"erika"}',
		description:
			'A text of yours that comes back with every notification, at most 512 characters. A notification does not name the user: put the user in here, and a secret so that nobody can make up a notification.',
		format: HANDLE,
		...body('callbackHandle'),
	},
	{
		displayName: 'Include Child Categories',
		name: 'includeChildCategories',
		type: 'options',
		options: [
			{ name: 'No', value: 'false' },
			{ name: 'Yes', value: 'true' },
		],
		default: 'true',
		description: 'Whether to include bookings in its subcategories',
		...body('params.includeChildCategories'),
	},
	{
		displayName: 'Include Details',
		name: 'includeDetails',
		type: 'boolean',
		default: false,
		description:
			'Whether the notification contains each transaction, encrypted with the Data Decryption Key, and not only their number',
		...body('includeDetails'),
	},
	{
		displayName: 'Max Transactions',
		name: 'maxTransactionsCount',
		type: 'string',
		default: '',
		placeholder: 'e.g. 50',
		description: 'The largest number of transactions in a notification, up to 100',
		format: { pattern: /^[1-9]\d{0,2}$/, hint: 'a whole number from 1 to 999' },
		...body('params.maxTransactionsCount'),
	},
];

/** What an event doesn't take, finAPI would only refuse. */
function checkParameters(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	const event = String(sent.get('triggerEvent'));
	const field = Object.keys(GOES_WITH).find(
		(name) => sent.has(name) && !GOES_WITH[name]?.includes(event),
	);
	return field === undefined
		? undefined
		: {
				field,
				message: `does not go with the Trigger Event ${event}`,
				wayOut: 'Remove the field, or choose another event. Nothing was sent.',
			};
}

export const notificationRule: Resource = {
	value: 'notificationRule',
	name: 'Notification Rule',
	operations: [
		{
			value: 'create',
			name: 'Create',
			action: 'Create notification rule',
			description: 'Have finAPI notify you when its daily update finds something for the user',
			notice:
				'finAPI only notifies you of what its automatic update finds. The update must be part of your contract, and Automatic Updates must be on for the user. Notifications go to the Notification Callback URL of the client (Client Configuration › Edit), such as that of a finAPI Trigger. While the update runs, finAPI accepts no rules.',
			versions: ['V2'],
			request: { method: 'POST', path: '/notificationRules' },
			fields: [
				{ ...triggerEvent, noDataExpression: true },
				...parameters,
				additionalFields(choices),
			],
			check: checkParameters,
			answer: { kind: 'record', has: ['id', 'triggerEvent'] },
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete notification rule',
			description: 'Remove a rule, so that finAPI sends no more notifications for it',
			notice: "This can't be undone.",
			versions: ['V2'],
			request: { method: 'DELETE', path: '/notificationRules/{notificationRuleId}' },
			fields: [ruleId],
			answer: { kind: 'deleted' },
		},
		{
			value: 'deleteAll',
			name: 'Delete All',
			action: 'Delete all notification rules',
			description: 'Remove every notification rule of the user',
			notice: "This can't be undone.",
			versions: ['V2'],
			request: { method: 'DELETE', path: '/notificationRules' },
			fields: [],
			answer: { kind: 'deletedMany', property: 'identifiers' },
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get notification rule',
			description: 'Look up one notification rule by ID, with its event and its handle',
			versions: ['V2'],
			request: { method: 'GET', path: '/notificationRules/{notificationRuleId}' },
			fields: [ruleId],
			answer: { kind: 'record', has: ['id', 'triggerEvent'] },
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many notification rules',
			description: 'List the notification rules of the user, with optional filters',
			versions: ['V2'],
			request: { method: 'GET', path: '/notificationRules' },
			fields: [
				filters([
					idsFilter({
						placeholder: 'e.g. 1005061234, 1005061235',
						description: 'Only these rules: their IDs, separated by commas, at most 1000',
					}),
					{
						displayName: 'Include Details',
						name: 'includeDetails',
						type: 'boolean',
						default: true,
						description: 'Whether to list the rules with details, or those without',
						...query('includeDetails'),
					},
					{
						...triggerEvent,
						description: 'Only rules for this event',
						...query('triggerEvent'),
					},
				]),
			],
			answer: { kind: 'records', ...ruleList },
		},
	],
};
