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
			"Publish the workflow, then copy the Production URL out of 'Webhook URLs' above into <b>Webhook URL</b> of the Finicity node, where it makes a link (Connect: Generate URL, Generate Lite URL, Generate Fix URL, Send Email). It counts for that link only. Leave Webhook Content Type at JSON.",
		name: 'connectNotice',
		type: 'notice',
		default: '',
		...shownFor('connect'),
	},
	{
		displayName:
			"Publish the workflow, then give the Production URL out of 'Webhook URLs' above as <b>callbackUrl</b> when you have a report made. Finicity does not sign these events, and sends each one once.",
		name: 'reportsNotice',
		type: 'notice',
		default: '',
		...shownFor('reports'),
	},
	{
		displayName:
			'Publishing the workflow subscribes the accounts, and unpublishing it takes these subscriptions back. Most banks have something new once a night. Finicity must reach n8n from the internet at port 80 or 443. TxPush does not go together with Data Access Tiers. How its events are signed is not known well enough to check it.',
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
	description: 'Start the workflow for these customers only, several separated by commas',
};

const ignoreRepeats: INodeProperties = {
	displayName: 'Ignore Repeats',
	name: 'ignoreRepeats',
	type: 'boolean',
	default: true,
	description:
		'Whether an event starts the workflow only once within a day. Finicity sends it again when it had no answer in time. Those of Connect are told by their ID, others by every byte. Of the last 10,000 events, 1,000 of them kept over a restart. Tests with a test URL are not held back.',
};

const OTHERS = 'By an expression also others, by their name at Finicity.';

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
				description: 'What a person does with a link: banks added, mended, or not reached',
			},
			{
				name: 'Report Events',
				value: 'reports',
				description: 'A report is done, or has failed',
			},
			{
				name: 'TxPush Events',
				value: 'txPush',
				description: 'New and changed transactions of accounts that are subscribed',
			},
		],
		default: 'connect',
		description: 'What starts the workflow. Each has an address of its own.',
	},
	...notices,
	{
		displayName: 'Events',
		name: 'connectEvents',
		type: 'multiOptions',
		required: true,
		options: [...CONNECT_EVENTS],
		default: ['added', 'unableToConnect'],
		description: `Which events start the workflow. Others are answered and left at that. ${OTHERS}`,
		...shownFor('connect'),
	},
	{
		displayName: 'Events',
		name: 'reportEvents',
		type: 'multiOptions',
		required: true,
		options: [...REPORT_EVENTS],
		default: ['done', 'failed'],
		description: `Which events start the workflow. Others are answered and left at that. ${OTHERS}`,
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
			'Which events start the workflow. Others are answered and left at that. A purchase that is pending first can come as modified, or as deleted and created, once it is booked.',
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
				description: 'Those that the customer has when you publish the workflow',
			},
			{ name: 'Chosen Accounts', value: 'chosen' },
		],
		default: 'all',
		description:
			'Which accounts of the customer to be told of. Publish again after the customer has added accounts.',
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
			'Whether to ask Finicity, with the credential, about what an event tells, and to start the workflow only with what Finicity confirms',
		...shownFor('reports', 'txPush'),
	},
	{
		displayName:
			'Anybody who knows the address can now start this workflow with made-up events. Switch this off for tests only.',
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
