import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { countriesInPanel } from './countries';
import { fieldsInPanel } from './providerFields';

/** What the provider asks for as a password. */
export async function getSecretFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return (await fieldsInPanel(this))
		.filter(({ isSecret }) => isSecret)
		.map(({ name, label }) => ({ name: label, value: name }));
}

export async function getCountries(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await countriesInPanel(this);
}
