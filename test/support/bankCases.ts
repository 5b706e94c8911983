import type { IDataObject, INodeType } from 'n8n-workflow';
import { finApi } from '../../nodes/FinApi/api';
import { FinApi } from '../../nodes/FinApi/FinApi.node';
import { finicity } from '../../nodes/Finicity/api';
import { Finicity } from '../../nodes/Finicity/Finicity.node';
import { saltEdge } from '../../nodes/SaltEdge/api';
import { SaltEdge } from '../../nodes/SaltEdge/SaltEdge.node';
import type { Bank, Operation, Resource } from '../../nodes/shared/operation';
import { isOffered } from '../../nodes/shared/panel/selection';
import { startFinApi } from '../sandbox/finapi';
import { startFinicity } from '../sandbox/finicity';
import { startSaltEdge } from '../sandbox/saltedge';
import type { Setup } from './engine';
import { finApiSetup } from './finApi';
import { byId, finicitySetup } from './finicity';
import { saltEdgeSetup } from './saltEdge';

/** A local bank that runs. */
export interface Local {
	requests: unknown[];
	setup(resource: string, operation: string, parameters: IDataObject): Setup;
	close(): Promise<void>;
}

/** A bank in one version of its API, its node, and a local bank to go with them. */
export interface BankCase {
	bank: Bank;
	node: INodeType;
	version?: string;
	start(): Promise<Local>;
	/** What a user has chosen for each field that names a record: some that the local bank has. */
	chosen: IDataObject;
}

const finApiCase = (version: 'V1' | 'V2'): BankCase => ({
	bank: finApi,
	node: new FinApi(),
	version,
	async start() {
		const sandbox = await startFinApi({ version });
		const setup = (resource: string, operation: string, parameters: IDataObject) =>
			finApiSetup(sandbox, operation, { resource, ...parameters });
		return { ...sandbox, setup };
	},
	chosen: {
		bankId: byId('277002'),
		bankConnectionId: byId('9007199254740993'),
		bankingInterface: 'FINTS_SERVER',
		updateFields: { bankingInterface: 'FINTS_SERVER' },
		ids: '9007199254740993,4500000000002',
	},
});

const saltEdgeCase = (version: 'v5' | 'v6'): BankCase => ({
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

/** All of them. */
export const bankCases: readonly BankCase[] = [
	{
		bank: finicity,
		node: new Finicity(),
		async start() {
			const sandbox = await startFinicity();
			const setup = (resource: string, operation: string, parameters: IDataObject) =>
				finicitySetup(sandbox, [resource, operation], parameters);
			return { ...sandbox, setup };
		},
		chosen: {
			customerId: byId('7000000001'),
			accountId: byId('5011000001'),
			institutionId: byId('101732'),
			institutionLoginId: byId('1007000001'),
		},
	},
	finApiCase('V2'),
	finApiCase('V1'),
	saltEdgeCase('v6'),
	saltEdgeCase('v5'),
];

/** An operation of a bank, in a version of its API. */
export interface OperationCase extends BankCase {
	label: string;
	resource: Resource;
	operation: Operation;
}

/** All operations of all banks. */
export const operationCases: readonly OperationCase[] = bankCases.flatMap((each) =>
	each.bank.resources.flatMap((resource) =>
		resource.operations
			.filter((operation) => isOffered(operation, each.version))
			.map((operation) => ({
				...each,
				label: [each.bank.name, each.version, resource.name, operation.name]
					.filter(Boolean)
					.join(' › '),
				resource,
				operation,
			})),
	),
);

const running = new Map<Bank, Map<string | undefined, Promise<Local>>>();

/** The local bank of a case, one for all tests of a file that only read. */
export async function sharedLocal({ bank, version, start }: BankCase): Promise<Local> {
	const ofBank = running.get(bank) ?? new Map<string | undefined, Promise<Local>>();
	running.set(bank, ofBank);
	const local = ofBank.get(version) ?? start();
	ofBank.set(version, local);
	return await local;
}

/** Ends the shared ones. */
export async function closeShared(): Promise<void> {
	const locals = [...running.values()].flatMap((ofBank) => [...ofBank.values()]);
	running.clear();
	for (const local of locals) await (await local).close();
}

/** What the user has chosen of the fields that an operation has. */
export function chosenFor({ operation, chosen }: OperationCase): IDataObject {
	const names = operation.fields.map(({ name }) => name);
	return Object.fromEntries(Object.entries(chosen).filter(([name]) => names.includes(name)));
}
