import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import type { IDataObject } from 'n8n-workflow';
import { SaltEdgeTrigger } from '../../nodes/SaltEdge/SaltEdgeTrigger.node';
import { type Answer, post as postJson } from './post';
import { startTrigger, type Trigger, type TriggerSetup } from './trigger';

/** Stands in for Salt Edge's key, whose private half nobody else has. */
export const callbackKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** A key that Salt Edge has nothing to do with. */
export const otherKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

export const connectionId = '907152193875460301';
export const customerId = '905731486325476354';
const ids = { connection_id: connectionId, customer_id: customerId };

/** What `data` holds in a callback of each type, as v5 has it. */
export const dataOf = {
	success: { ...ids, custom_fields: { ledger: 'Haushalt' } },
	failure: {
		...ids,
		custom_fields: {},
		error_class: 'InvalidCredentials',
		error_message: 'Invalid credentials.',
	},
	notify: { ...ids, custom_fields: {}, stage: 'fetch_accounts' },
	interactive: {
		...ids,
		custom_fields: {},
		stage: 'interactive',
		html: '<p>Which code did you get?</p>',
		session_expires_at: '2026-01-31T09:30:00Z',
		interactive_fields_names: ['sms'],
		interactive_fields_options: {},
	},
	destroy: ids,
	service: { ...ids, custom_fields: {}, reason: 'updated' },
	providerChanges: { provider_code: 'stadtbank_de', provider_status: 'inactive' },
} as const;

export type TypeName = keyof typeof dataOf;
export const typeNames = Object.keys(dataOf) as TypeName[];

/** The end of the address of each type, and of that for all. */
export const endOf = (name: TypeName | 'all') =>
	name === 'providerChanges' ? 'provider-changes' : name;

/** A body as Salt Edge writes it, without a space. */
export function bodyOf(data: object, time: number | string = Date.now(), version = '5'): Buffer {
	const meta = { version, time: typeof time === 'number' ? isoTime(time) : time };
	return Buffer.from(JSON.stringify({ data, meta }));
}

export const isoTime = (time: number) => new Date(time).toISOString();

/** The signature of a body for an address. */
export function signatureOf(
	address: string,
	body: Buffer,
	key: KeyObject = callbackKeys.privateKey,
): string {
	return sign('sha256', Buffer.concat([Buffer.from(`${address}|`), body]), key).toString('base64');
}

/** Posts to an address of the trigger; with a signature when one is given. */
export async function post(
	url: string,
	body: Buffer,
	headers: OutgoingHttpHeaders = {},
): Promise<Answer> {
	return await postJson(url, body, { 'Signature-key-version': '5.0', ...headers });
}

/** Sends bytes as Salt Edge would: signed for the node's own address. */
export async function deliver(trigger: Trigger, end: string, body: Buffer): Promise<Answer> {
	const signature = signatureOf(trigger.address(end), body);
	return await post(trigger.local(end), body, { Signature: signature });
}

/** Sends a callback as Salt Edge would. */
export async function tell(
	trigger: Trigger,
	name: TypeName | 'all',
	data: object,
	time?: number | string,
): Promise<Answer> {
	return await deliver(trigger, endOf(name), bodyOf(data, time));
}

const open: Trigger[] = [];
let workflows = 0;

/** A trigger that takes every type, and goes by the key that stands in for Salt Edge's. */
export function triggerSetup(
	parameters: IDataObject = {},
	more: Partial<TriggerSetup> = {},
): TriggerSetup {
	workflows += 1;
	return {
		nodeType: new SaltEdgeTrigger(),
		workflowId: `workflow-${workflows}`,
		...more,
		parameters: {
			callbackTypes: typeNames,
			...parameters,
			options: { publicKey: pemOf(callbackKeys.publicKey), ...(parameters.options as IDataObject) },
		},
	};
}

/** Starts it, in a workflow of its own. */
export async function listen(...setup: Parameters<typeof triggerSetup>): Promise<Trigger> {
	const trigger = await startTrigger(triggerSetup(...setup));
	open.push(trigger);
	return trigger;
}

/** Closes what a test has started. None of it may have thrown: n8n would show failed executions. */
export async function closeTriggers(): Promise<void> {
	const closing = open.splice(0);
	await Promise.all(closing.map(async (trigger) => await trigger.close()));
	expect(closing.flatMap(({ thrown }) => thrown)).toEqual([]);
}

/** What a refused or unwanted callback must leave behind. */
export function expectNothing(trigger: Trigger): void {
	expect(trigger.started).toEqual([]);
	expect(trigger.kept()).toEqual({});
	expect(trigger.thrown).toEqual([]);
}
