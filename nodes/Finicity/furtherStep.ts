import type { IDataObject } from 'n8n-workflow';
import type { RawAnswer } from '../shared/operation';

/** Of a call that the bank only carries out once the person has answered it. */
const PERSON_IS_ASKED = 203;

/** What a bank wants of the person before it gives its data; `undefined` for any other answer. */
export function readFurtherStep({ status }: RawAnswer): IDataObject | undefined {
	if (status !== PERSON_IS_ASKED) return undefined;
	return {
		stepRequired: true,
		status: 'MFA_REQUIRED',
		message: 'The bank asks the person something before it gives this data',
		howToGoOn:
			'Make a link with Generate Fix URL of Connect for the institution login of the account, let the person open it and answer the bank, then run the same operation again.',
	};
}
