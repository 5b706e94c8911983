import type { Field, Resource } from '../../shared/operation';
import { additionalFields, body, filters } from '../../shared/panel/field';
import { updatedConnectionId } from '../fields';
import { UUID } from '../formats';
import { formPages } from '../paging';
import { FORM_LIFE, taskEnd } from '../webForms';
import { connectionSummary } from './bankConnection/shape';
import { callback, downloadFields } from './download';
import { byCreation } from './webForm';

/** What is left of a task when it is simplified. */
const simplifiedTask = {
	id: 'id',
	status: 'status',
	type: 'type',
	createdAt: 'createdAt',
	bankConnectionId: 'payload.bankConnectionId',
	webFormId: 'payload.webForm.id',
	webFormUrl: 'payload.webForm.url',
	errorCode: 'payload.errorCode',
	errorMessage: 'payload.errorMessage',
};

const taskId: Field = {
	displayName: 'Task ID',
	name: 'taskId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 3fa85f64-5717-4562-b3fc-2c963f66afa6',
	description: 'The ID of the task (36 characters), which Create Background Update returns',
	format: UUID,
};

const importNewAccountsMode: Field = {
	displayName: 'New Accounts',
	name: 'importNewAccountsMode',
	type: 'options',
	options: [
		{
			name: 'Import If Possible',
			value: 'CONDITIONAL',
			description: 'Only if the consent allows it',
		},
		{
			name: 'Import Whatever It Takes',
			value: 'FORCED',
			description:
				'If the consent does not allow it, deletes it, so that the user must give a new one',
		},
		{ name: 'Skip', value: 'SKIP' },
	],
	default: 'SKIP',
	description: 'Whether to load accounts that are not there yet',
	...body('importNewAccountsMode'),
};

/** Who is there, where somebody is: finAPI wants all three or none. */
const presence = (
	name: string,
	displayName: string,
	{ description, ...more }: Pick<Field, 'placeholder' | 'description' | 'maxLength'>,
): Field => ({
	displayName,
	name,
	type: 'string',
	default: '',
	description: `${description}. Only while the user is present, and only together with the other two User fields.`,
	...more,
	...body(`userMetadata.${name}`),
});

const PRESENCE = ['ipAddress', 'deviceOs', 'userAgent'] as const;

export const task: Resource = {
	value: 'task',
	name: 'Task',
	operations: [
		{
			value: 'createBackgroundUpdate',
			name: 'Create Background Update',
			action: 'Create background update for bank connection',
			description: 'Have finAPI load new data for a bank connection in the background',
			notice:
				"Don't run this on frequent schedules: while the user is not present, a bank allows four XS2A updates a day.",
			versions: ['V2'],
			request: {
				method: 'POST',
				service: 'webForm',
				path: '/api/tasks/backgroundUpdate',
				// The form that it may lead to lives on it.
				tokenLife: FORM_LIFE,
			},
			fields: [
				updatedConnectionId,
				importNewAccountsMode,
				additionalFields([
					...downloadFields,
					callback('finalised', 'Callback URL', 'the task has come to an end'),
					callback(
						'webFormRequired',
						'Callback URL for Form',
						'the user must go through a web form',
					),
					{
						displayName: 'Manage Saved Settings',
						name: 'manageSavedSettings',
						type: 'multiOptions',
						options: [
							{ name: 'Credentials', value: 'CREDENTIALS' },
							{ name: 'Default Two-Step Procedure', value: 'DEFAULT_TWO_STEP_PROCEDURE' },
						],
						default: [],
						description: 'What the user may change in a form, which is then always needed',
						...body('manageSavedSettings'),
					},
					presence('ipAddress', 'User IP Address', {
						placeholder: 'e.g. 203.0.113.7',
						description: "The address of the user's device",
						maxLength: 64,
					}),
					presence('deviceOs', 'User Device OS', {
						placeholder: 'e.g. iOS 19.1',
						description: "The operating system of the user's device",
						maxLength: 1024,
					}),
					presence('userAgent', 'User Agent', {
						placeholder: 'e.g. Mozilla/5.0',
						description: 'The browser or app of the user',
						maxLength: 1024,
					}),
				]),
			],
			check(sent) {
				const given = PRESENCE.filter((name) => sent.has(name));
				const [field] = given;
				return field === undefined || given.length === PRESENCE.length
					? undefined
					: {
							field,
							message: 'goes together with the other two User fields only',
							wayOut:
								"Fill in 'User IP Address', 'User Device OS' and 'User Agent', or none of them. Nothing was sent.",
						};
			},
			answer: { kind: 'record', has: ['id', 'status'], simplify: simplifiedTask },
			completion: taskEnd({ simplify: connectionSummary }),
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get task',
			description: 'Look up a task, or wait until it is done and get the bank connection',
			versions: ['V2'],
			request: { method: 'GET', service: 'webForm', path: '/api/tasks/{taskId}' },
			fields: [taskId],
			answer: { kind: 'record', has: ['id', 'status'], simplify: simplifiedTask },
			completion: taskEnd({ simplify: connectionSummary }),
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many tasks',
			description: 'List the tasks of the user',
			versions: ['V2'],
			request: { method: 'GET', service: 'webForm', path: '/api/tasks' },
			fields: [filters([byCreation])],
			answer: { kind: 'records', ...formPages, simplify: simplifiedTask },
		},
	],
};
