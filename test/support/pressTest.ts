import { type ExecuteContext, RoutingNode } from 'n8n-core';
import { type INodeType, NodeConnectionTypes } from 'n8n-workflow';
import type { StoredCredential } from './credentials';
import { additionalDataFor, executeContext } from './engine';

/** What stands in a body at a path, as n8n looks for it: also what texts and objects have by nature. */
function at(body: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], body);
}

/** n8n shows the status line when no rule of the credential says more. */
interface Thrown extends Error {
	cause?: { response?: { status: number } };
}

/** Presses Test in the credential, the way n8n does it: a node of one property that is routed. */
export async function pressTest(credentials: StoredCredential): Promise<string> {
	const { name, test } = credentials.type;
	if (!test) throw new Error(`${name} has no test`);
	const { request, rules = [] } = test;
	const nodeType: INodeType = {
		description: {
			displayName: 'Test',
			name: 'test',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name, required: true }],
			properties: [
				{ displayName: 'Test', name: 'test', type: 'string', default: '', routing: { request } },
			],
		},
	};
	const setup = { nodeType, credential: name, credentials, parameters: {} };
	const context = executeContext(setup) as unknown as ExecuteContext;
	const details = { id: '1', name };
	const data = await credentials.getDecrypted(
		additionalDataFor(credentials),
		details,
		name,
		'internal',
	);
	try {
		const entered = { ...details, type: name, data };
		const [[item]] = (await new RoutingNode(context, nodeType, entered).runNode()) as [
			[{ json: unknown }],
		];
		for (const rule of rules) {
			if (rule.type !== 'responseSuccessBody') continue;
			const { key, value, message } = rule.properties;
			if (at(item.json, key) === value) return message;
		}
		return 'OK';
	} catch (thrown) {
		const { message, cause } = thrown as Thrown;
		const status = cause?.response?.status;
		if (status === undefined) return message;
		const rule = rules.find(
			({ type, properties }) =>
				type === 'responseCode' && 'value' in properties && properties.value === status,
		);
		return rule ? rule.properties.message : `status ${status}`;
	}
}
