import type { Workflow } from '../e2e/editor';
import { APP_KEY, FIRST_TOKEN } from './bank';

/** A node as a case needs it. */
export interface BenchNode {
	name: string;
	type: string;
	typeVersion?: number;
	parameters: Record<string, unknown>;
	/** The type of credential that it signs in with. */
	credential?: string;
	webhookId?: string;
}

const start: BenchNode = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	parameters: {},
};

/** Nodes one after the other. Only runs that are started by hand are saved: their times are read. */
function chain(id: string, nodes: readonly BenchNode[], items: readonly object[]): Workflow {
	const pinned = items.map((json) => ({ json: { ...json } }));
	const workflow = {
		id,
		name: id,
		nodes: nodes.map(({ credential, ...node }, index) => ({
			typeVersion: 1,
			...node,
			id: `${id}-${node.name}`,
			position: [220 * index, 0],
			...(credential && { credentials: { [credential]: { id: '', name: '' } } }),
		})),
		connections: Object.fromEntries(
			nodes
				.slice(1)
				.map(({ name }, index) => [
					nodes[index]?.name,
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
		),
		settings: {
			executionOrder: 'v1',
			saveManualExecutions: true,
			saveDataSuccessExecution: 'none',
			saveDataErrorExecution: 'none',
		},
		...(items.length > 0 && { pinData: { [start.name]: pinned } }),
	};
	return workflow;
}

/** A workflow that is started by hand and gives the items to the first of its nodes. */
export function manual(
	id: string,
	nodes: readonly BenchNode[],
	items: readonly object[],
): Workflow {
	return chain(id, [start, ...nodes], items);
}

/** A workflow that is published and started from outside; its first node is the trigger. */
export function published(id: string, nodes: readonly BenchNode[]): Workflow {
	return chain(id, nodes, []);
}

/** One customer an item. */
export function customers(count: number): object[] {
	return Array.from({ length: count }, (_, index) => ({
		customerId: String(1_005_000_000 + index),
	}));
}

/** Get of Customer, for every item. */
export function getCustomer(type: string, maxParallelRequests?: number): BenchNode {
	return {
		name: 'Get',
		type,
		credential: 'finicityApi',
		parameters: {
			resource: 'customer',
			operation: 'get',
			customerId: { __rl: true, mode: 'id', value: '={{ $json.customerId }}' },
			...(maxParallelRequests && { options: { maxParallelRequests } }),
		},
	};
}

/** This package's own node. */
export const FINICITY = 'n8n-nodes-open-banking.finicity';

const HTTP_REQUEST = {
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	credential: 'finicityApi',
} as const;

/** The HTTP Request node signs in with this package's credential. */
export const BY_CREDENTIAL = {
	authentication: 'predefinedCredentialType',
	nodeCredentialType: 'finicityApi',
} as const;

/** The headers of the sign-in are typed into the node: unsafe, but the least work for it. */
export const BY_HEADERS = {
	sendHeaders: true,
	headerParameters: {
		parameters: [
			{ name: 'Finicity-App-Key', value: APP_KEY },
			{ name: 'Finicity-App-Token', value: FIRST_TOKEN },
		],
	},
} as const;

/** After how many items the HTTP Request node pauses, and for how many milliseconds. */
export interface Batch {
	batchSize: number;
	batchInterval: number;
}

/** The same by the HTTP Request node, which sends the same headers. */
export function httpGetCustomer(
	url: string,
	signIn: typeof BY_CREDENTIAL | typeof BY_HEADERS,
	batch?: Batch,
): BenchNode {
	return {
		...HTTP_REQUEST,
		name: 'Get',
		parameters: {
			...signIn,
			url: `=${url}/aggregation/v1/customers/{{ $json.customerId }}`,
			options: batch ? { batching: { batch } } : {},
		},
	};
}

/** All customers, in the largest pages there are. */
export const getAllCustomers: BenchNode = {
	name: 'Get All',
	type: FINICITY,
	credential: 'finicityApi',
	parameters: { resource: 'customer', operation: 'getMany', returnAll: true },
};

/** All transactions of the user, in the largest pages there are. */
export const getAllTransactions: BenchNode = {
	name: 'Get All',
	type: 'n8n-nodes-open-banking.finApi',
	credential: 'finApi',
	parameters: { apiVersion: 'V2', resource: 'transaction', operation: 'getMany', returnAll: true },
};

/** What the HTTP Request node needs to know to fetch one page after the other. */
interface HttpPages {
	url: string;
	headers: readonly { name: string; value: string }[];
	query: Readonly<Record<string, string>>;
	/** The parameter that is another one for each page, by an expression. */
	next: { name: string; value: string };
	/** An expression: whether a page is the last one. */
	isLast: string;
}

/** The HTTP Request node with its pagination, which gives an item a page. */
function httpGetPages({ url, headers, query, next, isLast }: HttpPages): BenchNode {
	const { type, typeVersion } = HTTP_REQUEST;
	return {
		type,
		typeVersion,
		name: 'Get Pages',
		parameters: {
			sendHeaders: true,
			headerParameters: { parameters: headers },
			url,
			sendQuery: true,
			queryParameters: {
				parameters: Object.entries(query).map(([name, value]) => ({ name, value })),
			},
			options: {
				pagination: {
					pagination: {
						paginationMode: 'updateAParameterInEachRequest',
						parameters: { parameters: [{ type: 'qs', ...next }] },
						paginationCompleteWhen: 'other',
						completeExpression: isLast,
					},
				},
			},
		},
	};
}

/** All customers by the HTTP Request node. */
export function httpGetAllCustomers(url: string): BenchNode {
	return httpGetPages({
		url: `${url}/aggregation/v1/customers`,
		headers: BY_HEADERS.headerParameters.parameters,
		query: { limit: '1000' },
		next: { name: 'start', value: '={{ $pageCount * 1000 + 1 }}' },
		isLast: '={{ $response.body.moreAvailable === false }}',
	});
}

/** All transactions by the HTTP Request node. */
export function httpGetAllTransactions(url: string): BenchNode {
	return httpGetPages({
		url: `${url}/api/v2/transactions`,
		headers: [{ name: 'Authorization', value: `Bearer ${FIRST_TOKEN}` }],
		query: { view: 'bankView', perPage: '500' },
		next: { name: 'page', value: '={{ $pageCount + 1 }}' },
		isLast: '={{ $response.body.paging.page >= $response.body.paging.pageCount }}',
	});
}

/** Makes an item of each record in a page, which are at a property of it. */
export function splitPages(property: string): BenchNode {
	return {
		name: 'Split Out',
		type: 'n8n-nodes-base.splitOut',
		parameters: { fieldToSplitOut: property, options: {} },
	};
}
