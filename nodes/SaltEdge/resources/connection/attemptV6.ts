import type { Complaint, Field } from '../../../shared/operation';
import { body, inOrder } from '../../../shared/panel/field';
import { seenOnce } from '../../fields';
import {
	additionalJson,
	customFields,
	locale,
	natures,
	returnTo,
	storeCredentials,
} from './attempt';
import { orderComplaint } from './dates';

/** Where the end user goes afterwards; a field of the attempt that nearly everybody needs. */
export const returnToAfterwards: Field = {
	...returnTo,
	description:
		'Where the end user goes at the end, at most 2040 characters. When empty, the address that is set in the dashboard of Salt Edge.',
};

/** How one fetch is to run. */
export const attempt: Field = {
	displayName: 'Attempt',
	name: 'attempt',
	type: 'collection',
	placeholder: 'Add Attempt Field',
	default: {},
	description: 'Settings for this fetch only',
	options: inOrder([
		additionalJson,
		customFields,
		storeCredentials,
		seenOnce({
			displayName: 'Account Natures',
			name: 'attemptAccountNatures',
			type: 'multiOptions',
			options: natures,
			default: [],
			description: 'Only accounts of these types (natures); all types when none is chosen',
			...body('attempt.account_natures'),
		}),
		{
			displayName: 'Fetch From Date',
			name: 'attemptFetchFromDate',
			type: 'dateTime',
			default: '',
			description:
				'The first day of the transactions to fetch this time, within the consent. When empty, the first day of the consent.',
			wire: 'date',
			...body('attempt.fetch_from_date'),
		},
		{
			displayName: 'Fetch Scopes',
			name: 'attemptFetchScopes',
			type: 'multiOptions',
			options: [
				{ name: 'Accounts', value: 'accounts' },
				{ name: 'Balance', value: 'balance' },
				{ name: 'Holder Info', value: 'holder_info' },
				{ name: 'Transactions', value: 'transactions' },
			],
			default: [],
			description:
				'What to fetch this time, within the consent; all that it allows when none is chosen',
			...body('attempt.fetch_scopes'),
		},
		{
			displayName: 'Fetch To Date',
			name: 'attemptFetchToDate',
			type: 'dateTime',
			default: '',
			description: 'The last day of the transactions to fetch this time; today when empty',
			wire: 'date',
			...body('attempt.fetch_to_date'),
		},
		{
			...locale,
			description: 'The language of the widget and of messages, such as en, de, fr or pt-BR',
		},
		{
			displayName: 'Unduplication Strategy',
			name: 'attemptUnduplicationStrategy',
			type: 'options',
			options: [
				{ name: 'Delete Duplicated', value: 'delete_duplicated' },
				{ name: 'Mark as Duplicate', value: 'mark_as_duplicate' },
				{ name: 'Mark as Pending', value: 'mark_as_pending' },
			],
			default: 'mark_as_pending',
			description:
				'What to do with transactions that look like duplicates. Applies until you send another choice.',
			...body('attempt.unduplication_strategy'),
		},
	]),
};

/** What is wrong with the days of an attempt. */
export function attemptComplaint(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	return orderComplaint(sent, { from: 'attemptFetchFromDate', to: 'attemptFetchToDate' });
}
