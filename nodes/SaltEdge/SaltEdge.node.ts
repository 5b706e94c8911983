import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { execute } from '../shared/execute';
import { nodeProperties } from '../shared/panel/panel';
import { saltEdge } from './api';
import * as listSearch from './listSearch';
import * as loadOptions from './loadOptions';
import * as resourceMapping from './resourceMapping';

/** Salt Edge Account Information v5: a customer's connections to banks. */
export class SaltEdge implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Salt Edge',
		name: 'saltEdge',
		icon: { light: 'file:saltedge.svg', dark: 'file:saltedge.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Connect customers to banks in Salt Edge, and read their accounts and transactions',
		defaults: { name: 'Salt Edge' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'saltEdgeApi', required: true }],
		properties: nodeProperties(saltEdge),
	};

	methods = { listSearch, loadOptions, resourceMapping };

	async execute(this: IExecuteFunctions) {
		return await execute(this, saltEdge);
	}
}
