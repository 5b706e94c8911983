import type { IDataObject } from 'n8n-workflow';
import { isObject, parseJson } from '../wire/json';
import { Seen, type SeenTexts } from './seen';
import type { LeftOff } from './source';

/** Of another one nothing is understood. */
const VERSION = 1;

/** What a node knows from its polls so far. */
export interface State extends LeftOff {
	/** What it is about: what is watched, and by which filters. */
	scope: string;
	/** The accounts whose history is known. */
	accounts: ReadonlySet<string>;
	seen: Seen;
}

/** What n8n keeps for the node, as it stands there. */
interface Kept {
	version: number;
	scope: string;
	at: number;
	accounts: string[];
	cursor: IDataObject;
	seen: SeenTexts;
}

function isKept(value: unknown): value is Kept {
	return isObject(value) && value.version === VERSION;
}

/** What n8n has kept for the node; nothing before the first poll, or when it is about something else. */
export function readState({ polled }: IDataObject, scope: string): State | undefined {
	const kept = typeof polled === 'string' ? parseJson(polled) : undefined;
	if (!isKept(kept) || kept.scope !== scope) return undefined;
	const { at, accounts, cursor, seen } = kept;
	return { scope, at, accounts: new Set(accounts), cursor, seen: new Seen(seen) };
}

/**
 * Puts it into what n8n keeps for the node. As one text: n8n watches each property of an object, which
 * takes longer the more there are.
 */
export function writeState(kept: IDataObject, { accounts, seen, ...rest }: State): void {
	const state: Kept = {
		version: VERSION,
		...rest,
		accounts: [...accounts],
		seen: seen.texts(),
	};
	kept.polled = JSON.stringify(state);
}
