import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { isObject, parseJson } from './json';
import type { Bank } from './operation';

/** A failure in the bank's own words. */
export interface Failure {
	message: string;
	code?: string;
	/** When the body has it. */
	requestId?: string;
	/** What the user can do, when the bank's code tells more than the HTTP status. */
	wayOut?: string;
}

/** An HTTP answer as it came: the body unparsed, header names in lower case. */
export interface RawAnswer {
	status: number;
	headers: Record<string, string>;
	text: string;
}

const LONGEST_QUOTE = 300;
/** Of a page no more is looked at, for its words stand at the beginning. */
const LONGEST_PAGE = 10_000;
/** The advice for a write of which nobody knows whether the bank has carried it out. */
export const LOOK_FIRST =
	'The request may have been carried out: look at the record before you send it again.';
/** What the HTTP library calls an answer that took too long. */
const TIMEOUT = 'ECONNABORTED';

const WAY_OUT: Record<number, string> = {
	401: 'Check the credential: its keys may be wrong or belong to another environment.',
	403: 'The credential is not allowed to do this, or the record is locked.',
	404: 'Check the ids: the record may be gone or belong to another account.',
	409: 'The bank already has a record with these values.',
	423: 'The record is busy with something else, or locked. Try again later.',
	429: 'Lower Max Parallel Requests, send fewer items, or try again later.',
};

function wayOut(status: number, isRead: boolean): string {
	if (status >= 300 && status < 400) {
		return 'The address answered with a redirect, which is not followed because it would carry the keys along. Check the Base URL of the credential.';
	}
	if (status >= 500) {
		return isRead ? 'The bank could not serve the request. Try again later.' : LOOK_FIRST;
	}
	return WAY_OUT[status] ?? 'Check the values of the fields.';
}

const SHORTEST_SECRET = 4;
/** A longer one, such as a private key, is looked for as it is. */
const LONGEST_SPELLED = 200;
/** What HTML calls the characters that a password or a name may well have. */
const HTML_NAMES: Readonly<Record<string, string>> = {
	'"': 'quot',
	'&': 'amp',
	"'": 'apos',
	'<': 'lt',
	'>': 'gt',
	Ä: 'Auml',
	Ö: 'Ouml',
	Ü: 'Uuml',
	ß: 'szlig',
	ä: 'auml',
	ö: 'ouml',
	ü: 'uuml',
};

/** What JSON writes behind a backslash for a character that can't be seen. */
const JSON_NAMES: Readonly<Record<string, string>> = {
	'\b': 'b',
	'\f': 'f',
	'\n': 'n',
	'\r': 'r',
	'\t': 't',
};

function hex(number: number, digits: number): string {
	return number.toString(16).padStart(digits, '0');
}

function literal(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** A character as JSON, HTML, addresses and forms write it, as part of a pattern. */
function spellings(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
	return [
		`\\\\?${literal(character)}`,
		units.map((unit) => `\\\\u${hex(unit, 4)}`).join(''),
		[...Buffer.from(character)].map((byte) => `%${hex(byte, 2)}`).join(''),
		`&#0*${code};`,
		`&#x0*${hex(code, 1)};`,
		...(JSON_NAMES[character] ? [`\\\\${JSON_NAMES[character]}`] : []),
		...(HTML_NAMES[character] ? [`&${HTML_NAMES[character]};`] : []),
		...(character === ' ' ? ['\\+'] : []),
	].join('|');
}

function patternOf(secret: string): RegExp {
	const characters = secret.length > LONGEST_SPELLED ? [] : [...secret];
	const spelled = characters.map((character) => `(?:${spellings(character)})`).join('');
	return new RegExp(spelled || literal(secret), 'gi');
}

/** Replaces every secret in a text, whichever way its characters are written there. */
export function redact(text: string, secrets: readonly string[]): string {
	return (
		secrets
			.map((secret) => secret.trim())
			.filter((secret) => secret.length >= SHORTEST_SECRET)
			// The longest first, or the rest of a secret that contains another one would stay.
			.sort((one, other) => other.length - one.length)
			.reduce((clean, secret) => clean.replace(patternOf(secret), '*****'), text)
	);
}

/** The readable part of a body that is not JSON (an HTML page, a plain text), without secrets. */
export function quote(text: string, secrets: readonly string[]): string {
	// Before anything is cut or put together, or a part of a secret would pass.
	const words = redact(text, secrets)
		.slice(0, LONGEST_PAGE)
		.replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE)}…` : words;
}

/**
 * The error for an answer that says no: the bank's own words, code and request id, the HTTP
 * status and the item. Built from these alone, never from the request, which holds the keys.
 */
export function answerError(
	node: INode,
	bank: Bank,
	answer: RawAnswer,
	isRead: boolean,
	secrets: readonly string[],
	itemIndex?: number,
): NodeApiError {
	const { status, headers, text } = answer;
	const failure = bank.readFailure(parseJson(text));
	const said = text.trim() === '{}' ? '' : quote(text, secrets);
	const words = failure ? redact(failure.message, secrets) : said;
	const code = failure?.code && redact(failure.code, secrets);
	const requestId =
		failure?.requestId ?? bank.requestIdHeaders.map((name) => headers[name]).find(Boolean);
	const facts: IDataObject = {
		httpCode: String(status),
		...(code && { code }),
		...(requestId && { requestId: redact(requestId, secrets) }),
	};
	const message = `${bank.name}: ${words || `answered with HTTP status ${status}`}${code ? ` (code ${code})` : ''}`;
	const error = new NodeApiError(node, facts as JsonObject, {
		message,
		description: `HTTP status ${status}${requestId ? `, request id ${facts.requestId as string}` : ''}. ${failure?.wayOut ?? wayOut(status, isRead)}`,
		httpCode: String(status),
		itemIndex,
	});
	// Once more, because the constructor replaces a message with certain words in it by its own.
	error.message = message;
	error.context.data = facts;
	return error;
}

/** The error for a request that got no answer. */
export function connectionError(
	node: INode,
	bank: Bank,
	code: string,
	mayHaveArrived: boolean,
	itemIndex?: number,
): NodeApiError {
	const facts: IDataObject = { code };
	const message =
		code === TIMEOUT
			? `${bank.name} did not answer in time`
			: `${bank.name} could not be reached, or closed the connection (${code})`;
	const error = new NodeApiError(node, facts as JsonObject, {
		message,
		description: mayHaveArrived
			? LOOK_FIRST
			: 'Check the network and the Base URL of the credential, then try again.',
		itemIndex,
	});
	// Once more, for the same reason.
	error.message = message;
	error.context.data = facts;
	return error;
}

/** What a failed item carries on under continue-on-fail, without anything of the request. */
export function failureJson(error: Error): IDataObject {
	const known = error instanceof NodeApiError || error instanceof NodeOperationError;
	const data = known && isObject(error.context.data) ? (error.context.data as IDataObject) : {};
	return {
		error: error.message,
		details: {
			...(known && error.description ? { description: error.description } : {}),
			...data,
		},
	};
}
