import type { IWebhookFunctions } from 'n8n-workflow';
import type { RegisteredAddress } from './settings';
import { ADDRESS_ENDS, ADDRESS_NAMES, type AddressName } from './types';

/** The webhook that the node declares first, whose address is the only one n8n tells a node. */
const FIRST: AddressName = ADDRESS_NAMES[0] ?? 'all';

/** Which of the node's addresses was called, if it was spelled as it is registered. */
export function calledAddress(path: string): AddressName | undefined {
	const end = path.replace(/\/$/, '').split('/').pop();
	return ADDRESS_NAMES.find((name) => ADDRESS_ENDS[name] === end);
}

/**
 * The addresses that Salt Edge may have signed for the one that was called: those that the user has
 * entered for it, otherwise the node's own, in a test the one for tests.
 */
export function addressesFor(
	context: IWebhookFunctions,
	name: AddressName,
	registered: readonly RegisteredAddress[],
): string[] {
	const entered = registered.filter((each) => each.name === name).map(({ url }) => url);
	if (entered.length > 0) return entered;
	const isTest = context.getMode() === 'manual';
	const first = isTest
		? context.getWebhookResourceUrl('default')
		: context.getNodeWebhookUrl('default');
	return [(first ?? '').slice(0, -ADDRESS_ENDS[FIRST].length) + ADDRESS_ENDS[name]];
}
