import type { Field } from '../operation';
import { isObject } from '../wire/json';
import { emptyError, membersOf } from './entries';
import type { Item } from './item';
import { isBlank, toWire } from './value';

/** One entry of a list of objects as it goes over the wire. */
async function wireRow(
	item: Item,
	list: Field,
	row: unknown,
	secrets: string[],
): Promise<Record<string, unknown>> {
	const values = isObject(row) ? row : {};
	const wire: Record<string, unknown> = {};
	for (const member of membersOf(list)) {
		const field = { ...member, displayName: `${list.displayName}: ${member.displayName}` };
		const value = values[member.name];
		if (!isBlank(value)) {
			wire[field.name] = await wireValue(item, field, value, secrets);
		} else if (field.required) {
			throw emptyError(item, field);
		}
	}
	return wire;
}

/** The entries of a list as one object, in which none takes the place of another. */
function keyed(
	item: Item,
	list: Field,
	rows: readonly Record<string, unknown>[],
): Record<string, unknown> {
	const names = rows.map(({ name }) => String(name));
	const twice = names.find((name, index) => names.indexOf(name) < index);
	if (twice === undefined)
		return Object.fromEntries(rows.map(({ value }, at) => [names[at], value]));
	throw item.complaint(
		list,
		`has '${twice}' twice`,
		'Remove one of the two. Nothing was sent for this item.',
	);
}

/** What is filled into a form of a bank, which takes texts; it may be a login, so no message shows it. */
async function wireForm(item: Item, form: Field, value: unknown): Promise<Record<string, unknown>> {
	const wire: Record<string, unknown> = {};
	for (const [name, each] of Object.entries(isObject(value) ? value : {})) {
		const field: Field = {
			displayName: `${form.displayName}: ${name}`,
			name,
			type: 'string',
			typeOptions: { password: true },
			default: '',
		};
		wire[name] = await toWire(item, field, each);
	}
	return wire;
}

/** The texts in a value that must not show. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
	return [String(value)];
}

/** A field's value as it goes over the wire; what it must hide joins the secrets. */
export async function wireValue(
	item: Item,
	field: Field,
	value: unknown,
	secrets: string[],
): Promise<unknown> {
	// Only a text that may be empty comes here when it is.
	if (isBlank(value)) return field.clears === true ? '' : field.clears;
	if (field.type === 'fixedCollection') {
		const rows = Array.isArray(value) ? value : [value];
		const { maxLength = Infinity } = field;
		if (rows.length > maxLength) {
			throw item.complaint(
				field,
				`must have at most ${maxLength} entries, but has ${rows.length}`,
				'Remove some of them. Nothing was sent for this item.',
			);
		}
		const wires = await Promise.all(rows.map((row) => wireRow(item, field, row, secrets)));
		return field.wire === 'keyed' ? keyed(item, field, wires) : wires;
	}
	// Whoever fills in a form of a bank logs in with it.
	const isSecret = field.typeOptions?.password === true || field.type === 'resourceMapper';
	const wire =
		field.type === 'resourceMapper'
			? await wireForm(item, field, value)
			: await toWire(item, field, value);
	// As it was entered, and as it goes out.
	if (isSecret) secrets.push(...textsIn(value), ...textsIn(wire));
	return wire;
}
