import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { lookUpAll, openInPanel } from '../shared/lookup';
import { plainText } from '../shared/wire/json';
import { finicity } from './api';

/** A customer may have none, which the bank calls not found. */
const ACCOUNTS = { property: 'accounts', noneCodes: ['38003', '38006'] };

/** The customer that the panel shows, for the lists that hang on it. */
export function chosenCustomer(context: ILoadOptionsFunctions): string {
	const parameter = context.getCurrentNodeParameter('customerId', { extractValue: true });
	const customerId = plainText(parameter ?? '').trim();
	if (customerId === '' || customerId.startsWith('=')) {
		throw new NodeOperationError(context.getNode(), 'Choose a customer first', {
			description:
				"The list shows what belongs to the customer in the field 'Customer'. When that is an expression, switch this field to By ID and use an expression, too.",
		});
	}
	return customerId;
}

export async function accountsOfCustomer(context: ILoadOptionsFunctions): Promise<IDataObject[]> {
	const customerId = encodeURIComponent(chosenCustomer(context));
	const path = `/aggregation/v1/customers/${customerId}/accounts`;
	return await lookUpAll(await openInPanel(context, finicity), { path }, ACCOUNTS);
}

/** Accounts as a list of the editor shows them. */
export function accountEntries(accounts: IDataObject[]): { name: string; value: string }[] {
	return accounts.map(({ id, name, accountNumberDisplay, type }) => ({
		name: `${plainText(name)} …${plainText(accountNumberDisplay ?? '')} (${plainText(type)})`,
		value: plainText(id),
	}));
}
