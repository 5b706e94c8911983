import type { Complaint, Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';
import { dateComplaint } from './dates';

/** What the end user agrees to share. */
export const consentScopes: Field = {
	displayName: 'Consent Scopes',
	name: 'consentScopes',
	type: 'multiOptions',
	options: [
		{ name: 'Account Details', value: 'account_details' },
		{ name: 'Holder Information', value: 'holder_information' },
		{ name: 'Transactions Details', value: 'transactions_details' },
	],
	default: ['account_details', 'transactions_details'],
	description:
		'What the end user has agreed to share. For transactions, choose the accounts as well. Your client and the bank may allow less.',
	...body('consent.scopes'),
};

export const consentPeriodDays: Field = {
	displayName: 'Consent Period (Days)',
	name: 'consentPeriodDays',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: '',
	description:
		'How many days the consent is valid, no more than the max_consent_days of the provider',
	format: { pattern: /^[1-9]\d*$/, hint: 'a whole number of days, at least 1' },
	needs: 'consentScopes',
	...body('consent.period_days'),
};

export const consentToDate: Field = {
	displayName: 'Consent To Date',
	name: 'consentToDate',
	type: 'dateTime',
	default: '',
	description:
		'The last day of the transactions that the consent covers, which must not be before Consent From Date',
	wire: 'date',
	needs: 'consentScopes',
	...body('consent.to_date'),
};

/** How far the consent goes, besides its scopes. */
export const consentLimits: readonly Field[] = [
	{
		displayName: 'Consent From Date',
		name: 'consentFromDate',
		type: 'dateTime',
		default: '',
		description:
			'The first day of the transactions that the consent covers, at most 365 days back; 90 days back when empty',
		wire: 'date',
		needs: 'consentScopes',
		...body('consent.from_date'),
	},
	consentPeriodDays,
	consentToDate,
];

/** What is wrong with a consent, by what the API states. */
export function consentComplaint(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	const scopes = sent.get('consentScopes');
	if (
		Array.isArray(scopes) &&
		scopes.includes('transactions_details') &&
		!scopes.includes('account_details')
	) {
		return {
			field: 'consentScopes',
			message: "has 'Transactions Details' without 'Account Details'",
			wayOut: 'Add Account Details: there are no transactions without their accounts.',
		};
	}
	return dateComplaint(sent, { from: 'consentFromDate', to: 'consentToDate' });
}
