import type { Field } from '../shared/operation';
import { query } from '../shared/panel/field';

/** `counterpartIban` as the user reads it. */
function inWords(property: string): string {
	return property
		.replace('.', ' ')
		.replace(/([A-Z])/g, ' $1')
		.replace(/\b(id|iban|bic|blz)\b/gi, (word) => word.toUpperCase())
		.replace(/^finapi/, 'finAPI')
		.replace(/\b[a-z](?!inAPI)/g, (letter) => letter.toUpperCase());
}

/**
 * In which order a list comes: by one of these properties, in either direction.
 *
 * @param properties as finAPI calls them; the first one is the default
 */
export function sortOrder(properties: readonly string[]): Field {
	const options = properties.flatMap((property) => [
		{ name: `${inWords(property)}, Ascending`, value: `${property},asc` },
		{ name: `${inWords(property)}, Descending`, value: `${property},desc` },
	]);
	return {
		displayName: 'Sort By',
		name: 'order',
		type: 'options',
		options,
		default: '',
		description: `The order of the results; by ${inWords(properties[0] ?? '')}, ascending, by default`,
		...query('order'),
	};
}
