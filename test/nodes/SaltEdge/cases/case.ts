import type { IDataObject } from 'n8n-workflow';
import type { ApiVersion } from '../../../contract/saltedge';
import type { SaltEdgeSandbox } from '../../../sandbox/saltedge';

/** One operation run with every field that it has, what goes over the wire, and what comes out. */
export interface Case {
	version: ApiVersion;
	/** With its resource. */
	operation: string;
	/** The call in the contract. */
	contract: string;
	/** With placeholders for what the local bank has, see `placeholders.ts`. */
	parameters: IDataObject;
	/** What the bank wants besides, or instead, when all that can be left alone is left alone. */
	plain?: IDataObject;
	/** What there must be before. */
	before?: (sandbox: SaltEdgeSandbox) => Promise<void> | void;
	/** Method and address, of each request. */
	sends: string | string[];
	/** Of the last request, as text, to the byte. */
	body?: string;
	/** Of the first items that come out, what is told apart here. */
	gives: IDataObject[];
	/** How many come out; as many as in `gives` unless told. */
	count?: number;
}

/** The same case in both versions. */
export const inBoth = (make: (version: ApiVersion) => Omit<Case, 'version'>): Case[] =>
	(['v6', 'v5'] as const).map((version) => ({ version, ...make(version) }));
