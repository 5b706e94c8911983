import type { Complaint, Field } from '../shared/operation';
import { body, query } from '../shared/panel/field';
import { INTEGER_ID } from '../shared/panel/formats';
import { locator } from '../shared/panel/locator';
import { AMOUNT } from './formats';

/** A connection that stands in the path of a request. */
export const bankConnectionId: Field = {
	...locator({
		displayName: 'Bank Connection',
		name: 'bankConnectionId',
		description:
			'A connection of the user to a bank. Choose one from the list, or enter the ID (digits only).',
		search: 'searchBankConnections',
		format: INTEGER_ID,
		example: '1005061234',
	}),
	wire: 'integer',
};

const bank = locator({
	format: INTEGER_ID,
	displayName: 'Bank',
	name: 'bankId',
	description:
		'The bank. Choose one from the list, or enter the ID (digits only). You can search the list by name, BIC, bank code (BLZ) or ID. IDs differ between sandbox and live.',
	search: 'searchBanks',
	example: '280001',
});

export const bankId: Field = {
	...bank,
	wire: 'integer',
	...body('bankId'),
};

/** The connection to update, which V1 and V2 want in the body. */
export const updatedConnectionId: Field = {
	...bankConnectionId,
	...body('bankConnectionId'),
};

/** An account that stands in the path of a request. */
export const accountId: Field = {
	...locator({
		displayName: 'Account',
		name: 'accountId',
		description: 'An account of the user. Choose one from the list, or enter the ID (digits only).',
		search: 'searchAccounts',
		format: INTEGER_ID,
		example: '8400000001',
	}),
	wire: 'integer',
};

/** A transaction that stands in the path of a request. */
export const transactionId: Field = {
	...locator({
		displayName: 'Transaction',
		name: 'transactionId',
		description:
			'A transaction of the user. Choose one from the list, which has the newest first, or enter the ID (digits only). You can search the list by purpose and counterpart.',
		search: 'searchTransactions',
		format: INTEGER_ID,
		example: '1005061234',
	}),
	wire: 'integer',
};

/** IDs of accounts. An empty list stops the item: without a list, finAPI means all accounts. */
export const accountList = (description: string): Field => ({
	displayName: 'Account IDs',
	name: 'accountIds',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 8400000001, 8400000002',
	description,
});

/** The accounts to look at. */
export const accountIds: Field = {
	...accountList('Only these accounts: their IDs, separated by commas, at most 100'),
	wire: 'ids',
	format: INTEGER_ID,
	// More would make an address that servers refuse.
	maxLength: 100,
	...query('accountIds'),
};

/** A thousand would make an address of 20 kB, which servers refuse. */
const IDS_PER_REQUEST = 100;

/** The records that a list is narrowed to. Left empty, the filter would let all of them through. */
export const idsFilter = (texts: Pick<Field, 'placeholder' | 'description'>): Field => ({
	displayName: 'IDs',
	name: 'ids',
	type: 'string',
	required: true,
	default: '',
	...texts,
	wire: 'ids',
	format: INTEGER_ID,
	maxLength: 1000,
	perRequest: IDS_PER_REQUEST,
	...query('ids'),
});

/** Each request of a list that takes several is sorted separately, so the list as a whole is not. */
export function checkOrder(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	const ids = sent.get('ids');
	const count = Array.isArray(ids) ? new Set(ids).size : 0;
	if (!sent.has('order') || count <= IDS_PER_REQUEST) return undefined;
	return {
		field: 'order',
		message: `does not go with more than ${IDS_PER_REQUEST} IDs`,
		wayOut: `finAPI is asked for ${IDS_PER_REQUEST} at a time, and each part would be sorted separately. Remove 'Sort By' and use a Sort node, or give fewer IDs. Nothing was sent for this item.`,
	};
}

/** A bound of an amount that a list is narrowed by. */
export const amountFilter = (name: string, displayName: string, description: string): Field => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { numberPrecision: 2 },
	default: 0,
	description,
	format: AMOUNT,
	...query(name),
});
