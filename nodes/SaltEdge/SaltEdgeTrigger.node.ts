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
import { forgetReadings } from '../shared/wire/credential';
import { triggerProperties } from './callback/fields';
import { receiver } from './callback/receiver';
import { readSettings } from './callback/settings';
import { ADDRESS_ENDS, ADDRESS_NAMES } from './callback/types';

/** An address for each type, because a callback doesn't say of which type it is. */
const webhooks = ADDRESS_NAMES.map((name): IWebhookDescription => ({
	name: 'default',
	httpMethod: 'POST',
	responseMode: 'onReceived',
	path: ADDRESS_ENDS[name],
	...(name !== 'all' && {
		ndvHideUrl: `={{ !$parameter["callbackTypes"].includes("${name}") }}`,
	}),
}));

/** Salt Edge's callbacks, verified, start a workflow. */
export class SaltEdgeTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Salt Edge Trigger',
		name: 'saltEdgeTrigger',
		icon: { light: 'file:saltedge.svg', dark: 'file:saltedge.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["callbackTypes"].join(", ") }}',
		description:
			'Read bank accounts and transactions in Salt Edge, or start a workflow when it reports on a connection or a provider',
		defaults: { name: 'Salt Edge Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'saltEdgeApi',
				required: true,
				displayOptions: { show: { addConnection: [true] } },
			},
		],
		webhooks,
		eventTriggerDescription: 'Waiting for a callback from Salt Edge at one of the test URLs',
		activationMessage:
			'Salt Edge calls this workflow only after you copy the Production URLs of the trigger into Callbacks in the dashboard of Salt Edge.',
		triggerPanel: {
			header: 'Let Salt Edge call this workflow',
			executionsHelp: {
				inactive:
					"Webhooks have two modes: test and production. <br /><br /> <b>To try it out</b>, enter a test URL in Salt Edge's dashboard, click 'Execute step', and fetch a connection. One callback starts the workflow, here in the editor.<br /><br /> <b>To let it work by itself</b>, publish the workflow, and enter the production URLs there. These executions are in the executions list, not in the editor.",
				active:
					"Webhooks have two modes: test and production. <br /><br /> <b>To try it out</b>, enter a test URL in Salt Edge's dashboard, click 'Execute step', and fetch a connection. One callback starts the workflow, here in the editor.<br /><br /> <b>The workflow works by itself</b>, because it is published, for the production URLs that are entered there. These executions are in the executions list, not in the editor.",
			},
			activationHint:
				"Once you have built the workflow, publish it, and enter the production URLs in Salt Edge's dashboard: n8n can't do that for you.",
		},
		properties: triggerProperties,
	};

	webhookMethods = {
		default: {
			// Salt Edge has no API for its list of addresses: n8n can neither look at it nor change it.
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				forgetReadings(this);
				readSettings(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, receiver);
	}
}
