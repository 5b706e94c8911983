import type { Answer, Field, Resource, Shape } from '../../shared/operation';
import { filters, query } from '../../shared/panel/field';
import { INTEGER_ID } from '../../shared/panel/formats';
import { readPath } from '../../shared/wire/json';
import { accountId, customerId, institutionLoginId } from '../fields';

/** The bank is asked while the call waits; the vendor recommends to wait this long. */
const REFRESH_TIMEOUT = 180_000;

/** An account in short: whether it is fresh, and what other operations ask for. */
const accountShape: Shape = {
	simplify: [
		'id',
		'customerId',
		'institutionId',
		'institutionLoginId',
		'name',
		'accountNumberDisplay',
		'type',
		'status',
		'balance',
		{
			name: 'availableBalance',
			from: (account) => readPath(account, 'detail.availableBalanceAmount'),
		},
		'currency',
		'aggregationStatusCode',
		'aggregationSuccessDate',
		'aggregationAttemptDate',
	],
	dates: ['aggregationSuccessDate', 'aggregationAttemptDate'],
};

/** The API sends a customer's accounts whole, never in pages. */
export const accountList: Answer = {
	kind: 'records',
	property: 'accounts',
	...accountShape,
};

const institutionId: Field = {
	displayName: 'Institution ID',
	name: 'institutionId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 4222',
	description: 'The bank, as an ID of digits. Every account names it as institutionId.',
	format: INTEGER_ID,
};

export const account: Resource = {
	value: 'account',
	name: 'Account',
	operations: [
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete account',
			description: 'Remove one account of a customer',
			notice: "This can't be undone.",
			request: {
				method: 'DELETE',
				path: '/aggregation/v1/customers/{customerId}/accounts/{accountId}',
			},
			fields: [customerId, accountId],
			answer: { kind: 'deleted' },
		},
		{
			value: 'deleteByInstitutionLogin',
			name: 'Delete by Institution Login',
			action: 'Delete accounts by institution login',
			description: 'Remove all accounts of a customer at one institution login',
			notice: "This can't be undone. All accounts that came from this login go.",
			request: {
				method: 'DELETE',
				path: '/aggregation/v1/customers/{customerId}/institutionLogins/{institutionLoginId}',
			},
			fields: [customerId, institutionLoginId],
			answer: { kind: 'deleted' },
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get account',
			description: 'Look up one account with its balance and details',
			request: {
				method: 'GET',
				path: '/aggregation/v2/customers/{customerId}/accounts/{accountId}',
			},
			fields: [customerId, accountId],
			answer: { kind: 'record', ...accountShape },
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many accounts',
			description: 'List the accounts of a customer with their balances',
			request: { method: 'GET', path: '/aggregation/v1/customers/{customerId}/accounts' },
			fields: [
				customerId,
				filters([
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
						description: 'Only accounts of this type; the API knows no other value',
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
				]),
			],
			answer: accountList,
		},
		{
			value: 'getManyByInstitution',
			name: 'Get Many by Institution',
			action: 'Get many accounts by institution',
			description:
				'List the active accounts of a customer at one bank, whatever login they came from',
			request: {
				method: 'GET',
				path: '/aggregation/v1/customers/{customerId}/institutions/{institutionId}/accounts',
			},
			fields: [customerId, institutionId],
			answer: accountList,
		},
		{
			value: 'getManyByInstitutionLogin',
			name: 'Get Many by Institution Login',
			action: 'Get many accounts by institution login',
			description: 'List the accounts of a customer that came from one login at a bank',
			request: {
				method: 'GET',
				path: '/aggregation/v1/customers/{customerId}/institutionLogins/{institutionLoginId}/accounts',
			},
			fields: [customerId, institutionLoginId],
			answer: accountList,
		},
		{
			value: 'refresh',
			name: 'Refresh',
			action: 'Refresh accounts',
			description: 'Fetch new data for all accounts of a customer while you wait',
			notice:
				"Not for schedules, which the provider doesn't allow: it refreshes once a day by itself. Takes up to three minutes. Under Data Access Tiers, use the operations that are named so.",
			request: {
				method: 'POST',
				path: '/aggregation/v1/customers/{customerId}/accounts',
				timeout: REFRESH_TIMEOUT,
			},
			fields: [customerId],
			answer: accountList,
		},
		{
			value: 'refreshByInstitutionLogin',
			name: 'Refresh by Institution Login',
			action: 'Refresh accounts by institution login',
			description: 'Fetch new data for the accounts of one institution login while you wait',
			notice:
				"Not for schedules, which the provider doesn't allow: it refreshes once a day by itself. Takes up to three minutes. Under Data Access Tiers, use the operations that are named so.",
			request: {
				method: 'POST',
				path: '/aggregation/v1/customers/{customerId}/institutionLogins/{institutionLoginId}/accounts',
				timeout: REFRESH_TIMEOUT,
			},
			fields: [
				customerId,
				institutionLoginId,
				{
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
							description: 'Fetch transactions up to and including this time, which is after From',
							wire: 'unixSeconds',
							...query('toDate'),
						},
					],
				},
			],
			answer: accountList,
		},
		{
			value: 'refreshByInstitutionLoginForDataAccessTiers',
			name: 'Refresh by Institution Login for Data Access Tiers',
			action: 'Refresh accounts by institution login for data access tiers',
			description: 'Fetch new data for one institution login under the tiers ASD, AFD and ATD',
			notice:
				"Not for schedules, which the provider doesn't allow. Takes up to three minutes, and gives no accounts: list them afterwards.",
			request: {
				method: 'POST',
				path: '/aggregation/v2/customers/{customerId}/institutionLogins/{institutionLoginId}/accounts',
				timeout: REFRESH_TIMEOUT,
			},
			fields: [customerId, institutionLoginId],
			answer: { kind: 'done' },
		},
		{
			value: 'refreshForDataAccessTiers',
			name: 'Refresh for Data Access Tiers',
			action: 'Refresh accounts for data access tiers',
			description: 'Fetch new data for all accounts of a customer under the tiers ASD, AFD and ATD',
			notice:
				"Not for schedules, which the provider doesn't allow. Takes up to three minutes, and gives no accounts: list them afterwards.",
			request: {
				method: 'POST',
				path: '/aggregation/v2/customers/{customerId}/accounts',
				timeout: REFRESH_TIMEOUT,
			},
			fields: [customerId],
			answer: { kind: 'done' },
		},
	],
};
