import type { Complaint, Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';
import { consentPeriodDays, consentToDate } from './consent';
import { orderComplaint } from './dates';

/** So long ago the data of a new consent begins unless the user says otherwise. */
const NINETY_DAYS_AGO = "={{ $today.minus({ days: 90 }).toFormat('yyyy-MM-dd') }}";

/** What the end user is asked to share. */
export const consentScopes: Field = {
	displayName: 'Consent Scopes',
	name: 'consentScopes',
	type: 'multiOptions',
	options: [
		{ name: 'Accounts', value: 'accounts' },
		{ name: 'Holder Info', value: 'holder_info' },
		{ name: 'Transactions', value: 'transactions' },
	],
	default: ['accounts', 'transactions'],
	description:
		'What the end user is asked to share. For transactions, choose the accounts as well. Your client and the bank may allow less.',
	...body('consent.scopes'),
};

export const consentFromDate: Field = {
	displayName: 'Consent From Date',
	name: 'consentFromDate',
	type: 'dateTime',
	default: NINETY_DAYS_AGO,
	description:
		'The first day of the transactions that the consent covers, 90 days ago by default. Salt Edge may refuse a consent without it.',
	wire: 'date',
	needs: 'consentScopes',
	...body('consent.from_date'),
};

/** How far the consent goes besides. */
export const consentLimits: readonly Field[] = [
	{
		displayName: 'Consent as JSON',
		name: 'consentJson',
		type: 'json',
		default: '',
		description:
			'Further properties of the consent as a JSON object, such as new ones of Salt Edge. They are sent together with the other fields.',
		wire: 'object',
		needs: 'consentScopes',
		...body('consent'),
	},
	consentPeriodDays,
	consentToDate,
];

/** What is wrong with the days of a consent. */
export function consentComplaint(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	return orderComplaint(sent, { from: 'consentFromDate', to: 'consentToDate' });
}
