import { NOTIFICATION_EVENTS } from '../notificationEvents';

/** What the trigger listens to. */
export type Kind = 'formsAndTasks' | 'notifications' | 'userDeletions';

/** The end of the address of each, the first one that of the webhook which the node declares first. */
export const ADDRESS_ENDS: Readonly<Record<Kind, string>> = {
	formsAndTasks: 'forms-and-tasks',
	notifications: 'notifications',
	userDeletions: 'user-deletions',
};

export const KINDS: readonly Kind[] = ['formsAndTasks', 'notifications', 'userDeletions'];

/** Chosen in place of names, for events that nobody has heard of, too. */
export const ANY = '*';

interface Choice {
	name: string;
	value: string;
	description: string;
}

const any: Choice = {
	name: 'All',
	value: ANY,
	description: 'Including events that are not in this list',
};

/** In the order of their names, as n8n wants it. More may exist, which an expression can name. */
export const END_EVENTS: readonly Choice[] = [
	any,
	{
		name: 'Task Completed',
		value: 'task.COMPLETED',
		description: 'The bank connection is updated',
	},
	{
		name: 'Task Failed',
		value: 'task.COMPLETED_WITH_ERROR',
		description: 'The update failed; has an error code',
	},
	{
		name: 'Task Needs User',
		value: 'task.WEB_FORM_REQUIRED',
		description: 'The user must go through a web form first; has the address of the form',
	},
	{
		name: 'Web Form Aborted',
		value: 'webForm.ABORTED',
		description: 'The user has left the form',
	},
	{
		name: 'Web Form Completed',
		value: 'webForm.COMPLETED',
		description: 'The user has finished the form; has the bank connection',
	},
	{
		name: 'Web Form Expired',
		value: 'webForm.EXPIRED',
		description: 'The form was not finished in time, or the browser was closed',
	},
	{
		name: 'Web Form Failed',
		value: 'webForm.COMPLETED_WITH_ERROR',
		description: 'The form has ended with an error; has an error code',
	},
];

export const RULE_EVENTS: readonly Choice[] = [any, ...NOTIFICATION_EVENTS];
