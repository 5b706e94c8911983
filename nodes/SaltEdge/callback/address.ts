import type { IWebhookFunctions } from 'n8n-workflow';
import { ownAddress } from '../../shared/callback/address';
import type { RegisteredAddress } from './settings';
import { ADDRESS_ENDS, type AddressName } from './types';

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
	return entered.length > 0 ? entered : [ownAddress(context, ADDRESS_ENDS, name)];
}
