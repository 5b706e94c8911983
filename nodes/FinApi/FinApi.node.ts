import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { execute } from '../shared/execute';
import { nodeProperties } from '../shared/panel/panel';
import { finApi } from './api';
import * as listSearch from './listSearch';
import * as loadOptions from './loadOptions';

/** finAPI Access and Web Form: users, their banks, accounts and transactions. */
export class FinApi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'finAPI',
		name: 'finApi',
		icon: { light: 'file:finapi.svg', dark: 'file:finapi.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Connect users to banks in finAPI, and read their accounts and transactions',
		defaults: { name: 'finAPI' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'finApi', required: true }],
		properties: nodeProperties(finApi),
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions) {
		return await execute(this, finApi);
	}
}
