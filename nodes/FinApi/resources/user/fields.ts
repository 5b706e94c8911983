import type { Complaint, Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';
import { plainText } from '../../formats';

const SHORTEST_PASSWORD = 6;

/** Whom a client is talking of; the credential names those who sign in. */
export const userId: Field = {
	displayName: 'User ID',
	name: 'userId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. customer-4711',
	description:
		'The ID of the finAPI user, at most 36 characters. Upper and lower case do not matter.',
	format: {
		pattern: /^[a-zA-Z0-9\-_.+@]{1,36}$/,
		hint: 'an id of 1 to 36 letters, digits and marks of - _ . + @',
	},
};

export const password: Field = {
	displayName: 'Password',
	name: 'password',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description: 'The password with which the user signs in to finAPI, 6 to 128 characters',
	maxLength: 128,
	...body('password'),
};

/** Its spaces count, so it is looked at as it is. */
export function checkPassword(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	const chosen = sent.get(password.name);
	if (typeof chosen !== 'string' || chosen.length >= SHORTEST_PASSWORD) return undefined;
	return {
		field: password.name,
		message: `must be at least ${SHORTEST_PASSWORD} characters long`,
		wayOut: 'Enter a longer one. Nothing was sent for this item.',
	};
}

export const autoUpdate: Field = {
	displayName: 'Automatic Updates',
	name: 'isAutoUpdateEnabled',
	type: 'boolean',
	default: false,
	description:
		'Whether finAPI loads new data for the user by itself, once a day. This must be part of your contract.',
	...body('isAutoUpdateEnabled'),
};

export const email: Field = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: '',
	placeholder: 'e.g. ada@example.com',
	description: 'The email address of the user, at most 320 characters',
	format: plainText(320),
	...body('email'),
};

export const phone: Field = {
	displayName: 'Phone',
	name: 'phone',
	type: 'string',
	default: '',
	placeholder: 'e.g. +49 221 4711',
	description: 'The phone number of the user, at most 50 characters',
	format: plainText(50),
	isCode: true,
	...body('phone'),
};
