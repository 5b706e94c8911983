import { isBlank } from '../../../shared/input/value';
import type { Complaint, Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';
import { isObject } from '../../../shared/wire/json';

interface Words {
	/** What the fields are those of. */
	ofWhat: string;
	none: string;
	/** Names of fields after whose change the form is fetched again. */
	dependsOn: string[];
}

/** How the user enters what the provider asks for. */
function credentialsFields({ ofWhat, none, dependsOn }: Words): readonly Field[] {
	return [
		{
			displayName: 'Credentials',
			name: 'credentialsFrom',
			type: 'options',
			noDataExpression: true,
			required: true,
			options: [
				{
					name: 'Fields of the Provider',
					value: 'providerFields',
					description: `A form of ${ofWhat}, fetched from Salt Edge`,
				},
				{
					name: 'JSON',
					value: 'json',
					description: 'An object with the names of the fields and their values',
				},
				{ name: 'None', value: 'none', description: none },
			],
			default: 'providerFields',
			description: 'How to enter the login data that the provider asks for',
		},
		{
			displayName: 'Fields',
			name: 'providerFields',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			typeOptions: {
				loadOptionsDependsOn: dependsOn,
				resourceMapper: {
					resourceMapperMethod: 'getProviderFields',
					mode: 'add',
					fieldWords: { singular: 'field', plural: 'fields' },
					addAllFields: true,
					supportAutoMap: false,
				},
			},
			description: `A form with ${ofWhat}, without passwords. Enter those in Secret Fields, which are masked.`,
			displayOptions: { show: { credentialsFrom: ['providerFields'] } },
			...body('credentials'),
		},
		{
			displayName: 'Secret Fields',
			name: 'secretFields',
			type: 'fixedCollection',
			placeholder: 'Add Secret Field',
			typeOptions: { multipleValues: true },
			default: {},
			hint: 'Passwords are not in the form above: add each of them here',
			description: `The passwords among ${ofWhat}`,
			wire: 'keyed',
			completes: 'providerFields',
			options: [
				{
					displayName: 'Secret Field',
					name: 'field',
					values: [
						{
							displayName: 'Field Name or ID',
							name: 'name',
							type: 'options',
							typeOptions: {
								loadOptionsMethod: 'getSecretFields',
								loadOptionsDependsOn: dependsOn,
							},
							required: true,
							default: '',
							description:
								'The field of the provider. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							typeOptions: { password: true },
							required: true,
							default: '',
							description: 'What the end user enters there',
						},
					],
				},
			],
			displayOptions: { show: { credentialsFrom: ['providerFields'] } },
			...body('credentials'),
		},
		{
			displayName: 'Credentials as JSON',
			name: 'credentialsJson',
			type: 'json',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. { "login": "ada", "password": "…" }',
			description:
				'An object with the names of the fields and their values. Use an expression rather than the values themselves, because this field is not masked.',
			wire: 'object',
			displayOptions: { show: { credentialsFrom: ['json'] } },
			...body('credentials'),
		},
	];
}

/** The login of a new connection. */
export const loginOfProvider = credentialsFields({
	ofWhat: 'what the provider needs to log in',
	none: 'For a provider of mode oauth or file, and for encrypted credentials',
	dependsOn: ['providerCode.value'],
});

/** The login of a connection that is there. */
export const loginOfConnection = credentialsFields({
	ofWhat: "what the connection's provider needs to log in",
	none: 'For a provider of mode oauth or file, and for encrypted credentials',
	dependsOn: ['connectionId.value'],
});

/** What a connection waits for in the middle of a fetch. */
export const answersOfStep = credentialsFields({
	ofWhat: 'what the connection is waiting for',
	none: 'For encrypted credentials',
	dependsOn: ['connectionId.value'],
});

export const encryptedCredentials: Field = {
	displayName: 'Encrypted Credentials',
	name: 'encryptedCredentials',
	type: 'json',
	typeOptions: { password: true },
	default: '',
	description: 'The credentials as a JSON object, encrypted as you agreed with Salt Edge',
	wire: 'object',
	...body('encrypted_credentials'),
};

/** An object without a value would log in with nothing, or answer the bank with nothing. */
export function credentialsComplaint(sent: ReadonlyMap<string, unknown>): Complaint | undefined {
	const field = ['credentialsJson', 'encryptedCredentials'].find((name) => {
		const json = sent.get(name);
		return isObject(json) && Object.values(json).every(isBlank);
	});
	if (field === undefined) return undefined;
	return {
		field,
		message: 'has no value in it',
		wayOut: 'Check that its expression gives values for this item. Nothing was sent for this item.',
	};
}
