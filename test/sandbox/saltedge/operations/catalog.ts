import { checkDates } from '../consent';
import { refuse } from '../errors';
import type { Country, Provider } from '../model';
import { pageOf } from '../paging';
import { fakeCountry } from '../providers';
import { viewProvider } from '../views';
import type { Call, SaltEdgeOperations } from './operation';
import { answer } from './operation';

const showsFake = ({ query }: Call): boolean => query.include_fake_providers === true;

const isListedCountry = (call: Call, { code }: Country): boolean =>
	code !== fakeCountry || showsFake(call);

function isListed(call: Call, provider: Provider): boolean {
	const { from_date, country_code, mode, provider_key_owner } = call.query;
	return (
		provider.status !== 'disabled' &&
		(provider.country_code !== fakeCountry || showsFake(call)) &&
		(from_date === undefined || provider.updated_at >= String(from_date)) &&
		(country_code === undefined || provider.country_code === country_code) &&
		(mode === undefined || provider.mode === mode) &&
		(provider_key_owner === undefined || provider.identification_mode === provider_key_owner)
	);
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
		const { records, meta } = pageOf(all, query, { pageSize: state.pageSize, ...call.request });
		const parts = {
			fields: query.include_provider_fields === true,
			payments: query.include_payments_fields === true,
		};
		const data = records.map((provider) => viewProvider(provider, parts));
		return { status: 200, body: { data, meta } };
	},

	providers_provider_code_get: ({ state, path }) => {
		const code = path.provider_code ?? '';
		const provider =
			state.providers.get(code) ?? refuse('ProviderNotFound', `There is no provider ${code}`);
		return answer(viewProvider(provider, { fields: true, payments: false }));
	},
};
