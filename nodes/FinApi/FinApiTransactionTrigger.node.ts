import type { INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { triggerProperties } from '../shared/polling/panel';
import { poll } from '../shared/polling/poll';
import { searchAccounts } from './listSearch';
import { newTransactions } from './newTransactions';

/** New transactions of a finAPI user start a workflow. */
export class FinApiTransactionTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'finAPI Transaction Trigger',
		name: 'finApiTransactionTrigger',
		icon: { light: 'file:finapi.svg', dark: 'file:finapi.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'new transaction',
		description: 'Starts the workflow when finAPI has new transactions of a user',
		defaults: { name: 'finAPI Transaction Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'finApi', required: true }],
		properties: triggerProperties(newTransactions),
	};

	methods = { listSearch: { searchAccounts } };

	async poll(this: IPollFunctions) {
		return await poll(this, newTransactions);
	}
}
