import type { Complaint, Field } from '../../../shared/operation';
import { body, inOrder } from '../../../shared/panel/field';
import { IBAN, INTEGER_ID } from '../../../shared/panel/formats';
import { AMOUNT, plainText } from '../../formats';

const part: readonly Field[] = [
	{
		displayName: 'Amount',
		name: 'amount',
		type: 'number',
		typeOptions: { numberPrecision: 2 },
		required: true,
		default: 0,
		description: 'With the sign of the transaction: spending is negative',
		format: AMOUNT,
	},
	{
		displayName: 'Category Name or ID',
		name: 'categoryId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getCategoriesOfPart' },
		default: '',
		description:
			'The category of the part: 0 for none, empty for that of the transaction. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		wire: 'integer',
		format: INTEGER_ID,
	},
	{
		displayName: 'Counterpart',
		name: 'counterpart',
		type: 'string',
		default: '',
		placeholder: 'e.g. Markthalle',
		description: 'A name of at most 80 characters; empty for that of the transaction',
		format: plainText(80),
	},
	{
		displayName: 'Counterpart Account Number',
		name: 'counterpartAccountNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1234567',
		description: 'At most 34 characters; empty for that of the transaction',
		format: plainText(34),
		isCode: true,
	},
	{
		displayName: 'Counterpart BIC',
		name: 'counterpartBic',
		type: 'string',
		default: '',
		placeholder: 'e.g. COBADEFFXXX',
		description: 'The code of the bank; empty for that of the transaction',
	},
	{
		displayName: 'Counterpart BLZ',
		name: 'counterpartBlz',
		type: 'string',
		default: '',
		placeholder: 'e.g. 37040044',
		description: 'The German code of the bank; empty for that of the transaction',
	},
	{
		displayName: 'Counterpart IBAN',
		name: 'counterpartIban',
		type: 'string',
		default: '',
		placeholder: 'e.g. DE89370400440532013000',
		description: 'Without spaces; empty for that of the transaction',
		format: IBAN,
	},
	{
		displayName: 'Label IDs',
		name: 'labelIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1001, 1002',
		description: 'IDs, separated by commas. Parts do not inherit the labels of the transaction.',
		wire: 'integers',
		format: INTEGER_ID,
	},
	{
		displayName: 'Purpose',
		name: 'purpose',
		type: 'string',
		default: '',
		placeholder: 'e.g. Groceries',
		description: 'At most 2000 characters; empty for that of the transaction',
		format: plainText(2000),
	},
];

/** What a transaction is split into. What is left out of a part is that of the whole. */
export const parts: Field = {
	displayName: 'Parts',
	name: 'subTransactions',
	type: 'fixedCollection',
	placeholder: 'Add Part',
	typeOptions: { multipleValues: true },
	required: true,
	default: {},
	description:
		'Two or more parts. Their amounts must add up to the amount of the transaction. They replace earlier parts.',
	options: [{ displayName: 'Part', name: 'part', values: inOrder(part) }],
	...body('subTransactions'),
};

export function checkParts(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	const rows = sent.get('subTransactions');
	if (!Array.isArray(rows) || rows.length > 1) return undefined;
	return {
		field: 'subTransactions',
		message: 'must be two or more',
		wayOut: 'Add another part, or use Restore to undo a split. Nothing was sent.',
	};
}
