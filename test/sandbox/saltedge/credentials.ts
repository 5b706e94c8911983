import { refuse } from './errors';
import type { Credentials, Provider, ProviderField } from './model';

/** What the fake providers, and all others of the sandbox, take for right. */
const rightValues: Record<string, (value: string) => boolean> = {
	// Anything may follow, so that a customer can have several connections.
	login: (value) => value.startsWith('username'),
	password: (value) => value === 'secret',
	sms: (value) => value === '123456',
};

/** Whether a provider lets somebody in. What is encrypted cannot be looked into, and is right. */
export function isRight(fields: readonly ProviderField[], { credentials }: Credentials): boolean {
	return fields.every(({ name }) => {
		const value = credentials?.[name];
		return value === undefined || (rightValues[name]?.(value) ?? true);
	});
}

/** Whether both are of the same end user; a password may have changed. */
export function isSameLogin(
	{ required_fields }: Provider,
	one: Credentials,
	other: Credentials | undefined,
): boolean {
	if (!one.credentials || !other?.credentials) return true;
	const { credentials } = other;
	return required_fields
		.filter(({ nature }) => nature !== 'password')
		.every(({ name }) => one.credentials?.[name] === credentials[name]);
}

/** The credentials in a body, with a value for every field that needs one and for no other. */
export function credentialsIn(
	fields: readonly ProviderField[],
	{ credentials, encrypted_credentials }: Credentials,
): Credentials {
	for (const [name, value] of Object.entries(credentials ?? {})) {
		checkValue(fields, name, value);
	}
	const missing = fields.find(
		({ name, optional }) => !optional && !encrypted_credentials && !credentials?.[name],
	);
	if (missing) refuse('WrongRequestFormat', `credentials ${missing.name} is missing`);
	return { credentials, encrypted_credentials };
}

function checkValue(fields: readonly ProviderField[], name: string, value: unknown): void {
	const field = fields.find((other) => other.name === name);
	if (!field) refuse('WrongRequestFormat', `credentials ${name} is not asked for`);
	if (typeof value !== 'string') {
		refuse('WrongRequestFormat', `credentials ${name} must be a text`);
	}
	const options = field.field_options?.map(({ option_value }) => option_value);
	if (options && !options.includes(value)) {
		refuse('ValueOutOfRange', `credentials ${name} must be one of ${options.join(', ')}`);
	}
}

/** Whether a body brings any credentials. */
export const hasCredentials = ({ credentials, encrypted_credentials }: Credentials): boolean =>
	credentials !== undefined || encrypted_credentials !== undefined;
