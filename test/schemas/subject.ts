import type { IDataObject } from 'n8n-workflow';
import type { Bank, Operation } from '../../nodes/shared/operation';
import { listsByLimit } from '../../nodes/shared/panel/engineFields';
import { isOffered } from '../../nodes/shared/panel/selection';
import type { ContractOperation } from '../contract/contract';
import type { FaultRule } from '../sandbox/shared/faults';
import { sampleAnswer } from '../sandbox/shared/fromSchema';
import type { Outcome } from '../support/engine';

/**
 * How an operation is run: as a newcomer does, who opens no collection and doesn't touch Simplify;
 * with all fields of its case; or as a newcomer, and the bank answers with everything that its
 * contract knows.
 */
export type Way = 'plain' | 'allFields' | 'wholeAnswer';

/** An operation of a node, and what comes out of it at the local bank. */
export interface Subject {
	/** The folder of the node. */
	node: string;
	resource: string;
	operation: string;
	run(way: Way): Promise<IDataObject[]>;
}

/** An operation in the version of the API in which a newcomer meets it. */
export interface Offered {
	resource: string;
	operation: Operation;
	version: string | undefined;
}

/** The operations of a bank, each in the first version of the API that has it. */
export function offeredBy({ resources, versions }: Bank): Offered[] {
	const names = versions?.field.options.map(({ value }) => String(value)) ?? [undefined];
	const found = new Map<string, Offered>();
	for (const version of names) {
		for (const { value: resource, operations } of resources) {
			for (const operation of operations.filter((each) => isOffered(each, version))) {
				const key = `${resource}.${operation.value}`;
				if (!found.has(key)) found.set(key, { resource, operation, version });
			}
		}
	}
	return [...found.values()];
}

/** What is entered for a case. An update needs one of its fields in any case. */
export function parametersFor(
	way: Way,
	operation: Operation,
	{ parameters, plain }: { parameters: IDataObject; plain?: IDataObject },
): IDataObject {
	const entered = operation.fields
		.filter(
			({ type, name }) => way === 'allFields' || type !== 'collection' || name === 'updateFields',
		)
		.map(({ name }) => name);
	return {
		...Object.fromEntries(Object.entries(parameters).filter(([name]) => entered.includes(name))),
		...(listsByLimit(operation) && { returnAll: true }),
		...(way !== 'allFields' && plain),
	};
}

/** Makes the next answer one with everything that the contract knows. */
export function wholeAnswer(contract: ContractOperation): FaultRule {
	const { method, path, success } = contract;
	const address = path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+');
	return {
		method,
		path: new RegExp(`${address}$`),
		status: success.status,
		body: sampleAnswer(contract),
	};
}

/** Does something with servers, which are closed in any case. */
export async function closing<Result>(
	servers: readonly { close(): Promise<void> }[],
	run: () => Promise<Result>,
): Promise<Result> {
	try {
		return await run();
	} finally {
		for (const server of servers) await server.close();
	}
}

/** @throws Error when it has failed */
export function recordsOf({ error, items }: Outcome): IDataObject[] {
	if (error) throw error;
	// As n8n hands it on: without what is undefined.
	return JSON.parse(JSON.stringify(items.map(({ json }) => json))) as IDataObject[];
}
