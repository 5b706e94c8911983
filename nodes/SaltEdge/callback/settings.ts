import type { KeyObject } from 'node:crypto';
import type { TriggerContext } from '../../shared/callback/receiver';
import { SettingsReader, textOf } from '../../shared/callback/settings';
import { isObject } from '../../shared/wire/json';
import { publicKey } from './signature';
import { ADDRESS_NAMES, type AddressName, CALLBACK_TYPES, type CallbackType } from './types';

const KNOWN_TYPES = CALLBACK_TYPES.map(({ value }) => value);

/** An address as it stands in the dashboard of Salt Edge, in place of one of the node's own. */
export interface RegisteredAddress {
	name: AddressName;
	url: string;
}

/** What the user has set in the trigger. */
export interface Settings {
	types: CallbackType[];
	verifiesSignature: boolean;
	/** In place of the published ones. */
	publicKey?: KeyObject;
	registeredAddresses: RegisteredAddress[];
	/** Empty for all. */
	customerIds: string[];
	/** Your own names, which v6 tells. */
	customerIdentifiers: string[];
	connectionIds: string[];
	stages: string[];
	ignoresRepeats: boolean;
	/** Milliseconds. */
	maximumAge: number;
	addsConnection: boolean;
	simplifies: boolean;
}

function readPublicKey(reader: SettingsReader): KeyObject | undefined {
	const pem = reader.text('options.publicKey');
	if (pem === '') return undefined;
	const key = publicKey(pem);
	if (key) return key;
	throw reader.refused(
		'Public Key',
		'is not an RSA public key in PEM',
		"Paste Salt Edge's key for callbacks from '-----BEGIN PUBLIC KEY-----' to '-----END PUBLIC KEY-----', or leave it empty to use those that Salt Edge has published.",
	);
}

function isWebAddress(text: string): boolean {
	return /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text);
}

function readAddress(
	reader: SettingsReader,
	{ callbackType, url }: Record<string, unknown>,
): RegisteredAddress {
	const name = ADDRESS_NAMES.find((each) => each === callbackType);
	const text = textOf(url).trim();
	if (name && isWebAddress(text)) return { name, url: text };
	throw reader.refused(
		'Registered Addresses',
		name ? `has '${text}', which is no address` : `has no callback type '${textOf(callbackType)}'`,
		'Enter each address as it stands in the dashboard of Salt Edge, beginning with https:// or http://.',
	);
}

function readAddresses(reader: SettingsReader): RegisteredAddress[] {
	const rows = [reader.value('options.registeredAddresses.address', [])].flat();
	const addresses = rows.map((row) => readAddress(reader, isObject(row) ? row : {}));
	// Or a callback of one type could be passed off as one of the other.
	const shared = addresses.find((one) =>
		addresses.some((other) => other.url === one.url && other.name !== one.name),
	);
	if (!shared) return addresses;
	throw reader.refused(
		'Registered Addresses',
		`has '${shared.url}' for several callback types`,
		"Enter an address that is registered for several types once, for 'All Types', and let the proxy call the address of the node that ends in all.",
	);
}

/**
 * Reads what the user has set.
 *
 * @throws NodeOperationError that names the field which can't be used
 */
export function readSettings(context: TriggerContext): Settings {
	const reader = new SettingsReader(context);
	return {
		types: reader.choices('Callback Types', 'callbackTypes', KNOWN_TYPES),
		verifiesSignature: reader.toggle('Verify Signature', 'verifySignature', true),
		publicKey: readPublicKey(reader),
		registeredAddresses: readAddresses(reader),
		customerIds: reader.ids('Customer IDs', 'filters.customerIds'),
		customerIdentifiers: reader.names('filters.customerIdentifiers'),
		connectionIds: reader.ids('Connection IDs', 'filters.connectionIds'),
		stages: reader.list('filters.stages'),
		ignoresRepeats: reader.toggle('Ignore Repeats', 'options.ignoreRepeats', true),
		maximumAge: reader.age('Maximum Age (Minutes)', 'options.maximumAge'),
		addsConnection: reader.toggle('Add Connection', 'addConnection', false),
		simplifies: reader.toggle('Simplify', 'simplify', true),
	};
}
