import type { Answer, Field } from '../../../shared/operation';
import { digits } from '../../fields';

/** The bank is asked while the call waits; the vendor recommends to wait this long. */
export const REFRESH_TIMEOUT = 180_000;

/** What Simplify keeps of an account. */
export const accountSummary = [
	'id',
	'customerId',
	'institutionLoginId',
	'name',
	'accountNumberDisplay',
	'type',
	'status',
	'balance',
	'balanceDate',
	'currency',
] as const;

/** The API sends a customer's accounts whole, never in pages. */
export const accountList: Answer = {
	kind: 'records',
	property: 'accounts',
	simplify: accountSummary,
};

export const institutionId: Field = {
	displayName: 'Institution ID',
	name: 'institutionId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 4222',
	description: 'The bank, as an ID of digits. Every account names it as institutionId.',
	format: digits,
};
