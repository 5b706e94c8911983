import { NAMED_CHARACTERS } from './htmlNames';

const LINE_BREAK = 0x0a;
const BLANK = 0x20;
const EXCLAMATION_MARK = 0x21;
const NUMBER_SIGN = 0x23;
const PERCENT = 0x25;
const PLUS = 0x2b;
const SLASH = 0x2f;
const SEMICOLON = 0x3b;
const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
const BACKSLASH = 0x5c;
const LETTER_A = 0x61;
const LETTER_U = 0x75;
const LETTER_X = 0x78;
const LETTER_Z = 0x7a;

/** Marks on letters, and what can't be seen. */
const UNSEEN = /[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff]/g;
const LINE_BREAKS = /[\v\f\r\u0085\u2028\u2029]/g;
const BLANKS = /[^\S\n]/g;

const foldedUnits = new Map<number, string>();

/** A unit of text as it is compared: without case and accents, blanks alike. */
function fold(unit: number): string {
	let folded = foldedUnits.get(unit);
	if (folded === undefined) {
		folded = String.fromCharCode(unit)
			.normalize('NFD')
			.replace(UNSEEN, '')
			.toUpperCase()
			.toLowerCase()
			.replace(LINE_BREAKS, '\n')
			.replace(BLANKS, ' ');
		foldedUnits.set(unit, folded);
	}
	return folded;
}

const FOLDED_ASCII = Uint16Array.from({ length: 128 }, (_, unit) => fold(unit).charCodeAt(0));

/** So many units are copied faster at once than one by one. */
const WORTH_A_COPY = 32;

/** A text as it is compared. Each unit knows which part of the original it stands for. */
export class Reading {
	private length = 0;

	private constructor(
		private units: Uint16Array,
		private starts: Uint32Array,
		private ends: Uint32Array,
	) {}

	/** An empty one, with room for so many units. */
	static withRoom(size: number): Reading {
		return new Reading(new Uint16Array(size), new Uint32Array(size), new Uint32Array(size));
	}

	/** A text as it stands there. */
	static of(text: string): Reading {
		const reading = Reading.withRoom(text.length);
		for (let at = 0; at < text.length; at++) reading.put(text.charCodeAt(at), at, at + 1);
		return reading;
	}

	/** The units. */
	get content(): Uint16Array {
		return this.units.subarray(0, this.length);
	}

	/** The units as they are compared: a blank may be a line break as well, and a plus in a form. */
	compared(): Uint16Array {
		const units = this.content.slice();
		for (let at = 0; at < units.length; at++) {
			if (units[at] === LINE_BREAK || units[at] === PLUS) units[at] = BLANK;
		}
		return units;
	}

	/** Where in the original a unit begins. */
	startOf(at: number): number {
		return this.starts[at] ?? 0;
	}

	/** Where in the original a unit ends. */
	endOf(at: number): number {
		return this.ends[at] ?? 0;
	}

	/** Adds a character that stands from `start` to `end` of the original. */
	put(codePoint: number, start: number, end: number): void {
		if (codePoint < FOLDED_ASCII.length) {
			this.add(FOLDED_ASCII[codePoint] ?? 0, start, end);
			return;
		}
		const units = codePoint > 0xffff ? String.fromCodePoint(codePoint) : fold(codePoint);
		for (let at = 0; at < units.length; at++) this.add(units.charCodeAt(at), start, end);
		// What can't be seen belongs to what stands before it.
		if (units === '' && this.length > 0) this.ends[this.length - 1] = end;
	}

	/** Adds what stands from `from` to `to` of another reading. */
	copy({ units, starts, ends }: Reading, from: number, to: number): void {
		if (to - from < WORTH_A_COPY) {
			for (let at = from; at < to; at++) this.add(units[at] ?? 0, starts[at] ?? 0, ends[at] ?? 0);
			return;
		}
		while (this.length + to - from > this.units.length) this.grow();
		this.units.set(units.subarray(from, to), this.length);
		this.starts.set(starts.subarray(from, to), this.length);
		this.ends.set(ends.subarray(from, to), this.length);
		this.length += to - from;
	}

	private add(unit: number, start: number, end: number): void {
		if (this.length === this.units.length) this.grow();
		this.units[this.length] = unit;
		this.starts[this.length] = start;
		this.ends[this.length] = end;
		this.length += 1;
	}

	private grow(): void {
		const larger = Reading.withRoom(2 * this.length + 16);
		larger.units.set(this.units);
		larger.starts.set(this.starts);
		larger.ends.set(this.ends);
		({ units: this.units, starts: this.starts, ends: this.ends } = larger);
	}
}

/** How many units something takes, and the character that it means, if any. */
interface Part {
	size: number;
	codePoint?: number;
}

/** What begins with certain units only. */
interface Parts {
	begins: Uint8Array;
	/** @returns `undefined` when there is nothing but the unit itself */
	at(units: Uint16Array, at: number): Part | undefined;
}

function partsWith(signs: string, at: Parts['at']): Parts {
	const begins = new Uint8Array(0x10000);
	for (const sign of signs) begins[sign.charCodeAt(0)] = 1;
	return { begins, at };
}

/** A reading with each such part as what it means; `undefined` when it has none. */
function without(from: Reading, parts: Parts): Reading | undefined {
	const { begins } = parts;
	const units = from.content;
	let reading: Reading | undefined;
	let copied = 0;
	for (let at = 0; at < units.length; at++) {
		if (begins[units[at] ?? 0] === 0) continue;
		const part = parts.at(units, at);
		if (!part) continue;
		reading ??= Reading.withRoom(units.length);
		reading.copy(from, copied, at);
		copied = at + part.size;
		if (part.codePoint !== undefined) {
			reading.put(part.codePoint, from.startOf(at), from.endOf(copied - 1));
		}
		at = copied - 1;
	}
	reading?.copy(from, copied, units.length);
	return reading;
}

/** What Windows writes in the bytes that mean nothing in Latin-1. */
const FROM_80 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** What a byte means where UTF-8 is not spoken. */
function oneByte(byte: number): number {
	return byte >= 0x80 && byte <= 0x9f ? FROM_80.charCodeAt(byte - 0x80) : byte;
}

/** The value of a digit or a letter; infinite for anything else. */
function digit(unit = 0): number {
	if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
	return unit >= LETTER_A && unit <= LETTER_Z ? unit - LETTER_A + 10 : Infinity;
}

/** The number that hexadecimal digits make; `undefined` when something else stands there. */
function hexadecimal(units: Uint16Array, at: number, digits: number): number | undefined {
	let number = 0;
	for (let end = at + digits; at < end; at++) {
		const value = digit(units[at]);
		if (value > 15) return undefined;
		number = number * 16 + value;
	}
	return number;
}

/** What has a letter of its own behind a backslash. */
const LETTERED: ReadonlyMap<number, number> = new Map(
	['b\b', 'f\f', 'n\n', 'r\r', 't\t'].map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]),
);

/** As JSON and JavaScript write it: `\n`, `\u00fc`, `\xfc`, `\/`. */
function afterBackslash(units: Uint16Array, at: number): Part | undefined {
	const next = units[at + 1];
	if (next === undefined || next === BLANK || next === LINE_BREAK) return undefined;
	const digits = next === LETTER_U ? 4 : next === LETTER_X ? 2 : 0;
	const codePoint = digits > 0 ? hexadecimal(units, at + 2, digits) : undefined;
	if (codePoint !== undefined) return { size: 2 + digits, codePoint };
	return { size: 2, codePoint: LETTERED.get(next) ?? next };
}

/** How many bytes of UTF-8 follow the first one. */
function bytesAfter(byte: number): number {
	if (byte >= 0xc2 && byte <= 0xdf) return 1;
	if (byte >= 0xe0 && byte <= 0xef) return 2;
	return byte >= 0xf0 && byte <= 0xf4 ? 3 : 0;
}

/** As addresses and forms write it: the bytes of UTF-8, or the one of Latin-1. */
function afterPercent(units: Uint16Array, at: number): Part | undefined {
	const first = hexadecimal(units, at + 1, 2);
	if (first === undefined) return undefined;
	const single: Part = { size: 3, codePoint: oneByte(first) };
	const more = bytesAfter(first);
	if (more === 0) return single;
	let codePoint = first & (0x3f >> more);
	for (let next = at + 3; next <= at + 3 * more; next += 3) {
		const byte = units[next] === PERCENT ? (hexadecimal(units, next + 1, 2) ?? 0) : 0;
		if (byte >> 6 !== 0b10) return single;
		codePoint = (codePoint << 6) | (byte & 0x3f);
	}
	return codePoint > 0x10ffff ? single : { size: 3 + 3 * more, codePoint };
}

/** As HTML writes it by its number: `&#252;`, `&#xfc;`. */
function byNumber(units: Uint16Array, at: number): Part | undefined {
	const base = units[at + 2] === LETTER_X ? 16 : 10;
	const from = base === 16 ? at + 3 : at + 2;
	let [number, end] = [0, from];
	for (; digit(units[end]) < base; end++) {
		number = Math.min(number * base + digit(units[end]), 0x110000);
	}
	if (end === from || units[end] !== SEMICOLON || number > 0x10ffff) return undefined;
	return { size: end + 1 - at, codePoint: oneByte(number) };
}

const LONGEST_NAME = Math.max(...[...NAMED_CHARACTERS.keys()].map(({ length }) => length));

/** As HTML writes it: `&uuml;`. */
function afterAmpersand(units: Uint16Array, at: number): Part | undefined {
	if (units[at + 1] === NUMBER_SIGN) return byNumber(units, at);
	let end = at + 1;
	while (digit(units[end]) < Infinity && end - at <= LONGEST_NAME) end++;
	if (units[end] !== SEMICOLON) return undefined;
	const codePoint = NAMED_CHARACTERS.get(String.fromCharCode(...units.subarray(at + 1, end)));
	return codePoint === undefined ? undefined : { size: end + 1 - at, codePoint };
}

/** Characters that are spelled otherwise. */
const SPELLED = partsWith('\\%&', (units, at) => {
	const unit = units[at];
	if (unit === BACKSLASH) return afterBackslash(units, at);
	return unit === PERCENT ? afterPercent(units, at) : afterAmpersand(units, at);
});

function tagAt(units: Uint16Array, at: number): Part | undefined {
	const next = units[at + 1] ?? 0;
	const isLetter = next >= LETTER_A && next <= LETTER_Z;
	if (!isLetter && next !== SLASH && next !== EXCLAMATION_MARK) return undefined;
	let end = at + 1;
	while (end < units.length && units[end] !== GREATER_THAN && units[end] !== LESS_THAN) end++;
	return units[end] === GREATER_THAN ? { size: end + 1 - at } : undefined;
}

function blanksAt(units: Uint16Array, at: number): Part {
	let end = at + 1;
	while (units[end] === BLANK || units[end] === LINE_BREAK) end++;
	return { size: end - at };
}

function seamAt(units: Uint16Array, at: number): Part | undefined {
	return units[at] === LESS_THAN ? tagAt(units, at) : blanksAt(units, at);
}

/** What may stand in the middle of a word: tags, and line breaks with the blanks behind them. */
const SEAMS = partsWith('<\n', seamAt);
/** The same and every blank. */
const GAPS = partsWith('<\n +', seamAt);

/** How often a text is decoded, for what is spelled several times over (JSON in JSON, `%2520`). */
const MOST_DECODINGS = 5;

/** One way to read a text. */
export interface Way {
	reading: Reading;
	/** Whether words that don't belong together stand side by side, for lack of blanks. */
	isDense: boolean;
}

/**
 * The ways to read a text: as it stands there, and with what is spelled as JSON, HTML, addresses or
 * forms do it read as what it means, several times over; each of them also across tags and line
 * breaks, and across all blanks. A secret that is read in the same ways is found whichever way it is
 * spelled.
 *
 * @param plainly as it stands there
 * @param densely whether to read across blanks
 */
export function* waysToRead(plainly: Reading, densely: boolean): Generator<Way> {
	let reading: Reading | undefined = plainly;
	for (let depth = 0; reading && depth <= MOST_DECODINGS; depth++) {
		yield { reading, isDense: false };
		const seamless = without(reading, SEAMS);
		if (seamless) yield { reading: seamless, isDense: false };
		const dense = densely ? without(reading, GAPS) : undefined;
		if (dense) yield { reading: dense, isDense: true };
		reading = without(reading, SPELLED);
	}
}
