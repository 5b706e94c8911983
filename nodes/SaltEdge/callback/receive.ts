import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { addressesFor, calledAddress } from './address';
import { callbackItem, readCallback } from './callback';
import { connectionOf } from './connection';
import { isWanted } from './filter';
import { publishedKey } from './publishedKeys';
import { claim, fingerprintOf, keep, release } from './repeats';
import { readSettings, type Settings } from './settings';
import { isSignedBy } from './signature';
import type { AddressName } from './types';

/** Answers without starting the workflow. */
function refuse(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

function header(context: IWebhookFunctions, name: string): string {
	return String(context.getHeaderData()[name] ?? '');
}

function isJson(context: IWebhookFunctions): boolean {
	const [type = ''] = header(context, 'content-type').split(';');
	return type.trim().toLowerCase() === 'application/json';
}

/** Why the signature doesn't hold, for n8n's log; `undefined` when it does. */
function complaintOf(
	context: IWebhookFunctions,
	{ publicKey, registeredAddresses }: Settings,
	name: AddressName,
	body: Buffer,
): string | undefined {
	const version = header(context, 'signature-key-version');
	const key = publicKey ?? publishedKey(version);
	if (!key) return `no key is known for Signature-key-version '${version.slice(0, 20)}'`;
	const addresses = addressesFor(context, name, registeredAddresses);
	const signature = header(context, 'signature');
	if (addresses.some((address) => isSignedBy(key, signature, address, body))) return undefined;
	return `its signature is not Salt Edge's for ${addresses.join(' or ')}. When another address stands in the dashboard of Salt Edge, enter it in Registered Addresses`;
}

/** The settings, or nothing when an expression makes them unusable, which n8n's log then says. */
function usableSettings(context: IWebhookFunctions): Settings | undefined {
	try {
		return readSettings(context);
	} catch (error) {
		context.logger.error(`Salt Edge Trigger: ${(error as Error).message}`);
		return undefined;
	}
}

/**
 * Takes a callback in: checks it, answers, and starts the workflow with it. Never throws for one that
 * is not genuine, or anybody could fill n8n with failed executions.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { path, rawBody: body } = context.getRequestObject();
	const name = calledAddress(path);
	if (!name) return refuse(context, 404, 'No such address');
	if (!isJson(context)) return refuse(context, 415, 'A callback is application/json');

	const settings = usableSettings(context);
	// A callback that is answered so comes again.
	if (!settings) return refuse(context, 503, 'The settings of the trigger are not usable');

	const complaint = settings.verifiesSignature && complaintOf(context, settings, name, body);
	if (complaint) {
		context.logger.warn(`Salt Edge Trigger: refused a callback, for ${complaint}.`);
		return refuse(context, 401, 'The signature does not hold');
	}
	const callback = readCallback(name, body);
	if (!callback) return refuse(context, 400, 'A callback is a JSON object with data');

	const now = Date.now();
	if (!isWanted(callback, settings, now)) return { webhookResponse: { message: 'Not wanted' } };
	const remembers = settings.ignoresRepeats && context.getMode() !== 'manual';
	const kept = context.getWorkflowStaticData('node');
	const nodeId = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	const fingerprint = fingerprintOf(name, body);
	if (remembers && !claim(nodeId, kept, fingerprint, now)) {
		return { webhookResponse: { message: 'Received before' } };
	}
	let isStarting = false;
	try {
		// Not left to n8n, which answers when it has started the workflow, and forgets then to save
		// what it keeps for the node.
		context.getResponseObject().status(200).json({ message: 'Workflow was started' });
		const connection = settings.addsConnection
			? await connectionOf(context, callback, settings.simplifies)
			: {};
		const item = { ...callbackItem(callback), ...connection };
		// With those that came meanwhile, in whose place n8n will save these.
		if (remembers) keep(nodeId, kept);
		isStarting = true;
		return { noWebhookResponse: true, workflowData: [[{ json: item }]] };
	} finally {
		// Or a repeat would count as received, and the callback would be lost.
		if (!isStarting) release(nodeId, fingerprint);
	}
}
