import type { Answer } from '../../shared/server';
import { dateOf, isDate } from '../../shared/time';
import { checkDates } from '../consent';
import { refuse } from '../errors';
import type { Country, Provider } from '../model';
import { fakeCountry } from '../providers';
import { ratesOn } from '../rates';
import * as v5 from '../views/v5';
import * as v6 from '../views/v6';
import type { Call, SaltEdgeOperations } from './operation';
import { answer, answerPage } from './operation';

const showsFake = ({ query }: Call): boolean =>
	(query.include_fake_providers ?? query.include_sandboxes) === true;

/** v6 lists the country of the fake ones always: it has no parameter for that. */
const isListedCountry = (call: Call, { code }: Country): boolean =>
	code !== fakeCountry || call.version === 'v6' || showsFake(call);

function isListed(call: Call, provider: Provider): boolean {
	const { from_date, country_code, mode, exclude_inactive } = call.query;
	const owner = call.query.provider_key_owner ?? call.query.key_owner;
	return (
		provider.status !== 'disabled' &&
		!(exclude_inactive === true && provider.status === 'inactive') &&
		(provider.country_code !== fakeCountry || showsFake(call)) &&
		(from_date === undefined || provider.updated_at >= String(from_date)) &&
		(country_code === undefined || provider.country_code === country_code) &&
		(mode === undefined || provider.mode === mode) &&
		(owner === undefined || provider.identification_mode === owner)
	);
}

function viewIn({ version, query }: Call, fields: boolean): (provider: Provider) => unknown {
	if (version === 'v5') {
		const parts = { fields, payments: query.include_payments_fields === true };
		return (provider) => v5.viewProvider(provider, parts);
	}
	const parts = {
		accounts: query.include_ais_fields === true,
		payments: query.include_pis_fields === true,
		credentials: query.include_credentials_fields === true,
	};
	return (provider) => v6.viewProvider(provider, parts);
}

/** The first day that there are rates of. */
const firstRates = '2014-03-21';

function rates({ state, version, query }: Call): Answer {
	const today = dateOf(state.now());
	const date = String(query.date ?? today);
	if (!isDate(date)) refuse('DateFormatInvalid', 'date is no date');
	if (date < firstRates || date > today) {
		refuse('DateOutOfRange', `date must be from ${firstRates} to today`);
	}
	const data = ratesOn(date).map((rate) => ({
		...rate,
		...(version === 'v5' ? { issued_on: date } : {}),
		fail: false,
	}));
	return { status: 200, body: { data, meta: { issued_on: date } } };
}

export const catalogOperations: SaltEdgeOperations = {
	countries_get: (call) =>
		answer(call.state.countries.filter((country) => isListedCountry(call, country))),

	providers_get: (call) => {
		const { state, query } = call;
		checkDates({ from_date: query.from_date as string | undefined });
		const { country_code } = query;
		if (country_code !== undefined && !state.countries.some(({ code }) => code === country_code)) {
			refuse('CountryNotFound', `There is no country ${String(country_code)}`);
		}
		const all = [...state.providers.values()].filter((provider) => isListed(call, provider));
		return answerPage(call, all, viewIn(call, query.include_provider_fields === true));
	},

	providers_provider_code_get: (call) => {
		const code = call.path.provider_code ?? '';
		const provider =
			call.state.providers.get(code) ?? refuse('ProviderNotFound', `There is no provider ${code}`);
		return answer(viewIn(call, true)(provider));
	},

	rates_get: rates,
};
