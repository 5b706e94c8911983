import type { Field, Resource, Shape } from '../../shared/operation';
import { filters, query } from '../../shared/panel/field';
import { perVersion } from '../../shared/panel/perVersion';
import { countryOfList, providerInPath, seenOnce } from '../fields';
import { dataPages } from '../paging';

const shape: Shape = {
	simplify: [
		'id',
		'code',
		'name',
		'country_code',
		'mode',
		'status',
		'regulated',
		'max_consent_days',
		'supported_fetch_scopes',
		'bic_codes',
		'updated_at',
	],
};

const country: Field = {
	displayName: 'Country Name or ID',
	name: 'country',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getCountries' },
	default: '',
	description:
		'The country of the providers. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	...query('country_code'),
};

const mode: Field = {
	displayName: 'Mode',
	name: 'mode',
	type: 'options',
	options: [
		{ name: 'API', value: 'api' },
		{ name: 'File', value: 'file' },
		{ name: 'OAuth', value: 'oauth' },
		{ name: 'Web', value: 'web' },
	],
	default: 'oauth',
	description: 'How Salt Edge reaches the provider',
	...query('mode'),
};

const keyOwners = [
	{ name: 'Client', value: 'client' },
	{ name: 'Salt Edge', value: 'saltedge' },
];

const keyOwner: Field = {
	displayName: 'Key Owner',
	name: 'keyOwner',
	type: 'options',
	options: keyOwners,
	default: 'saltedge',
	description: 'Whose registration at the bank is used',
	...query('key_owner'),
};

const parts: readonly Field[] = [
	{
		displayName: 'Include Account Information Fields',
		name: 'includeAisFields',
		type: 'boolean',
		default: false,
		description:
			'Whether to include the fields of account information, such as scopes and consent days. To see them, turn Simplify off.',
		...query('include_ais_fields'),
	},
	{
		displayName: 'Include Credentials Fields',
		name: 'includeCredentialsFields',
		type: 'boolean',
		default: false,
		description: 'Whether to include the fields of the login. To see them, turn Simplify off.',
		...query('include_credentials_fields'),
	},
	{
		displayName: 'Include Payment Fields',
		name: 'includePisFields',
		type: 'boolean',
		default: false,
		description: 'Whether to include the fields of payments. To see them, turn Simplify off.',
		...query('include_pis_fields'),
	},
];

const includeSandboxes: Field = {
	displayName: 'Include Sandboxes',
	name: 'includeSandboxes',
	type: 'boolean',
	default: false,
	description: 'Whether to include fake providers, for tests',
	...query('include_sandboxes'),
};

export const provider: Resource = {
	value: 'provider',
	name: 'Provider',
	operations: [
		...perVersion(
			{
				value: 'get',
				name: 'Get',
				action: 'Get provider',
				description: 'Look up one bank by its code',
				request: { method: 'GET', path: '/providers/{providerCode}' },
				answer: { kind: 'record', has: ['code'], ...shape },
			},
			{
				v6: {
					fields: [countryOfList, providerInPath, filters([...parts, seenOnce(includeSandboxes)])],
				},
				v5: { fields: [countryOfList, providerInPath] },
			},
		),
		...perVersion(
			{
				value: 'getMany',
				name: 'Get Many',
				action: 'Get many providers',
				description: 'List the banks of a country, or of all countries',
				request: { method: 'GET', path: '/providers' },
				answer: { kind: 'records', ...dataPages, ...shape },
			},
			{
				v6: {
					fields: [
						filters([
							...parts,
							country,
							{
								displayName: 'Exclude Inactive',
								name: 'excludeInactive',
								type: 'boolean',
								default: false,
								description: 'Whether to leave out providers that do not work at the moment',
								...query('exclude_inactive'),
							},
							includeSandboxes,
							keyOwner,
							mode,
						]),
					],
				},
				v5: {
					fields: [
						filters([
							country,
							{
								displayName: 'From Date',
								name: 'fromDate',
								type: 'dateTime',
								default: '',
								description: 'Only providers that were created or changed on this day or later',
								wire: 'date',
								...query('from_date'),
							},
							{
								displayName: 'Include Fake Providers',
								name: 'includeFakeProviders',
								type: 'boolean',
								default: false,
								description: 'Whether to include fake providers, for tests',
								...query('include_fake_providers'),
							},
							{
								displayName: 'Include Login Fields',
								name: 'includeProviderFields',
								type: 'boolean',
								default: false,
								description:
									'Whether to include the fields of the login. To see them, turn Simplify off.',
								...query('include_provider_fields'),
							},
							{
								displayName: 'Include Payment Fields',
								name: 'includePaymentsFields',
								type: 'boolean',
								default: false,
								description:
									'Whether to include the fields of payments. To see them, turn Simplify off.',
								...query('include_payments_fields'),
							},
							{ ...keyOwner, ...query('provider_key_owner') },
							mode,
						]),
					],
				},
			},
		),
	],
};
