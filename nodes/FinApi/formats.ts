import type { Format } from '../shared/operation';

/** A text of the characters that finAPI takes, up to a length. */
export function plainText(maxLength: number): Format {
	return {
		pattern: new RegExp(`^[A-Za-z0-9¡-ʯ &(){}[\\].:,;?!+\\-_$@#~\`^€]{1,${maxLength}}$`),
		hint: `1 to ${maxLength} letters, digits, spaces or marks of & ( ) { } [ ] . : , ; ? ! + - _ $ @ # ~ \` ^ €`,
	};
}

/** A positive or negative amount of money. */
export const AMOUNT: Format = {
	pattern: /^-?\d{1,13}(\.\d{1,2})?$/,
	hint: 'an amount with at most two decimals, such as -12.50',
};

export const CURRENCY: Format = {
	pattern: /^[A-Z]{3}$/,
	hint: 'a currency in three capital letters, such as EUR',
};

/** An id of Web Form. */
export const UUID: Format = {
	pattern: /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
	hint: 'an id of 36 characters, such as 3fa85f64-5717-4562-b3fc-2c963f66afa6',
};
