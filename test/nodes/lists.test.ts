import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { FinApiTransactionTrigger } from '../../nodes/FinApi/FinApiTransactionTrigger.node';
import { FinicityTransactionTrigger } from '../../nodes/Finicity/FinicityTransactionTrigger.node';
import { FinicityTrigger } from '../../nodes/Finicity/FinicityTrigger.node';
import { SaltEdgeTransactionTrigger } from '../../nodes/SaltEdge/SaltEdgeTransactionTrigger.node';
import type { Field } from '../../nodes/shared/operation';
import { startFinApi } from '../sandbox/finapi';
import { startFinicity } from '../sandbox/finicity';
import { startSaltEdge } from '../sandbox/saltedge';
import { chosenFor, closeShared, operationCases, sharedLocal } from '../support/bankCases';
import { panelContext, type Setup } from '../support/engine';
import { finApiCredential } from '../support/finApi';
import { byId, finicityCredential } from '../support/finicity';
import { saltEdgeCredential } from '../support/saltEdge';

/** Choose the operation, and not what it works on. */
const MENUS = ['apiVersion', 'resource', 'operation'];

/** Every field of an operation by its path in the panel, those of a list of objects too. */
function fieldsByPath(fields: readonly Field[], before = ''): [path: string, field: Field][] {
	return fields.flatMap((field): [string, Field][] => {
		const path = before + field.name;
		const inner = (field.options ?? []).flatMap((option): Field[] => {
			if ('type' in option) return [option];
			return 'values' in option ? option.values : [];
		});
		return [[path, field], ...fieldsByPath(inner, `${path}.`)];
	});
}

/** The methods that fill the lists of a field. */
function methodsOf({ modes = [], typeOptions }: Field): [kind: string, method: string][] {
	const methods: [string, string | undefined][] = [
		...modes.map((mode): [string, string | undefined] => [
			'listSearch',
			mode.typeOptions?.searchListMethod,
		]),
		['loadOptions', typeOptions?.loadOptionsMethod],
		['resourceMapping', typeOptions?.resourceMapper?.resourceMapperMethod],
	];
	return methods.flatMap(([kind, method]): [string, string][] => (method ? [[kind, method]] : []));
}

const lists = operationCases.flatMap((each) =>
	fieldsByPath(each.operation.fields).flatMap(([path, field]) =>
		methodsOf(field).map(([kind, method]) => ({
			...each,
			...{ label: `${each.label} › ${path}`, field, kind, method },
		})),
	),
);

/** The context of the panel, which notes down what is read of it. */
function recording(context: ILoadOptionsFunctions, reads: Set<string>): ILoadOptionsFunctions {
	const unknowable = () => {
		throw new Error('A list must read one field after the other, by its name');
	};
	return Object.create(context, {
		getCurrentNodeParameter: {
			value(...parameters: Parameters<ILoadOptionsFunctions['getCurrentNodeParameter']>) {
				reads.add(parameters[0]);
				return context.getCurrentNodeParameter(...parameters);
			},
		},
		getCurrentNodeParameters: { value: unknowable },
		getNodeParameter: { value: unknowable },
	}) as ILoadOptionsFunctions;
}

type Method = (this: ILoadOptionsFunctions) => Promise<unknown>;

afterAll(closeShared);

it('there are lists to look at', () => {
	expect(lists.length).toBeGreaterThan(40);
	expect(new Set(lists.map(({ kind }) => kind)).size).toBe(3);
});

// A choice of another record would stay in the panel, and be sent.
it.each(lists)(
	'$label is loaded anew, or cleared, when what it hangs on changes',
	async ({ field, kind, method, ...each }) => {
		const { bank, node, resource, operation } = each;
		const local = await sharedLocal(each);
		local.requests.length = 0;
		const reads = new Set<string>();
		const parameters = chosenFor(each);
		const context = panelContext(local.setup(resource.value, operation.value, parameters));
		const methods = node.methods as Record<string, Record<string, Method>>;
		const result = await methods[kind]?.[method]?.call(recording(context, reads));
		// A method that has stopped halfway has not read all that it reads.
		expect(JSON.stringify(result)).not.toContain('first');
		expect(local.requests).not.toEqual([]);
		const known = bank.resources
			.flatMap(({ operations }) => operations)
			.flatMap(({ fields }) => fieldsByPath(fields).map(([path]) => path));
		const own = new Map(fieldsByPath(operation.fields));
		const read = [...reads].filter((name) => !MENUS.includes(name));
		expect(known).toEqual(expect.arrayContaining(read));
		const expected = read
			.filter((name) => own.has(name))
			.map((name) => (own.get(name)?.type === 'resourceLocator' ? `${name}.value` : name));
		const declared = (field.typeOptions?.loadOptionsDependsOn ?? []).filter((name) =>
			own.has(name.replace(/\.value$/, '')),
		);
		expect([...declared].sort()).toEqual(expected.sort());
	},
);

/** A trigger whose panel has lists, at a local bank where there is something to choose. */
interface TriggerPanel {
	name: string;
	node: Setup['nodeType'];
	open(): Promise<{ setup: Omit<Setup, 'nodeType'>; close(): Promise<void> }>;
}

const ofCustomer = { customerId: byId('7000000001') };

async function openFinicity(parameters: Setup['parameters']) {
	const bank = await startFinicity();
	const credentials = finicityCredential(bank);
	return {
		setup: { credential: 'finicityApi', credentials, parameters },
		close: async () => await bank.close(),
	};
}

const triggerPanels: readonly TriggerPanel[] = [
	{
		name: 'Finicity Trigger',
		node: new FinicityTrigger(),
		open: async () => await openFinicity({ listenTo: 'txPush', ...ofCustomer }),
	},
	{
		name: 'Finicity Transaction Trigger',
		node: new FinicityTransactionTrigger(),
		open: async () => await openFinicity(ofCustomer),
	},
	{
		name: 'finAPI Transaction Trigger',
		node: new FinApiTransactionTrigger(),
		async open() {
			const bank = await startFinApi();
			const credentials = finApiCredential(bank);
			return {
				setup: { credential: 'finApi', credentials, parameters: {} },
				close: async () => await bank.close(),
			};
		},
	},
	{
		name: 'Salt Edge Transaction Trigger',
		node: new SaltEdgeTransactionTrigger(),
		async open() {
			const bank = await startSaltEdge();
			const credentials = saltEdgeCredential(bank, { apiVersion: 'v6' });
			const connectionId = byId('907152193875460301');
			const parameters = { apiVersion: 'v6', customerId: byId(bank.customerId), connectionId };
			return {
				setup: { credential: 'saltEdgeApi', credentials, parameters },
				close: async () => await bank.close(),
			};
		},
	},
];

const triggerLists = triggerPanels.flatMap((panel) =>
	(panel.node.description.properties as Field[]).flatMap((field) =>
		methodsOf(field).map(([kind, method]) => ({
			...panel,
			...{ label: `${panel.name} › ${field.displayName}`, field, kind, method },
		})),
	),
);

it.each(triggerLists)(
	'$label is loaded anew, or cleared, when what it hangs on changes',
	async ({ node, open, field, kind, method }) => {
		const { setup, close } = await open();
		const reads = new Set<string>();
		const methods = node.methods as Record<string, Record<string, Method>>;
		const context = recording(panelContext({ ...setup, nodeType: node }), reads);
		const result = await methods[kind]?.[method]?.call(context);
		await close();
		expect(JSON.stringify(result)).not.toContain('first');
		const { properties } = node.description;
		const expected = [...reads]
			.filter((name) => !MENUS.includes(name))
			.map((name) => properties.find((each) => each.name === name))
			.map((each) => (each?.type === 'resourceLocator' ? `${each.name}.value` : each?.name));
		expect([...(field.typeOptions?.loadOptionsDependsOn ?? [])].sort()).toEqual(expected.sort());
	},
);
