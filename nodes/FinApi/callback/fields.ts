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
				description: 'The automatic update of finAPI has found something that a rule is about',
			},
			{
				name: 'User Deletions',
				value: 'userDeletions',
				description: 'A finAPI user was deleted, whoever did it',
			},
			{
				name: 'Web Forms and Tasks',
				value: 'formsAndTasks',
				description: 'A user is done with a web form, or finAPI with an update in the background',
			},
		],
		default: 'formsAndTasks',
		description: 'What starts the workflow. Each has an address of its own.',
	},
	{
		displayName:
			"Publish the workflow, then copy the Production URL out of 'Webhook URLs' above into <b>Callback URL</b> of the finAPI node, where it creates a web form or a task (for a task, also into <b>Callback URL for Form</b>). It counts for that form or task only, and must be https. finAPI does not sign these calls, and makes each one once.",
		name: 'formsAndTasksNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { listenTo: ['formsAndTasks'] } },
	},
	{
		displayName:
			"Notifications go to one address for the whole client. Publish the workflow, then set the Production URL out of 'Webhook URLs' above as <b>Notification Callback URL</b> (finAPI node, Client Configuration: Edit) or let 'Set Address at finAPI' do it, and create rules (Notification Rule: Create). finAPI sends them only of what its automatic update finds, does not sign them, and sends each one once.",
		name: 'notificationsNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { listenTo: ['notifications'] } },
	},
	{
		displayName:
			"Deletions go to one address for the whole client. Publish the workflow, then set the Production URL out of 'Webhook URLs' above as <b>User Deletion Callback URL</b> (finAPI node, Client Configuration: Edit), or let 'Set Address at finAPI' do it. finAPI does not sign these calls, and makes each one once.",
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
			'Whether publishing the workflow sets its address for the whole client, and unpublishing removes it while it is still the same. Where another address stands, the workflow is not published. A test sets the test URL for as long as it waits.',
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
			'Which events start the workflow. Others are answered and left at that. New transactions give an item for each, or for each account when the rule is without details. What the other events tell is passed on as it comes.',
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
			'Which events start the workflow. Others are answered and left at that. By an expression also others, as webForm or task, a dot, and the state in the words of finAPI.',
		displayOptions: { show: { listenTo: ['formsAndTasks'] } },
	},
	{
		displayName: 'Confirm With finAPI',
		name: 'confirm',
		type: 'boolean',
		default: true,
		description:
			'Whether to fetch the form or the task with the credential, and to start the workflow only when finAPI has it, in the state that it has there. The credential must be for the user that it belongs to.',
		displayOptions: { show: { listenTo: ['formsAndTasks'] } },
	},
	{
		displayName: 'Confirm With finAPI',
		name: 'confirm',
		type: 'boolean',
		default: true,
		description:
			"Whether to fetch the rule with the credential, and to start the workflow only when its user has it, for this event and with this handle. What was found is not looked up. Switch it off when the client has many users, and use 'Secret in Handle'.",
		displayOptions: { show: { listenTo: ['notifications'] } },
	},
	{
		displayName: 'Confirm With finAPI',
		name: 'confirm',
		type: 'boolean',
		default: true,
		description:
			'Whether to ask finAPI, with the keys of the client, and to start the workflow only when there is no user of this ID',
		displayOptions: { show: { listenTo: ['userDeletions'] } },
	},
	{
		displayName: 'Secret in Handle',
		name: 'handleSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			"A text that must stand in the handle of the rule ('Callback Handle' of Notification Rule: Create). Notifications without it are refused. Choose a long one that nobody can guess.",
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
			'Anybody who knows the address can now start this workflow with made-up events. Switch this off for tests, or when the next node asks finAPI with the keys of the right user.',
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
			'Whether to go on only when the accounts and transactions of the bank connection are downloaded and sorted, which can take minutes after the end of a form or a task. Adds the bank connection, or bankConnectionError when it was not ready in time.',
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
					'Names of encrypted texts in notifications of other events than New Transactions, separated by commas, to be decrypted as well',
				displayOptions: { show: { '/listenTo': ['notifications'] } },
			},
			{
				displayName: 'Ignore Repeats',
				name: 'ignoreRepeats',
				type: 'boolean',
				default: true,
				description:
					'Whether the end of a form or a task, or a notification with details, starts the workflow only once within a day. Of the last 10,000 events, 1,000 of them kept over a restart. Tests with a test URL are not held back.',
			},
			{
				displayName: 'Max Wait for Data',
				name: 'maxWait',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: LONGEST_WAIT },
				default: USUAL_WAIT,
				description: "Seconds to wait at most, where 'Wait for Data' is switched on",
				displayOptions: { show: { '/listenTo': ['formsAndTasks'] } },
			},
		],
	},
];
