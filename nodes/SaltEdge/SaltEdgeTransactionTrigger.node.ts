import type { INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { triggerProperties } from '../shared/polling/panel';
import { poll } from '../shared/polling/poll';
import { searchAccounts, searchConnections, searchCustomers } from './listSearch';
import { newTransactions } from './newTransactions';

/** New transactions of connections in Salt Edge start a workflow. */
export class SaltEdgeTransactionTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Salt Edge Transaction Trigger',
		name: 'saltEdgeTransactionTrigger',
		icon: { light: 'file:saltedge.svg', dark: 'file:saltedge.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'new transaction',
		description:
			'Starts the workflow when Salt Edge has new transactions of a customer or a connection',
		defaults: { name: 'Salt Edge Transaction Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'saltEdgeApi', required: true }],
		properties: triggerProperties(newTransactions),
	};

	methods = { listSearch: { searchAccounts, searchConnections, searchCustomers } };

	async poll(this: IPollFunctions) {
		return await poll(this, newTransactions);
	}
}
