import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { receive } from '../shared/callback/receive';
import { triggerProperties } from './callback/fields';
import { ADDRESS_ENDS } from './callback/kinds';
import { receiver } from './callback/receiver';
import { readSettings } from './callback/settings';

/** finAPI's calls start a workflow. */
export class FinApiTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'finAPI Trigger',
		name: 'finApiTrigger',
		icon: { light: 'file:finapi.svg', dark: 'file:finapi.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'web forms and tasks',
		description: 'Starts the workflow when a web form or a task of finAPI has come to an end',
		defaults: { name: 'finAPI Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'finApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: ADDRESS_ENDS.formsAndTasks,
			},
		],
		eventTriggerDescription: 'Waiting for a call of finAPI at the test URL',
		activationMessage:
			'Calls about web forms and tasks come only where you have entered the Production URL of the trigger as their Callback URL.',
		triggerPanel: {
			header: 'Let finAPI call this workflow',
			executionsHelp: {
				inactive:
					"Webhooks have two modes: test and production. <br /><br /> <b>To try it out</b>, click 'Execute step', create a web form with the test URL as its Callback URL, and go through it. One event starts the workflow, here in the editor.<br /><br /> <b>To let it work by itself</b>, publish the workflow, and use the production URL. These executions are in the executions list, not in the editor.",
				active:
					"Webhooks have two modes: test and production. <br /><br /> <b>To try it out</b>, click 'Execute step', create a web form with the test URL as its Callback URL, and go through it. One event starts the workflow, here in the editor.<br /><br /> <b>The workflow works by itself</b>, because it is published, for the production URL. These executions are in the executions list, not in the editor.",
			},
			activationHint:
				'Once you have built the workflow, publish it: only then does the production URL answer.',
		},
		properties: triggerProperties,
	};

	webhookMethods = {
		default: {
			// There is nothing to register; what can't be used is told before the workflow is published.
			async checkExists(this: IHookFunctions): Promise<boolean> {
				await readSettings(this);
				return true;
			},
			async create(): Promise<boolean> {
				return true;
			},
			async delete(): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, receiver);
	}
}
