import type { Field, Resource } from '../../shared/operation';
import { filters, query } from '../../shared/panel/field';
import { locator } from '../../shared/panel/locator';
import { perVersion } from '../../shared/panel/perVersion';
import { seenOnce } from '../fields';

const property = 'data';
const request = { method: 'GET', path: '/rates' } as const;

const currencyCode: Field = locator({
	displayName: 'Currency',
	name: 'currencyCode',
	description: 'The currency, by its code of three letters',
	search: 'searchCurrencies',
	format: { pattern: /^[A-Za-z]{3}$/, hint: 'a currency code of three letters' },
	example: 'EUR',
	by: 'Code',
});

const date: Field = {
	displayName: 'Date',
	name: 'date',
	type: 'dateTime',
	default: '',
	description: 'The day of the rates, from 2014-03-21 on; today when empty',
	wire: 'date',
	...query('date'),
};

const ofDay = filters([date]);
const ofDaySeenOnce = filters([seenOnce(date)]);

export const rate: Resource = {
	value: 'rate',
	name: 'Rate',
	operations: [
		...perVersion(
			{
				value: 'get',
				name: 'Get',
				action: 'Get rate',
				description: 'Look up the value of one unit of a currency in US dollars on a day',
				request,
				answer: {
					kind: 'recordInList',
					property,
					by: { field: currencyCode.name, property: 'currency_code' },
				},
			},
			{ v6: { fields: [currencyCode, ofDaySeenOnce] }, v5: { fields: [currencyCode, ofDay] } },
		),
		...perVersion(
			{
				value: 'getMany',
				name: 'Get Many',
				action: 'Get many rates',
				description: 'List the value of one unit of each currency in US dollars on a day',
				request,
				answer: { kind: 'records', property },
			},
			{ v6: { fields: [ofDaySeenOnce] }, v5: { fields: [ofDay] } },
		),
	],
};
