import type { Field } from '../operation';
import { isObject } from '../wire/json';
import type { Item } from './item';
import { isBlank } from './value';

/** A field of a form that came from the bank, as n8n keeps it beside what the user filled in. */
export interface FormField {
	name: string;
	displayName: string;
	isRequired: boolean;
	/** Not in the form, which can't be masked, but among the entries of the field that completes it. */
	isMasked: boolean;
}

/**
 * Marks a field of a form as one that the user enters elsewhere, masked. n8n itself would insist on
 * a `required` one although it doesn't show it, so that is told by another mark.
 */
export function maskedMark(isRequired: boolean) {
	return { display: false, required: false, defaultMatch: isRequired } as const;
}

/**
 * Whether the editor has fetched the form, which it can't for a record that an expression names. It
 * keeps an empty one then.
 */
function isLoaded(mapper: unknown): boolean {
	return isObject(mapper) && Array.isArray(mapper.schema) && mapper.schema.length > 0;
}

/** The fields of a form that the user has not removed. */
export function formFields(mapper: unknown): FormField[] {
	const schema: unknown = isObject(mapper) ? mapper.schema : undefined;
	if (!Array.isArray(schema)) return [];
	return schema
		.filter(isObject)
		.filter(({ removed }) => removed !== true)
		.map(({ id, displayName, display, required, defaultMatch }) => ({
			name: String(id),
			displayName: String(displayName ?? id),
			isRequired: display === false ? defaultMatch === true : required === true,
			isMasked: display === false,
		}));
}

/** What the user has filled into a form, of the fields that it still has; nothing when it is all empty. */
export function filledIn(mapper: unknown): Record<string, unknown> | undefined {
	const value = isObject(mapper) && isObject(mapper.value) ? mapper.value : {};
	const shown = formFields(mapper).filter(({ isMasked }) => !isMasked);
	const filled = shown
		.map(({ name }) => [name, value[name]] as const)
		.filter(([, each]) => !isBlank(each));
	return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

/** What completes a form: the field, and the names of the entries in it. */
export interface Completing {
	field: Field;
	names: readonly string[];
}

/**
 * Stops an item whose form lacks what the bank requires, or has what it doesn't know: half a login
 * is a failed attempt, after a few of which a bank locks the account.
 *
 * @param form the field of the form
 * @param mapper what n8n keeps of it
 * @throws NodeOperationError naming the field, and that of the bank
 */
export function checkForm(item: Item, form: Field, mapper: unknown, masked?: Completing): void {
	if (!isLoaded(mapper)) {
		throw item.complaint(
			form,
			'was never loaded from the bank, so its fields are not known',
			'Open the node and load the form. If an expression names the record, enter the values as JSON instead. If the bank asks for nothing, choose None. Nothing was sent for this item.',
		);
	}
	const fields = formFields(mapper);
	const { names = [], field: completing = form } = masked ?? {};
	const odd = names.find((each) => !fields.some(({ name }) => name === each));
	if (odd !== undefined) {
		throw item.complaint(
			completing,
			`has '${odd}', which the bank does not ask for here`,
			'Remove it, or load the form again if the bank has changed it. Nothing was sent for this item.',
		);
	}
	const inForm = Object.keys(filledIn(mapper) ?? {});
	const both = names.find((name) => inForm.includes(name));
	if (both !== undefined) {
		throw item.complaint(
			completing,
			`has '${both}', which '${form.displayName}' has as well`,
			'Remove one of the two. Nothing was sent for this item.',
		);
	}
	const given = [...inForm, ...names];
	const missing = fields.find(({ name, isRequired }) => isRequired && !given.includes(name));
	if (!missing) return;
	throw item.complaint(
		missing.isMasked ? completing : form,
		`lacks '${missing.displayName}'`,
		'The bank requires it: fill it in, or check that its expression gives a value for this item. Nothing was sent for this item.',
	);
}
