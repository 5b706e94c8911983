import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { execute } from '../shared/execute';
import { nodeProperties } from '../shared/panel/panel';
import { finicity } from './api';
import * as listSearch from './listSearch';

/** Finicity (Mastercard Open Finance US): customers, their banks, accounts and transactions. */
export class Finicity implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Finicity',
		name: 'finicity',
		icon: { light: 'file:finicity.svg', dark: 'file:finicity.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Connect bank accounts and read transactions and statements in Finicity (Mastercard Open Finance)',
		defaults: { name: 'Finicity' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'finicityApi', required: true }],
		properties: nodeProperties(finicity),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions) {
		return await execute(this, finicity);
	}
}
