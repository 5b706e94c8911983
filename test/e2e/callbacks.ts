import type { Callbacks, CallbackType } from '../sandbox/saltedge';
import type { Workflow } from './editor';

const TRIGGER = 'n8n-nodes-open-banking.saltEdgeTrigger';

/** A workflow whose trigger takes what is signed with the given key, in place of Salt Edge's own. */
export function trusting(workflow: Workflow, publicKey: string): Workflow {
	const nodes = workflow.nodes.map((node) => {
		if (node.type !== TRIGGER) return node;
		const options = { ...(node.parameters.options as object), publicKey };
		return { ...node, parameters: { ...node.parameters, options } };
	});
	return { ...workflow, nodes };
}

function triggerOf({ nodes }: Workflow) {
	const trigger = nodes.find(({ type }) => type === TRIGGER);
	if (!trigger) throw new Error('There is no Salt Edge Trigger');
	return trigger;
}

/** The types of callbacks that start a workflow. */
export function chosenTypes(workflow: Workflow): CallbackType[] {
	return triggerOf(workflow).parameters.callbackTypes as CallbackType[];
}

/** The address for a type of callback, as the panel of the trigger shows it. */
export function callbackAddress(
	n8nUrl: string,
	workflow: Workflow,
	type: CallbackType,
	use: 'webhook' | 'webhook-test' = 'webhook',
): string {
	const end = type === 'providerChanges' ? 'provider-changes' : type;
	return `${n8nUrl}/${use}/${triggerOf(workflow).webhookId}/${end}`;
}

/** What the user does in the dashboard of Salt Edge: enters the address for each of these types. */
export function enterAddresses(
	callbacks: Callbacks,
	types: readonly CallbackType[],
	n8nUrl: string,
	workflow: Workflow,
): void {
	for (const type of types) callbacks.register(type, callbackAddress(n8nUrl, workflow, type));
}
