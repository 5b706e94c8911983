import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { maskedMark } from '../shared/input/form';
import { fieldsInPanel } from './providerFields';

/**
 * The form of what the provider asks for. n8n can't mask its fields, so passwords are not shown in
 * it; it knows of them, or a run could not tell that one is missing.
 */
export async function getProviderFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const fields = (await fieldsInPanel(this)).map(
		({ name, label, isSecret, isRequired, choices }): ResourceMapperField => ({
			id: name,
			displayName: label,
			...(isSecret
				? maskedMark(isRequired)
				: { required: isRequired, defaultMatch: false, display: true }),
			...(choices.length > 0 ? { type: 'options', options: choices } : { type: 'string' }),
		}),
	);
	return { fields };
}
