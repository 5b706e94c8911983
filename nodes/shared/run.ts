import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { waitForCompletion } from './answer/completion';
import { furtherStepIn } from './answer/furtherStep';
import { listParts } from './answer/parts';
import { readRecord } from './answer/reading';
import { readReceipts } from './answer/receipts';
import { shaped } from './answer/simplify';
import { type Draft, draftRequest } from './input/draft';
import { Item } from './input/item';
import { parameterReader } from './input/parameters';
import type { Bank, Operation, Shape } from './operation';
import { engineFields } from './panel/engineFields';
import { selectedOperation } from './panel/selection';
import { readItemsAtOnce, readWanted, type Wanted } from './panel/wanted';
import type { Delivery } from './wire/delivery';
import { readPath } from './wire/json';
import { encode, isRead, type Request } from './wire/request';
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

/**
 * Sends what the user entered, and makes records of what the bank answers.
 *
 * @param toApi begins to talk with the API itself, where the request goes to a service beside it
 */
async function recordsFor(
	session: Session,
	operation: Operation,
	draft: Draft,
	wanted: Wanted,
	toApi: () => Promise<Session>,
): Promise<IDataObject[]> {
	const { answer, completion, furtherSteps } = operation;
	const request: Request = {
		...draft.request,
		takesFurtherStep: furtherSteps && !wanted.failOnFurtherStep,
		patience: isRead(draft.request) ? 0 : wanted.maxBusyWait * 1000,
	};
	const shape: Shape = answer.kind === 'record' || answer.kind === 'records' ? answer : {};
	const shorten = (record: IDataObject) => shaped(record, shape, wanted);
	if (answer.kind === 'records') {
		const requests = [request, ...draft.more];
		return (await listParts(session, requests, answer, wanted.limit)).map(shorten);
	}
	const response = await send(session, request);
	const furtherStep = furtherSteps && (await furtherStepIn(session, response));
	if (furtherStep) return [furtherStep];
	if (answer.kind !== 'record') return await readReceipts(session, answer, draft, response);
	const record = await readRecord(session, request, response, answer.has);
	if (!completion || !wanted.waitForCompletion) return [shorten(record)];
	const { has } = answer;
	const wait = { completion, has, seconds: wanted.maxCompletionWait };
	const end = await waitForCompletion(session, wait, request, record);
	const step = completion.step?.(end);
	if (step) return [step];
	const { leadsTo } = completion;
	const id = leadsTo && readPath(end, leadsTo.id);
	if (!leadsTo || id === undefined || id === null) return [shorten(end)];
	const look: Request = { method: 'GET', path: leadsTo.path.replace('{id}', encode(id)) };
	const api = await toApi();
	const reached = await readRecord(api, look, await send(api, look));
	return [shaped(reached, leadsTo.shape, wanted)];
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
			const purpose = { version, itemIndex, signal, secrets };
			const { service } = operation.request;
			const session = await openSession(context, bank, { ...purpose, service });
			const toApi = async () => await openSession(context, bank, purpose);
			return await recordsFor({ ...session, delivery }, operation, draft, wanted, toApi);
		},
	};
}
