import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { waitForCompletion } from './answer/completion';
import { getOrCreate } from './answer/existing';
import { furtherStepIn } from './answer/furtherStep';
import { listParts } from './answer/parts';
import { readRecord } from './answer/reading';
import { recordInList } from './answer/inList';
import { readReceipts } from './answer/receipts';
import { shaped } from './answer/simplify';
import { type Draft, draftRequest } from './input/draft';
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
	 * @returns the item's records
	 * @throws NodeApiError, NodeOperationError
	 */
	runItem(itemIndex: number, signal: AbortSignal, delivery: Delivery): Promise<IDataObject[]>;
}

/** What of its records comes out; nothing to say of an answer without any. */
function shapeOf(answer: Answer): Shape {
	const { kind } = answer;
	return kind === 'record' || kind === 'records' || kind === 'recordInList' ? answer : {};
}

/** Sends what the user entered, and makes records of what the bank answers. */
async function recordsFor(
	session: Session,
	operation: Operation,
	draft: Draft,
	wanted: Wanted,
): Promise<IDataObject[]> {
	const { answer, completion, furtherSteps } = operation;
	const request: Request = {
		...draft.request,
		takesFurtherStep: furtherSteps && !wanted.failOnFurtherStep,
		patience: isRead(draft.request) ? 0 : wanted.maxBusyWait * 1000,
	};
	const shape = shapeOf(answer);
	const shorten = (record: IDataObject) => shaped(record, shape, wanted);
	if (answer.kind === 'records') {
		const requests = [request, ...draft.more];
		return (await listParts(session, requests, answer, wanted.limit)).map(shorten);
	}
	if (answer.kind === 'recordInList') {
		return [shorten(await recordInList(session, request, answer, draft.ids))];
	}
	if (operation.existing && answer.kind === 'record') {
		const { existing } = operation;
		const { record, created } = await getOrCreate(session, request, existing, answer.has);
		return [{ ...shorten(record), created }];
	}
	const response = await send(session, request);
	const furtherStep = furtherSteps && (await furtherStepIn(session, response));
	if (furtherStep) return [furtherStep];
	if (answer.kind !== 'record') return await readReceipts(session, answer, draft, response);
	const record = await readRecord(session, request, response, answer.has);
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
			const values = read(itemIndex);
			const draft = await draftRequest(item, operation, fields, values);
			const wanted = readWanted(item, operation, values);
			const { secrets } = draft;
			const session = await openSession(context, bank, { version, itemIndex, signal, secrets });
			return await recordsFor({ ...session, delivery }, operation, draft, wanted);
		},
	};
}
