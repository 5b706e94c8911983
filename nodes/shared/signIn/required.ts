import { UserError } from 'n8n-workflow';

/**
 * Stops before a bank is asked with a key that isn't there: an expression in a credential may come
 * to nothing for one item.
 *
 * @param fields what must be entered, by the names that the user sees
 * @throws UserError naming the field
 */
export function requireEntered(fields: Readonly<Record<string, string>>): void {
	const blank = Object.keys(fields).find((name) => fields[name] === '');
	if (blank === undefined) return;
	throw new UserError(`The credential's '${blank}' is empty`, {
		description:
			'Enter it in the credential. If it is an expression, it must have a value for each item. Nothing was sent.',
	});
}
