import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Output } from './answer/file';
import type { Delivery } from './wire/delivery';
import { LOOK_FIRST } from './wire/advice';

/** What comes of an item: what comes out, or its error. */
type Outcome = Promise<Output[]>;

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
 * @param delivery of the item, which `run` keeps up to date
 */
export async function runOnce(
	item: INodeExecutionData,
	delivery: Delivery,
	run: () => Outcome,
): Outcome {
	const identity = identityOf(item);
	const before = settled.get(identity);
	if (before) {
		delivery.mayBeDone = true;
		return await before;
	}
	const outcome = run();
	try {
		return await outcome;
	} finally {
		if (delivery.mayBeDone) settled.set(identity, outcome);
	}
}

/**
 * The error of a write that the user has stopped: nothing else tells how far it had come.
 *
 * @param deliveries of the items that were begun
 * @param outcomes of those that have ended
 */
export function cancelledWrite(
	context: IExecuteFunctions,
	deliveries: readonly Delivery[],
	outcomes: readonly Output[][],
): NodeOperationError {
	const count = context.getInputData().length;
	const done = deliveries.flatMap(({ mayBeDone }, item) => (mayBeDone ? [item] : []));
	const next = (done.at(-1) ?? -1) + 1;
	const open = done.filter((item) => !outcomes[item]);
	return new NodeOperationError(
		context.getNode(),
		`The execution was cancelled: ${done.length} of ${count} items went through or may have, ${count - done.length} did not`,
		{
			description: [
				...open.map((item) => `Item ${item} was under way. ${LOOK_FIRST}`),
				...(next < count ? [`From item ${next} on, nothing was carried out.`] : []),
			].join(' '),
		},
	);
}
