import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { fieldsInPanel } from './providerFields';

/** The form of what the provider asks for. n8n can't mask its fields, so passwords are not in it. */
export async function getProviderFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const fields = (await fieldsInPanel(this))
		.filter(({ isSecret }) => !isSecret)
		.map(({ name, label, isRequired, choices }): ResourceMapperField => ({
			id: name,
			displayName: label,
			required: isRequired,
			defaultMatch: false,
			display: true,
			...(choices.length > 0 ? { type: 'options', options: choices } : { type: 'string' }),
		}));
	return { fields };
}
