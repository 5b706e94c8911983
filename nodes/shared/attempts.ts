import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Delivery } from './wire/delivery';

/** What comes of an item: its records, or its error. */
type Outcome = Promise<IDataObject[]>;

/**
 * What came of the items that must not be sent again. n8n makes an item object for each run of a
 * node and lets go of it after the run, and with it of what is kept here.
 */
const settled = new WeakMap<object, Outcome>();

/**
 * What is the same in all tries of a run, and in no other run. For the tool of an agent, n8n makes a
 * new item for each try, which it pairs with none, around the same arguments.
 */
function identityOf(item: INodeExecutionData): object {
	return item.pairedItem === undefined ? item.json : item;
}

/**
 * How an item of a write is run, so that n8n's *Retry On Fail*, which runs all of them again, sends
 * none twice: what the bank has carried out, or may have, comes out again without being sent.
 *
 * @param delivery of the item, as it stands when `run` has ended
 */
export async function runOnce(
	context: IExecuteFunctions,
	itemIndex: number,
	delivery: Delivery,
	run: () => Outcome,
): Outcome {
	const item = context.getInputData()[itemIndex];
	if (!context.getNode().retryOnFail || !item) return await run();
	const identity = identityOf(item);
	const before = settled.get(identity);
	if (before) return await before;
	const outcome = run();
	try {
		return await outcome;
	} finally {
		if (delivery.mayBeDone) settled.set(identity, outcome);
	}
}
