import type { INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { triggerProperties } from '../shared/polling/panel';
import { poll } from '../shared/polling/poll';
import { searchAccounts, searchCustomers } from './listSearch';
import { newTransactions } from './newTransactions';

/** New transactions of a Finicity customer start a workflow. */
export class FinicityTransactionTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Finicity Transaction Trigger',
		name: 'finicityTransactionTrigger',
		icon: { light: 'file:finicity.svg', dark: 'file:finicity.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'new transaction',
		description: 'Starts the workflow when Finicity has new transactions of a customer',
		defaults: { name: 'Finicity Transaction Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'finicityApi', required: true }],
		properties: triggerProperties(newTransactions),
	};

	methods = { listSearch: { searchAccounts, searchCustomers } };

	async poll(this: IPollFunctions) {
		return await poll(this, newTransactions);
	}
}
