import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import {
	type BenchBank,
	ENDED_FORMS,
	finApiUserKeys,
	finicityKeys,
	PARTNER_SECRET,
	UNKNOWN_FORMS,
} from './bank';
import type { BenchNode } from './workflows';
import type { Credential } from '../e2e/editor';

/** A call of a trigger, as it goes over the wire. */
export interface Callback {
	body: string;
	headers: Record<string, string>;
}

/** A trigger that is called, and what its bank calls it with. */
export interface CalledTrigger {
	/** As the tables have it. */
	name: string;
	/** How it makes sure of a callback. */
	check: string;
	/** Part of the ids of its workflows. */
	id: string;
	/** The node, but for its address. */
	node: Pick<BenchNode, 'type' | 'parameters' | 'credential'>;
	credential?(bank: BenchBank): Credential;
	/** The end of the address that is called. */
	end: string;
	/** An event, and another one for each number. */
	body(number: number): string;
	/** What proves that a body is for an address, where the bank signs. */
	proof(url: string, body: string): Record<string, string>;
	/** A body that the bank has never sent. */
	forged: string;
}

/** Milliseconds for which the sender waits. */
const ANSWERED_WITHIN = 60_000;

const pair = generateKeyPairSync('rsa', {
	modulusLength: 2048,
	publicKeyEncoding: { type: 'spki', format: 'pem' },
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

function saltEdgeBody(number: number): string {
	return JSON.stringify({
		data: {
			connection_id: String(907_152_193_000_000_000_000n + BigInt(number)),
			customer_id: '905273625378439187',
			custom_fields: { reference: String(number) },
			stage: 'finish',
		},
		meta: { version: '5', time: new Date().toISOString() },
	});
}

/** Salt Edge's: signed with RSA over the address and the body. */
export const saltEdge: CalledTrigger = {
	name: 'Salt Edge Trigger',
	check: 'an RSA signature',
	id: 'salt-edge',
	node: {
		type: 'n8n-nodes-open-banking.saltEdgeTrigger',
		parameters: {
			callbackTypes: ['success', 'failure', 'notify'],
			options: { publicKey: pair.publicKey },
		},
	},
	end: 'success',
	body: saltEdgeBody,
	proof(url, body) {
		const signature = sign('sha256', Buffer.from(`${url}|${body}`), pair.privateKey);
		return { signature: signature.toString('base64') };
	},
	forged: saltEdgeBody(0),
};

function finicityBody(number: number): string {
	return JSON.stringify({
		customerId: '7000000001',
		eventType: 'done',
		eventId: `1770000000000-${String(number).padStart(24, '0')}`,
		payload: {},
	});
}

/** Finicity's events of Connect: signed with HMAC over the body. */
const finicity: CalledTrigger = {
	name: 'Finicity Trigger',
	check: 'an HMAC signature',
	id: 'finicity',
	node: {
		type: 'n8n-nodes-open-banking.finicityTrigger',
		credential: 'finicityApi',
		parameters: { listenTo: 'connect', connectEvents: ['*'] },
	},
	credential: finicityKeys,
	end: 'connect',
	body: finicityBody,
	proof: (_, body) => ({
		'x-finicity-signature': createHmac('sha256', PARTNER_SECRET).update(body).digest('hex'),
	}),
	forged: finicityBody(0),
};

function formBody(forms: string, number: number): string {
	const webFormId = forms + String(number).padStart(12, '0');
	return JSON.stringify({ webFormId, status: 'COMPLETED' });
}

/** finAPI's ends of web forms: not signed, so the bank is asked about each. */
const finApi: CalledTrigger = {
	name: 'finAPI Trigger',
	check: 'a request to the bank',
	id: 'finapi',
	node: {
		type: 'n8n-nodes-open-banking.finApiTrigger',
		credential: 'finApi',
		parameters: { listenTo: 'formsAndTasks', endEvents: ['*'], confirm: true },
	},
	credential: finApiUserKeys,
	end: 'forms-and-tasks',
	body: (number) => formBody(ENDED_FORMS, number),
	proof: () => ({}),
	forged: formBody(UNKNOWN_FORMS, 0),
};

/** One of each bank. */
export const calledTriggers: readonly CalledTrigger[] = [saltEdge, finicity, finApi];

/** A workflow's first node. */
export function triggerNode({ node }: CalledTrigger, webhookId: string): BenchNode {
	return { ...node, name: 'Trigger', webhookId };
}

const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * Callbacks to an address.
 *
 * @param first the number of the first one: no two of one number are different
 */
export function callbacks(
	{ body, proof }: CalledTrigger,
	url: string,
	count: number,
	first: number,
): Callback[] {
	return Array.from({ length: count }, (_, index) => {
		const text = body(first + index);
		return { body: text, headers: { ...JSON_TYPE, ...proof(url, text) } };
	});
}

/** A body that the bank has never sent, with the signature of another one. */
export function forgery({ body, proof, forged }: CalledTrigger, url: string): Callback {
	return { body: forged, headers: { ...JSON_TYPE, ...proof(url, body(1)) } };
}

/**
 * n8n's own node. n8n has a short way for it, as long as no field of it holds an expression.
 */
export function webhookNode(webhookId: string, options: Record<string, unknown> = {}): BenchNode {
	return {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId,
		parameters: { httpMethod: 'POST', path: webhookId, responseMode: 'onReceived', options },
	};
}

/** Sends a callback, and tells the status of the answer. */
export async function post(url: string, { body, headers }: Callback): Promise<number> {
	const signal = AbortSignal.timeout(ANSWERED_WITHIN);
	const response = await fetch(url, { method: 'POST', body, headers, signal });
	await response.arrayBuffer();
	return response.status;
}
