import type { ResourceMapperField } from 'n8n-workflow';
import { maskedMark } from '../shared/input/form';
import { explainedForm, PanelAdvice } from '../shared/lookup';
import { fieldsInPanel } from './providerFields';

/**
 * The form of what the provider asks for. n8n can't mask its fields, so passwords are not shown in
 * it; it knows of them, or a run could not tell that one is missing.
 */
export const getProviderFields = explainedForm(async (context) => {
	const asked = await fieldsInPanel(context);
	if (asked.length === 0) {
		throw new PanelAdvice(
			context,
			'The provider asks for nothing that could be entered here',
			"Set 'Credentials' to None: it has a login page of its own, or takes a file.",
		);
	}
	const fields = asked.map(
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
});
