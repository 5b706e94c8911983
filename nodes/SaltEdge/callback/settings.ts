import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { KeyObject } from 'node:crypto';
import { shown, toBoolean, toNumber } from '../../shared/input/value';
import { isObject } from '../../shared/wire/json';
import { DIGITS } from '../fields';
import { publicKey } from './signature';
import { ADDRESS_NAMES, type AddressName, CALLBACK_TYPES, type CallbackType } from './types';

type Context = IHookFunctions | IWebhookFunctions;

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

const MINUTE = 60_000;

/** With the way out in the message: of a workflow that can't be published, n8n shows nothing else. */
function refused(
	context: Context,
	field: string,
	complaint: string,
	wayOut: string,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), `'${field}' ${complaint}. ${wayOut}`);
}

function read(context: Context, name: string, fallback: unknown): unknown {
	return context.getNodeParameter(name, fallback);
}

function readSwitch(context: Context, field: string, name: string, fallback: boolean): boolean {
	const value = read(context, name, fallback);
	const chosen = toBoolean(value);
	if (chosen !== undefined) return chosen;
	throw refused(
		context,
		field,
		`must be true or false, but is ${shown(value)}`,
		'Correct the expression that fills it.',
	);
}

/**
 * What an expression gives as text. A number too long for JavaScript has lost digits, and is told by
 * the letter in it; an object must not pass for nothing.
 */
function textOf(value: unknown): string {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) return value.toExponential();
	return typeof value === 'object' && value !== null ? shown(value) : String(value ?? '');
}

/** Several entries, as a list or as a text with commas. */
function readList(context: Context, name: string): string[] {
	return [read(context, name, [])]
		.flat()
		.flatMap((each) => textOf(each).split(/[\s,;]+/))
		.filter((each) => each !== '');
}

/** Names may have spaces in them, so commas alone separate them. */
function readNames(context: Context, name: string): string[] {
	return [read(context, name, [])]
		.flat()
		.flatMap((each) => textOf(each).split(','))
		.map((each) => each.trim())
		.filter((each) => each !== '');
}

function readTypes(context: Context): CallbackType[] {
	const chosen = readList(context, 'callbackTypes');
	const known = CALLBACK_TYPES.map(({ value }) => value);
	const types = known.filter((type) => chosen.includes(type));
	const odd = chosen.find((each) => !known.includes(each as CallbackType));
	if (types.length > 0 && odd === undefined) return types;
	throw refused(
		context,
		'Callback Types',
		odd === undefined ? 'is empty' : `has no '${odd}'`,
		`Choose at least one of ${known.join(', ')}.`,
	);
}

function readIds(context: Context, field: string, name: string): string[] {
	const ids = readList(context, name);
	const odd = ids.find((id) => !DIGITS.pattern.test(id));
	if (odd === undefined) return ids;
	throw refused(
		context,
		field,
		`must hold ids of digits only, but has '${odd}'`,
		'Separate several ids by commas, and let an expression give text: a long number loses digits.',
	);
}

function readPublicKey(context: Context): KeyObject | undefined {
	const pem = textOf(read(context, 'options.publicKey', '')).trim();
	if (pem === '') return undefined;
	const key = publicKey(pem);
	if (key) return key;
	throw refused(
		context,
		'Public Key',
		'is not an RSA public key in PEM',
		"Paste Salt Edge's key for callbacks from '-----BEGIN PUBLIC KEY-----' to '-----END PUBLIC KEY-----', or leave it empty to use those that Salt Edge has published.",
	);
}

function isWebAddress(text: string): boolean {
	return /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text);
}

function readAddress(
	context: Context,
	{ callbackType, url }: Record<string, unknown>,
): RegisteredAddress {
	const name = ADDRESS_NAMES.find((each) => each === callbackType);
	const text = textOf(url).trim();
	if (name && isWebAddress(text)) return { name, url: text };
	throw refused(
		context,
		'Registered Addresses',
		name ? `has '${text}', which is no address` : `has no callback type '${textOf(callbackType)}'`,
		'Enter each address as it stands in the dashboard of Salt Edge, beginning with https:// or http://.',
	);
}

function readAddresses(context: Context): RegisteredAddress[] {
	const rows = [read(context, 'options.registeredAddresses.address', [])].flat();
	const addresses = rows.map((row) => readAddress(context, isObject(row) ? row : {}));
	// Or a callback of one type could be passed off as one of the other.
	const shared = addresses.find((one) =>
		addresses.some((other) => other.url === one.url && other.name !== one.name),
	);
	if (!shared) return addresses;
	throw refused(
		context,
		'Registered Addresses',
		`has '${shared.url}' for several callback types`,
		"Enter an address that is registered for several types once, for 'All Types', and let the proxy call the address of the node that ends in all.",
	);
}

function readMaximumAge(context: Context): number {
	const value = read(context, 'options.maximumAge', null);
	if (value === null) return Infinity;
	const minutes = toNumber(value);
	if (minutes !== undefined && minutes > 0) return minutes * MINUTE;
	throw refused(
		context,
		'Maximum Age',
		`must be a number of minutes above 0, but is ${shown(value)}`,
		'Remove the option to take callbacks of any age.',
	);
}

/**
 * Reads what the user has set.
 *
 * @throws NodeOperationError that names the field which can't be used
 */
export function readSettings(context: Context): Settings {
	return {
		types: readTypes(context),
		verifiesSignature: readSwitch(context, 'Verify Signature', 'verifySignature', true),
		publicKey: readPublicKey(context),
		registeredAddresses: readAddresses(context),
		customerIds: readIds(context, 'Customer IDs', 'filters.customerIds'),
		customerIdentifiers: readNames(context, 'filters.customerIdentifiers'),
		connectionIds: readIds(context, 'Connection IDs', 'filters.connectionIds'),
		stages: readList(context, 'filters.stages'),
		ignoresRepeats: readSwitch(context, 'Ignore Repeats', 'options.ignoreRepeats', true),
		maximumAge: readMaximumAge(context),
		addsConnection: readSwitch(context, 'Add Connection', 'addConnection', false),
		simplifies: readSwitch(context, 'Simplify', 'simplify', true),
	};
}
