import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Output } from './answer/file';
import { cancelledWrite, runOnce } from './attempts';
import type { Bank } from './operation';
import { prepareRun } from './run';
import { stopIfCancelled, stopsFor } from './wire/cancel';
import type { Delivery } from './wire/delivery';
import { failureJson } from './wire/failure';

/** The output of the node: what came of each item, paired with it. */
function outputOf(outcomes: Output[][]): INodeExecutionData[][] {
	const items: INodeExecutionData[] = [];
	for (const [item, outputs] of outcomes.entries()) {
		// Fifty thousand of them come out quicker when each is filled in than when each is copied.
		for (const output of outputs) items.push(Object.assign(output, { pairedItem: { item } }));
	}
	return [items];
}

/**
 * Runs the selected operation of a bank for every input item.
 *
 * Reads run side by side up to the user's limit, writes one at a time in item order. The first
 * failure stops everything that has not been sent yet. When the node continues on fail, the failure
 * is the item instead, also what fails before the first one: n8n would pass the input on as a success
 * when an error is thrown. Output keeps the order of the input, and every item is paired with the one
 * that it came from.
 *
 * @returns the items of the node's only output
 * @throws NodeApiError, NodeOperationError for the first failed item
 */
export async function execute(
	context: IExecuteFunctions,
	bank: Bank,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[]];
	const cancel = context.getExecutionCancelSignal();
	const continues = () => context.continueOnFail() && !cancel?.aborted;
	const run = await prepareRun(context, bank).catch((error: Error) => error);
	if (run instanceof Error) {
		if (!continues()) throw run;
		return outputOf(items.map(() => [{ json: failureJson(run) }]));
	}

	const mayComeAgain = !run.isRead && context.getNode().retryOnFail === true;
	const stops = stopsFor(Math.min(items.length, run.itemsAtOnce), cancel);
	const deliveries: Delivery[] = [];
	const outcomes: Output[][] = [];
	let failure: Error | undefined;
	let next = 0;
	const work = async (signal: AbortSignal): Promise<void> => {
		while (next < items.length && !failure) {
			const itemIndex = next++;
			const delivery: Delivery = { mayBeDone: false };
			deliveries[itemIndex] = delivery;
			try {
				stopIfCancelled({ context, signal });
				const runItem = async () => await run.runItem(itemIndex, signal, delivery);
				const item = mayComeAgain && items[itemIndex];
				outcomes[itemIndex] = item ? await runOnce(item, delivery, runItem) : await runItem();
			} catch (error) {
				if (continues()) {
					outcomes[itemIndex] = [{ json: failureJson(error as Error) }];
				} else {
					failure ??= error as Error;
					// Nothing more is sent, not even what waits for another try.
					stops.stopAll();
				}
			}
		}
	};
	await Promise.all(stops.signals.map(work));
	stops.release();
	if (failure && cancel?.aborted && !run.isRead)
		throw cancelledWrite(context, deliveries, outcomes);
	if (failure) throw failure;
	return outputOf(outcomes);
}
