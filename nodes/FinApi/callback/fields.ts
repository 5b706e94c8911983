import type { INodeProperties } from 'n8n-workflow';
import { END_EVENTS } from './kinds';
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
		displayName:
			'Anybody who knows the address can now start this workflow with made-up events. Switch this off for tests, or when the next node asks finAPI with the keys of the right user.',
		name: 'confirmNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { listenTo: ['formsAndTasks'], confirm: [false] } },
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
				displayName: 'Ignore Repeats',
				name: 'ignoreRepeats',
				type: 'boolean',
				default: true,
				description:
					'Whether the end of a form or a task starts the workflow only once within a day. Of the last 10,000 events, 1,000 of them kept over a restart. Tests with a test URL are not held back.',
			},
			{
				displayName: 'Max Wait for Data',
				name: 'maxWait',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: LONGEST_WAIT },
				default: USUAL_WAIT,
				description: "Seconds to wait at most, where 'Wait for Data' is switched on",
			},
		],
	},
];
