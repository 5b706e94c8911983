import type { Field } from '../../../../nodes/shared/operation';
import {
	additionalFields,
	body,
	filters,
	query,
	updateFields,
} from '../../../../nodes/shared/panel/field';

const text = (displayName: string): Field => ({
	displayName,
	name: displayName,
	type: 'string',
	default: '',
});

describe('where a field is sent', () => {
	it("is told in n8n's words", () => {
		expect(query('account_type')).toEqual({
			routing: { send: { type: 'query', property: 'account_type' } },
		});
		expect(body('attempt.from_date')).toEqual({
			routing: { send: { type: 'body', property: 'attempt.from_date' } },
		});
	});
});

describe.each([filters, additionalFields, updateFields])('%p', (collection) => {
	it('offers its fields by name, whatever the order and the case they are written in', () => {
		const fields = ['To', 'API Key', 'iban', 'From Date', 'Account', 'ID', 'From'].map(text);
		const { type, default: none, options = [] } = collection(fields);
		expect({ type, none }).toEqual({ type: 'collection', none: {} });
		expect(options.map(({ name }) => name)).toEqual([
			'Account',
			'API Key',
			'From',
			'From Date',
			'iban',
			'ID',
			'To',
		]);
		expect(fields[0]?.name).toBe('To');
	});
});
