import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { waitForCompletion } from './completion';
import { credentialOf } from './credential';
import { redact, type RawAnswer } from './failure';
import { listRecords, readObject, readRecord, readRecords } from './listing';
import { isRead, type Bank, type Field, type Operation, type Shape } from './operation';
import { DEFAULT_PARALLEL, MAX_PARALLEL, type Options, readOptions } from './options';
import { engineFields, limit, listsByLimit, returnAll, simplify } from './panel';
import { parameterReader, type Values } from './parameters';
import { type Draft, draftRequest, queryString } from './request';
import { selectedOperation } from './selection';
import { type Request, secretsOf, send } from './send';
import { shaped } from './simplify';
import { fieldError, toBoolean } from './value';
import { operationBase } from './version';

/** The selected operation, ready to be run for one item after the other. */
export interface Run {
	/** How many items may be worked on at once. */
	itemsAtOnce: number;
	/**
	 * @param signal ends the item's waits when it is not wanted any more
	 * @returns the item's records
	 * @throws NodeApiError, NodeOperationError
	 */
	runItem(itemIndex: number, signal: AbortSignal): Promise<IDataObject[]>;
}

/** Reads as many as the user allows, writes one. */
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

/** What of a record the user wants. */
function shaper(
	context: IExecuteFunctions,
	itemIndex: number,
	{ answer }: Operation,
	values: Values,
	{ includeSecret }: Options,
): (record: IDataObject) => IDataObject {
	const isShaped = answer.kind === 'record' || answer.kind === 'records';
	const shape: Shape = isShaped ? answer : {};
	const isSimple = shape.simplify ? readSwitch(context, itemIndex, values, simplify) : false;
	return (record) => shaped(record, shape, isSimple, includeSecret);
}

/** A body as the bank wants it; one with an envelope gets it even when it is empty. */
function wrapped(
	{ envelope }: Bank,
	{ method, body }: Pick<Request, 'method' | 'body'>,
): Request['body'] {
	const takesBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
	return envelope !== undefined && takesBody ? { [envelope]: body ?? {} } : body;
}

/**
 * Prepares what the user has selected: the operation, its fields, and where it goes.
 *
 * @throws NodeOperationError when the selection or the credential can't be used
 */
export async function prepareRun(context: IExecuteFunctions, bank: Bank): Promise<Run> {
	const { version, operation } = selectedOperation(context, bank);
	const fields = [...operation.fields, ...engineFields(operation, bank)];
	const read = parameterReader(context, fields);
	const credentials = await credentialOf(context, bank);
	const baseUrl = operationBase(context.getNode(), bank, credentials, version);
	const { answer, completion, furtherSteps } = operation;

	/** The records in the answer to anything but a list. */
	async function recordsIn(
		response: RawAnswer,
		request: Request,
		{ ids }: Draft,
		options: Options,
		shorten: (record: IDataObject) => IDataObject,
		itemIndex: number,
	): Promise<IDataObject[]> {
		const furtherStep = furtherSteps && bank.readFurtherStep?.(response);
		if (furtherStep) {
			// The words of the bank may repeat the login.
			const secrets = await secretsOf(context, bank, request);
			const message = redact(String(furtherStep.message ?? ''), secrets);
			return [{ ...furtherStep, ...(message && { message }) }];
		}
		if (answer.kind === 'deleted') return [{ deleted: true }];
		if (answer.kind === 'done') return [{ success: true, ...ids }];
		if (answer.kind === 'deletedMany') {
			const { property } = answer;
			const body = await readObject(context, bank, request, response, itemIndex);
			const gone = await readRecords(context, bank, request, body, property, itemIndex);
			if (gone.length === 0) return [{ deleted: false }];
			return gone.map(({ value: id, ...record }) => ({
				...record,
				deleted: true,
				...(id && { id }),
			}));
		}
		const record = await readRecord(context, bank, request, response, itemIndex);
		if (!completion || !options.waitForCompletion) return [shorten(record)];
		const { maxCompletionWait: seconds } = options;
		const wait = { completion, baseUrl, seconds };
		return [shorten(await waitForCompletion(context, bank, wait, request, record, itemIndex))];
	}

	return {
		itemsAtOnce: itemsAtOnce(context, operation),
		async runItem(itemIndex, signal) {
			const values = read(itemIndex);
			const draft = await draftRequest(context, itemIndex, baseUrl, operation, fields, values);
			const options = readOptions(context, itemIndex, values);
			const shorten = shaper(context, itemIndex, operation, values, options);
			const request: Request = {
				...draft.request,
				body: wrapped(bank, draft.request),
				signal,
				takesFurtherStep: furtherSteps && !options.failOnFurtherStep,
				patience: isRead(draft.request) ? 0 : options.maxBusyWait * 1000,
			};
			if (answer.kind === 'records') {
				const most = readLimit(context, itemIndex, operation, values);
				const list = { request, query: draft.query };
				return (await listRecords(context, bank, list, answer, most, itemIndex)).map(shorten);
			}
			request.url += queryString(draft.query);
			const response = await send(context, bank, request, itemIndex);
			return await recordsIn(response, request, draft, options, shorten, itemIndex);
		},
	};
}
