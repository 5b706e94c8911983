import type { IDataObject } from 'n8n-workflow';
import type { Bank, Field } from '../operation';
import { isObject } from '../wire/json';
import type { Item } from './item';
import type { Values } from './parameters';
import { isBlank } from './value';

const isField = (option: object): option is Field => 'type' in option;

/** The values of some fields, with what the credential has for those that the user left empty. */
function filled(
	item: Item,
	fields: readonly Field[],
	values: Values,
	credentials: IDataObject,
): Values {
	const added: Values = {};
	for (const field of fields) {
		const value = values[field.name];
		if (field.type === 'collection') {
			const inner = isObject(value) ? value : {};
			const options = (field.options ?? []).filter(isField);
			added[field.name] = filled(item, options, inner, credentials);
		} else if (field.fromCredential && isBlank(value)) {
			const known = field.fromCredential(credentials);
			if (field.required && isBlank(known)) {
				throw item.complaint(
					field,
					'is needed, for the credential does not have it',
					'Add the field and fill it in. Nothing was sent for this item.',
				);
			}
			added[field.name] = known;
		}
	}
	return { ...values, ...added };
}

function readsCredential({ fromCredential, options = [] }: Field): boolean {
	return fromCredential !== undefined || options.filter(isField).some(readsCredential);
}

/**
 * Fills in from the credential of an item what its user left empty.
 *
 * @throws NodeOperationError when the credential doesn't have it either, and it is required
 */
export async function fillFromCredential(
	item: Item,
	{ credential }: Bank,
	fields: readonly Field[],
	values: Values,
): Promise<Values> {
	if (!fields.some(readsCredential)) return values;
	return filled(item, fields, values, await item.context.getCredentials(credential, item.index));
}
