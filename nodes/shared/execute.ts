import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { apiAddress } from './baseUrl';
import { failureJson } from './failure';
import { listRecords, readObject } from './listing';
import type { Answer, Bank, Operation } from './operation';
import { DEFAULT_PARALLEL, MAX_PARALLEL, engineFields } from './panel';
import { parameterReader, type Values } from './parameters';
import { draftRequest, queryString } from './request';
import { send, stopIfCancelled } from './send';

function selectedOperation(context: IExecuteFunctions, bank: Bank): Operation {
	const [resource, operation] = ['resource', 'operation'].map((name) =>
		context.getNodeParameter(name, 0),
	);
	const found = bank.resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (found) return found;
	throw new NodeOperationError(
		context.getNode(),
		`The operation '${String(operation)}' of '${String(resource)}' is not known`,
		{ description: 'Choose a resource and an operation from the lists.' },
	);
}

/** How many items of this operation run at once: reads as many as the user allows, writes one. */
function itemsAtOnce(context: IExecuteFunctions, { request }: Operation): number {
	if (request.method !== 'GET') return 1;
	const chosen = context.getNodeParameter('options.maxParallelRequests', 0, DEFAULT_PARALLEL);
	const number = Number(chosen);
	if (Number.isInteger(number) && number >= 1 && number <= MAX_PARALLEL) return number;
	throw new NodeOperationError(
		context.getNode(),
		`'Max Parallel Requests' must be a whole number from 1 to ${MAX_PARALLEL}, but is '${String(chosen)}'`,
	);
}

function readLimit(context: IExecuteFunctions, itemIndex: number, values: Values): number {
	if (values.returnAll === true) return Infinity;
	const limit = Number(values.limit);
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw new NodeOperationError(
		context.getNode(),
		`'Limit' must be a whole number of at least 1, but is '${String(values.limit)}' [item ${itemIndex}]`,
		{ itemIndex, description: 'Turn on Return All to get every record.' },
	);
}

function simplifier(answer: Answer, values: Values): (record: IDataObject) => IDataObject {
	if (!('simplify' in answer) || !answer.simplify || values.simplify !== true) {
		return (record) => record;
	}
	const kept = answer.simplify;
	return (record) =>
		Object.fromEntries(kept.filter((name) => name in record).map((name) => [name, record[name]]));
}

/**
 * Runs the selected operation of a bank for every input item.
 *
 * Reads run side by side up to the user's limit, writes one at a time in item order. The first
 * failure stops everything that has not been sent yet, unless the node continues on fail. Output
 * keeps the order of the input, and every item is paired with the one that it came from.
 *
 * @returns the items of the node's only output
 * @throws NodeApiError, NodeOperationError for the first failed item
 */
export async function execute(
	context: IExecuteFunctions,
	bank: Bank,
): Promise<INodeExecutionData[][]> {
	const itemCount = context.getInputData().length;
	if (itemCount === 0) return [[]];
	const operation = selectedOperation(context, bank);
	const fields = [...operation.fields, ...engineFields(operation)];
	const read = parameterReader(context, fields);
	const baseUrl = apiAddress(
		context.getNode(),
		bank.baseUrl(await context.getCredentials(bank.credential)),
	);

	async function runItem(itemIndex: number): Promise<IDataObject[]> {
		const values = read(itemIndex);
		const draft = await draftRequest(context, itemIndex, baseUrl, operation, fields, values);
		const { answer } = operation;
		const simplify = simplifier(answer, values);
		if (answer.kind === 'records') {
			const limit = readLimit(context, itemIndex, values);
			const records = await listRecords(context, bank, draft, answer, limit, itemIndex);
			return records.map(simplify);
		}
		const url = draft.request.url + queryString(draft.query);
		const response = await send(context, bank, { ...draft.request, url }, itemIndex);
		if (answer.kind === 'deleted') return [{ deleted: true }];
		if (answer.kind === 'done') return [{ success: true, ...draft.ids }];
		return [simplify(await readObject(context, bank, response, itemIndex))];
	}

	const outcomes: IDataObject[][] = [];
	const failures: { itemIndex: number; error: Error }[] = [];
	let next = 0;
	async function work(): Promise<void> {
		while (next < itemCount && failures.length === 0) {
			const itemIndex = next++;
			try {
				stopIfCancelled(context);
				outcomes[itemIndex] = await runItem(itemIndex);
			} catch (error) {
				if (context.continueOnFail() && !context.getExecutionCancelSignal()?.aborted) {
					outcomes[itemIndex] = [failureJson(error as Error)];
				} else {
					failures.push({ itemIndex, error: error as Error });
				}
			}
		}
	}
	const workers = Math.min(itemCount, itemsAtOnce(context, operation));
	await Promise.all(Array.from({ length: workers }, work));

	const [first] = failures.sort((one, other) => one.itemIndex - other.itemIndex);
	if (first) throw first.error;
	return [
		outcomes.flatMap((records, item) =>
			records.map((json): INodeExecutionData => ({ json, pairedItem: { item } })),
		),
	];
}
