import type { Workflow } from '../e2e/editor';

/** A workflow of one node of this package. */
export function singleNode(
	type: string,
	parameters: Record<string, unknown> = {},
	credential?: string,
): Workflow {
	const node = {
		id: type,
		name: type,
		type: `n8n-nodes-open-banking.${type}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		...(credential && { credentials: { [credential]: { id: '', name: '' } } }),
	};
	return { id: `browser-${type}`, name: `Only ${type}`, nodes: [node], connections: {} };
}
