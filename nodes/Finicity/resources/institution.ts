import type { Field, Format, Resource } from '../../shared/operation';
import { filters, query } from '../../shared/panel/field';
import { institutionId } from '../fields';
import { institutionPages } from '../paging';

const search: Field = {
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	placeholder: 'e.g. FinBank',
	description: 'Text to find in the name of the bank or in its web addresses',
	...query('search'),
};

const supportedCountries: Field = {
	displayName: 'Supported Countries',
	name: 'supportedCountries',
	type: 'string',
	default: '',
	placeholder: 'e.g. US,CA',
	description: 'Only banks in these countries, as two-letter codes separated by commas',
	format: {
		pattern: /^(\*|[A-Za-z]{2}(\s*,\s*[A-Za-z]{2})*)$/,
		hint: 'country codes of two letters, with commas between them, or * for all',
	},
	writes: (text) => text.split(',').map((code) => code.trim()),
	...query('supportedCountries'),
};

const products = [
	{ name: 'Account History Aggregation', value: 'aha' },
	{ name: 'Account Owner', value: 'accountOwner' },
	{ name: 'ACH Details', value: 'ach' },
	{ name: 'Available Balance', value: 'availBalance' },
	{ name: 'Statement Aggregation', value: 'stateAgg' },
	{ name: 'Transaction Aggregation', value: 'transAgg' },
	{ name: 'Verification of Assets', value: 'voa' },
	{ name: 'Verification of Income', value: 'voi' },
];

/** A list takes one product, the lists of certified banks several. */
const product: Field = {
	displayName: 'Product',
	name: 'type',
	type: 'options',
	options: products,
	default: 'transAgg',
	description: 'Only banks that are certified for this product',
	...query('type'),
};

const certifiedFilters = filters([
	{
		displayName: 'Products',
		name: 'type',
		type: 'multiOptions',
		options: products,
		default: [],
		description: 'Only banks that are certified for each of these products',
		...query('type'),
	},
	search,
	supportedCountries,
]);

const WEIGHTS = [3, 7, 1];

const ROUTING_NUMBER: Format = {
	pattern: /^\d{9}$/,
	hint: 'the nine digits of a routing number, the last of which fits the others',
	holds: (text) =>
		[...text].reduce((sum, digit, at) => sum + Number(digit) * (WEIGHTS[at % 3] ?? 0), 0) % 10 ===
		0,
};

const institutionSummary = {
	id: 'id',
	name: 'name',
	displayName: 'displayName',
	status: 'status',
	oauthEnabled: 'oauthEnabled',
	oauthInstitutionId: 'oauthInstitutionId',
	currency: 'currency',
	country: 'address.country',
	urlHomeApp: 'urlHomeApp',
	phone: 'phone',
};

const certificationSummary = [
	'id',
	'name',
	'rssd',
	'transAgg',
	'ach',
	'stateAgg',
	'voi',
	'voa',
	'aha',
	'availBalance',
	'accountOwner',
] as const;

export const institution: Resource = {
	value: 'institution',
	name: 'Institution',
	operations: [
		{
			value: 'get',
			name: 'Get',
			action: 'Get institution',
			description: 'Look up one bank and what it can be used for',
			request: { method: 'GET', path: '/institution/v2/institutions/{institutionId}' },
			fields: [institutionId],
			answer: { kind: 'record', property: 'institution', simplify: institutionSummary },
		},
		{
			value: 'getBranding',
			name: 'Get Branding',
			action: 'Get institution branding',
			description: 'Look up the logos and the color of a bank',
			request: { method: 'GET', path: '/institution/v2/institutions/{institutionId}/branding' },
			fields: [institutionId],
			answer: { kind: 'record', property: 'branding' },
		},
		{
			value: 'getByRoutingNumber',
			name: 'Get by Routing Number',
			action: 'Get institutions by routing number',
			description: 'Find the banks that a routing number belongs to',
			request: {
				method: 'GET',
				path: '/institution/v1/institutions/routingNumber/{routingNumber}',
			},
			fields: [
				{
					displayName: 'Routing Number',
					name: 'routingNumber',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. 011000015',
					description: 'The routing number: nine digits, as text because the first may be a zero',
					format: ROUTING_NUMBER,
				},
			],
			answer: {
				kind: 'records',
				property: 'institutions',
				isWhole: true,
				noneCodes: ['14006'],
				simplify: institutionSummary,
			},
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many institutions',
			description: 'List the banks that can be connected, or search them',
			request: { method: 'GET', path: '/institution/v2/institutions' },
			fields: [filters([search, product, supportedCountries])],
			answer: { kind: 'records', ...institutionPages, simplify: institutionSummary },
		},
		{
			value: 'getManyCertified',
			name: 'Get Many Certified',
			action: 'Get many certified institutions',
			description: 'List banks with the products that they are certified for',
			request: { method: 'GET', path: '/institution/v2/certifiedInstitutions' },
			fields: [certifiedFilters],
			answer: { kind: 'records', ...institutionPages, simplify: certificationSummary },
		},
		{
			value: 'getManyCertifiedWithRssd',
			name: 'Get Many Certified with RSSD',
			action: 'Get many certified institutions with RSSD',
			description: 'List certified banks with their RSSD ID and the banks that belong to them',
			request: { method: 'GET', path: '/institution/v2/certifiedInstitutions/rssd' },
			fields: [certifiedFilters],
			answer: { kind: 'records', ...institutionPages, simplify: certificationSummary },
		},
	],
};
