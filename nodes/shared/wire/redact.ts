import { Patterns } from './patterns';
import { Reading, waysToRead } from './spelling';

/** Shorter ones would tear up every message. */
const SHORTEST_SECRET = 4;
/** Across blanks, shorter ones would be found in words that nobody wrote. */
const SHORTEST_DENSE = 16;
/** Most texts are shorter, and the search for one of them serves the others. */
const SHORTEST_SEARCHED = 1_000;
const LONGEST_QUOTE = 300;
/** Of a page no more is looked at, for its words stand at the beginning. */
const LONGEST_PAGE = 10_000;

/** Bytes as base64 writes them at each of the places that they can have in it, and as hex. */
function encoded(bytes: Buffer): string[] {
	const base64 = [0, 1, 2].flatMap((before) => {
		const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
		// The characters at both ends may hold bits of what stands beside it.
		const from = Math.ceil((before * 8) / 6);
		const to = Math.floor(((before + bytes.length) * 8) / 6);
		return [whole.slice(from, to), whole.slice(from).replace(/=+$/, ''), whole.slice(from)];
	});
	const forAddresses = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
	return [...base64, ...forAddresses, bytes.toString('hex')];
}

/** What to look for, in a text that is no longer than `longest`. */
function patternsOf(secret: string, longest: number): Uint16Array[] {
	const patterns: Uint16Array[] = [];
	for (const { reading, isDense } of waysToRead(Reading.of(secret), true)) {
		const pattern = reading.compared();
		if (!isDense || pattern.length >= SHORTEST_DENSE) patterns.push(pattern);
	}
	if (secret.length <= longest) {
		const [utf8, latin1] = [Buffer.from(secret), Buffer.from(secret, 'latin1')];
		const texts = [...encoded(utf8), ...(utf8.equals(latin1) ? [] : encoded(latin1))];
		patterns.push(...texts.map((text) => Reading.of(text).compared()));
	}
	return patterns.filter(({ length }) => length >= SHORTEST_SECRET && length <= longest);
}

/**
 * Puts stars where a text is covered.
 *
 * @param changes by how many secrets each character is covered more than the one before
 */
function starred(text: string, changes: Int32Array): string {
	let [clean, covers, shown] = ['', 0, 0];
	for (let at = 0; at < changes.length; at++) {
		const change = changes[at] ?? 0;
		if (change === 0) continue;
		if (covers === 0) clean += `${text.slice(shown, at)}*****`;
		covers += change;
		shown = at;
	}
	return clean + text.slice(shown);
}

/** A secret, and what may stand in its place as plain text. */
function variants(secret: string): string[] {
	// A backslash at the end may be taken for one that belongs to what follows.
	const ends = secret.replace(/\\+$/, '');
	return [secret, ends, secret.normalize('NFC'), secret.normalize('NFD')];
}

/** Whether the blanks in a secret may be missing, or be others: a key on one line or on many. */
function isLongWithBlanks(secret: string): boolean {
	return secret.length > SHORTEST_DENSE && /\s/.test(secret);
}

/** What to look for, and for how long a text. */
interface Search {
	/** The secrets as they were, for a list of them may have grown since. */
	secrets: readonly string[];
	longest: number;
	patterns: Patterns;
	densely: boolean;
}

/** One message is made of several texts, with the same secrets. */
const searches = new WeakMap<readonly string[], Search>();

function isStillGood(search: Search, secrets: readonly string[], length: number): boolean {
	return (
		search.longest >= length &&
		search.secrets.length === secrets.length &&
		search.secrets.every((secret, index) => secret === secrets[index])
	);
}

function searchFor(secrets: readonly string[], length: number): Search {
	const known = searches.get(secrets);
	if (known && isStillGood(known, secrets, length)) return known;
	const longest = Math.max(length, SHORTEST_SEARCHED);
	const wanted = new Set(secrets.map((secret) => secret.trim()).flatMap(variants));
	const patterns = new Patterns([...wanted].flatMap((secret) => patternsOf(secret, longest)));
	const densely = [...wanted].some(isLongWithBlanks);
	const search = { secrets: [...secrets], longest, patterns, densely };
	searches.set(secrets, search);
	return search;
}

/**
 * Replaces every secret in a text, whichever way it is spelled there. The time goes by the length of
 * the text and that of the secrets, whatever stands in them.
 */
export function redact(text: string, secrets: readonly string[]): string {
	const plainly = Reading.of(text);
	const { patterns, densely } = searchFor(secrets, plainly.content.length);
	const changes = new Int32Array(text.length + 1);
	for (const { reading, isDense } of waysToRead(plainly, densely)) {
		const least = isDense ? SHORTEST_DENSE : SHORTEST_SECRET;
		patterns.find(reading.compared(), least, (start, end) => {
			const [from, to] = [reading.startOf(start), reading.endOf(end - 1)];
			changes[from] = (changes[from] ?? 0) + 1;
			changes[to] = (changes[to] ?? 0) - 1;
		});
	}
	return starred(text, changes);
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

/** How JSON and XML begin, and what only data has: a quoted name before a colon. */
const DATA = /^\s*(?:[[{"']|<\?xml)|(?:["'}\]]|&quot;|&#34;)\s*:|[[{]\s*["'{[]/i;

/** Whether a text, or what is there of it, is data rather than words for a reader. */
export function isData(text: string): boolean {
	return DATA.test(text.slice(0, LONGEST_PAGE));
}
