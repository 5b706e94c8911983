import type { INodePropertyOptions, INodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

/** The operations of a node in the order of its menus. */
export function* operationsOf({ description }: INodeType) {
	const choices = (name: string, values: Record<string, string>) =>
		description.properties
			.filter(
				(property) =>
					property.name === name &&
					NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, description),
			)
			.flatMap(({ options }) => options as INodePropertyOptions[]);
	const versions = choices('apiVersion', {}).map(({ name, value }) => ({ name, value }));
	for (const version of versions.length > 0 ? versions : [undefined]) {
		const ofVersion = version && { apiVersion: String(version.value) };
		for (const resource of choices('resource', { ...ofVersion })) {
			const ofResource = { ...ofVersion, resource: String(resource.value) };
			for (const operation of choices('operation', ofResource)) {
				yield {
					version,
					resource,
					operation,
					chosen: { ...ofResource, operation: String(operation.value) },
				};
			}
		}
	}
}
