import type { Field } from '../operation';

type Destination = Pick<Field, 'routing'>;

/** Sends the value of a field in the query, under this name. */
export function query(property: string): Destination {
	return { routing: { send: { type: 'query', property } } };
}

/** Sends the value of a field in the body, under this name; `outer.inner` is inside an object. */
export function body(property: string): Destination {
	return { routing: { send: { type: 'body', property } } };
}

/** Sends the value of a field in the header of this name. */
export function header(name: string): Pick<Field, 'header'> {
	return { header: name };
}

/**
 * In the order of their names, as n8n wants the fields of a collection. Not by localeCompare, whose
 * first call takes as long as loading a node.
 */
export function inOrder(fields: readonly Field[]): Field[] {
	const key = ({ displayName }: Field) => displayName.toLowerCase();
	return [...fields].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** What narrows a list down. The panel sorts the fields. */
export function filters(fields: readonly Field[]): Field {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: inOrder(fields),
	};
}

/** What may be left out of a new record or of a request. The panel sorts the fields. */
export function additionalFields(fields: readonly Field[]): Field {
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: inOrder(fields),
	};
}

/** What may be changed of a record. The panel sorts the fields. */
export function updateFields(fields: readonly Field[]): Field {
	return {
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Fields that you do not add stay as they are',
		options: inOrder(fields),
	};
}
