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

const steps = `n8n can't tell Salt Edge these addresses. Copy each Production URL from 'Webhook URLs' above into <a href="${DASHBOARD}" target="_blank">Callbacks</a> in the dashboard of Salt Edge, into the field that matches the end of the URL: ${endsAndFields}. To use one address for all, copy …/${ADDRESS_ENDS.all} into every field. The type is then 'unknown' if the content of a callback doesn't show it.`;

const filters: INodeProperties[] = [
	{
		displayName: 'Connection IDs',
		name: 'connectionIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 111111111111111111, 111111111111111112',
		description:
			'Start the workflow for these connections only: their IDs, separated by commas. Does not apply to Provider Changes.',
	},
	{
		displayName: 'Customer Identifiers',
		name: 'customerIdentifiers',
		type: 'string',
		default: '',
		placeholder: 'e.g. customer-4711, customer-4712',
		description:
			'Start the workflow for customers with these identifiers only, separated by commas. Does not apply to callbacks of v5, which have none.',
	},
	{
		displayName: 'Customer IDs',
		name: 'customerIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 222222222222222222',
		description:
			'Start the workflow for the connections of these customers only: their IDs, separated by commas. Does not apply to Provider Changes.',
	},
	{
		displayName: 'Stages',
		name: 'stages',
		type: 'multiOptions',
		options: STAGES,
		default: [],
		description:
			'Start the workflow for Notify callbacks of these stages only. For a stage that is not in the list, use an expression. Does not apply to other types.',
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
		'Only needed behind a proxy, if Salt Edge calls another address than the node shows. Enter the address exactly as in the dashboard of Salt Edge, because it is part of the signature. Callback types without an entry keep the address of the node.',
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
						"The type whose address you enter. 'All Types' is the address that ends in all.",
				},
				{
					displayName: 'Address',
					name: 'url',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://hooks.example.com/salt-edge/success',
					description: 'Exactly as in the dashboard, including a slash at the end if there is one',
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
			'Whether a callback with exactly the same content starts the workflow only once within a day. Salt Edge may send one several times, and anybody who has intercepted one could send it again. The node remembers the last 10,000 callbacks, and 1,000 of them after a restart. If n8n runs several webhook processes, each may let one through when repeats come at the same time. Tests with a test URL always start it.',
	},
	{
		displayName: 'Maximum Age (Minutes)',
		name: 'maximumAge',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1440,
		description:
			'How many minutes the time in a callback may differ from now. Other callbacks, and those without a time, do not start the workflow. With a day (1440), no callback can be used again after Ignore Repeats has forgotten it. The clock of n8n must be right.',
	},
	{
		displayName: 'Public Key',
		name: 'publicKey',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: '-----BEGIN PUBLIC KEY-----',
		description:
			'The public key (PEM) to check signatures with, in place of those that Salt Edge has published for versions 5.0 and 6.0. Only needed for a new key or a test server.',
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
			'Which callbacks start the workflow. Others are only acknowledged. Only the addresses of these types are shown above, and the address for all types.',
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
			'Anybody who knows an address can now start this workflow with made-up callbacks. Only switch this off for tests.',
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
			"Whether to fetch the connection of a callback and add it to the item as 'connection'. If that fails, the item has 'connectionError' instead.",
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
