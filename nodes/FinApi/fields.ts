import type { Field } from '../shared/operation';
import { body } from '../shared/panel/field';
import { INTEGER_ID } from '../shared/panel/formats';
import { locator } from '../shared/panel/locator';

/** A connection that stands in the path of a request. */
export const bankConnectionId: Field = {
	...locator({
		displayName: 'Bank Connection',
		name: 'bankConnectionId',
		description: "The user's connection to a bank, as an ID of digits. Get Many lists them.",
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
		'The bank to connect to, as an ID of digits. The list is searched by name, BIC, bank code (BLZ) and ID; IDs differ between sandbox and live.',
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
