import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { FinApi } from '../../nodes/FinApi/FinApi.node';
import { Finicity } from '../../nodes/Finicity/Finicity.node';
import { SaltEdge } from '../../nodes/SaltEdge/SaltEdge.node';

interface Node {
	id: string;
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string }>;
	webhookId?: string;
}

const folder = resolve(__dirname, '../../examples');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const workflowOf = (file: string) => JSON.parse(textOf(file)) as { id: string; nodes: Node[] };
const nodesOf = (file: string) => workflowOf(file).nodes;

const OWN = 'n8n-nodes-open-banking.';
const panels: Record<string, INodeProperties[]> = {
	finApi: new FinApi().description.properties,
	finicity: new Finicity().description.properties,
	saltEdge: new SaltEdge().description.properties,
};

/** Whether the menus of a panel offer an operation of a resource. */
function isOffered(panel: INodeProperties[], { resource, operation }: Node['parameters']): boolean {
	return panel.some(
		({ name, options, displayOptions }) =>
			name === 'operation' &&
			displayOptions?.show?.resource?.includes(resource as string) &&
			(options as INodePropertyOptions[]).some(({ value }) => value === operation),
	);
}

describe.each(files)('%s', (file) => {
	it('holds nothing of the machine and the n8n that it was made with', () => {
		expect(textOf(file)).not.toMatch(/127\.0\.0\.1|localhost|pinData|instanceId|versionId/);
		for (const { credentials = {} } of nodesOf(file)) {
			for (const { id } of Object.values(credentials)) expect(id).toBe('');
		}
	});

	it('asks only for operations that there are, by fields that there are', () => {
		for (const { name, type, parameters } of nodesOf(file)) {
			const panel = panels[type.replace(OWN, '').replace(/Tool$/, '')];
			if (!type.startsWith(OWN) || !panel) continue;
			expect([name, isOffered(panel, parameters)]).toEqual([name, true]);
			const ofTools = ['descriptionType', 'toolDescription'];
			const known = [...panel.map((field) => field.name), ...ofTools];
			expect(Object.keys(parameters).filter((field) => !known.includes(field))).toEqual([]);
		}
	});

	it('explains itself in notes that say where the credential goes', () => {
		const notes = nodesOf(file).filter(({ type }) => type.endsWith('stickyNote'));
		expect(notes.length).toBeGreaterThan(0);
		expect(notes.map(({ parameters }) => parameters.content).join()).toContain('credential');
	});

	it('is in the list', () => {
		expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`[${file}](${file})`);
	});
});

it('no two of them share an id', () => {
	const ids = files.flatMap((file) => [
		workflowOf(file).id,
		...nodesOf(file).flatMap(({ id, webhookId }) => [id, ...(webhookId ? [webhookId] : [])]),
	]);
	expect(new Set(ids).size).toBe(ids.length);
});
