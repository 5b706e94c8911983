import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { waitForCompletion } from './completion';
import { failureJson } from './failure';
import { readPath } from './json';
import { listRecords, readObject, readRecords } from './listing';
import { isRead, type Bank, type Field, type Operation } from './operation';
import { DEFAULT_PARALLEL, MAX_PARALLEL, readOptions } from './options';
import { engineFields, limit, listsByLimit, returnAll, simplify } from './panel';
import { parameterReader, type Values } from './parameters';
import { draftRequest, queryString } from './request';
import { type Request, send, stopIfCancelled } from './send';
import { fieldError, toBoolean } from './value';
import { isOffered, operationBase } from './version';

/** The version of the API that the user has chosen, where there are several. */
function selectedVersion(context: IExecuteFunctions, { versions }: Bank): string | undefined {
	return versions && String(context.getNodeParameter(versions.field.name, 0));
}

function selectedOperation(
	context: IExecuteFunctions,
	bank: Bank,
	version: string | undefined,
): Operation {
	const [resource, operation] = ['resource', 'operation'].map((name) =>
		context.getNodeParameter(name, 0),
	);
	const found = bank.resources
		.find(({ value }) => value === resource)
		?.operations.filter(({ value }) => value === operation);
	const offered = found?.find((each) => isOffered(each, version));
	if (offered) return offered;
	if (found?.[0]) {
		throw new NodeOperationError(
			context.getNode(),
			`'${found[0].name}' is not there in ${version} of the API`,
			{ description: 'Choose another operation, or another version of the API.' },
		);
	}
	throw new NodeOperationError(
		context.getNode(),
		`The operation '${String(operation)}' of '${String(resource)}' is not known`,
		{ description: 'Choose a resource and an operation from the lists.' },
	);
}

/** How many items of this operation run at once: reads as many as the user allows, writes one. */
function itemsAtOnce(context: IExecuteFunctions, { request }: Operation): number {
	if (!isRead(request)) return 1;
	const chosen = context.getNodeParameter('options.maxParallelRequests', 0, DEFAULT_PARALLEL);
	const number = Number(chosen);
	if (Number.isInteger(number) && number >= 1 && number <= MAX_PARALLEL) return number;
	throw new NodeOperationError(
		context.getNode(),
		`'Max Parallel Requests' must be a whole number from 1 to ${MAX_PARALLEL}, but is '${String(chosen)}'`,
	);
}

function readSwitch(
	context: IExecuteFunctions,
	itemIndex: number,
	values: Values,
	field: Field,
): boolean {
	const chosen = toBoolean(values[field.name]);
	if (chosen !== undefined) return chosen;
	throw fieldError(
		context,
		itemIndex,
		field,
		`must be true or false, but is '${String(values[field.name])}'`,
		'Correct the expression that fills it. Nothing was sent for this item.',
	);
}

function readLimit(
	context: IExecuteFunctions,
	itemIndex: number,
	operation: Operation,
	values: Values,
): number {
	const isWhole = !listsByLimit(operation);
	if (isWhole || readSwitch(context, itemIndex, values, returnAll)) return Infinity;
	const chosen = Number(values.limit);
	if (Number.isInteger(chosen) && chosen >= 1) return chosen;
	throw fieldError(
		context,
		itemIndex,
		limit,
		`must be a whole number of at least 1, but is '${String(values.limit)}'`,
		'Turn on Return All to get every record.',
	);
}

/** The name under which an inner property comes out: `bank.name` as `bankName`. */
function flatName(path: string): string {
	return path.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function simplifier(
	context: IExecuteFunctions,
	itemIndex: number,
	{ answer }: Operation,
	values: Values,
): (record: IDataObject) => IDataObject {
	const kept = 'simplify' in answer ? answer.simplify : undefined;
	if (!kept || !readSwitch(context, itemIndex, values, simplify)) return (record) => record;
	return (record) =>
		Object.fromEntries(
			kept
				.map((path) => [flatName(path), readPath(record, path)] as const)
				.filter(([, value]) => value !== undefined),
		) as IDataObject;
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
	const version = selectedVersion(context, bank);
	const operation = selectedOperation(context, bank, version);
	const fields = [...operation.fields, ...engineFields(operation, bank)];
	const read = parameterReader(context, fields);
	const credentials = await context.getCredentials(bank.credential);
	const baseUrl = operationBase(context.getNode(), bank, credentials, version);

	const stop = new AbortController();
	async function runItem(itemIndex: number): Promise<IDataObject[]> {
		const values = read(itemIndex);
		const draft = await draftRequest(context, itemIndex, baseUrl, operation, fields, values);
		const { answer, completion, furtherSteps } = operation;
		const shorten = simplifier(context, itemIndex, operation, values);
		const options = readOptions(context, itemIndex, values);
		const request: Request = {
			...draft.request,
			signal: stop.signal,
			takesFurtherStep: furtherSteps && !options.failOnFurtherStep,
			patience: options.maxBusyWait * 1000,
		};
		if (answer.kind === 'records') {
			const most = readLimit(context, itemIndex, operation, values);
			const list = { request, query: draft.query };
			return (await listRecords(context, bank, list, answer, most, itemIndex)).map(shorten);
		}
		request.url += queryString(draft.query);
		const response = await send(context, bank, request, itemIndex);
		const furtherStep = furtherSteps && bank.readFurtherStep?.(response);
		if (furtherStep) return [furtherStep];
		if (answer.kind === 'deleted') return [{ deleted: true }];
		if (answer.kind === 'done') return [{ success: true, ...draft.ids }];
		const record = await readObject(context, bank, request, response, itemIndex);
		if (answer.kind === 'deletedMany') {
			const { property } = answer;
			const gone = await readRecords(context, bank, request, record, property, itemIndex);
			return gone.length > 0
				? gone.map(({ value: id }) => ({ deleted: true, id }))
				: [{ deleted: false }];
		}
		if (!completion || !options.waitForCompletion) return [shorten(record)];
		const seconds = options.maxCompletionWait;
		const completed = await waitForCompletion(
			context,
			bank,
			baseUrl,
			completion,
			request,
			record,
			seconds,
			itemIndex,
		);
		return [shorten(completed)];
	}

	const outcomes: IDataObject[][] = [];
	let failure: Error | undefined;
	let next = 0;
	async function work(): Promise<void> {
		while (next < itemCount && !failure) {
			const itemIndex = next++;
			try {
				stopIfCancelled(context);
				outcomes[itemIndex] = await runItem(itemIndex);
			} catch (error) {
				if (context.continueOnFail() && !context.getExecutionCancelSignal()?.aborted) {
					outcomes[itemIndex] = [failureJson(error as Error)];
				} else {
					failure ??= error as Error;
					// Nothing more is sent, not even what waits for another try.
					stop.abort();
				}
			}
		}
	}
	const workers = Math.min(itemCount, itemsAtOnce(context, operation));
	await Promise.all(Array.from({ length: workers }, work));
	if (failure) throw failure;

	return [
		outcomes.flatMap((records, item) =>
			records.map((json): INodeExecutionData => ({ json, pairedItem: { item } })),
		),
	];
}
