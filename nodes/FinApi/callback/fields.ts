import type { INodeProperties } from 'n8n-workflow';
import { NEW_TRANSACTIONS } from '../notificationEvents';
import { END_EVENTS, RULE_EVENTS } from './kinds';
import { LONGEST_WAIT, USUAL_WAIT } from './settings';

/** The panel of the trigger. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Listen To',
		name: 'listenTo',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Notifications',
				value: 'notifications',
				description: 'The automatic update of finAPI has found something that a rule asks for',
			},
			{
				name: 'User Deletions',
				value: 'userDeletions',
				description: 'A finAPI user was deleted, no matter by whom',
			},
			{
				name: 'Web Forms and Tasks',
				value: 'formsAndTasks',
				description: 'A web form or an update in the background has ended',
			},
		],
		default: 'formsAndTasks',
		description: 'What starts the workflow. Each choice has its own address.',
	},
	{
		displayName:
			"Publish the workflow. Then copy the Production URL from 'Webhook URLs' above into <b>Callback URL</b> of the finAPI node that creates the web form or the task (for a task, also into <b>Callback URL for Form</b>). It applies to that form or task only, and must be https. finAPI does not sign these calls, and makes each one only once.",
		name: 'formsAndTasksNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { listenTo: ['formsAndTasks'] } },
	},
	{
		displayName:
			"Notifications go to one address for the whole client. Publish the workflow. Then set the Production URL from 'Webhook URLs' above as <b>Notification Callback URL</b> (finAPI node, Client Configuration: Edit), or let 'Set Address at finAPI' do it. Then create rules (Notification Rule: Create). finAPI only notifies you of what its automatic update finds. It does not sign notifications, and sends each one only once.",
		name: 'notificationsNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { listenTo: ['notifications'] } },
	},
	{
		displayName:
			"Deletions go to one address for the whole client. Publish the workflow. Then set the Production URL from 'Webhook URLs' above as <b>User Deletion Callback URL</b> (finAPI node, Client Configuration: Edit), or let 'Set Address at finAPI' do it. finAPI does not sign these calls, and makes each one only once.",
		name: 'userDeletionsNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { listenTo: ['userDeletions'] } },
	},
	{
		displayName: 'Set Address at finAPI',
		name: 'setAddress',
		type: 'boolean',
		default: false,
		description:
			'Whether publishing the workflow sets its address for the whole client. Unpublishing removes the address if it is still the same. If the client already has another address, the workflow is not published. A test sets the test URL for as long as it waits.',
		displayOptions: { show: { listenTo: ['notifications', 'userDeletions'] } },
	},
	{
		displayName: 'Events',
		name: 'notificationEvents',
		type: 'multiOptions',
		required: true,
		options: [...RULE_EVENTS],
		default: [NEW_TRANSACTIONS],
		description:
			'Which events start the workflow. Others are only acknowledged. New Transactions gives an item for each transaction, or for each account if the rule has no details. The content of the other events is passed on unchanged.',
		displayOptions: { show: { listenTo: ['notifications'] } },
	},
	{
		displayName: 'Events',
		name: 'endEvents',
		type: 'multiOptions',
		required: true,
		options: [...END_EVENTS],
		default: ['*'],
		description:
			'Which events start the workflow. Others are only acknowledged. For other events, use an expression with webForm or task, a dot, and the status as finAPI calls it.',
		displayOptions: { show: { listenTo: ['formsAndTasks'] } },
	},
	{
		displayName: 'Confirm With finAPI',
		name: 'confirm',
		type: 'boolean',
		default: true,
		description:
			'Whether to look up the form or the task at finAPI, and to start the workflow only if it exists, with the status that it has there. The credential must be for the user that it belongs to.',
		displayOptions: { show: { listenTo: ['formsAndTasks'] } },
	},
	{
		displayName: 'Confirm With finAPI',
		name: 'confirm',
		type: 'boolean',
		default: true,
		description:
			"Whether to look up the rule at finAPI, and to start the workflow only if the user of the credential has it, for this event and with this handle. The content of the notification is not checked. If your client has many users, switch this off and use 'Secret in Handle'.",
		displayOptions: { show: { listenTo: ['notifications'] } },
	},
	{
		displayName: 'Confirm With finAPI',
		name: 'confirm',
		type: 'boolean',
		default: true,
		description:
			'Whether to ask finAPI, with the keys of the client, and to start the workflow only if no user has this ID',
		displayOptions: { show: { listenTo: ['userDeletions'] } },
	},
	{
		displayName: 'Secret in Handle',
		name: 'handleSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			"A text that must be in the handle of the rule ('Callback Handle' of Notification Rule: Create). Notifications without it are refused. Choose a long text that nobody can guess.",
		displayOptions: { show: { listenTo: ['notifications'] } },
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		displayOptions: { show: { listenTo: ['notifications'] } },
	},
	{
		displayName:
			'Anybody who knows the address can now start this workflow with made-up events. Only switch this off for tests, or if the next node asks finAPI with the keys of the right user.',
		name: 'confirmNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { confirm: [false] } },
	},
	{
		displayName: 'Wait for Data',
		name: 'waitForData',
		type: 'boolean',
		default: false,
		description:
			'Whether to start the workflow only when the accounts and transactions of the bank connection are downloaded and categorized, which can take minutes after the form or the task has ended. Adds bankConnection to the item, or bankConnectionError if it was not ready in time.',
		displayOptions: { show: { listenTo: ['formsAndTasks'], confirm: [true] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Encrypted Fields',
				name: 'encryptedFields',
				type: 'string',
				default: '',
				placeholder: 'e.g. accountName, accountIban',
				description:
					'Names of more encrypted fields to decrypt, separated by commas, in notifications of events other than New Transactions',
				displayOptions: { show: { '/listenTo': ['notifications'] } },
			},
			{
				displayName: 'Ignore Repeats',
				name: 'ignoreRepeats',
				type: 'boolean',
				default: true,
				description:
					'Whether the end of a form or a task, or a notification with details, starts the workflow only once within a day. The node remembers the last 10,000 events, and 1,000 of them after a restart. Tests with a test URL always start it.',
			},
			{
				displayName: 'Max Wait for Data (Seconds)',
				name: 'maxWait',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: LONGEST_WAIT },
				default: USUAL_WAIT,
				description: "The longest time that 'Wait for Data' waits, in seconds",
				displayOptions: { show: { '/listenTo': ['formsAndTasks'] } },
			},
		],
	},
];
