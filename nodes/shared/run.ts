import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { waitForCompletion } from './answer/completion';
import { type Output, readFile } from './answer/file';
import { furtherStepIn, stepError } from './answer/furtherStep';
import { readPage } from './answer/listing';
import { listParts } from './answer/parts';
import { readRecordAt } from './answer/reading';
import { readReceipts } from './answer/receipts';
import { shaped } from './answer/simplify';
import { type Draft, draftRequest } from './input/draft';
import { fillFromCredential } from './input/fromCredential';
import { Item } from './input/item';
import { parameterReader } from './input/parameters';
import type { Answer, Bank, Operation, Shape } from './operation';
import { engineFields } from './panel/engineFields';
import { selectedOperation } from './panel/selection';
import { readItemsAtOnce, readWanted, type Wanted } from './panel/wanted';
import type { Delivery } from './wire/delivery';
import { isRead, type Request } from './wire/request';
import { send } from './wire/send';
import { openSession, type Session } from './wire/session';

/** The selected operation, ready to be run for one item after the other. */
export interface Run {
	/** How many items may be worked on at once. */
	itemsAtOnce: number;
	/**
	 * @param signal ends the item's waits when it is not wanted any more
	 * @param delivery tells how far the item has come
	 * @returns what comes out for the item
	 * @throws NodeApiError, NodeOperationError
	 */
	runItem(itemIndex: number, signal: AbortSignal, delivery: Delivery): Promise<Output[]>;
}

/** Sends what the user entered, and makes items of what the bank answers. */
async function outputsFor(
	session: Session,
	operation: Operation,
	draft: Draft,
	wanted: Wanted,
): Promise<Output[]> {
	const { answer } = operation;
	if (answer.kind !== 'file') {
		const records = await recordsFor(session, operation, answer, draft, wanted);
		return records.map((json) => ({ json }));
	}
	const request: Request = { ...draft.request, wantsFile: true };
	const entered = { ...draft.ids, ...(draft.request.query as IDataObject) };
	const { binaryField } = wanted;
	const response = await send(session, request);
	return [await readFile(session, answer, { entered, binaryField }, response)];
}

/** Sends what the user entered, and makes records of what the bank answers. */
async function recordsFor(
	session: Session,
	{ completion, furtherSteps }: Operation,
	answer: Exclude<Answer, { kind: 'file' }>,
	draft: Draft,
	wanted: Wanted,
): Promise<IDataObject[]> {
	const request: Request = {
		...draft.request,
		takesFurtherStep: furtherSteps && !wanted.failOnFurtherStep,
		patience: isRead(draft.request) ? 0 : wanted.maxBusyWait * 1000,
	};
	const shape: Shape = answer.kind === 'record' || answer.kind === 'records' ? answer : {};
	const shorten = (record: IDataObject) => shaped(record, shape, wanted);
	if (answer.kind === 'records' && !furtherSteps) {
		const requests = [request, ...draft.more];
		return (await listParts(session, requests, answer, wanted.limit)).map(shorten);
	}
	const response = await send(session, request);
	const furtherStep = furtherSteps && (await furtherStepIn(session, response));
	if (furtherStep && wanted.failOnFurtherStep) throw stepError(session, furtherStep);
	if (furtherStep) return [furtherStep];
	if (answer.kind === 'records') {
		const { records } = await readPage(session, request, response, answer);
		return records.slice(0, wanted.limit).map(shorten);
	}
	if (answer.kind !== 'record') return await readReceipts(session, answer, draft, response);
	const record = await readRecordAt(session, request, response, answer);
	if (!completion || !wanted.waitForCompletion) return [shorten(record)];
	const { has } = answer;
	const wait = { completion, has, seconds: wanted.maxCompletionWait };
	return [shorten(await waitForCompletion(session, wait, request, record))];
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
	return {
		itemsAtOnce: readItemsAtOnce(context, operation),
		async runItem(itemIndex, signal, delivery) {
			const item = new Item(context, itemIndex);
			const values = await fillFromCredential(item, bank, fields, read(itemIndex));
			const draft = await draftRequest(item, operation, fields, values);
			const wanted = readWanted(item, operation, values);
			const { secrets } = draft;
			const session = await openSession(context, bank, { version, itemIndex, signal, secrets });
			return await outputsFor({ ...session, delivery }, operation, draft, wanted);
		},
	};
}
