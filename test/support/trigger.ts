import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	type ICredentialsHelper,
	type IDataObject,
	type INode,
	type INodeType,
	type IWebhookData,
	type IWebhookDescription,
	Workflow,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor, only } from './engine';

/** A trigger node under test, as it would stand in a published workflow. */
export interface TriggerSetup {
	nodeType: INodeType;
	parameters: IDataObject;
	/** Name of the credential type, and the one credential there is. */
	credential?: string;
	credentials?: ICredentialsHelper;
	/** A test of the editor rather than the published workflow. */
	isTest?: boolean;
	workflowId?: string;
	/** For several triggers in the same workflow. */
	nodeId?: string;
	/** What n8n has kept for the workflow from before. */
	kept?: IDataObject;
	/** n8n is known by the address of the server that stands in for it, so that banks can call it. */
	isReachable?: boolean;
}

/** The address under which the user's n8n is known; the server that stands in for it is elsewhere. */
export const PUBLIC_ADDRESS = 'https://n8n.example.com';
/** How often n8n tries to register a webhook. */
const TRIES = 5;
const WEBHOOK_ID = 'b7b5c3c4-3f53-4c58-9f4e-0c1d6a3f7a01';

/** A trigger that can be called over HTTP. */
export interface Trigger {
	/** The address of the node that ends in `path`, as the user copies it. */
	address(path: string): string;
	/** Where to send a request for that address: n8n behind its proxy. */
	local(path: string): string;
	/** The items of each execution that was started, in order. */
	started: IDataObject[][];
	/** What the node wrote into n8n's log. */
	log: string[];
	/** What n8n has kept for the workflow by now. */
	kept(): IDataObject;
	/** What thrown errors there were; n8n makes a failed execution of each. */
	thrown: unknown[];
	/** Publishes the workflow as n8n does: the addresses that it has answer one after the other. */
	publish(activation?: WorkflowActivateMode): Promise<void>;
	unpublish(): Promise<void>;
	close(): Promise<void>;
}

const credentialIds = new WeakMap<ICredentialsHelper, string>();
let credentialCount = 0;

/** No two tests have the same credential, as no two users have. */
function idOf(credentials: ICredentialsHelper | undefined): string {
	if (!credentials) return '0';
	const id = credentialIds.get(credentials) ?? String(++credentialCount);
	credentialIds.set(credentials, id);
	return id;
}

function workflowWith(setup: TriggerSetup, kept: IDataObject): { workflow: Workflow; node: INode } {
	const { nodeType, credential, parameters, workflowId = '1' } = setup;
	const { nodeId = 'trigger-under-test' } = setup;
	const workflow = new Workflow({
		id: workflowId,
		nodes: [
			{
				id: nodeId,
				name: 'Trigger',
				type: 'n8n-nodes-open-banking.underTest',
				typeVersion: 1,
				position: [0, 0],
				webhookId: WEBHOOK_ID,
				parameters: parameters as INode['parameters'],
				...(credential && {
					credentials: { [credential]: { id: idOf(setup.credentials), name: 'Bank account' } },
				}),
			},
		],
		connections: {},
		active: true,
		nodeTypes: only(nodeType),
		// A copy for each request, as n8n reads it out of its database.
		staticData: JSON.parse(JSON.stringify(kept)) as IDataObject,
		settings: { timezone: 'UTC' },
	});
	return { workflow, node: workflow.getNode('Trigger') as INode };
}

function additionalData(setup: TriggerSetup, http: object = {}, address = PUBLIC_ADDRESS) {
	return {
		...additionalDataFor(setup.credentials),
		webhookBaseUrl: `${address}/webhook`,
		webhookTestBaseUrl: `${address}/webhook-test`,
		...http,
	};
}

/** The part of Express's answer that nodes use. */
function answerOf(response: ServerResponse) {
	const answer = {
		status(code: number) {
			response.statusCode = code;
			return answer;
		},
		json(body: unknown) {
			response.setHeader('Content-Type', 'application/json');
			response.end(JSON.stringify(body));
			return answer;
		},
		set(name: string, value: string) {
			response.setHeader(name, value);
			return answer;
		},
		type(type: string) {
			return answer.set('Content-Type', type);
		},
		send(text: string) {
			response.end(text);
			return answer;
		},
	};
	return answer;
}

/**
 * Starts a server that does n8n's part for one trigger node: reads the body, calls the node in the
 * context of n8n-core, keeps what it wants kept, and answers.
 */
export async function startTrigger(setup: TriggerSetup): Promise<Trigger> {
	const { nodeType, isTest = false } = setup;
	const endpoint = isTest ? 'webhook-test' : 'webhook';
	const started: IDataObject[][] = [];
	const log: string[] = [];
	const thrown: unknown[] = [];
	let kept = setup.kept ?? {};
	let served: readonly IWebhookDescription[] | undefined;
	const { webhooks = [] } = nodeType.description;
	const write = (text: string) => void log.push(text);
	const logger = { warn: write, error: write, debug: write };

	function save({ staticData }: Workflow): void {
		if (staticData.__dataChanged === true) {
			kept = JSON.parse(JSON.stringify(staticData)) as IDataObject;
		}
	}

	async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of message) chunks.push(chunk as Buffer);
		const { workflow, node } = workflowWith(setup, kept);
		const { pathname, searchParams } = new URL(message.url ?? '', PUBLIC_ADDRESS);
		const request = {
			...{ method: message.method, headers: message.headers, path: pathname },
			...{ query: Object.fromEntries(searchParams), rawBody: Buffer.concat(chunks) },
		};
		const webhookDescription = webhooks.find(
			({ httpMethod, path }) => httpMethod === message.method && pathname.endsWith(`/${path}`),
		);
		if (served && !(webhookDescription && served.includes(webhookDescription))) {
			answerOf(response).status(404).json({ message: 'The requested webhook is not registered.' });
			return;
		}
		const http = { httpRequest: request, httpResponse: answerOf(response) };
		const data = additionalData(setup, http, known);
		const mode: WorkflowExecuteMode = isTest ? 'manual' : 'webhook';
		const webhookData = { webhookDescription: { name: 'default' }, isTest } as IWebhookData;
		const context = new WebhookContext(workflow, node, data, mode, webhookData, [], null);
		Object.defineProperty(context, 'logger', { value: logger });
		const result = await nodeType.webhook?.call(context);
		// When n8n itself answers for a workflow that starts, it starts it first, and saves nothing then.
		const isSaved = result?.noWebhookResponse === true || !result?.workflowData;
		if (isSaved) save(workflow);
		if (result?.workflowData) started.push((result.workflowData[0] ?? []).map(({ json }) => json));
		if (!result?.noWebhookResponse) {
			answerOf(response).json(result?.webhookResponse ?? { message: 'Workflow was started' });
		}
	}

	const server = createServer((message, response) => {
		answer(message, response).catch((error: unknown) => {
			thrown.push(error);
			response.statusCode = 500;
			response.end();
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const here = `http://127.0.0.1:${port}`;
	const known = setup.isReachable ? here : PUBLIC_ADDRESS;
	const tail = (path: string) => `/${endpoint}/${WEBHOOK_ID}/${path}`;

	async function call(
		workflow: Workflow,
		webhook: IWebhookDescription,
		hook: Hook,
		activation: WorkflowActivateMode,
	): Promise<boolean | undefined> {
		const method = nodeType.webhookMethods?.[webhook.name]?.[hook];
		if (!method) return undefined;
		const node = workflow.getNode('Trigger') as INode;
		const data = additionalData(setup, {}, known);
		const mode = isTest ? 'manual' : 'trigger';
		const webhookData = { webhookDescription: webhook, isTest } as IWebhookData;
		const context = new HookContext(workflow, node, data, mode, activation, webhookData);
		Object.defineProperty(context, 'logger', { value: logger });
		return await method.call(context);
	}

	async function unpublish(): Promise<void> {
		const { workflow } = workflowWith(setup, kept);
		for (const webhook of webhooks) await call(workflow, webhook, 'delete', 'update');
		save(workflow);
		served = [];
	}

	async function publish(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		const { workflow } = workflowWith(setup, kept);
		served = [];
		for (const webhook of webhooks) await register(workflow, webhook, activation, TRIES);
		save(workflow);
	}

	async function register(
		workflow: Workflow,
		webhook: IWebhookDescription,
		activation: WorkflowActivateMode,
		tries: number,
	): Promise<void> {
		try {
			served = [...(served ?? []), webhook];
			const exists = await call(workflow, webhook, 'checkExists', activation);
			if (!exists) await call(workflow, webhook, 'create', activation);
		} catch (error) {
			await call(workflow, webhook, 'delete', 'update');
			save(workflow);
			// Also those that had stood before it, which n8n does not put back.
			served = [];
			if (tries <= 1) throw error;
			await register(workflow, webhook, activation, tries - 1);
		}
	}

	return {
		...{ started, log, thrown, publish, unpublish },
		address: (path) => known + tail(path),
		local: (path) => here + tail(path),
		kept: () => kept,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

type Hook = 'checkExists' | 'create' | 'delete';

/** What n8n calls when a workflow with the trigger is published, and when it no longer is. */
export async function callHook(setup: TriggerSetup, hook: Hook): Promise<boolean | undefined> {
	const { workflow, node } = workflowWith(setup, {});
	const data = additionalData(setup);
	const context = new HookContext(workflow, node, data, 'webhook', 'activate');
	return await setup.nodeType.webhookMethods?.default?.[hook].call(context);
}

/** Publishes a workflow with the trigger, as far as the node takes part in that. */
export async function publish(setup: TriggerSetup): Promise<boolean> {
	if (await callHook(setup, 'checkExists')) return true;
	return (await callHook(setup, 'create')) ?? false;
}

/** The ends of the addresses that the editor shows above the trigger's panel. */
export function shownAddresses(setup: TriggerSetup): string[] {
	const { workflow, node } = workflowWith(setup, {});
	const { webhooks = [] } = setup.nodeType.description;
	return webhooks
		.filter(({ ndvHideUrl }) => {
			const hides = workflow.expression.getSimpleParameterValue(node, ndvHideUrl, 'internal', {});
			return hides !== true;
		})
		.map(({ path }) => path);
}
