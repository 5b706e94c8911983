import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, INodeProperties, INodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { finApi } from '../../nodes/FinApi/api';
import { FinApi } from '../../nodes/FinApi/FinApi.node';
import { finicity } from '../../nodes/Finicity/api';
import { Finicity } from '../../nodes/Finicity/Finicity.node';
import { saltEdge } from '../../nodes/SaltEdge/api';
import { SaltEdge } from '../../nodes/SaltEdge/SaltEdge.node';
import type { Field, Operation } from '../../nodes/shared/operation';
import { isOffered } from '../../nodes/shared/panel/selection';

const banks = [
	{ bank: finicity, node: new Finicity(), folder: 'Finicity' },
	{ bank: finApi, node: new FinApi(), folder: 'FinApi' },
	{ bank: saltEdge, node: new SaltEdge(), folder: 'SaltEdge' },
];

const versionsOf = ({ versions }: (typeof banks)[number]['bank']) =>
	versions?.field.options.map(({ value }) => String(value)) ?? [undefined];

const operations = banks.flatMap(({ bank, node }) =>
	versionsOf(bank).flatMap((version) =>
		bank.resources.flatMap((resource) =>
			resource.operations
				.filter((operation) => isOffered(operation, version))
				.map((operation) => ({
					label: [bank.name, version, resource.name, operation.name].filter(Boolean).join(' › '),
					bank,
					node,
					version,
					resource: resource.value,
					operation,
				})),
		),
	),
);

/** What the editor shows for an operation, in its order. */
function shown(
	properties: INodeProperties[],
	version: string | undefined,
	resource: string,
	{ value }: Operation,
): INodeProperties[] {
	const parameters = { ...(version && { apiVersion: version }), resource, operation: value };
	const all = NodeHelpers.getNodeParameters(properties, parameters, true, false, null, null) ?? {};
	return properties.filter((property) => NodeHelpers.displayParameter(all, property, null, null));
}

/** Every field that a panel may show for an operation, also inside of others. */
function everyField(fields: readonly Field[]): Field[] {
	return fields.flatMap((field) => {
		const inner = (field.options ?? []).flatMap((option): Field[] => {
			if ('type' in option) return [option];
			return 'values' in option ? option.values : [];
		});
		return [field, ...everyField(inner)];
	});
}

describe.each(operations)('$label', ({ bank, node, version, resource, operation }) => {
	const properties = shown(node.description.properties, version, resource, operation);
	const names = properties.map(({ name }) => name);
	const menus =
		version === undefined ? ['resource', 'operation'] : ['apiVersion', 'resource', 'operation'];
	const options = properties.find(({ name }) => name === 'options')?.options ?? [];
	const optionNames = options.map(({ name }) => name);

	it('shows its own fields, each once', () => {
		const own = operation.fields
			.filter(({ displayOptions }) => !displayOptions)
			.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(own));
		expect(new Set(names).size).toBe(names.length);
		const others = [...menus, 'returnAll', 'limit', 'simplify', 'options'];
		const hidden = operation.fields.map(({ name }) => name);
		expect(names.filter((name) => !hidden.includes(name) && !others.includes(name))).toEqual([]);
	});

	it('asks for the record first, then for what else is needed, then for options', () => {
		const inPath = operation.fields
			.map(({ name }) => name)
			.filter((name) => operation.request.path.includes(`{${name}}`));
		expect(names.slice(0, menus.length)).toEqual(menus);
		const firstOthers = properties.findIndex(
			({ name, type }) => ![...menus, ...inPath].includes(name) && type !== 'resourceLocator',
		);
		const records = names.slice(menus.length, firstOthers < 0 ? undefined : firstOthers);
		expect(records).toEqual(expect.arrayContaining(inPath));
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

	it('has no list of ids that would make an address too long', () => {
		for (const { wire, perRequest, routing } of everyField(operation.fields)) {
			if (wire === 'ids' && routing?.send?.type !== 'body') {
				expect(perRequest).toBeLessThanOrEqual(100);
				expect(operation.answer.kind).toBe('records');
			}
		}
	});

	it('offers every value on which another of its fields depends', () => {
		for (const { displayOptions, countsWith } of everyField(operation.fields)) {
			const choices = { ...displayOptions?.show, ...countsWith };
			for (const [name, values] of Object.entries(choices)) {
				const { options = [] } = operation.fields.find((field) => field.name === name) ?? {};
				expect(options.map((option) => 'value' in option && option.value)).toEqual(
					expect.arrayContaining(values as unknown[]),
				);
			}
		}
	});

	it('hides nothing that must be filled in behind a choice that an expression may give', () => {
		for (const { displayOptions, type } of everyField(operation.fields)) {
			for (const name of Object.keys(displayOptions?.show ?? {})) {
				const choice = operation.fields.find((field) => field.name === name);
				expect([name, choice?.noDataExpression === true || type === 'boolean']).toEqual([
					name,
					true,
				]);
			}
		}
	});

	it('fills its lists by methods that the node has', () => {
		const {
			listSearch,
			loadOptions = {},
			resourceMapping = {},
		} = node.methods as INodeType['methods'] & object;
		for (const { modes = [], typeOptions } of everyField(operation.fields)) {
			for (const mode of modes) {
				const search = mode.typeOptions?.searchListMethod;
				if (search) expect(Object.keys(listSearch ?? {})).toContain(search);
			}
			const load = typeOptions?.loadOptionsMethod;
			if (load) expect(Object.keys(loadOptions)).toContain(load);
			const map = typeOptions?.resourceMapper?.resourceMapperMethod;
			if (map) expect(Object.keys(resourceMapping)).toContain(map);
		}
	});

	it('asks how many to return when it lists, and only then', () => {
		const { answer, request } = operation;
		const lists = answer.kind === 'records' && !answer.isWhole && request.method === 'GET';
		expect(names.includes('returnAll')).toBe(lists);
		expect(names.includes('limit')).toBe(lists);
	});

	it('offers parallel requests for reads, and only for them', () => {
		expect(optionNames.includes('maxParallelRequests')).toBe(operation.request.method === 'GET');
	});

	it('offers to wait for a busy record where a write may meet one', () => {
		const mayMeet = operation.request.method !== 'GET' && bank.busyStatus !== undefined;
		expect(optionNames.includes('maxBusyWait')).toBe(mayMeet);
	});

	it('offers to wait for what goes on in the background, and to fail on a further step', () => {
		const goesOn = operation.completion !== undefined;
		expect(optionNames.includes('waitForCompletion')).toBe(goesOn);
		expect(optionNames.includes('maxCompletionWait')).toBe(goesOn);
		expect(optionNames.includes('failOnFurtherStep')).toBe(operation.furtherSteps === true);
	});

	it('warns where it cannot be undone or automated', () => {
		if (operation.request.method === 'DELETE')
			expect(operation.description).toContain("can't be undone");
		if (bank === finicity && operation.value.startsWith('refresh')) {
			expect(operation.description).toMatch(/schedule/);
		}
	});

	it('explains every field well enough for a tool that only reads', () => {
		for (const { name, type, description = '' } of everyField(operation.fields)) {
			if (type === 'collection') continue;
			expect(`${name}: ${description}`.length).toBeGreaterThan(name.length + 12);
		}
		expect(operation.description.length).toBeGreaterThan(20);
	});
});

/** Every property of a panel, also inside of others. */
function everyProperty(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [
		property,
		...everyProperty(
			(property.options ?? []).flatMap((option) => {
				if ('values' in option) return option.values;
				return 'type' in option ? [option] : [];
			}),
		),
	]);
}

describe.each(banks)('the $folder node', ({ bank, node, folder }) => {
	const { description } = node;

	it("holds nothing but n8n's own words", () => {
		expect(JSON.stringify(description)).not.toMatch(
			/"(wire|format|header|maxLength|perRequest|clears|needs|countsWith)"/,
		);
	});

	it('says which day a time is, wherever it asks for one', () => {
		const fields = bank.resources.flatMap(({ operations }) =>
			operations.flatMap((operation) => everyField(operation.fields)),
		);
		const days = fields.filter(({ wire }) => wire === 'date').map(({ name }) => name);
		const times = everyProperty(description.properties).filter(({ type }) => type === 'dateTime');
		for (const { name, description: help } of times) {
			expect(`${name}: ${help}`).toMatch(
				days.includes(name)
					? / A day stays that day; a moment is the day that it is in the time zone of the workflow\.$/
					: / A time without a zone is in the time zone of the workflow\.$/,
			);
			expect(help?.match(/zone/g)).toHaveLength(days.includes(name) ? 1 : 2);
		}
	});

	it('changes nothing at the bank as it comes from the node panel', () => {
		const menus = description.properties.filter(({ name }) => name === 'operation');
		expect(menus).toHaveLength(bank.resources.length * versionsOf(bank).length);
		for (const menu of menus) expect(menu.default).toBe('getMany');
	});

	it('offers what may be added in the order of the names', () => {
		const collections = description.properties.filter(({ type }) => type === 'collection');
		expect(collections.length).toBeGreaterThan(0);
		for (const { options = [] } of collections) {
			const names = options.map((each) => ('displayName' in each ? each.displayName : each.name));
			expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
		}
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

/** Each field that names a record, once. */
const locators = banks.flatMap(({ bank, node }) =>
	[...new Set(everyField(node.description.properties as Field[]))]
		.filter(({ type }) => type === 'resourceLocator')
		.map((field) => ({ label: `${bank.name} › ${field.displayName}`, field, node })),
);

describe.each(locators)('$label', ({ field, node }) => {
	/** What n8n itself complains about before a run. */
	function complaints(value: string): string[] {
		const of: INode = {
			id: '1',
			name: node.description.displayName,
			type: 'test',
			typeVersion: 1,
			position: [0, 0],
			parameters: { [field.name]: { __rl: true, mode: 'id', value } },
		};
		const property = { ...field, displayOptions: undefined } as INodeProperties;
		const issues = NodeHelpers.getNodeParametersIssues([property], of, node.description);
		return issues?.parameters?.[field.name] ?? [];
	}

	it('is named in what n8n says of a value by id', () => {
		const said = complaints('no such thing!');
		expect(said).toEqual([expect.stringMatching(/^'.+' must be /)]);
		expect(said[0]).toContain(`'${field.displayName}'`);
	});

	it(`may ${field.required ? 'not ' : ''}be empty`, () => {
		const isRefused = complaints('').length > 0;
		expect(isRefused).toBe(field.required === true);
	});
});
