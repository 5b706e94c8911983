import type { NodeOperationError } from 'n8n-workflow';
import type { Field, FieldGroup, Operation } from '../operation';
import { isObject, plainText } from '../wire/json';
import { checkForm, filledIn } from './form';
import type { Item } from './item';
import type { Values } from './parameters';
import { isBlank, shown } from './value';

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

/** Whether the other fields have these choices. A choice may come as text, with spaces around it. */
function areChosen(choices: object, values: Values): boolean {
	const plain = (value: unknown) => plainText(value).trim();
	return Object.entries(choices).every(
		([other, wanted]: [string, readonly unknown[] | undefined]) =>
			wanted?.map(plain).includes(plain(values[other])),
	);
}

/**
 * Whether another field's value lets this one count. n8n has no value at all for a field that is
 * not displayed, but it displays everything that hangs on an expression.
 *
 * @param beside values of the fields that stand beside it
 * @param all those of the panel, where it stands in a collection
 */
function doesCount(
	{ name, displayOptions, countsWith }: Field,
	beside: Values,
	all: Values,
): boolean {
	if (countsWith && !areChosen(countsWith, all)) return false;
	return !displayOptions || (name in beside && areChosen(displayOptions.show ?? {}, beside));
}

/**
 * What counts of what the user entered for one item.
 *
 * @param all values of the panel, where the fields are those of a collection
 */
export function entriesOf(fields: readonly Field[], values: Values, all = values): Entry[] {
	return fields.flatMap((field) => {
		if (!doesCount(field, values, all)) return [];
		const value = values[field.name];
		if (field.type === 'fixedCollection') return [{ field, value: rowsOf(field, value) }];
		if (field.type === 'resourceMapper') return [{ field, value: filledIn(value) }];
		if (field.type !== 'collection') return [{ field, value }];
		const added = isObject(value) ? value : {};
		// What must be filled in, must be so once it is added, or once a choice makes it count.
		const options = (field.options ?? [])
			.filter(isField)
			.filter(({ name, required, countsWith }) => !required || countsWith || name in added);
		return entriesOf(options, added, all);
	});
}

/** Whether an entry says something to the bank: a text may do so by being empty. */
export function isGiven({ field, value }: Entry): boolean {
	return !isBlank(value) || (field.clears !== undefined && typeof value === 'string');
}

/** Whether a field fills a placeholder of the path. */
export function isInPath({ request }: Operation, { name }: Field): boolean {
	return request.path.includes(`{${name}}`);
}

/** Whether a field names the record to take out of the list that the bank answers with. */
export function namesRecord({ answer }: Operation, { name }: Field): boolean {
	return answer.kind === 'recordInList' && answer.by.field === name;
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
 * Stops an item whose switch is not a boolean. n8n then drops the fields that depend on the switch, and
 * the request could change more than the user meant.
 */
function requireOnOrOff(item: Item, { field, value }: Entry): void {
	if (field.type !== 'boolean' || !field.noDataExpression || typeof value === 'boolean') return;
	throw item.complaint(
		field,
		`must be true or false, but is ${shown(value)}`,
		'Other fields depend on it, so it takes no expression and no text: turn it on or off in the node. Nothing was sent for this item.',
	);
}

/**
 * Stops an item without a value that the API needs.
 *
 * @throws NodeOperationError naming the field, or the fields of which one is needed
 */
export function requireValues(item: Item, operation: Operation, entries: readonly Entry[]): void {
	for (const entry of entries) {
		const { field, value } = entry;
		requireOnOrOff(item, entry);
		const isNeeded = field.required || isInPath(operation, field) || namesRecord(operation, field);
		if (isNeeded && isBlank(value)) throw emptyError(item, field);
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
			names: rows.filter(({ name }) => !isBlank(name)).map(({ name }) => plainText(name)),
		};
		checkForm(item, form, values[form.name], masked);
	}
}
