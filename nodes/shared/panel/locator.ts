import type { Field, Format } from '../operation';

interface Locator {
	displayName: string;
	name: string;
	description: string;
	/** Name of the method that fills the dropdown. */
	search: string;
	format: Format;
	example: string;
	/** What the user enters when not choosing from the list. */
	by?: 'ID' | 'Code';
	/** Fields whose change clears the choice, as n8n names them (`customerId.value`). */
	dependsOn?: string[];
	/** Unless it is false, a record must be chosen. */
	required?: false;
}

/** A record that the user picks from a list or names by its id or code. */
export function locator({
	search,
	format,
	example,
	by = 'ID',
	dependsOn,
	required,
	...field
}: Locator): Field {
	const { source } = format.pattern;
	return {
		...field,
		type: 'resourceLocator',
		...(required !== false && { required: true }),
		...(dependsOn && { typeOptions: { loadOptionsDependsOn: dependsOn } }),
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{
				displayName: `By ${by}`,
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${example}`,
				validation: [
					{
						type: 'regex',
						properties: {
							// Of an empty one n8n says itself that it is required, where it is.
							regex: `(?:${source})?`,
							errorMessage: `'${field.displayName}' must be ${format.hint}`,
						},
					},
				],
			},
		],
		format,
	};
}
