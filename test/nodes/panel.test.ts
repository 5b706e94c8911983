import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, INodeProperties, INodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { finApi } from '../../nodes/FinApi/api';
import { FinApi } from '../../nodes/FinApi/FinApi.node';
import { FinApiTransactionTrigger } from '../../nodes/FinApi/FinApiTransactionTrigger.node';
import { FinApiTrigger } from '../../nodes/FinApi/FinApiTrigger.node';
import { finicity } from '../../nodes/Finicity/api';
import { Finicity } from '../../nodes/Finicity/Finicity.node';
import { FinicityTransactionTrigger } from '../../nodes/Finicity/FinicityTransactionTrigger.node';
import { FinicityTrigger } from '../../nodes/Finicity/FinicityTrigger.node';
import { saltEdge } from '../../nodes/SaltEdge/api';
import { SaltEdge } from '../../nodes/SaltEdge/SaltEdge.node';
import { SaltEdgeTransactionTrigger } from '../../nodes/SaltEdge/SaltEdgeTransactionTrigger.node';
import { SaltEdgeTrigger } from '../../nodes/SaltEdge/SaltEdgeTrigger.node';
import type { Field, Operation } from '../../nodes/shared/operation';
import { INTEGER_ID } from '../../nodes/shared/panel/formats';
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

/**
 * What to know before the first run, from the documents of the banks, by bank, resource and operation.
 * What is deleted by its method can't be undone either.
 */
const WARNED: Readonly<Record<string, readonly string[]>> = {
	undone: [
		'finAPI bankConnection removeInterface',
		'Finicity appRegistration assignToCustomer',
		'Salt Edge consent revoke',
	],
	billed: [
		'Finicity account getAchDetails',
		'Finicity account getAvailableBalance',
		'Finicity account getAvailableBalanceDeprecated',
		'Finicity account getLoanDetails',
		'Finicity account getOwner',
		'Finicity account getOwnerOlder',
		'Finicity account getPaymentInstructions',
		'Finicity account getStatement',
		'Finicity account getStatements',
		'Finicity customer create',
		'Finicity transaction loadHistoric',
	],
	schedule: [
		'Finicity account refresh',
		'Finicity account refreshByInstitutionLogin',
		'Finicity account refreshByInstitutionLoginForDataAccessTiers',
		'Finicity account refreshForDataAccessTiers',
		'Finicity transaction refresh',
		'finAPI bankConnection update',
		'finAPI task createBackgroundUpdate',
		'Salt Edge connection refreshInBackground',
		// In v6, the end user is there.
		'Salt Edge connection refresh v5',
	],
};

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
	const fields = properties.filter(({ type }) => type !== 'notice');
	const names = fields.map(({ name }) => name);
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
		const others = [...menus, 'returnAll', 'limit', 'simplify', 'binaryPropertyName', 'options'];
		const hidden = operation.fields.map(({ name }) => name);
		expect(names.filter((name) => !hidden.includes(name) && !others.includes(name))).toEqual([]);
	});

	it('asks for the record first, then for what else is needed, then for options', () => {
		const inPath = operation.fields
			.map(({ name }) => name)
			.filter((name) => operation.request.path.includes(`{${name}}`));
		expect(names.slice(0, menus.length)).toEqual(menus);
		const firstOthers = fields.findIndex(
			({ name, type }) => ![...menus, ...inPath].includes(name) && type !== 'resourceLocator',
		);
		const records = names.slice(menus.length, firstOthers < 0 ? undefined : firstOthers);
		expect(records).toEqual(expect.arrayContaining(inPath));
		const collections = fields.map(({ type }) => type === 'collection');
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
		for (const { wire, perRequest, maxLength, routing } of everyField(operation.fields)) {
			if (wire === 'ids' && routing?.send?.type !== 'body') {
				const { kind } = operation.answer;
				expect((kind === 'records' && perRequest) || maxLength).toBeLessThanOrEqual(100);
			}
		}
	});

	it('offers every value on which another of its fields depends', () => {
		for (const { displayOptions, countsWith } of everyField(operation.fields)) {
			const choices = { ...displayOptions?.show, ...countsWith };
			for (const [name, values] of Object.entries(choices)) {
				const choice = operation.fields.find((field) => field.name === name);
				const offers = choice?.options?.map((option) => 'value' in option && option.value);
				expect(choice?.type === 'boolean' ? [true, false] : offers).toEqual(
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

	it('is told in one sentence of two lines in the menu', () => {
		expect(operation.description.length).toBeLessThanOrEqual(90);
		expect(operation.description).not.toMatch(/[.!?](\s|$)/);
		// What to know first is a notice.
		expect(operation.description).not.toMatch(/undone|billed|schedule/i);
	});

	it('warns above all fields where it cannot be undone or automated, and never in its fields', () => {
		const { notice } = operation;
		const notices = properties.filter(({ type }) => type === 'notice');
		expect(notices.map(({ displayName }) => displayName)).toEqual(notice ? [notice] : []);
		if (notice) expect(properties[menus.length]).toBe(notices[0]);
		for (const { name } of notices) expect(name).toMatch(/Notice$/);
		for (const { type } of everyField(operation.fields)) expect(type).not.toBe('notice');
	});

	it.each(Object.keys(WARNED))('has the warning "%s" if it is true, and only then', (word) => {
		const { notice = '', request, value } = operation;
		const name = `${bank.name} ${resource} ${value}`;
		const isWarned = WARNED[word]?.some((each) => [name, `${name} ${version}`].includes(each));
		const isDeleted = word === 'undone' && request.method === 'DELETE';
		expect(new RegExp(`\\b${word}s?\\b`).test(notice)).toBe(isWarned || isDeleted);
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
			/"(wire|format|header|isCode|maxLength|perRequest|clears|needs|completes|countsWith|writes|fromCredential)":/,
		);
	});

	it('takes no number for what may begin with zeros', () => {
		const code =
			/(accountNumber|bankingCustomerId|bankingUserId|challengeResponse|password|pin|postalCode|ssn|zip)$/i;
		const fields = bank.resources
			.flatMap(({ operations }) => operations.flatMap((each) => everyField(each.fields)))
			.filter(({ name, type }) => type === 'string' && code.test(name));
		expect(fields.length > 0).toBe(bank !== saltEdge);
		for (const { name, isCode, typeOptions } of fields) {
			expect([name, isCode === true || typeOptions?.password === true]).toEqual([name, true]);
		}
	});

	it('takes no id that is larger than the integers of the bank', () => {
		const wires = bank === finApi ? ['integer', 'integers', 'ids'] : ['integer', 'integers'];
		const fields = bank.resources
			.flatMap(({ operations }) => operations.flatMap((each) => everyField(each.fields)))
			.filter(({ wire = '' }) => wires.includes(wire));
		expect(fields.length > 0).toBe(bank !== saltEdge);
		for (const { name, format } of fields) expect([name, format]).toEqual([name, INTEGER_ID]);
	});

	it('says which day a time is, wherever it asks for one', () => {
		const fields = bank.resources.flatMap(({ operations }) =>
			operations.flatMap((operation) => everyField(operation.fields)),
		);
		const sentences = {
			day: 'A date with a time counts as its day in the time zone of the workflow.',
			time: 'A time without a time zone is taken to be in the time zone of the workflow.',
		};
		const kindOf = ({ wire }: Field) =>
			wire === 'date' || wire?.startsWith('day') ? 'day' : 'time';
		const times = everyProperty(description.properties).filter(({ type }) => type === 'dateTime');
		for (const { name, description: help = '' } of times) {
			// Two resources may have fields of one name, one for a day and one for a time.
			const said = fields
				.filter((field) => field.name === name)
				.map((field) => sentences[kindOf(field)])
				.filter((sentence) => help.endsWith(` ${sentence}`));
			expect([name, said.length > 0]).toEqual([name, true]);
			expect(help.split(' zone ')).toHaveLength(said.includes(sentences.day) ? 2 : 3);
		}
	});

	it('does not speak of another version of the API than that it shows', () => {
		for (const property of everyProperty(description.properties)) {
			const [version, ...others] = property.displayOptions?.show?.apiVersion ?? [];
			if (property.name === 'apiVersion' || !version || others.length > 0) continue;
			const other = version === 'V1' ? 'V2' : 'V1';
			expect(JSON.stringify(property)).not.toMatch(new RegExp(`\\b${other}\\b`));
		}
		const both = description.properties.filter(
			({ name, displayOptions }) => name !== 'apiVersion' && !displayOptions?.show?.apiVersion,
		);
		expect(JSON.stringify(both)).not.toMatch(/\bV[12]\b/);
	});

	it('changes nothing at the bank as it comes from the node panel', () => {
		const menus = description.properties.filter(({ name }) => name === 'operation');
		const offered = bank.resources.flatMap((resource) =>
			versionsOf(bank)
				.map((version) => resource.operations.filter((each) => isOffered(each, version)))
				.filter((operations) => operations.length > 0),
		);
		expect(menus).toHaveLength(offered.length);
		menus.forEach((menu, index) => {
			const operations = offered[index] ?? [];
			const lists = operations.some(({ value }) => value === 'getMany');
			const chosen = operations.find(({ value }) => value === menu.default);
			if (lists) expect(menu.default).toBe('getMany');
			// A link that nobody follows changes nothing.
			else expect(chosen?.request.method === 'GET' || bank === saltEdge).toBe(true);
		});
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

	it('offers each resource once among the actions, which n8n makes of every menu of this name', () => {
		const menus = node.description.properties.filter(
			({ displayName }) => displayName === 'Resource',
		);
		expect(menus).toHaveLength(1);
	});

	it('is listed under Finance & Accounting, by the name that n8n gives it', () => {
		const codex = JSON.parse(
			readFileSync(join('nodes', folder, `${folder}.node.json`), 'utf8'),
		) as { node: string; categories: string[]; alias: string[] };
		expect(codex.node).toBe(`n8n-nodes-open-banking.${description.name}`);
		expect(codex.categories).toEqual(['Finance & Accounting']);
		expect(new Set(codex.alias).size).toBe(codex.alias.length);
		const found = ['transactions', 'accounts', 'balance', 'bank data', 'bank feed', 'open banking'];
		const aliases = codex.alias.map((alias) => alias.toLowerCase());
		expect(aliases).toEqual(expect.arrayContaining(found));
		expect(aliases.includes('mastercard')).toBe(bank === finicity);
		expect(aliases.includes('sepa')).toBe(bank === finApi);
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

	it('is only required where it is when it is empty', () => {
		const required = [expect.stringMatching(/required/)];
		expect(complaints('')).toEqual(field.required === true ? required : []);
	});
});

const triggers = [
	new FinApiTransactionTrigger(),
	new FinApiTrigger(),
	new FinicityTransactionTrigger(),
	new FinicityTrigger(),
	new SaltEdgeTransactionTrigger(),
	new SaltEdgeTrigger(),
].map(({ description }) => ({ description }));

describe.each([...banks.map(({ node: { description } }) => ({ description })), ...triggers])(
	'the panel of $description.displayName',
	({ description }) => {
		const { triggerPanel } = description;

		it('speaks the same language throughout', () => {
			for (const property of everyProperty(description.properties)) {
				const { name, type, placeholder, options = [] } = property;
				if (type === 'collection') expect(`${name}: ${placeholder}`).toMatch(/: Add [A-Z]/);
				for (const option of options) {
					const shown = 'value' in option ? option.name : option.displayName;
					expect(`${name}: ${shown}`).toMatch(/: [A-Z(]|: finAPI/);
					expect(`${name}: ${shown}`).not.toContain('_');
				}
				const texts = [property.displayName, property.description, property.hint, ...options];
				// An app is an app, and what stands for it at the bank its registration.
				expect(
					JSON.stringify(texts).replace(/applicationId|ApplicationId|application\/\w+/g, ''),
				).not.toMatch(/\bapplications?\b/i);
			}
		});

		if (triggerPanel) {
			it('names no button that n8n does not have', () => {
				const help = JSON.stringify(triggerPanel);
				expect(help).toContain("click 'Execute step'");
				expect(help).not.toContain('listen');
			});
		}
	},
);
