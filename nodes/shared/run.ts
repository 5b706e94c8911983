import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { recordReached, waitForCompletion } from './answer/completion';
import { getOrCreate } from './answer/existing';
import { type Output, readFile } from './answer/file';
import { furtherStepIn, stepError } from './answer/furtherStep';
import { recordInList } from './answer/inList';
import { listParts } from './answer/parts';
import { readableError, readPage, readRecord } from './answer/reading';
import { readReceipts } from './answer/receipts';
import { shaper } from './answer/simplify';
import { type Draft, draftRequest } from './input/draft';
import { fillFromCredential } from './input/fromCredential';
import { Item } from './input/item';
import { parameterReader } from './input/parameters';
import type { Answer, Bank, FileKind, Operation, Shape } from './operation';
import { engineFields, listsByLimit } from './panel/engineFields';
import { selectedOperation } from './panel/selection';
import { readMostInFlight, readWanted, type Wanted } from './panel/wanted';
import type { Delivery } from './wire/delivery';
import { InFlight } from './wire/inFlight';
import { isRead, type Request } from './wire/request';
import { send } from './wire/send';
import { openSession, type Session, withKeys } from './wire/session';

/** The selected operation, ready to be run for one item after the other. */
export interface Run {
	/** Whether it changes nothing at the bank. */
	isRead: boolean;
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

/** The way out for a list that the user can have shorter. */
const SMALLER = 'Try again later, or set a smaller Limit.';

/** What of its records comes out; nothing to say of an answer without any. */
function shapeOf(answer: Answer): Shape {
	const { kind } = answer;
	return kind === 'record' || kind === 'records' || kind === 'recordInList' ? answer : {};
}

/** The file that the bank answers with. */
async function fileFor(
	session: Session,
	file: FileKind,
	{ request, ids }: Draft,
	{ binaryField }: Wanted,
): Promise<Output> {
	const entered = { ...ids, ...(request.query as IDataObject) };
	const response = await send(session, { ...request, wantsFile: true });
	return await readFile(session, file, { entered, binaryField }, response);
}

/** How the record in an answer is read, which may take a key of the credential. */
async function recordReader(
	session: Session,
	answer: Answer,
): Promise<(record: IDataObject) => IDataObject | Promise<IDataObject>> {
	const readWith = answer.kind === 'record' ? answer.readWith : undefined;
	if (!readWith) return (record) => record;
	const read = await withKeys(session, readWith);
	return async (record) => await withKeys(session, () => read(record));
}

/** Sends what the user entered, and makes items of what the bank answers. */
async function outputsFor(
	session: Session,
	operation: Operation,
	draft: Draft,
	wanted: Wanted,
): Promise<Output[]> {
	const { answer, completion, furtherSteps } = operation;
	if (answer.kind === 'file') return [await fileFor(session, answer, draft, wanted)];
	const request: Request = {
		...draft.request,
		takesFurtherStep: furtherSteps && !wanted.failOnFurtherStep,
		patience: isRead(draft.request) ? 0 : wanted.maxBusyWait * 1000,
	};
	const shape = shaper(shapeOf(answer), wanted);
	const item = (record: IDataObject): Output => ({ json: shape(record) });
	if (answer.kind === 'records' && !furtherSteps) {
		const requests = [request, ...draft.more];
		const list = { ...answer, wayOut: listsByLimit(operation) ? SMALLER : undefined };
		return (await listParts(session, requests, list, wanted.limit)).map(item);
	}
	if (answer.kind === 'recordInList') {
		return [item(await recordInList(session, request, answer, draft.ids))];
	}
	if (operation.existing && answer.kind === 'record') {
		const { existing } = operation;
		const { record, created } = await getOrCreate(session, request, existing, answer.has);
		return [{ json: { ...item(record).json, created } }];
	}
	const read = await recordReader(session, answer);
	const response = await send(session, request);
	const furtherStep = furtherSteps && furtherStepIn(session, response);
	if (furtherStep && wanted.failOnFurtherStep) throw stepError(session, furtherStep);
	if (furtherStep) return [{ json: furtherStep }];
	if (answer.kind === 'records') {
		const { records } = readPage(session, request, response, answer);
		return records.slice(0, wanted.limit).map(item);
	}
	if (answer.kind !== 'record') {
		return readReceipts(session, answer, draft, response).map((json) => ({ json }));
	}
	const record = await read(readRecord(session, request, response, answer));
	if (!completion || !wanted.waitForCompletion) return [item(record)];
	const { ids } = draft;
	const wait = { completion, has: answer.has, seconds: wanted.maxCompletionWait, ids };
	const begun = Date.now();
	const end = await waitForCompletion(session, wait, request, record);
	const step = completion.step?.(end);
	if (step) return [{ json: step }];
	const { leadsTo } = completion;
	const left = Math.max(1, wait.seconds - Math.floor((Date.now() - begun) / 1000));
	const reached = leadsTo && (await recordReached(session, leadsTo, end, left));
	return [reached ? { json: shaper(leadsTo.shape, wanted)(reached) } : item(end)];
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
	const inFlight = new InFlight(readMostInFlight(context, operation));
	return {
		isRead: isRead(operation.request),
		itemsAtOnce: inFlight.most,
		async runItem(itemIndex, signal, delivery) {
			const item = new Item(context, itemIndex);
			const values = await fillFromCredential(item, bank, fields, read(itemIndex));
			const draft = await draftRequest(item, operation, fields, values);
			const wanted = readWanted(item, operation, values);
			const { secrets } = draft;
			const { service, signInAs, tokenLife } = operation.request;
			const purpose = { version, itemIndex, signal, secrets, signInAs, inFlight };
			const session = await openSession(context, bank, { ...purpose, service, tokenLife });
			const toApi = async () => await openSession(context, bank, purpose);
			try {
				return await outputsFor({ ...session, delivery, toApi }, operation, draft, wanted);
			} catch (error) {
				throw readableError(session, draft.request, error as Error);
			}
		},
	};
}
