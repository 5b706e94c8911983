import type { Complaint, Field } from '../../../shared/operation';
import { filters, query } from '../../../shared/panel/field';
import { accountIds } from '../../fields';

export const safeMode: Field = {
	displayName: 'Safe Mode',
	name: 'safeMode',
	type: 'boolean',
	default: true,
	description:
		'Whether to delete only transactions at test banks, possible duplicates and adjusting entries. When off, everything that matches the filters is deleted.',
	...query('safeMode'),
};

/** A filter that comes to nothing stops the item, or more would be deleted than was meant. */
export const deletionFilters: Field = filters([
	accountIds,
	{
		displayName: 'Imported From',
		name: 'minImportDate',
		type: 'dateTime',
		required: true,
		default: '',
		description: "Only what was imported on this day or later; needs 'Safe Mode' switched off",
		wire: 'date',
		...query('minImportDate'),
	},
	{
		displayName: 'Booked To',
		name: 'maxDeletionDate',
		type: 'dateTime',
		required: true,
		default: '',
		description: 'Only what finAPI has booked on this day or before',
		wire: 'date',
		...query('maxDeletionDate'),
	},
	{
		displayName: 'Remember Deletion',
		name: 'rememberDeletion',
		type: 'boolean',
		default: false,
		description:
			'Whether finAPI leaves them out of later updates, so that they are not loaded again',
		...query('rememberDeletion'),
	},
]);

/** What finAPI does not take together. */
export function checkDeletion(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	if (!sent.has('minImportDate')) return undefined;
	const complain = (message: string): Complaint => ({
		field: 'minImportDate',
		message,
		wayOut: 'Change one of the two fields. Nothing was deleted.',
	});
	if (sent.has('maxDeletionDate')) return complain("does not go with 'Booked To'");
	if (sent.get('rememberDeletion') === true)
		return complain("does not go with 'Remember Deletion'");
	if (sent.get('safeMode') !== false) return complain("needs 'Safe Mode' switched off");
	return undefined;
}
