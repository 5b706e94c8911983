import type { INodeProperties } from 'n8n-workflow';
import { choices } from '../choices';
import { ADDRESS_ENDS, type AddressName, CALLBACK_TYPES } from './types';

const DASHBOARD = 'https://www.saltedge.com/clients/callbacks/edit';

/** The stages of a fetch, those that only v6 has among them. */
const STAGES = choices(
	'connect',
	'disconnect',
	'fetch_accounts',
	'fetch_full',
	'fetch_holder_info',
	'fetch_recent',
	'fetch_transactions',
	'finish',
	'finish_fetching',
	'interactive',
	'start',
);

const addressOptions: { name: string; value: AddressName }[] = [
	{ name: 'All Types', value: 'all' },
	...CALLBACK_TYPES.map(({ name, value }) => ({ name, value })),
];

/** Which end of an address belongs to which field of the dashboard. */
const endsAndFields = CALLBACK_TYPES.map(
	({ value, name }) => `…/${ADDRESS_ENDS[value]} → ${name}`,
).join(', ');

const steps = `n8n can't tell Salt Edge these addresses. Copy each Production URL out of 'Webhook URLs' above into <a href="${DASHBOARD}" target="_blank">Callbacks</a> in the dashboard of Salt Edge, into the field that its end names: ${endsAndFields}. To use one address for all, copy …/${ADDRESS_ENDS.all} into every field; the type is then 'unknown' where a callback's content doesn't tell it.`;

const filters: INodeProperties[] = [
	{
		displayName: 'Connection IDs',
		name: 'connectionIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 111111111111111111, 111111111111111112',
		description:
			'Start the workflow for these connections only, several separated by commas. Provider Changes are about none, and pass.',
	},
	{
		displayName: 'Customer Identifiers',
		name: 'customerIdentifiers',
		type: 'string',
		default: '',
		placeholder: 'e.g. customer-4711, customer-4712',
		description:
			'Start the workflow for the connections of the customers with these identifiers of yours only, several separated by commas. Callbacks of v5 name none, and pass.',
	},
	{
		displayName: 'Customer IDs',
		name: 'customerIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 222222222222222222',
		description:
			'Start the workflow for the connections of these customers only, several separated by commas. Provider Changes are about none, and pass.',
	},
	{
		displayName: 'Stages',
		name: 'stages',
		type: 'multiOptions',
		options: STAGES,
		default: [],
		description:
			'Start the workflow for Notify callbacks of these stages only; others that Salt Edge may add, by an expression. Other types are not held back by it.',
	},
];

const registeredAddresses: INodeProperties = {
	displayName: 'Registered Addresses',
	name: 'registeredAddresses',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Address',
	default: {},
	description:
		"For an n8n behind a proxy that calls the node by another address than it shows: the address as it stands in Salt Edge's dashboard, which is part of the signature. Callback types without an entry keep the node's own address.",
	options: [
		{
			displayName: 'Address',
			name: 'address',
			values: [
				{
					displayName: 'Callback Type',
					name: 'callbackType',
					type: 'options',
					options: addressOptions,
					default: 'success',
					description:
						"Whose address of the node the proxy calls. 'All Types' is that ending in all.",
				},
				{
					displayName: 'Address',
					name: 'url',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://hooks.example.com/salt-edge/success',
					description: 'To the letter, also with its slash at the end if it has one',
				},
			],
		},
	],
};

const options: INodeProperties[] = [
	{
		displayName: 'Ignore Repeats',
		name: 'ignoreRepeats',
		type: 'boolean',
		default: true,
		description:
			'Whether a callback that is the same to the byte starts the workflow only once within a day. Salt Edge may send one several times, and anybody who has caught one could send it again. Of the last 10,000 callbacks, 1,000 of them kept over a restart. Several processes of n8n that take webhooks in can each let one through when repeats come at the same time. Tests with a test URL are not held back.',
	},
	{
		displayName: 'Maximum Age',
		name: 'maximumAge',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1440,
		description:
			'Minutes between the time in the callback and now, in either direction, beyond which it does not start the workflow; nor does one without a time. With a day (1440), no callback can be used again after Ignore Repeats has forgotten it. Needs a clock that is right.',
	},
	{
		displayName: 'Public Key',
		name: 'publicKey',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: '-----BEGIN PUBLIC KEY-----',
		description:
			'The key, as PEM, that Salt Edge signs callbacks with, in place of those it has published for versions 5.0 and 6.0. For a new key, or a test server.',
	},
	registeredAddresses,
];

/** The panel of the trigger. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: steps,
		name: 'addressesNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Callback Types',
		name: 'callbackTypes',
		type: 'multiOptions',
		required: true,
		options: [...CALLBACK_TYPES],
		default: ['failure', 'success'],
		description:
			'Which callbacks start the workflow. Others are answered and left at that. Only their addresses are shown above, and that for all.',
	},
	{
		displayName: 'Verify Signature',
		name: 'verifySignature',
		type: 'boolean',
		default: true,
		description:
			'Whether to refuse callbacks that Salt Edge has not signed for the address they came to',
	},
	{
		displayName:
			'Anybody who knows an address can now start this workflow with made-up callbacks. Switch this off for tests only.',
		name: 'signatureNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { verifySignature: [false] } },
	},
	{
		displayName: 'Add Connection',
		name: 'addConnection',
		type: 'boolean',
		default: false,
		description:
			"Whether to fetch the connection that a callback is about, and add it to the item as 'connection'. When that goes wrong, the item has 'connectionError' instead.",
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		displayOptions: { show: { addConnection: [true] } },
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: filters,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options,
	},
];
