import type { Workflow } from './editor';
import { announce, newRun, type Place } from './place';
import { countItems, describeRows } from './report';

/** A trigger that the demo shows in a workflow of its own. */
export interface ShownTrigger {
	type: string;
	name: string;
	/** What it waits for. */
	event: string;
	parameters: Record<string, unknown>;
	/** How it comes to be started in the demo, as a sentence. */
	cause: string;
	/** What is printed of its items. */
	columns: readonly string[];
}

/** One that the bank calls, at an address that the link of the job is made with. */
export interface CalledTrigger extends ShownTrigger {
	/** The end of its address. */
	path: string;
	/** Where the node that makes the link takes the address. */
	field: string;
}

/** A job whose link tells the bank to call a trigger. */
export function callingTrigger(
	job: Workflow,
	linkNode: string,
	{ type, path, field }: CalledTrigger,
	origin: string,
): Workflow {
	const nodes = job.nodes.map((node) => {
		if (node.name !== linkNode) return node;
		const additionalFields = {
			...(node.parameters.additionalFields as object),
			[field]: `${origin}/webhook/${type}/${path}`,
		};
		return { ...node, parameters: { ...node.parameters, additionalFields } };
	});
	return { ...job, nodes };
}

/** Publishes a workflow of the trigger alone, without what one of an earlier start has known. */
export async function publishTrigger(
	{ editor }: Place,
	{ type, name, event, parameters }: ShownTrigger,
	credentialIds: Record<string, string>,
): Promise<Workflow> {
	const unset = { id: '', name: '' };
	const node = {
		...{ id: type, name, typeVersion: 1, position: [0, 0] },
		type: `n8n-nodes-open-banking.${type}`,
		webhookId: type,
		parameters,
		credentials: Object.fromEntries(Object.keys(credentialIds).map((each) => [each, unset])),
	};
	const title = `${name}: ${event}`;
	const workflow = { id: `start-${type}`, name: title, nodes: [node], connections: {} };
	await editor.deleteWorkflow(workflow);
	await editor.importWorkflow(workflow, credentialIds);
	await editor.publish(workflow);
	return workflow;
}

/** Waits until its trigger has started a workflow, and prints with what. */
export async function tellStart(
	place: Place,
	{ cause, columns }: ShownTrigger,
	workflow: Workflow,
): Promise<void> {
	const { nodes } = await newRun(place, workflow);
	const items = nodes.flatMap((node) => node.items).map(({ json }) => json);
	announce(place, workflow);
	console.log(`  ${cause}`);
	const sentence = `This started the workflow with ${countItems(items)}`;
	console.log(describeRows(sentence, items, columns));
}
