import type { Operation } from '../../../shared/operation';
import { customerId, institutionLoginId } from '../../fields';
import { accountList, REFRESH_TIMEOUT } from './fields';

export const refreshByInstitutionLogin: Operation = {
	value: 'refreshByInstitutionLogin',
	name: 'Refresh by Institution Login',
	action: 'Refresh accounts by institution login',
	description:
		"Fetch new data for the accounts of one institution login from the bank while you wait, up to three minutes. Only for a present need: the provider refreshes once a day by itself and doesn't allow refreshes on a schedule. Not for Data Access Tiers, which have an operation of their own.",
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
					description:
						'Fetch transactions from this time on. A time without a zone is in the time zone of the workflow.',
					wire: 'unixSeconds',
					routing: { send: { type: 'query', property: 'fromDate' } },
				},
				{
					displayName: 'To',
					name: 'toDate',
					type: 'dateTime',
					default: '',
					description: 'Fetch transactions up to and including this time, which is after From',
					wire: 'unixSeconds',
					routing: { send: { type: 'query', property: 'toDate' } },
				},
			],
		},
	],
	answer: accountList,
};
