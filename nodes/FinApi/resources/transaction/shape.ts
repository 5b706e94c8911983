import type { Columns } from '../../../shared/operation';

/**
 * What is left of a transaction when it is simplified, under the names that all banks share. finAPI
 * lists none that are pending.
 */
export const simplifiedTransaction: Columns = {
	id: 'id',
	accountId: 'accountId',
	date: 'bankBookingDate',
	valueDate: 'valueDate',
	amount: 'amount',
	currency: 'currency',
	description: 'purpose',
	counterparty: 'counterpartName',
	category: 'category.name',
	status: () => 'posted',
};
