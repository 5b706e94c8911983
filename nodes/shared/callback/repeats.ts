import type { IDataObject } from 'n8n-workflow';
import { createHash } from 'node:crypto';

/** Milliseconds for which a callback is known. */
const GOOD_FOR = 24 * 60 * 60 * 1000;
/** How many are known in this process, the newest. */
const MOST_IN_MEMORY = 10_000;
/** How many of them are kept over a restart. n8n writes all of them with every callback. */
const MOST_KEPT = 1_000;

const ENTRY = /([\w-]+):(\d+)/g;

/** What this process knows of a node. */
interface Memory {
	/** When each callback came, by its fingerprint, the oldest first. */
	known: Map<string, number>;
	/** Those that are still being checked, and may be released again. */
	underWay: Set<string>;
	/** What n8n keeps for the node, as this process has written it. */
	written: string;
}

/**
 * By node, the one that has taken in nothing new for longest first. n8n gives each request its own copy
 * of what is kept, so two that come at once can only see one another here.
 */
const memories = new Map<string, Memory>();

function memoryOf(nodeId: string): Memory {
	const memory = memories.get(nodeId) ?? {
		...{ known: new Map<string, number>(), underWay: new Set<string>(), written: '' },
	};
	memories.set(nodeId, memory);
	return memory;
}

/** Takes over what was kept before a restart, or by another process. */
function learn({ known, written }: Memory, { repeats }: IDataObject): void {
	if (typeof repeats !== 'string' || repeats === written) return;
	for (const [, fingerprint = '', at] of repeats.matchAll(ENTRY)) {
		// A copy: V8 keeps the whole text in memory for as long as there is a part that was cut out of it.
		if (!known.has(fingerprint)) known.set(Buffer.from(fingerprint).toString(), Number(at));
	}
}

function forgetOldest({ known }: Memory, now: number): void {
	for (const [fingerprint, at] of known) {
		if (known.size <= MOST_IN_MEMORY && now - at < GOOD_FOR) return;
		known.delete(fingerprint);
	}
}

/** A trigger that was switched off or deleted is not called any more, so it would never forget by itself. */
function forgetSilentNodes(now: number): void {
	for (const [nodeId, memory] of memories) {
		forgetOldest(memory, now);
		if (memory.known.size > 0) return;
		memories.delete(nodeId);
	}
}

/** What makes a callback the same as another one: its bytes or its id, and the address it came to. */
export function fingerprintOf(addressName: string, identity: Buffer | string): string {
	const hash = createHash('sha256').update(`${addressName}|`).update(identity);
	return hash.digest('base64url').slice(0, 22);
}

/**
 * Claims a callback for the one time that it may start the workflow within a day. Looks and
 * remembers in the same step: of two that come at once one alone gets it.
 *
 * @param nodeId of the node in all of n8n
 * @param kept what n8n keeps for the node
 * @param now milliseconds since 1970
 * @returns false for a repeat
 */
export function claim(
	nodeId: string,
	kept: IDataObject,
	fingerprint: string,
	now: number,
): boolean {
	forgetSilentNodes(now);
	const memory = memoryOf(nodeId);
	const { known } = memory;
	learn(memory, kept);
	forgetOldest(memory, now);
	if (now - (known.get(fingerprint) ?? -Infinity) < GOOD_FOR) return false;
	// Behind the others, also when it was known long ago.
	known.delete(fingerprint);
	known.set(fingerprint, now);
	memories.delete(nodeId);
	memories.set(nodeId, memory);
	memory.underWay.add(fingerprint);
	return true;
}

/** Whether a callback is claimed, but may still be released. */
export function isUnderWay(nodeId: string, fingerprint: string): boolean {
	return memoryOf(nodeId).underWay.has(fingerprint);
}

/** Makes a claim count. */
export function settle(nodeId: string, fingerprint: string): void {
	memoryOf(nodeId).underWay.delete(fingerprint);
}

/** Takes a claim back, when the workflow could not be started after all. */
export function release(nodeId: string, fingerprint: string): void {
	memoryOf(nodeId).known.delete(fingerprint);
	settle(nodeId, fingerprint);
}

/**
 * Puts what is known into what n8n keeps for the node; n8n saves it when the node is done. What is
 * under way would be lost when n8n ends before it is over.
 */
export function keep(nodeId: string, kept: IDataObject): void {
	const memory = memoryOf(nodeId);
	const entries = [...memory.known].filter(([fingerprint]) => !memory.underWay.has(fingerprint));
	memory.written = entries
		.slice(-MOST_KEPT)
		.map((entry) => entry.join(':'))
		.join(' ');
	kept.repeats = memory.written;
}
