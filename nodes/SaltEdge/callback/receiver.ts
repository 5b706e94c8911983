import type { Call, Receiver } from '../../shared/callback/receiver';
import { addressesFor } from './address';
import { type Callback, callbackItem, readCallback } from './callback';
import { connectionOf } from './connection';
import { isWanted } from './filter';
import { publishedKey } from './publishedKeys';
import { readSettings, type Settings } from './settings';
import { isSignedBy } from './signature';
import { ADDRESS_ENDS, type AddressName } from './types';

/** Why the signature doesn't hold; `undefined` when it does. */
function complaintOf(
	{ context, name, body, header }: Call<AddressName>,
	{ verifiesSignature, publicKey, registeredAddresses }: Settings,
): string | undefined {
	if (!verifiesSignature) return undefined;
	const version = header('signature-key-version');
	const key = publicKey ?? publishedKey(version);
	if (!key) return `no key is known for Signature-key-version '${version.slice(0, 20)}'`;
	const addresses = addressesFor(context, name, registeredAddresses);
	const signature = header('signature');
	if (addresses.some((address) => isSignedBy(key, signature, address, body))) return undefined;
	return `its signature is not Salt Edge's for ${addresses.join(' or ')}. When another address stands in the dashboard of Salt Edge, enter it in Registered Addresses`;
}

/** Salt Edge's callbacks: signed for the address that they come to, which tells their type. */
export const receiver: Receiver<AddressName, Settings, Callback> = {
	name: 'Salt Edge Trigger',
	ends: ADDRESS_ENDS,
	readSettings,
	complaintOf,
	read: ({ name, body }) => readCallback(name, body),
	form: 'A callback is a JSON object with data',
	isWanted,
	ignoresRepeats: ({ ignoresRepeats }) => ignoresRepeats,
	items: (callback) => [callbackItem(callback)],
	addition: ({ context }, callback, { addsConnection, simplifies }) =>
		addsConnection ? connectionOf(context, callback, simplifies) : undefined,
};
