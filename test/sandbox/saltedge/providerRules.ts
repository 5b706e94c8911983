import { refuse } from './errors';
import type { Provider } from './model';
import { fakeCountry } from './providers';
import type { SaltEdgeState } from './state';

/** Whether the client gets at the providers of a country: a live one not at the fake ones by mistake. */
export const isOffered = (state: SaltEdgeState, country: string, withFake = false): boolean =>
	country !== fakeCountry || !state.publicKey || withFake;

/** The provider that a new connection is asked for. */
export function providerIn(
	state: SaltEdgeState,
	{
		country_code,
		provider_code,
		include_fake_providers,
	}: { country_code: string; provider_code: string; include_fake_providers?: boolean },
): Provider {
	if (!state.countries.some(({ code }) => code === country_code)) {
		refuse('CountryNotFound', `There is no country ${country_code}`);
	}
	const provider = state.providers.get(provider_code);
	const isHidden = !isOffered(state, country_code, include_fake_providers);
	if (provider?.country_code !== country_code || isHidden) {
		refuse('ProviderNotFound', `There is no provider ${provider_code} in ${country_code}`);
	}
	return provider;
}

/** Refuses a provider that no data can be had from. */
export function checkUp({ name, status }: Provider): void {
	if (status === 'disabled') refuse('ProviderDisabled', `${name} has been removed`);
	if (status === 'inactive') refuse('ProviderInactive', `${name} is down for now`);
}

/** Refuses a provider that no data can be fetched from with credentials or a file. */
export function checkUsable(provider: Provider): void {
	checkUp(provider);
	const { mode, name } = provider;
	if (mode === 'oauth') refuse('WrongProviderMode', `${name} has a login page of its own`);
}

/** A file is for the providers that read files, and they read nothing else. */
export function checkFile({ name, mode }: Provider, url: string | undefined): void {
	if (mode !== 'file') {
		if (url !== undefined) refuse('WrongProviderMode', `${name} takes no file`);
		return;
	}
	if (!url) refuse('FileNotProvided', 'file_url is missing');
	if (!/^https?:\/\/./.test(url)) refuse('FileError', 'file_url is not where a file can be');
}
