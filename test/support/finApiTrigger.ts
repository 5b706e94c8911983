import type { IDataObject } from 'n8n-workflow';
import { FinApiTrigger } from '../../nodes/FinApi/FinApiTrigger.node';
import type { FinApiSandbox } from '../sandbox/finapi';
import { finApiCredential, runFinApi } from './finApi';
import { byId } from './finicity';
import { type Answer, post } from './post';
import { PUBLIC_ADDRESS, startTrigger, type Trigger, type TriggerSetup } from './trigger';

let workflows = 0;

/** A trigger that listens to all ends of web forms and tasks, unless told otherwise. */
export function triggerSetup(
	sandbox: FinApiSandbox,
	parameters: IDataObject = {},
	more: Partial<TriggerSetup> = {},
): TriggerSetup {
	workflows += 1;
	return {
		nodeType: new FinApiTrigger(),
		workflowId: `finapi-${workflows}`,
		credential: 'finApi',
		credentials: finApiCredential(sandbox),
		...more,
		parameters: {
			...{ listenTo: 'formsAndTasks', endEvents: ['*'], notificationEvents: ['*'] },
			...parameters,
		},
	};
}

const open: Trigger[] = [];

/** Starts it, in a workflow of its own, where the local finAPI finds it. */
export async function listen(...setup: Parameters<typeof triggerSetup>): Promise<Trigger> {
	const trigger = await startTrigger(triggerSetup(...setup));
	const [sandbox] = setup;
	sandbox.callbacks.route(PUBLIC_ADDRESS, new URL(trigger.local('')).origin);
	open.push(trigger);
	return trigger;
}

/** Closes what a test has started. None of it may have thrown: n8n would show failed executions. */
export async function closeTriggers(): Promise<void> {
	const closing = open.splice(0);
	await Promise.all(closing.map(async (trigger) => await trigger.close()));
	expect(closing.flatMap(({ thrown }) => thrown)).toEqual([]);
}

/** Sends what finAPI would. */
export async function tell(trigger: Trigger, end: string, says: object): Promise<Answer> {
	return await post(trigger.local(end), Buffer.from(JSON.stringify(says)));
}

/** The one item of each execution. */
export const items = ({ started }: Trigger): IDataObject[] => started.flat();

async function make(
	sandbox: FinApiSandbox,
	operation: string,
	parameters: IDataObject,
): Promise<IDataObject> {
	const outcome = await runFinApi(sandbox, operation, parameters);
	if (outcome.error) throw outcome.error;
	return outcome.items[0]?.json ?? {};
}

/** A new web form, which tells a trigger of its end, if there is one. */
export async function createForm(
	sandbox: FinApiSandbox,
	trigger?: Trigger,
): Promise<{ id: string; url: string }> {
	const form = await make(sandbox, 'createForBankConnectionImport', {
		resource: 'webForm',
		additionalFields: trigger ? { finalised: trigger.address('forms-and-tasks') } : {},
	});
	return { id: String(form.id), url: String(form.url) };
}

/** A new notification rule. */
export async function createRule(
	sandbox: FinApiSandbox,
	parameters: IDataObject = {},
): Promise<string> {
	const { id } = await make(sandbox, 'create', {
		...{ resource: 'notificationRule', triggerEvent: 'NEW_TRANSACTIONS', ...parameters },
	});
	return String(id);
}

/** A new task for a bank connection, which tells a trigger of its end, and when it needs its user. */
export async function createTask(
	sandbox: FinApiSandbox,
	connectionId: string,
	trigger?: Trigger,
): Promise<string> {
	const address = trigger?.address('forms-and-tasks');
	const { id } = await make(sandbox, 'createBackgroundUpdate', {
		resource: 'task',
		bankConnectionId: byId(connectionId),
		additionalFields: trigger ? { finalised: address, webFormRequired: address } : {},
	});
	return String(id);
}
