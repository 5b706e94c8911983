import type { INodeProperties } from 'n8n-workflow';
import { plain } from '../../shared/panel/panel';
import { customerId } from '../fields';
import { CONNECT_EVENTS, type Kind, PUSH_EVENTS, REPORT_EVENTS } from './kinds';

const shownFor = (...kinds: Kind[]): Pick<INodeProperties, 'displayOptions'> => ({
	displayOptions: { show: { listenTo: kinds } },
});

const notices: INodeProperties[] = [
	{
		displayName:
			"Publish the workflow. Then copy the Production URL from 'Webhook URLs' above into <b>Webhook URL</b> of the Finicity node that makes the link (Connect: Generate URL, Generate Lite URL, Generate Fix URL, Send Email). It applies to that link only. Leave Webhook Content Type at JSON.",
		name: 'connectNotice',
		type: 'notice',
		default: '',
		...shownFor('connect'),
	},
	{
		displayName:
			"Publish the workflow. Then enter the Production URL from 'Webhook URLs' above as <b>callbackUrl</b> when you order a report. Finicity does not sign these events, and sends each one only once.",
		name: 'reportsNotice',
		type: 'notice',
		default: '',
		...shownFor('reports'),
	},
	{
		displayName:
			'Publishing the workflow subscribes the accounts. Unpublishing it ends these subscriptions. Most banks have something new once a night. Finicity must be able to reach n8n from the internet on port 80 or 443. TxPush does not work together with Data Access Tiers. The signature of these events is not checked, because its format is not known.',
		name: 'pushNotice',
		type: 'notice',
		default: '',
		...shownFor('txPush'),
	},
];

const customerIds: INodeProperties = {
	displayName: 'Customer IDs',
	name: 'customerIds',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1005061234, 1005061235',
	description: 'Start the workflow for these customers only: their IDs, separated by commas',
};

const ignoreRepeats: INodeProperties = {
	displayName: 'Ignore Repeats',
	name: 'ignoreRepeats',
	type: 'boolean',
	default: true,
	description:
		'Whether an event starts the workflow only once within a day. Finicity sends an event again if it got no answer in time. Connect events are recognized by their ID, others by their exact content. The node remembers the last 10,000 events, and 1,000 of them after a restart. Tests with a test URL always start it.',
};

const OTHERS = 'For other events, use an expression with the name that Finicity uses.';

/** The panel of the trigger. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Listen To',
		name: 'listenTo',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Connect Events',
				value: 'connect',
				description: 'What a person does with a link, for example adds or repairs a bank',
			},
			{
				name: 'Report Events',
				value: 'reports',
				description: 'A report is done or has failed',
			},
			{
				name: 'TxPush Events',
				value: 'txPush',
				description: 'New and changed transactions of subscribed accounts',
			},
		],
		default: 'connect',
		description: 'What starts the workflow. Each choice has its own address.',
	},
	...notices,
	{
		displayName: 'Events',
		name: 'connectEvents',
		type: 'multiOptions',
		required: true,
		options: [...CONNECT_EVENTS],
		default: ['added', 'unableToConnect'],
		description: `Which events start the workflow. Others are only acknowledged. ${OTHERS}`,
		...shownFor('connect'),
	},
	{
		displayName: 'Events',
		name: 'reportEvents',
		type: 'multiOptions',
		required: true,
		options: [...REPORT_EVENTS],
		default: ['done', 'failed'],
		description: `Which events start the workflow. Others are only acknowledged. ${OTHERS}`,
		...shownFor('reports'),
	},
	{
		displayName: 'Events',
		name: 'pushEvents',
		type: 'multiOptions',
		required: true,
		options: [...PUSH_EVENTS],
		default: ['transaction.created'],
		description:
			'Which events start the workflow. Others are only acknowledged. When a pending transaction is booked, it can come as modified, or as deleted and created.',
		...shownFor('txPush'),
	},
	{ ...plain(customerId), ...shownFor('txPush') },
	{
		displayName: 'Subscribe To',
		name: 'accountsFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'All Accounts',
				value: 'all',
				description: 'All accounts that the customer has when you publish the workflow',
			},
			{ name: 'Chosen Accounts', value: 'chosen' },
		],
		default: 'all',
		description:
			'Which accounts of the customer to watch. Publish again after the customer has added accounts.',
		...shownFor('txPush'),
	},
	{
		displayName: 'Account Names or IDs',
		name: 'accountIds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getAccounts', loadOptionsDependsOn: ['customerId.value'] },
		required: true,
		default: [],
		description:
			'The accounts. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { listenTo: ['txPush'], accountsFrom: ['chosen'] } },
	},
	{
		displayName: 'Confirm With Finicity',
		name: 'confirm',
		type: 'boolean',
		default: true,
		description:
			'Whether to look up each event at Finicity, and to start the workflow only with what Finicity confirms',
		...shownFor('reports', 'txPush'),
	},
	{
		displayName:
			'Anybody who knows the address can now start this workflow with made-up events. Only switch this off for tests.',
		name: 'confirmNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { listenTo: ['reports', 'txPush'], confirm: [false] } },
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		...shownFor('txPush'),
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [customerIds],
		...shownFor('connect', 'reports'),
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [ignoreRepeats],
	},
];
