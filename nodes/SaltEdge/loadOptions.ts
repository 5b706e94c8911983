import { explainedOptions } from '../shared/lookup';
import { countriesInPanel } from './countries';
import { fieldsInPanel } from './providerFields';

/** What the provider asks for as a password. */
export const getSecretFields = explainedOptions(async (context) =>
	(await fieldsInPanel(context))
		.filter(({ isSecret }) => isSecret)
		.map(({ name, label }) => ({ name: label, value: name })),
);

export const getCountries = explainedOptions(countriesInPanel);
