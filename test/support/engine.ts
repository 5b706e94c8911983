import {
	ExecuteContext,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createEmptyRunExecutionData,
	createRunExecutionData,
	type ICredentialsHelper,
	type IDataObject,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
	setSafeRegexEngine,
	Workflow,
} from 'n8n-workflow';

// n8n gives a regular expression up after a quarter of a second, for which a busy machine may well
// stand still.
setSafeRegexEngine({
	exec: (pattern, input, flags) => new RegExp(pattern, flags).exec(input),
	test: (pattern, input, flags) => new RegExp(pattern, flags).test(input),
	replace: (pattern, input, flags, by) => input.replace(new RegExp(pattern, flags), by),
	matchAll: (pattern, input, flags = '') => [
		...input.matchAll(new RegExp(pattern, flags.includes('g') ? flags : `${flags}g`)),
	],
	split: (pattern, input, flags) => input.split(new RegExp(pattern, flags)),
});

/** A node under test, set up as it would stand in a workflow. */
export interface Setup {
	nodeType: INodeType;
	/** Name of the credential type, and the one credential there is. */
	credential: string;
	credentials: ICredentialsHelper;
	parameters: IDataObject;
	items?: INodeExecutionData[];
	/** The items of a loop, in which the node runs once for each of these. */
	rounds?: INodeExecutionData[][];
	/** The node that they come from, with what came out of it. */
	source?: { name: string; items: INodeExecutionData[] };
	/** The variables of the instance. */
	variables?: IDataObject;
	onError?: INode['onError'];
	/** The node's *Retry On Fail*. */
	retry?: Pick<INode, 'maxTries' | 'executeOnce'>;
	timezone?: string;
}

const TYPE = 'n8n-nodes-open-banking.underTest';

/** What n8n tells a node of where it runs. */
export function additionalDataFor(
	credentials?: ICredentialsHelper,
	variables: IDataObject = {},
): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper: credentials,
		currentNodeExecutionIndex: 0,
		executionId: '1',
		hooks: new ExecutionLifecycleHooks('manual', '1', {
			id: '1',
			name: 'test',
			active: false,
			isArchived: false,
			createdAt: new Date(0),
			updatedAt: new Date(0),
			nodes: [],
			connections: {},
			activeVersionId: null,
		}),
		// Without these no parameter can be read.
		restApiUrl: 'http://127.0.0.1/rest',
		instanceBaseUrl: 'http://127.0.0.1/',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		webhookTestBaseUrl: 'http://127.0.0.1/webhook-test',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		variables,
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** The one node type that there is. */
export const only = (nodeType: INodeType): INodeTypes =>
	({
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	}) as INodeTypes;

function workflowWith(setup: Setup): { workflow: Workflow; node: INode } {
	const { nodeType, credential, parameters, onError, retry, timezone } = setup;
	const node: INode = {
		id: 'node-under-test',
		name: 'Bank',
		type: TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		credentials: { [credential]: { id: '1', name: 'Bank account' } },
		...(onError && { onError }),
		...(retry && { retryOnFail: true, waitBetweenTries: 1, ...retry }),
	};
	const { source } = setup;
	const before: INode[] = source
		? [{ ...node, id: 'source', name: source.name, parameters: {}, credentials: {} }]
		: [];
	const workflow = new Workflow({
		id: '1',
		nodes: [node, ...before],
		connections: source
			? { [source.name]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } }
			: {},
		active: false,
		nodeTypes: only(nodeType),
		settings: { timezone: timezone ?? 'UTC' },
	});
	// The workflow's own copy has the defaults of all displayed fields.
	return { workflow, node: workflow.getNode('Bank') as INode };
}

/** The run of the node before, and where n8n has the node's items from. */
function originOf({ source, items = [{ json: {} }] }: Setup) {
	if (!source) return { runData: {}, data: { main: [items] }, from: null };
	const run: ITaskData = {
		startTime: 0,
		executionIndex: 0,
		executionTime: 0,
		executionStatus: 'success',
		source: [],
		data: { main: [source.items] },
	};
	const passedOn = source.items.map(({ json }, item) => ({ json, pairedItem: { item } }));
	return {
		runData: { [source.name]: [run] },
		data: { main: [passedOn] },
		from: { main: [{ previousNode: source.name }] },
	};
}

/** Starts a workflow of the one node in n8n's engine; the result can be cancelled. */
export function startWorkflow(setup: Setup) {
	const { workflow, node } = workflowWith(setup);
	const { runData: before, data, from: source } = originOf(setup);
	const runData = createRunExecutionData({
		executionData: {
			nodeExecutionStack: setup.rounds
				? setup.rounds.map((items) => ({ node, data: { main: [items] }, source: null }))
				: [{ node, data, source }],
		},
		resultData: { runData: before },
	});
	return new WorkflowExecute(
		additionalDataFor(setup.credentials, setup.variables),
		'manual',
		runData,
	).processRunExecutionData(workflow);
}

/** What came out of the node: its outputs, or the error that it ended with. */
export interface Outcome {
	items: INodeExecutionData[];
	/** Items of the error output, when the node has one. */
	errorItems: INodeExecutionData[];
	error?: Error & { description?: string | null; context?: IDataObject; httpCode?: string };
	run: IRun;
}

/** Runs a workflow of the one node in n8n's engine to its end. */
export async function runWorkflow(setup: Setup): Promise<Outcome> {
	const run = await startWorkflow(setup);
	const [task] = run.data.resultData.runData.Bank ?? [];
	const [items, errorItems] = task?.data?.main ?? [];
	return {
		items: items ?? [],
		errorItems: errorItems ?? [],
		error: run.data.resultData.error as Outcome['error'],
		run,
	};
}

/** The context in which the editor's panel calls the methods of a node. */
export function panelContext(setup: Setup): ILoadOptionsFunctions {
	const { workflow, node } = workflowWith(setup);
	const data = additionalDataFor(setup.credentials, setup.variables);
	data.currentNodeParameters = node.parameters;
	return new LoadOptionsContext(workflow, node, data, '') as unknown as ILoadOptionsFunctions;
}

/** The context in which n8n calls `execute`, for errors as thrown, and for cancelling by hand. */
export function executeContext(setup: Setup, signal?: AbortSignal): IExecuteFunctions {
	const { workflow, node } = workflowWith(setup);
	const items = setup.items ?? [{ json: {} }];
	const input = { main: [items] };
	return new ExecuteContext(
		workflow,
		node,
		additionalDataFor(setup.credentials, setup.variables),
		'manual',
		createEmptyRunExecutionData(),
		0,
		items,
		input,
		{ node, data: input, source: null },
		[],
		signal,
	) as unknown as IExecuteFunctions;
}
