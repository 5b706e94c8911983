import type { INodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { operationsOf } from './operations';

/** A dropdown From List, where somebody meets it. */
export interface FromList {
	/** By which the node fills it. */
	method: string;
	field: string;
	/** The dropdowns above it, which it may hang on. */
	above: string[];
	/** The operation whose panel has it. */
	chosen: Record<string, string>;
}

/** Each From List of a node once, in the panel of the first operation that has it. */
export function fromListsOf(node: INodeType): FromList[] {
	const { description } = node;
	const { properties } = description;
	const version = { typeVersion: 1 };
	const lists = new Map<string, FromList>();
	for (const { chosen } of operationsOf(node)) {
		const values =
			NodeHelpers.getNodeParameters(properties, chosen, true, false, version, description) ?? {};
		const above: string[] = [];
		for (const property of properties) {
			const list = property.modes?.find(({ type }) => type === 'list');
			const method = list?.typeOptions?.searchListMethod;
			if (!method || !NodeHelpers.displayParameter(values, property, version, description))
				continue;
			const field = property.name;
			if (!lists.has(method)) lists.set(method, { method, field, above: [...above], chosen });
			above.push(field);
		}
	}
	return [...lists.values()];
}
