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
import { triggerProperties } from './callback/fields';
import { ADDRESS_ENDS, type Kind } from './callback/kinds';
import { begin, end, isSubscribed } from './callback/lifecycle';
import { receiver } from './callback/receiver';
import { searchCustomers } from './listSearch';
import { getAccounts } from './loadOptions';

/** The address of what the trigger listens to is the only one shown. */
const addressOf = (kind: Kind): IWebhookDescription => ({
	name: 'setup',
	httpMethod: 'POST',
	responseMode: 'onReceived',
	path: ADDRESS_ENDS[kind],
	ndvHideUrl: `={{ $parameter["listenTo"] !== "${kind}" }}`,
});

/** Finicity's events start a workflow. */
export class FinicityTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Finicity Trigger',
		name: 'finicityTrigger',
		icon: { light: 'file:finicity.svg', dark: 'file:finicity.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ { connect: "Connect events", reports: "report events", txPush: "TxPush events" }[$parameter["listenTo"]] }}',
		description:
			'Read bank accounts and transactions in Finicity (Mastercard Open Finance), or start a workflow on its Connect, report and TxPush events',
		defaults: { name: 'Finicity Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'finicityApi', required: true }],
		webhooks: [
			// n8n asks for a registration once for each webhook that is called `default`, when it answers:
			// Finicity calls this one meanwhile. It is the first, for when that fails, n8n takes away all
			// that stood before it, and tries again with this one only.
			{
				name: 'default',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				path: ADDRESS_ENDS.txPush,
				ndvHideUrl: true,
			},
			addressOf('txPush'),
			addressOf('connect'),
			addressOf('reports'),
		],
		eventTriggerDescription: 'Waiting for an event from Finicity at the test URL',
		activationMessage:
			'Events of Connect and of reports only arrive after you give Finicity the Production URL of the trigger: in Webhook URL of a link, or as callbackUrl of a report. For TxPush, the accounts are now subscribed.',
		triggerPanel: {
			header: 'Let Finicity call this workflow',
			executionsHelp: {
				inactive:
					"Webhooks have two modes: test and production. <br /><br /> <b>To try it out</b>, click 'Execute step', and make a link with the test URL, or cause a TxPush event with Transaction › Create Test. One event starts the workflow, here in the editor.<br /><br /> <b>To let it work by itself</b>, publish the workflow, and use the production URL. These executions are in the executions list, not in the editor.",
				active:
					"Webhooks have two modes: test and production. <br /><br /> <b>To try it out</b>, click 'Execute step', and make a link with the test URL, or cause a TxPush event with Transaction › Create Test. One event starts the workflow, here in the editor.<br /><br /> <b>The workflow works by itself</b>, because it is published, for the production URL. These executions are in the executions list, not in the editor.",
			},
			activationHint:
				'Once you have built the workflow, publish it: Finicity checks that the address answers before it makes a link or a subscription.',
		},
		properties: triggerProperties,
	};

	methods = { listSearch: { searchCustomers }, loadOptions: { getAccounts } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isSubscribed(this);
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
