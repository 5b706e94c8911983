import type { Field, Resource } from '../../shared/operation';
import { filters, query } from '../../shared/panel/field';
import { perVersion } from '../../shared/panel/perVersion';
import { countryInList } from '../fields';

const property = 'data';
const request = { method: 'GET', path: '/countries' } as const;

/** v6 lists the country of the fake ones always. */
const withFake: Field = filters([
	{
		displayName: 'Include Fake Providers',
		name: 'includeFakeProviders',
		type: 'boolean',
		default: false,
		description: 'Whether to include XF, the country of the fake providers for tests',
		...query('include_fake_providers'),
	},
]);

export const country: Resource = {
	value: 'country',
	name: 'Country',
	operations: [
		...perVersion(
			{
				value: 'get',
				name: 'Get',
				action: 'Get country',
				description: 'Look up one country by its code',
				request,
				answer: {
					kind: 'recordInList',
					property,
					by: { field: countryInList.name, property: 'code' },
				},
			},
			{ v6: { fields: [countryInList] }, v5: { fields: [countryInList, withFake] } },
		),
		...perVersion(
			{
				value: 'getMany',
				name: 'Get Many',
				action: 'Get many countries',
				description: 'List the countries that Salt Edge has providers in',
				request,
				answer: { kind: 'records', property },
			},
			{ v6: { fields: [] }, v5: { fields: [withFake] } },
		),
	],
};
