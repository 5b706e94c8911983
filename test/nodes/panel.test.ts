import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { finicity } from '../../nodes/Finicity/api';
import { Finicity } from '../../nodes/Finicity/Finicity.node';
import type { Operation } from '../../nodes/shared/operation';

const banks = [{ bank: finicity, node: new Finicity(), folder: 'Finicity' }];

const operations = banks.flatMap(({ bank, node }) =>
	bank.resources.flatMap((resource) =>
		resource.operations.map((operation) => ({
			label: `${bank.name}: ${resource.name} › ${operation.name}`,
			node,
			resource: resource.value,
			operation,
		})),
	),
);

/** What the editor shows for an operation, in its order. */
function shown(
	properties: INodeProperties[],
	resource: string,
	{ value }: Operation,
): INodeProperties[] {
	const parameters = { resource, operation: value };
	const all = NodeHelpers.getNodeParameters(properties, parameters, true, false, null, null) ?? {};
	return properties.filter((property) => NodeHelpers.displayParameter(all, property, null, null));
}

describe.each(operations)('$label', ({ node, resource, operation }) => {
	const properties = shown(node.description.properties, resource, operation);
	const names = properties.map(({ name }) => name);

	it('shows its own fields, each once', () => {
		const own = operation.fields
			.filter(({ displayOptions }) => !displayOptions)
			.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(own));
		expect(new Set(names).size).toBe(names.length);
		const others = ['resource', 'operation', 'returnAll', 'limit', 'simplify', 'options'];
		const hidden = operation.fields.map(({ name }) => name);
		expect(names.filter((name) => !hidden.includes(name) && !others.includes(name))).toEqual([]);
	});

	it('asks for the record first, then for what else is needed, then for options', () => {
		const inPath = operation.fields
			.map(({ name }) => name)
			.filter((name) => operation.request.path.includes(`{${name}}`));
		expect(names.slice(2, 2 + inPath.length)).toEqual(inPath);
		const collections = properties.map(({ type }) => type === 'collection');
		expect(collections).toEqual([...collections].sort());
	});

	it('has fields of different names, for one of the same name would be sent along', () => {
		const own = operation.fields.map(({ name }) => name);
		expect(new Set(own).size).toBe(own.length);
	});

	it('has a field for every placeholder of its path', () => {
		for (const [, name] of operation.request.path.matchAll(/\{(\w+)\}/g))
			expect(names).toContain(name);
	});

	it('offers every value on which another of its fields depends', () => {
		for (const { displayOptions } of operation.fields) {
			for (const [name, values] of Object.entries(displayOptions?.show ?? {})) {
				const { options = [] } = operation.fields.find((field) => field.name === name) ?? {};
				expect(options.map((option) => 'value' in option && option.value)).toEqual(
					expect.arrayContaining(values as unknown[]),
				);
			}
		}
	});

	it('fills its lists by methods that the node has', () => {
		const methods = Object.keys(node.methods.listSearch);
		for (const { modes = [] } of operation.fields) {
			for (const { typeOptions } of modes) {
				if (typeOptions) expect(methods).toContain(typeOptions.searchListMethod);
			}
		}
	});

	it('asks how many to return when it lists, and only then', () => {
		const lists = operation.answer.kind === 'records' && operation.request.method === 'GET';
		expect(names.includes('returnAll')).toBe(lists);
		expect(names.includes('limit')).toBe(lists);
	});

	it('offers parallel requests for reads, and only for them', () => {
		expect(names.includes('options')).toBe(operation.request.method === 'GET');
	});

	it('warns where it cannot be undone or automated', () => {
		if (operation.request.method === 'DELETE')
			expect(operation.description).toContain("can't be undone");
		if (operation.value.startsWith('refresh')) expect(operation.description).toMatch(/schedule/);
	});

	it('explains every field well enough for a tool that only reads', () => {
		const explain = (
			list: readonly { name: string; description?: string; options?: unknown }[],
		) => {
			for (const { name, description, options } of list) {
				if (Array.isArray(options) && !description) explain(options as typeof list);
				else expect(`${name}: ${description ?? ''}`.length).toBeGreaterThan(name.length + 12);
			}
		};
		explain(operation.fields);
		expect(operation.description.length).toBeGreaterThan(20);
	});
});

describe.each(banks)('the $folder node', ({ node, folder }) => {
	const { description } = node;

	it("holds nothing but n8n's own words", () => {
		expect(JSON.stringify(description)).not.toMatch(/"wire"|"format"/);
	});

	it('changes nothing at the bank as it comes from the node panel', () => {
		const menus = description.properties.filter(({ name }) => name === 'operation');
		expect(menus).toHaveLength(description.properties[0]?.options?.length ?? 0);
		for (const menu of menus) expect(menu.default).toBe('getMany');
	});

	it('can be a tool of an AI agent, and has a subtitle and both icons', () => {
		expect(description.usableAsTool).toBe(true);
		expect(description.subtitle).toContain('$parameter["operation"]');
		const { light, dark } = description.icon as { light: string; dark: string };
		for (const icon of [light, dark]) {
			const file = join('nodes', folder, icon.replace('file:', ''));
			expect(readFileSync(file, 'utf8')).toContain('<svg');
		}
	});

	it('is listed under Finance & Accounting, by the name that n8n gives it', () => {
		const codex = JSON.parse(
			readFileSync(join('nodes', folder, `${folder}.node.json`), 'utf8'),
		) as { node: string; categories: string[]; alias: string[] };
		expect(codex.node).toBe(`n8n-nodes-open-banking.${description.name}`);
		expect(codex.categories).toEqual(['Finance & Accounting']);
		expect(codex.alias.length).toBeGreaterThan(3);
	});
});
