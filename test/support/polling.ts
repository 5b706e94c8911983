import { PollContext } from 'n8n-core';
import {
	type ICredentialsHelper,
	type IDataObject,
	type INode,
	type INodeType,
	type IPollFunctions,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor, only } from './engine';

/** A trigger that polls, as it would stand in a published workflow. */
export interface PollingSetup {
	nodeType: INodeType;
	/** Name of the credential type, and the one credential there is. */
	credential: string;
	credentials: ICredentialsHelper;
	parameters: IDataObject;
	timezone?: string;
	workflowId?: string;
}

/** Lets a test say what time it is; what waits goes on by the machine's clock. */
export function setTime(now: number | string): void {
	const time = typeof now === 'string' ? Date.parse(now) : now;
	jest.useFakeTimers({
		now: time,
		doNotFake: [
			'clearImmediate',
			'clearInterval',
			'clearTimeout',
			'hrtime',
			'nextTick',
			'performance',
			'queueMicrotask',
			'setImmediate',
			'setInterval',
			'setTimeout',
		],
	});
}

/** What a poll has given: the items of an execution that n8n starts, or nothing. */
export type Given = IDataObject[] | null;

/**
 * A workflow with such a trigger, and what n8n does with what it keeps: it writes it down when the
 * workflow is published, and with each execution that it starts. What a poll that gives nothing has
 * learned is in memory, until n8n ends.
 */
export class PollingWorkflow {
	/** As n8n has it in its database. */
	saved = '{}';
	private memory = '{}';
	private credentialId = '1';
	private readonly workflowId: string;

	constructor(
		private readonly setup: PollingSetup,
		/** Whether n8n reads what it keeps out of its database for each poll, as one that schedules there. */
		private readonly forgetsNothings = false,
	) {
		this.workflowId = setup.workflowId ?? `polling-${++workflows}`;
	}

	/** Publishes the workflow, or starts n8n with it: the trigger polls at once. */
	async start(): Promise<Given> {
		this.restart();
		const given = await this.poll();
		this.saved = this.memory;
		return given;
	}

	/** Ends n8n, however that comes about. */
	restart(): void {
		this.memory = this.saved;
	}

	/** Changes what is set in the trigger; n8n takes it over when the workflow is published again. */
	set(parameters: IDataObject): void {
		Object.assign(this.setup.parameters, parameters);
	}

	/** Chooses another credential in the node. */
	useCredential(id: string): void {
		this.credentialId = id;
	}

	/** @throws what the node throws; n8n makes a failed execution of it */
	async poll(): Promise<Given> {
		if (this.forgetsNothings) this.restart();
		return await this.run('trigger');
	}

	/** *Fetch Test Event* in the editor. */
	async fetchTestEvent(): Promise<Given> {
		return await this.run('manual');
	}

	/** Polls at the same time, of the same n8n, which has one context for all while a workflow is published. */
	async pollAtOnce(count: number): Promise<Given[]> {
		const { workflow, node } = this.workflow();
		const context = this.context(workflow, node, 'trigger');
		const polls = Array.from({ length: count }, async () => await this.call(context));
		const outcomes = await Promise.allSettled(polls);
		const given = outcomes.map((one) => (one.status === 'fulfilled' ? one.value : null));
		this.keep(workflow, given.some(Boolean));
		return given;
	}

	private async run(mode: WorkflowExecuteMode): Promise<Given> {
		const { workflow, node } = this.workflow();
		let given: Given = null;
		try {
			given = await this.call(this.context(workflow, node, mode));
			return given;
		} finally {
			// What a poll has changed before it failed is in memory as well.
			this.keep(workflow, given !== null && mode !== 'manual');
		}
	}

	private context(workflow: Workflow, node: INode, mode: WorkflowExecuteMode): PollContext {
		const data = additionalDataFor(this.setup.credentials);
		return new PollContext(workflow, node, data, mode, 'activate');
	}

	private async call(context: PollContext): Promise<Given> {
		const given = await this.setup.nodeType.poll?.call(context as unknown as IPollFunctions);
		return given ? (given[0] ?? []).map(({ json }) => json) : null;
	}

	private keep(workflow: Workflow, isSaved: boolean): void {
		this.memory = JSON.stringify(workflow.staticData);
		if (isSaved) this.saved = this.memory;
	}

	private workflow(): { workflow: Workflow; node: INode } {
		const { nodeType, credential, parameters, timezone = 'UTC' } = this.setup;
		const workflow = new Workflow({
			id: this.workflowId,
			nodes: [
				{
					id: 'polling-under-test',
					name: 'Trigger',
					type: 'n8n-nodes-open-banking.underTest',
					typeVersion: 1,
					position: [0, 0],
					parameters: structuredClone(parameters) as INode['parameters'],
					credentials: { [credential]: { id: this.credentialId, name: 'Bank account' } },
				},
			],
			connections: {},
			active: true,
			nodeTypes: only(nodeType),
			staticData: JSON.parse(this.memory) as IDataObject,
			settings: { timezone },
		});
		return { workflow, node: workflow.getNode('Trigger') as INode };
	}
}

let workflows = 0;
