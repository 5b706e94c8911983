import type { IDataObject } from 'n8n-workflow';
import type { Resource } from '../../shared/operation';
import { additionalFields, body, filters, query, updateFields } from '../../shared/panel/field';
import { INTEGER_ID } from '../../shared/panel/formats';
import { isObject } from '../../shared/wire/json';
import { ACCOUNT_TYPES } from '../accountTypes';
import { accountId, accountIds, amountFilter, idsFilter } from '../fields';
import { plainText } from '../formats';
import { accountList, dailyBalancePages } from '../paging';
import { presence } from '../presence';
import { sortOrder } from '../sortOrder';

/** What the banking interfaces of an account say, the one that was tried last first. */
function tried({ interfaces }: IDataObject): IDataObject[] {
	const at = ({ lastUpdateAttempt }: IDataObject) => Date.parse(String(lastUpdateAttempt)) || 0;
	return Array.isArray(interfaces)
		? (interfaces as IDataObject[]).filter(isObject).sort((one, other) => at(other) - at(one))
		: [];
}

/** When an account was updated last, in UTC. */
function updatedAt(account: IDataObject): string | null {
	const times = tried(account)
		.map(({ lastSuccessfulUpdate }) => Date.parse(String(lastSuccessfulUpdate)))
		.filter((time) => !Number.isNaN(time));
	return times.length > 0 ? new Date(Math.max(...times)).toISOString() : null;
}

/** What is left of an account when it is simplified, under the names that all banks share. */
const simplifiedAccount = {
	id: 'id',
	connectionId: 'bankConnectionId',
	name: 'accountName',
	type: 'accountType',
	number: ({ iban, accountNumber }: IDataObject) => iban ?? accountNumber ?? null,
	currency: 'accountCurrency',
	balance: 'balance',
	availableBalance: 'availableFunds',
	status: (account: IDataObject) => tried(account)[0]?.status ?? null,
	updatedAt,
};

export const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete account',
			description: 'Remove an account and its transactions and balances',
			notice: "This can't be undone.",
			versions: ['V2'],
			request: { method: 'DELETE', path: '/accounts/{accountId}' },
			fields: [accountId, additionalFields(presence)],
			answer: { kind: 'deleted' },
		},
		{
			value: 'deleteAll',
			name: 'Delete All',
			action: 'Delete all accounts',
			description: 'Remove every account of the user, or none while a bank connection is busy',
			notice: "This can't be undone.",
			versions: ['V2'],
			request: { method: 'DELETE', path: '/accounts' },
			fields: [additionalFields(presence)],
			answer: { kind: 'deletedMany', property: 'identifiers' },
		},
		{
			value: 'edit',
			name: 'Edit',
			action: 'Edit account',
			description: 'Change the name or the type of an account, or whether it counts as new',
			versions: ['V2'],
			request: { method: 'PATCH', path: '/accounts/{accountId}' },
			fields: [
				accountId,
				updateFields([
					{
						displayName: 'Account Name',
						name: 'accountName',
						type: 'string',
						default: '',
						placeholder: 'e.g. Household',
						description: 'At most 512 letters, digits, spaces and common punctuation marks',
						format: plainText(512),
						...body('accountName'),
					},
					{
						displayName: 'Account Type',
						name: 'accountType',
						type: 'options',
						options: [...ACCOUNT_TYPES],
						default: 'Checking',
						description: 'The type of the account, in case finAPI guessed wrong',
						...body('accountType'),
					},
					{
						displayName: 'Is New',
						name: 'isNew',
						type: 'boolean',
						default: false,
						description: 'Whether it counts as not yet seen by the user',
						...body('isNew'),
					},
				]),
			],
			atLeastOneOf: ['accountName', 'accountType', 'isNew'],
			answer: { kind: 'record', has: ['id'], simplify: simplifiedAccount },
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get account',
			description: 'Look up one account with its balance and the status of its updates',
			versions: ['V2'],
			request: { method: 'GET', path: '/accounts/{accountId}' },
			fields: [accountId],
			answer: { kind: 'record', has: ['id'], simplify: simplifiedAccount },
		},
		{
			value: 'getDailyBalances',
			name: 'Get Daily Balances',
			action: 'Get daily balances',
			description: 'List the daily balance, income and spending of accounts, for up to 366 days',
			versions: ['V2'],
			request: { method: 'GET', path: '/accounts/dailyBalances' },
			fields: [
				filters([
					{
						...accountIds,
						description:
							'Only these accounts: their IDs, separated by commas, at most 100. Their balances are added up. Securities accounts are not possible.',
					},
					{
						displayName: 'From',
						name: 'startDate',
						type: 'dateTime',
						default: '',
						description: 'The first day. When empty, a month before the last day.',
						wire: 'date',
						...query('startDate'),
					},
					sortOrder(['date', 'balance', 'income', 'spending']),
					{
						displayName: 'To',
						name: 'endDate',
						type: 'dateTime',
						default: '',
						description: 'The last day; today when empty',
						wire: 'date',
						...query('endDate'),
					},
					{
						displayName: 'With Projection',
						name: 'withProjection',
						type: 'boolean',
						default: true,
						description:
							'Whether to include days for which finAPI has no data, with the balance of the nearest known day',
						...query('withProjection'),
					},
				]),
			],
			answer: { kind: 'records', ...dailyBalancePages },
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many accounts',
			description: 'List the accounts of the user with their balances',
			versions: ['V2'],
			request: { method: 'GET', path: '/accounts' },
			fields: [
				filters([
					{
						displayName: 'Account Types',
						name: 'accountTypes',
						type: 'multiOptions',
						options: [...ACCOUNT_TYPES],
						default: [],
						description: 'Only accounts of these types',
						...query('accountTypes'),
					},
					{
						displayName: 'Bank Connection IDs',
						name: 'bankConnectionIds',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. 1005061234, 1005061235',
						description:
							'Only accounts of these bank connections: their IDs, separated by commas, at most 100',
						wire: 'ids',
						format: INTEGER_ID,
						maxLength: 100,
						...query('bankConnectionIds'),
					},
					idsFilter({
						placeholder: 'e.g. 8400000001, 8400000002',
						description: 'Only these accounts: their IDs, separated by commas, at most 1000',
					}),
					amountFilter('maxBalance', 'Max Balance', 'Only accounts with at most this balance'),
					amountFilter('minBalance', 'Min Balance', 'Only accounts with at least this balance'),
					{
						displayName: 'Search',
						name: 'search',
						type: 'string',
						default: '',
						placeholder: 'e.g. household',
						description: 'Words that must be in the name, the IBAN or the number of the account',
						...query('search'),
					},
					{
						displayName: 'Updated From',
						name: 'minLastSuccessfulUpdate',
						type: 'dateTime',
						default: '',
						description: 'Only accounts whose last successful update was on this day or later',
						wire: 'date',
						...query('minLastSuccessfulUpdate'),
					},
					{
						displayName: 'Updated To',
						name: 'maxLastSuccessfulUpdate',
						type: 'dateTime',
						default: '',
						description: 'Only accounts whose last successful update was on this day or before',
						wire: 'date',
						...query('maxLastSuccessfulUpdate'),
					},
				]),
			],
			answer: { kind: 'records', ...accountList, simplify: simplifiedAccount },
		},
	],
};
