import type { IDataObject, ILoadOptionsFunctions, INodeType } from 'n8n-workflow';
import { finApi } from '../../nodes/FinApi/api';
import { FinApi } from '../../nodes/FinApi/FinApi.node';
import { finicity } from '../../nodes/Finicity/api';
import { Finicity } from '../../nodes/Finicity/Finicity.node';
import { saltEdge } from '../../nodes/SaltEdge/api';
import { SaltEdge } from '../../nodes/SaltEdge/SaltEdge.node';
import type { Bank, Field, Operation } from '../../nodes/shared/operation';
import { isOffered } from '../../nodes/shared/panel/selection';
import { startFinApi } from '../sandbox/finapi';
import { startFinicity } from '../sandbox/finicity';
import { startSaltEdge } from '../sandbox/saltedge';
import { panelContext, type Setup } from '../support/engine';
import { finApiSetup } from '../support/finApi';
import { byId, finicitySetup } from '../support/finicity';
import { saltEdgeSetup } from '../support/saltEdge';

/** A local bank that answers the lists of a panel. */
interface Local {
	requests: unknown[];
	setup(resource: string, operation: string, parameters: IDataObject): Setup;
	close(): Promise<void>;
}

interface Case {
	bank: Bank;
	node: INodeType;
	version?: string;
	start(): Promise<Local>;
	/** What a user has chosen, for each field that a list may read: records that the local bank has. */
	chosen: IDataObject;
}

const finApiCase = (version: 'V1' | 'V2'): Case => ({
	bank: finApi,
	node: new FinApi(),
	version,
	async start() {
		const sandbox = await startFinApi({ version });
		const setup = (_: string, operation: string, parameters: IDataObject) =>
			finApiSetup(sandbox, operation, parameters);
		return { ...sandbox, setup };
	},
	chosen: {
		bankId: byId('277002'),
		bankConnectionId: byId('9007199254740993'),
		bankingInterface: 'FINTS_SERVER',
		updateFields: { bankingInterface: 'FINTS_SERVER' },
	},
});

const saltEdgeCase = (version: 'v5' | 'v6'): Case => ({
	bank: saltEdge,
	node: new SaltEdge(),
	version,
	async start() {
		const sandbox = await startSaltEdge();
		const setup = (resource: string, operation: string, parameters: IDataObject) =>
			saltEdgeSetup(sandbox, `${resource}.${operation}`, { apiVersion: version, ...parameters });
		return { ...sandbox, setup };
	},
	chosen: {
		customerId: byId('905731486325476354'),
		connectionId: byId('907152193875460301'),
		countryCode: byId('XF'),
		providerCode: byId('fakebank_simple_xf'),
	},
});

const cases: Case[] = [
	{
		bank: finicity,
		node: new Finicity(),
		async start() {
			const sandbox = await startFinicity();
			const setup = (resource: string, operation: string, parameters: IDataObject) =>
				finicitySetup(sandbox, [resource, operation], parameters);
			return { ...sandbox, setup };
		},
		chosen: { customerId: byId('7000000001') },
	},
	finApiCase('V2'),
	finApiCase('V1'),
	saltEdgeCase('v6'),
	saltEdgeCase('v5'),
];

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

const lists = cases.flatMap(({ bank, node, version, start, chosen }) =>
	bank.resources.flatMap((resource) =>
		resource.operations
			.filter((operation) => isOffered(operation, version))
			.flatMap((operation) =>
				fieldsByPath(operation.fields).flatMap(([path, field]) =>
					methodsOf(field).map(([kind, method]) => ({
						label: [bank.name, version, resource.name, operation.name, path]
							.filter(Boolean)
							.join(' › '),
						...{ bank, node, start, chosen, resource, operation, field, kind, method },
					})),
				),
			),
	),
);

/** What the user has chosen of the fields that an operation has. */
function chosenFor(operation: Operation, chosen: IDataObject): IDataObject {
	const names = operation.fields.map(({ name }) => name);
	return Object.fromEntries(Object.entries(chosen).filter(([name]) => names.includes(name)));
}

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

it('there are lists to look at', () => {
	expect(lists.length).toBeGreaterThan(40);
	expect(new Set(lists.map(({ kind }) => kind)).size).toBe(3);
});

// A choice of another record would stay in the panel, and be sent.
it.each(lists)(
	'$label is loaded anew, or cleared, when what it hangs on changes',
	async ({ bank, node, start, chosen, resource, operation, field, kind, method }) => {
		const local = await start();
		const reads = new Set<string>();
		try {
			const parameters = chosenFor(operation, chosen);
			const context = panelContext(local.setup(resource.value, operation.value, parameters));
			const methods = node.methods as Record<string, Record<string, Method>>;
			const result = await methods[kind]?.[method]?.call(recording(context, reads));
			// A method that has stopped halfway has not read all that it reads.
			expect(JSON.stringify(result)).not.toContain('first');
			expect(local.requests).not.toEqual([]);
		} finally {
			await local.close();
		}
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
