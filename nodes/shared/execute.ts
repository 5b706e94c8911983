import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runOnce } from './attempts';
import type { Bank } from './operation';
import { prepareRun } from './run';
import { stopIfCancelled, stopsFor } from './wire/cancel';
import type { Delivery } from './wire/delivery';
import { failureJson } from './wire/failure';

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
	const run = await prepareRun(context, bank);

	const outcomes: IDataObject[][] = [];
	let failure: Error | undefined;
	let next = 0;
	async function work(signal: AbortSignal): Promise<void> {
		while (next < itemCount && !failure) {
			const itemIndex = next++;
			try {
				stopIfCancelled({ context, signal });
				const delivery: Delivery = { mayBeDone: false };
				outcomes[itemIndex] = await runOnce(
					context,
					itemIndex,
					delivery,
					async () => await run.runItem(itemIndex, signal, delivery),
				);
			} catch (error) {
				if (context.continueOnFail() && !context.getExecutionCancelSignal()?.aborted) {
					outcomes[itemIndex] = [failureJson(error as Error)];
				} else {
					failure ??= error as Error;
					// Nothing more is sent, not even what waits for another try.
					stops.stopAll();
				}
			}
		}
	}
	const stops = stopsFor(Math.min(itemCount, run.itemsAtOnce), context.getExecutionCancelSignal());
	await Promise.all(stops.signals.map(work));
	stops.release();
	if (failure) throw failure;

	return [
		outcomes.flatMap((records, item) =>
			records.map((json): INodeExecutionData => ({ json, pairedItem: { item } })),
		),
	];
}
