const LONGEST_QUOTE = 300;
/** Of a page no more is looked at, for its words stand at the beginning. */
const LONGEST_PAGE = 10_000;
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

/**
 * The readable part of a body that is not JSON (an HTML page, a plain text).
 *
 * @param text without secrets, or a part of one would pass when the text is cut
 */
export function quote(text: string): string {
	const words = text
		.slice(0, LONGEST_PAGE)
		.replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE)}…` : words;
}
