import type { Field, Format } from '../shared/operation';

/** Ids are 64-bit integers. */
const DIGITS: Format = { pattern: /^\d{1,19}$/, hint: 'an id of digits only' };

interface Locator {
	displayName: string;
	name: string;
	description: string;
	/** Name of the method that fills the dropdown. */
	search: string;
	example: string;
}

/** A record that the user picks from a list or names by its id. */
function locator({ search, example, ...field }: Locator): Field {
	return {
		...field,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${example}`,
				validation: [
					{
						type: 'regex',
						properties: { regex: DIGITS.pattern.source, errorMessage: `Must be ${DIGITS.hint}` },
					},
				],
			},
		],
		format: DIGITS,
		wire: 'integer',
	};
}

/** A connection that stands in the path of a request. */
export const bankConnectionId = locator({
	displayName: 'Bank Connection',
	name: 'bankConnectionId',
	description: "The user's connection to a bank, as an ID of digits. Get Many lists them.",
	search: 'searchBankConnections',
	example: '1005061234',
});

const bank = locator({
	displayName: 'Bank',
	name: 'bankId',
	description:
		'The bank to connect to, as an ID of digits. The list is searched by name, BIC and bank code (BLZ); IDs differ between sandbox and live.',
	search: 'searchBanks',
	example: '280001',
});

export const bankId: Field = { ...bank, routing: { send: { type: 'body', property: 'bankId' } } };

/** The connection to update, which V1 and V2 want in the body. */
export const updatedConnectionId: Field = {
	...bankConnectionId,
	routing: { send: { type: 'body', property: 'bankConnectionId' } },
};
