import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { n8nFolder } from './folders';
import { owner } from './n8n';

const READY_WITHIN = 60_000;

/** A credential with its secrets readable, as the user types it into the editor. */
export interface Credential {
	type: string;
	name: string;
	data: Record<string, unknown>;
}

interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	/** What stands in the addresses of a node that is called. */
	webhookId?: string;
}

/** A workflow as the editor saves it to a file. */
export interface Workflow {
	/** Importing a workflow with the id of an earlier one replaces that one. */
	id: string;
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	/** Items that come out of a node without running it, by its name. */
	pinData?: Record<string, Item[]>;
}

/** A node whose panel is open. */
export interface OpenNode {
	type: string;
	parameters: Record<string, unknown>;
	credentials: Record<string, { id: string; name: string }>;
}

/** A field of it that takes its entries from the bank. */
export interface Dropdown {
	/** Where the field stands, as `parameters.outer[0].inner`. */
	path: string;
	/** The method of the node that fetches the entries. */
	method: string;
}

/** A field of a form that comes from the bank. */
export interface FormField {
	id: string;
	displayName: string;
	required: boolean;
	type?: string;
	options?: Entry[];
}

/** An entry of a dropdown. */
export interface Entry {
	name: string;
	value: string | number;
}

/** An item as it leaves a node. */
export interface Item {
	json: Record<string, unknown>;
	pairedItem?: { item: number } | { item: number }[] | number;
}

/** Why a node or a run has stopped, as the editor shows it. */
export interface NodeError {
	message: string;
	description?: string | null;
}

/** What one node made of a run. */
export interface NodeRun {
	node: string;
	/** How long it took. */
	milliseconds: number;
	/** Those of the first output; from a Filter, what it has kept. */
	items: Item[];
	error?: NodeError;
}

/** A finished run, with its nodes in the order in which they ran. */
export interface Run {
	status: string;
	nodes: NodeRun[];
	error?: NodeError & { node?: { name: string } };
}

/** How often a published workflow has run to its end. */
export interface RunCounts {
	succeeded: number;
	failed: number;
}

/** A Data table. */
export interface Table {
	/** Where the editor shows it. */
	url: string;
	rows: Record<string, unknown>[];
}

/** What n8n says about a tested credential. */
export interface TestResult {
	status: 'OK' | 'Error';
	message: string;
}

/** n8n as the owner uses it in the browser: everything goes through the calls that the editor makes. */
export interface Editor {
	/** Saves a credential, in place of an earlier one of the same name, and tells its id. */
	saveCredential(credential: Credential): Promise<string>;
	/** The Test button: tries the credential as it stands in the form, saved or not. */
	testCredential(id: string, credential: Credential): Promise<TestResult>;
	/** Saves a workflow and gives its nodes the saved credentials of the types that they ask for. */
	importWorkflow(workflow: Workflow, credentialIds: Record<string, string>): Promise<void>;
	/**
	 * The Execute Workflow button: starts a workflow, and tells the id of the run.
	 *
	 * @param trigger the name of the trigger to start from, where there are several
	 */
	start(workflow: Workflow, trigger?: string): Promise<string>;
	/** The same, and waits for the end. */
	run(workflow: Workflow, signal?: AbortSignal): Promise<Run>;
	/** The button of a trigger that is called: runs the workflow with the next call to a test address. */
	listen(workflow: Workflow): Promise<void>;
	/**
	 * The Publish button: from now on the workflow, as it was saved last, starts by itself.
	 *
	 * @throws Error with what the editor shows when a trigger can't be started
	 */
	publish(workflow: Workflow): Promise<void>;
	/** Ends that. */
	unpublish(workflow: Workflow): Promise<void>;
	/** Deletes a workflow with its runs, and what its triggers know, if there is one of the id. */
	deleteWorkflow(workflow: Workflow): Promise<void>;
	/** The Executions tab: the ids of the last hundred runs of a workflow, the newest first. */
	listRuns(workflow: Workflow): Promise<string[]>;
	/** What n8n counts of a published workflow, whether its runs are saved or not. */
	countRuns(workflow: Pick<Workflow, 'id'>): Promise<RunCounts>;
	/** Opens a run there, and waits for its end. */
	openRun(id: string, signal?: AbortSignal): Promise<Run>;
	/** Opens a run there, however far it has come. */
	lookAtRun(id: string): Promise<Run>;
	/** Opens a Data table. */
	readTable(name: string): Promise<Table>;
	/** Deletes a Data table, if there is one of the name. */
	deleteTable(name: string): Promise<void>;
	/** Opens a dropdown with a list that comes whole. */
	loadOptions(node: OpenNode, dropdown: Dropdown): Promise<Entry[]>;
	/** Opens a From List dropdown, searches it, or scrolls to its end, where the token leads on. */
	searchList(
		node: OpenNode,
		dropdown: Dropdown,
		search?: { filter?: string; paginationToken?: string },
	): Promise<{ results: Entry[]; paginationToken?: string }>;
	/** Opens a form whose fields come from the bank. */
	loadForm(node: OpenNode, dropdown: Dropdown): Promise<FormField[]>;
	/** A file that the editor loads, like the list of node types. */
	load(path: string): Promise<Response>;
}

interface Execution {
	status: string;
	/** Text in the format of the `flatted` package. */
	data: string;
}

interface PublicationStatus {
	status: string;
	triggers: { errorMessage: string | null }[];
}

interface RunData {
	resultData: {
		runData?: Record<
			string,
			{
				startTime: number;
				executionIndex: number;
				executionTime: number;
				data?: { main?: (Item[] | null)[] };
				error?: NodeError;
			}[]
		>;
		error?: Run['error'];
	};
}

const flatted = createRequire(join(n8nFolder, 'package.json'));

function readRun({ status, data }: Execution): Run {
	const { parse } = flatted('flatted') as { parse(text: string): RunData | undefined };
	// Of a run that has only begun, there is nothing yet.
	const { runData = {}, error } = parse(data)?.resultData ?? {};
	const nodes = Object.entries(runData)
		.map(([node, tries]) => ({
			startTime: tries[0]?.startTime ?? 0,
			index: tries[0]?.executionIndex ?? 0,
			run: {
				node,
				milliseconds: tries.reduce((sum, { executionTime }) => sum + executionTime, 0),
				items: tries.flatMap((each) => each.data?.main?.[0] ?? []),
				error: tries.find((each) => each.error)?.error,
			},
		}))
		// A run that has waited counts from the beginning again when it goes on.
		.sort((one, other) => one.startTime - other.startTime || one.index - other.index)
		.map(({ run }) => run);
	return { status, nodes, error };
}

/** What n8n is told of a dropdown to fill. */
function dropdownRequest({ type, parameters, credentials }: OpenNode, dropdown: Dropdown) {
	return {
		path: dropdown.path,
		methodName: dropdown.method,
		nodeTypeAndVersion: { name: type, version: 1 },
		currentNodeParameters: parameters,
		credentials,
	};
}

/** Signs in to a running n8n as its owner. */
export async function signIn(url: string): Promise<Editor> {
	// n8n binds a session to the browser, which names itself by this header.
	const headers: Record<string, string> = {
		'browser-id': 'end-to-end',
		'content-type': 'application/json',
	};

	async function send(method: string, path: string, body?: unknown): Promise<Response> {
		const deadline = Date.now() + READY_WITHIN;
		for (;;) {
			let response: Response;
			try {
				response = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
			} catch (error) {
				// n8n may close a connection that has rested at the moment when it is used again.
				if (!['GET', 'DELETE'].includes(method) || Date.now() > deadline) throw error;
				await sleep(100);
				continue;
			}
			if (response.ok) return response;
			const { status } = response;
			// After much work n8n takes its database for lost, and does nothing for a while.
			if (status !== 503 || Date.now() > deadline) {
				throw new Error(`n8n answered ${status} to ${method} ${path}: ${await response.text()}`);
			}
			await sleep(100);
		}
	}

	async function rest<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await send(method, `/rest${path}`, body);
		return ((await response.json()) as { data: T }).data;
	}

	const response = await send('POST', '/rest/login', {
		emailOrLdapLoginId: owner.email,
		password: owner.password,
	});
	headers.cookie = response.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';', 1)[0])
		.join('; ');

	/** With the hidden fields, whose saved values stand in the form as placeholders. */
	async function asInForm(id: string, credential: Credential): Promise<Credential> {
		const saved = await rest<{ data: object }>('GET', `/credentials/${id}?includeData=true`);
		return { ...credential, data: { ...saved.data, ...credential.data } };
	}

	async function start({ id, nodes }: Workflow, trigger?: string): Promise<string> {
		const name = trigger ?? nodes.find(({ type }) => /trigger$/i.test(type))?.name;
		const body = { triggerToStartFrom: { name } };
		const path = `/workflows/${id}/run`;
		return (await rest<{ executionId: string }>('POST', path, body)).executionId;
	}

	async function openRun(id: string, signal?: AbortSignal): Promise<Run> {
		for (;;) {
			const execution = await rest<Execution>('GET', `/executions/${id}`);
			if (!['new', 'running', 'waiting'].includes(execution.status)) return readRun(execution);
			await sleep(50, undefined, { signal });
		}
	}

	/** Where n8n keeps a Data table of the owner. */
	async function pathOfTable(name: string): Promise<string | undefined> {
		const project = await rest<{ id: string }>('GET', '/projects/personal');
		const path = `/projects/${project.id}/data-tables`;
		const filter = encodeURIComponent(JSON.stringify({ name }));
		// The filter finds names that contain it, too.
		const { data } = await rest<{ data: { id: string; name: string }[] }>(
			'GET',
			`${path}?filter=${filter}`,
		);
		const table = data.find((each) => each.name === name);
		return table && `${path}/${table.id}`;
	}

	async function exists(workflowId: string): Promise<boolean> {
		return (await rest<{ exists: boolean }>('GET', `/workflows/${workflowId}/exists`)).exists;
	}

	/** n8n answers before its triggers have followed. */
	async function untilTriggersFollow(id: string): Promise<void> {
		const path = `/workflows/${id}/publication-status`;
		for (;;) {
			const { status, triggers } = await rest<PublicationStatus>('GET', path);
			if (status === 'published' || status === 'not_published') return;
			if (status !== 'in_progress') {
				throw new Error(triggers.map(({ errorMessage }) => errorMessage).join('\n'));
			}
			await sleep(50);
		}
	}

	return {
		async saveCredential(credential) {
			const saved = await rest<{ id: string; name: string }[]>('GET', '/credentials');
			const id = saved.find(({ name }) => name === credential.name)?.id;
			if (!id) return (await rest<{ id: string }>('POST', '/credentials', credential)).id;
			await rest('PATCH', `/credentials/${id}`, await asInForm(id, credential));
			return id;
		},

		async testCredential(id, credential) {
			const form = await asInForm(id, credential);
			return await rest('POST', '/credentials/test', { credentials: { id, ...form } });
		},

		async deleteWorkflow({ id }) {
			const path = `/workflows/${id}`;
			if (!(await exists(id))) return;
			const { isArchived } = await rest<{ isArchived: boolean }>('GET', path);
			if (!isArchived) await rest('POST', `${path}/archive`, {});
			await untilTriggersFollow(id);
			await rest('DELETE', path);
		},

		async importWorkflow(workflow, credentialIds) {
			const nodes = workflow.nodes.map((node) => ({
				...node,
				credentials:
					node.credentials &&
					Object.fromEntries(
						Object.entries(node.credentials).map(([type, { id, name }]) => [
							type,
							{ id: credentialIds[type] ?? id, name },
						]),
					),
			}));
			const path = `/workflows/${workflow.id}`;
			const body = { ...workflow, nodes };
			if (!(await exists(workflow.id))) {
				await rest('POST', '/workflows', body);
				return;
			}
			const { isArchived } = await rest<{ isArchived: boolean }>('GET', path);
			if (isArchived) await rest('POST', `${path}/unarchive`, {});
			await rest('PATCH', path, body);
		},

		start,

		async run(workflow, signal) {
			return await openRun(await start(workflow), signal);
		},

		async listen(workflow) {
			await start(workflow);
		},

		async publish({ id }) {
			const { versionId } = await rest<{ versionId: string }>('GET', `/workflows/${id}`);
			await rest('POST', `/workflows/${id}/activate`, { versionId });
			await untilTriggersFollow(id);
		},

		async unpublish({ id }) {
			await rest('POST', `/workflows/${id}/deactivate`, {});
			await untilTriggersFollow(id);
		},

		async listRuns({ id }) {
			const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
			const path = `/executions?filter=${filter}&limit=100`;
			const { results } = await rest<{ results: { id: string }[] }>('GET', path);
			return results.map((run) => run.id);
		},

		async countRuns({ id }) {
			const { productionSuccess: succeeded, productionError: failed } = await rest<{
				productionSuccess: number;
				productionError: number;
			}>('GET', `/workflow-stats/${id}/counts/`);
			return { succeeded, failed };
		},

		openRun,

		async lookAtRun(id) {
			return readRun(await rest<Execution>('GET', `/executions/${id}`));
		},

		async readTable(name) {
			const path = await pathOfTable(name);
			if (!path) throw new Error(`There is no Data table ${name}`);
			const rows: Table['rows'] = [];
			for (;;) {
				const page = await rest<{ count: number; data: Table['rows'] }>(
					'GET',
					`${path}/rows?skip=${rows.length}&take=100`,
				);
				rows.push(...page.data);
				if (rows.length >= page.count) break;
			}
			return { url: url + path.replace('data-tables', 'datatables'), rows };
		},

		async deleteTable(name) {
			const path = await pathOfTable(name);
			if (path) await rest('DELETE', path);
		},

		async loadOptions(node, dropdown) {
			const request = dropdownRequest(node, dropdown);
			return await rest('POST', '/dynamic-node-parameters/options', request);
		},

		async searchList(node, dropdown, search = {}) {
			const request = { ...dropdownRequest(node, dropdown), ...search };
			return await rest('POST', '/dynamic-node-parameters/resource-locator-results', request);
		},

		async loadForm(node, dropdown) {
			const request = dropdownRequest(node, dropdown);
			const path = '/dynamic-node-parameters/resource-mapper-fields';
			return (await rest<{ fields: FormField[] }>('POST', path, request)).fields;
		},

		async load(path) {
			return await send('GET', path);
		},
	};
}
