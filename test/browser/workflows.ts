import { randomUUID } from 'node:crypto';
import type { Workflow } from '../e2e/editor';

/**
 * A new workflow of one node of this package. Under an id of its own: the editor saves what was done
 * in a workflow a second later, and would overwrite the next one of the same id.
 */
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
	return { id: randomUUID(), name: `Only ${type}`, nodes: [node], connections: {} };
}
