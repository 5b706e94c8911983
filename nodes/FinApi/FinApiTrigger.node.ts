import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { receive } from '../shared/callback/receive';
import { begin, end, isSet } from './callback/clientAddress';
import { triggerProperties } from './callback/fields';
import { ADDRESS_ENDS, type Kind } from './callback/kinds';
import { receiver } from './callback/receiver';

/**
 * The address of what the trigger listens to is the only one shown. n8n asks for a registration once
 * for each webhook that is called `default`: so only one is.
 */
const addressOf = (kind: Kind): IWebhookDescription => ({
	name: kind === 'formsAndTasks' ? 'default' : 'setup',
	httpMethod: 'POST',
	responseMode: 'onReceived',
	path: ADDRESS_ENDS[kind],
	ndvHideUrl: `={{ $parameter["listenTo"] !== "${kind}" }}`,
});

/** finAPI's calls start a workflow. */
export class FinApiTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'finAPI Trigger',
		name: 'finApiTrigger',
		icon: { light: 'file:finapi.svg', dark: 'file:finapi.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ { formsAndTasks: "web forms and tasks", notifications: "notifications", userDeletions: "user deletions" }[$parameter["listenTo"]] }}',
		description:
			'Read bank accounts and transactions in finAPI, or start a workflow when a web form or task ends or a notification arrives',
		defaults: { name: 'finAPI Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'finApi', required: true }],
		webhooks: [addressOf('formsAndTasks'), addressOf('notifications'), addressOf('userDeletions')],
		eventTriggerDescription: 'Waiting for a call from finAPI at the test URL',
		activationMessage:
			'finAPI calls this workflow only after you enter the Production URL of the trigger: as Callback URL of a web form or a task, or as an address of the client.',
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
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isSet(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await begin(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await end(this);
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, receiver);
	}
}
