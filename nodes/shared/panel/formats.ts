import type { Format } from '../operation';

const LARGEST = 2n ** 63n - 1n;

/** An id that the bank keeps as an integer of 64 bits. */
export const INTEGER_ID: Format = {
	pattern: /^\d{1,19}$/,
	hint: `an id of digits only, at most ${LARGEST}`,
	holds: (text) => BigInt(text) <= LARGEST,
};

/** The remainder that the check digits of an IBAN are made for, letters counted as 10 to 35. */
function remainder(iban: string): bigint {
	const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((each) => parseInt(each, 36));
	return BigInt(digits.join('')) % 97n;
}

export const IBAN: Format = {
	pattern: /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/,
	hint: 'an IBAN in capital letters, without spaces and with the right check digits',
	holds: (text) => remainder(text) === 1n,
};
