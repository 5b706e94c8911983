import { Ajv } from 'ajv';
import type { ContractOperation } from '../../contract/contract';
import { placeholdersIn } from './paths';
import type { RecordedRequest } from './request';
import type { Answer } from './server';
import type { CheckedOperation, Problem, Values } from './validation';
import { checkedOperation } from './validation';

/** A call that kept to the contract. */
export interface Call extends Values {
	contract: ContractOperation;
	request: RecordedRequest;
}

/**
 * Carries a call out on the bank's side; throws a `Refusal` for what cannot be done. `Given` is
 * what the operations of a bank give: a promise, when some of them wait for others.
 */
export type Operation<Side, Given = Answer> = (call: Call & Side) => Given;

/** By the id that the contract gives them. */
export type Operations<Side, Given = Answer> = Readonly<Record<string, Operation<Side, Given>>>;

/** A contract, and what carries its operations out. */
export interface ApiPart<Side, Given = Answer> {
	contract: readonly ContractOperation[];
	operations: Operations<Side, Given>;
	/** What the contract leaves out at the beginning of each path; nothing unless given. */
	basePath?: string;
}

/** Tells a request that breaks the contract what is wrong, in the words of the bank. */
export type RefuseProblem = (problem: Problem, contract?: ContractOperation) => never;

/** The operation that a request leads to. */
export interface FoundOperation<Side, Given = Answer> {
	contract: ContractOperation;
	/** Refuses a request that breaks the contract; else gives what the operation answers. */
	carryOut(side: Side): Given;
}

interface Served<Side, Given> {
	checked: CheckedOperation;
	operation: Operation<Side, Given>;
	basePath: string;
}

/** What a bank offers: each operation of its contracts, and an answer to all that breaks them. */
export class Api<Side, Given = Answer> {
	private readonly parts: Served<Side, Given>[][];

	/** Of parts that have an operation in common, the first one carries it out. */
	constructor(
		parts: readonly ApiPart<Side, Given>[],
		private readonly refuseProblem: RefuseProblem,
	) {
		checkCompleteness(parts);
		const ajv = new Ajv({ strict: true, useDefaults: true });
		this.parts = parts.map(({ contract, operations, basePath = '' }) =>
			contract.map((one) => ({
				checked: checkedOperation(ajv, one),
				operation: operations[one.id] as Operation<Side, Given>,
				basePath,
			})),
		);
	}

	/** Whether a request leads to this operation. */
	leadsTo(operationId: string, request: RecordedRequest): boolean {
		return this.servedFor(request)?.checked.contract.id === operationId;
	}

	/** The operation of a request; an address or a method that there is not is refused. */
	find(request: RecordedRequest): FoundOperation<Side, Given> {
		const served = this.servedFor(request) ?? this.refuseAddress(request);
		const { checked, operation } = served;
		const { contract } = checked;
		return {
			contract,
			carryOut: (side) => {
				const outcome = checked.check(inside(served, request));
				if (!outcome.ok) return this.refuseProblem(outcome.problem, contract);
				return operation({ ...outcome.values, contract, request, ...side });
			},
		};
	}

	private servedFor(request: RecordedRequest): Served<Side, Given> | undefined {
		for (const part of this.parts) {
			const candidates = at(request, part).filter(
				({ checked }) => checked.contract.method === request.method,
			);
			// Operations may share a method and a path, and differ in what its placeholder may hold.
			const fitting = candidates.find((one) => one.checked.fits(inside(one, request).path));
			if (candidates[0]) return fitting ?? candidates[0];
		}
		return undefined;
	}

	private refuseAddress(request: RecordedRequest): never {
		const { method, path } = request;
		const here = this.parts.flatMap((part) => at(request, part));
		const allowed = [...new Set(here.map(({ checked }) => checked.contract.method))];
		const rule = allowed.length === 0 ? 'unknown' : 'method';
		const message = `There is no ${method} ${path}`;
		return this.refuseProblem({ in: 'address', name: '', rule, message, allowed });
	}
}

/** The operations at the address of a request, whatever their method. */
const at = <Side, Given>(
	{ path }: RecordedRequest,
	part: readonly Served<Side, Given>[],
): Served<Side, Given>[] =>
	part.filter(({ basePath, checked }) => placeholdersIn(basePath + checked.contract.path, path));

/** The request as its contract knows it. */
const inside = <Side, Given>(
	{ basePath }: Served<Side, Given>,
	request: RecordedRequest,
): RecordedRequest => ({
	...request,
	path: request.path.slice(basePath.length),
});

/** Nothing is left without an answer by oversight, and nothing is carried out in vain. */
function checkCompleteness<Side, Given>(parts: readonly ApiPart<Side, Given>[]): void {
	const ids = new Set(parts.flatMap(({ contract }) => contract.map(({ id }) => id)));
	for (const { contract, operations } of parts) {
		const missing = contract.filter(({ id }) => !Object.hasOwn(operations, id));
		if (missing.length > 0) {
			throw new Error(`No operation carries out ${missing.map(({ id }) => id).join(', ')}`);
		}
		const unknown = Object.keys(operations).filter((id) => !ids.has(id));
		if (unknown.length > 0) throw new Error(`No contract has ${unknown.join(', ')}`);
	}
}
