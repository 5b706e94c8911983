import type { NodeOperationError } from 'n8n-workflow';
import type { Field, FieldGroup, Operation } from '../operation';
import { isObject } from '../wire/json';
import { checkForm, filledIn } from './form';
import type { Item } from './item';
import type { Values } from './parameters';
import { isBlank } from './value';

/** A field with what the user entered, out of the collection that it may stand in. */
export interface Entry {
	field: Field;
	value: unknown;
}

function isField(option: object): option is Field {
	return 'type' in option;
}

/** The fields of one entry of a list of objects. */
export function membersOf({ options = [] }: Field): readonly Field[] {
	return options.find((option): option is FieldGroup => 'values' in option)?.values ?? [];
}

/** The entries of a list of objects, out of n8n's wrapping. */
function rowsOf({ options = [] }: Field, value: unknown): unknown {
	const group = options.find((option) => 'values' in option);
	return group && isObject(value) ? value[group.name] : undefined;
}

/**
 * Whether another field's value lets this one count. n8n has no value at all for a field that is
 * not displayed, but it displays everything that hangs on an expression.
 */
function isDisplayed({ name, displayOptions }: Field, values: Values): boolean {
	if (!displayOptions) return true;
	// A choice may come as text, with spaces around it.
	const plain = (value: unknown) => String(value).trim();
	return (
		name in values &&
		Object.entries(displayOptions.show ?? {}).every(([other, choices]) =>
			choices?.map(plain).includes(plain(values[other])),
		)
	);
}

/** What counts of what the user entered for one item. */
export function entriesOf(fields: readonly Field[], values: Values): Entry[] {
	return fields.flatMap((field) => {
		if (!isDisplayed(field, values)) return [];
		const value = values[field.name];
		if (field.type === 'fixedCollection') return [{ field, value: rowsOf(field, value) }];
		if (field.type === 'resourceMapper') return [{ field, value: filledIn(value) }];
		if (field.type !== 'collection') return [{ field, value }];
		if (!isObject(value)) return [];
		// What must be filled in, must be so only once it is added.
		const options = (field.options ?? [])
			.filter(isField)
			.filter(({ name, required }) => !required || name in value);
		return entriesOf(options, value);
	});
}

/** Whether an entry says something to the bank: a text may do so by being empty. */
export function isGiven({ field, value }: Entry): boolean {
	return !isBlank(value) || (field.clears === true && typeof value === 'string');
}

/** Whether a field fills a placeholder of the path. */
export function isInPath({ request }: Operation, { name }: Field): boolean {
	return request.path.includes(`{${name}}`);
}

/** Stops an item that lacks the value of a field. */
export function emptyError(item: Item, field: Field): NodeOperationError {
	return item.complaint(
		field,
		'is empty',
		'Fill the field in, or check that its expression gives a value for this item. Nothing was sent for this item.',
	);
}

/**
 * Stops an item without a value that the API needs.
 *
 * @throws NodeOperationError naming the field, or the fields of which one is needed
 */
export function requireValues(item: Item, operation: Operation, entries: readonly Entry[]): void {
	for (const { field, value } of entries) {
		if ((field.required || isInPath(operation, field)) && isBlank(value)) {
			throw emptyError(item, field);
		}
	}
	const { atLeastOneOf } = operation;
	if (!atLeastOneOf) return;
	const candidates = entries.filter(({ field }) => atLeastOneOf.includes(field.name));
	if (candidates.some(isGiven)) return;
	const all = operation.fields.flatMap((field) => [
		field,
		...(field.options ?? []).filter(isField),
	]);
	const names = all
		.filter(({ name }) => atLeastOneOf.includes(name))
		.map(({ displayName }) => `'${displayName}'`)
		.join(' or ');
	throw item.refusal(
		`Enter ${names}`,
		'The API needs at least one of them. Nothing was sent for this item.',
	);
}

/**
 * Stops an item with a field that the API takes only together with another one.
 *
 * @param sent what goes to the bank, by field name
 * @throws NodeOperationError naming both fields
 */
export function requireCompanions(
	item: Item,
	entries: readonly Entry[],
	sent: ReadonlyMap<string, unknown>,
): void {
	// A switch that is off asks for nothing, and is no company.
	const counts = (name: string) => sent.has(name) && sent.get(name) !== false;
	for (const { field } of entries) {
		const { name, needs } = field;
		if (!needs || !counts(name) || counts(needs)) continue;
		const other = entries.find((entry) => entry.field.name === needs)?.field.displayName;
		throw item.complaint(
			field,
			`needs '${other ?? needs}'`,
			'Fill that field in as well. Nothing was sent for this item.',
		);
	}
}

/**
 * Stops an item that fills in a bank's form in part, or for another bank.
 *
 * @throws NodeOperationError naming the field
 */
export function requireForms(item: Item, entries: readonly Entry[], values: Values): void {
	for (const { field: form } of entries.filter(({ field }) => field.type === 'resourceMapper')) {
		const completing = entries.find(({ field }) => field.completes === form.name);
		const rows = Array.isArray(completing?.value) ? completing.value.filter(isObject) : [];
		const masked = completing && {
			field: completing.field,
			// One without a name stops the item by itself.
			names: rows.filter(({ name }) => !isBlank(name)).map(({ name }) => String(name)),
		};
		checkForm(item, form, values[form.name], masked);
	}
}
