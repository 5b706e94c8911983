import type { Complaint, Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';
import { INTEGER_ID } from '../../../shared/panel/formats';

/** What can be changed of one transaction, and of many. */
export const changes: readonly Field[] = [
	{
		displayName: 'Category Name or ID',
		name: 'categoryId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getCategoriesOrNone' },
		required: true,
		default: '',
		description:
			'The category to set; None or 0 removes it. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		wire: 'integer',
		format: INTEGER_ID,
		...body('categoryId'),
	},
	{
		displayName: 'Is New',
		name: 'isNew',
		type: 'boolean',
		default: false,
		description: 'Whether it counts as not yet seen by the user',
		...body('isNew'),
	},
	{
		displayName: 'Is Potential Duplicate',
		name: 'isPotentialDuplicate',
		type: 'boolean',
		default: false,
		description:
			'Whether it may be a duplicate. You can only switch it off: finAPI switches it on.',
		...body('isPotentialDuplicate'),
	},
	{
		displayName: 'Label IDs',
		name: 'labelIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1001, 1002',
		description:
			'The labels to set in place of the present ones: their IDs, separated by commas. Leave it empty to remove all labels.',
		wire: 'integers',
		format: INTEGER_ID,
		clears: [],
		...body('labelIds'),
	},
	{
		displayName: 'Train Categorization',
		name: 'trainCategorization',
		type: 'boolean',
		default: true,
		description:
			"Whether finAPI learns to give similar transactions of the user this category. It does so unless you switch this off. Only together with 'Category Name or ID'.",
		...body('trainCategorization'),
	},
];

/** What must be there for an edit to change something. */
export const changeNames = ['categoryId', 'isNew', 'isPotentialDuplicate', 'labelIds'] as const;

/** What finAPI refuses to change, or to change for all transactions at once. */
export function checkChanges(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	if (sent.get('isPotentialDuplicate') === true) {
		return {
			field: 'isPotentialDuplicate',
			message: 'can only be switched off',
			wayOut: 'finAPI itself says which transactions may be duplicates. Nothing was sent.',
		};
	}
	if (sent.has('trainCategorization') && !sent.has('categoryId')) {
		return {
			field: 'trainCategorization',
			message: "goes together with 'Category Name or ID' only",
			wayOut: 'Add that field, or remove this one. Nothing was sent.',
		};
	}
	return undefined;
}

/** The same for many: category and labels are for transactions that are named. */
export function checkManyChanges(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	const forNamed = ['categoryId', 'labelIds'].find((name) => sent.has(name));
	if (forNamed && !sent.has('ids')) {
		return {
			field: forNamed,
			message: "can't be changed for all transactions at once",
			wayOut: "Switch 'All Transactions' off and name the transactions. Nothing was sent.",
		};
	}
	return checkChanges(sent);
}
