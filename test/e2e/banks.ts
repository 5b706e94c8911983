import { type FinApiSandbox, startFinApi } from '../sandbox/finapi';
import { startFinicity, type FinicitySandbox } from '../sandbox/finicity';
import {
	type ApiVersion,
	type Callbacks,
	type SaltEdgeSandbox,
	startSaltEdge,
} from '../sandbox/saltedge';
import type { Credential, Run } from './editor';
import { connectAtFinApi, connectAtFinicity, connectAtSaltEdge } from './people';
import type { CalledTrigger } from './triggers';

/** Where n8n would be on the internet: finAPI calls no other addresses. */
const PUBLIC_ADDRESS = 'https://n8n.example.com';

/** A local bank that runs. */
export interface RunningBank {
	url: string;
	/** Opens this bank and no other. */
	credential: Credential;
	/** What it tells n8n unasked, if its dashboard knows where. */
	callbacks?: Callbacks;
	/** Where it calls an n8n on this machine, unless at n8n's own address. */
	originOf?(n8nUrl: string): string;
	close(): Promise<void>;
}

/** What the demo needs to know of a bank. */
export interface LocalBank {
	name: string;
	/** Where it listens, unless the variable names another port. */
	port: number;
	portVariable: string;
	/** An example that creates the user of the job, and the node that gives the user's keys. */
	newUser?: { example: string; node: string };
	/** Its whole job, a file in `examples/`. */
	example: string;
	/** Where the link for the person comes out of it. */
	link: { node: string; field: string };
	/** A trigger that the bank calls meanwhile, where the example does not begin with one. */
	called?: CalledTrigger;
	/** The Transaction Trigger: its type, and whom it watches after the job. */
	polling: { type: string; watched(job: Run): Record<string, unknown> };
	/** What to enter at a link, for who tries it by hand. */
	byHand: string;
	/** What the person does with the link. */
	connect(link: string): Promise<unknown>;
	start(port: number): Promise<RunningBank>;
}

/** The credential for a local Finicity. */
export function finicityCredential({ baseUrl, keys }: FinicitySandbox): Credential {
	const { partnerId, partnerSecret, appKey } = keys;
	return {
		type: 'finicityApi',
		name: 'Local Finicity',
		data: { authentication: 'partner', partnerId, partnerSecret, apiKey: appKey, baseUrl },
	};
}

/** The credential for a local finAPI, in its version. */
export function finApiCredential({
	baseUrl,
	webFormUrl,
	version,
	client,
	user,
	dataDecryptionKey,
}: FinApiSandbox): Credential {
	return {
		type: 'finApi',
		name: 'Local finAPI',
		data: {
			environment: 'own',
			baseUrl,
			webFormUrl,
			dataDecryptionSecret: dataDecryptionKey,
			apiVersion: version,
			authentication: 'user',
			...client,
			...user,
		},
	};
}

/** The credential for a local Salt Edge, in test mode: without a key to sign with. */
export function saltEdgeCredential(
	{ baseUrls, keys }: SaltEdgeSandbox,
	apiVersion: ApiVersion = 'v6',
): Credential {
	return {
		type: 'saltEdgeApi',
		name: 'Local Salt Edge',
		data: { ...keys, apiVersion, baseUrl: baseUrls[apiVersion] },
	};
}

/** What a node of a job has given, as the customer to watch. */
function customerOf({ nodes }: Run, name: string, field: string): Record<string, unknown> {
	const value = nodes.find(({ node }) => node === name)?.items[0]?.json[field];
	return { customerId: { __rl: true, mode: 'id', value: String(value) } };
}

/** The banks of the demo. A further bank is one more entry, and its example. */
export const banks: readonly LocalBank[] = [
	{
		name: 'Salt Edge',
		port: 5703,
		portVariable: 'SALTEDGE_PORT',
		example: 'salt-edge-connect-and-read.json',
		link: { node: 'Make the Link', field: 'connect_url' },
		polling: {
			type: 'saltEdgeTransactionTrigger',
			watched: (job) => customerOf(job, 'Salt Edge Trigger', 'customer_id'),
		},
		byHand: 'Take Fakebank Simple, with "username_2" and "secret".',
		connect: connectAtSaltEdge,
		async start(port) {
			const bank = await startSaltEdge({ port, stageDelayMs: 300 });
			return {
				url: bank.baseUrl,
				credential: saltEdgeCredential(bank),
				callbacks: bank.callbacks,
				close: async () => await bank.close(),
			};
		},
	},
	{
		name: 'Finicity',
		port: 5701,
		portVariable: 'FINICITY_PORT',
		example: 'finicity-connect-and-read.json',
		link: { node: 'Make the Link', field: 'link' },
		called: {
			type: 'finicityTrigger',
			name: 'Finicity Trigger',
			event: 'a person has connected a bank',
			parameters: { listenTo: 'connect', connectEvents: ['added'] },
			cause: 'Finicity told n8n that a bank was connected with the link above.',
			columns: ['eventType', 'customerId'],
			path: 'connect',
			field: 'webhook',
		},
		polling: {
			type: 'finicityTransactionTrigger',
			watched: (job) => customerOf(job, 'Create a Testing Customer', 'id'),
		},
		byHand: 'Search for FinBank, and sign in with "profile_03" as username and password.',
		connect: connectAtFinicity,
		async start(port) {
			const bank = await startFinicity({ port });
			return {
				url: bank.baseUrl,
				credential: finicityCredential(bank),
				close: async () => await bank.close(),
			};
		},
	},
	{
		name: 'finAPI',
		port: 5702,
		portVariable: 'FINAPI_PORT',
		newUser: { example: 'finapi-new-user.json', node: 'Copy This into the Credential' },
		example: 'finapi-connect-and-read.json',
		link: { node: 'Make the Web Form', field: 'url' },
		called: {
			type: 'finApiTrigger',
			name: 'finAPI Trigger',
			event: 'a person is done with a web form',
			parameters: { listenTo: 'formsAndTasks', endEvents: ['*'] },
			cause: 'finAPI told n8n that the form above had come to an end.',
			columns: ['event', 'webFormId', 'bankConnectionId'],
			path: 'forms-and-tasks',
			field: 'finalised',
		},
		polling: { type: 'finApiTransactionTrigger', watched: () => ({}) },
		byHand: 'Take finAPI Test Bank, with "demo_no_msa" as login and PIN.',
		connect: connectAtFinApi,
		async start(port) {
			// Slow enough to see that the example waits for the data.
			const bank = await startFinApi({ port, license: 'UNLICENSED', importDelayMs: 1_500 });
			return {
				url: bank.baseUrl,
				credential: finApiCredential(bank),
				originOf(n8nUrl) {
					bank.callbacks.route(PUBLIC_ADDRESS, n8nUrl);
					return PUBLIC_ADDRESS;
				},
				close: async () => await bank.close(),
			};
		},
	},
];
