import type { IDataObject } from 'n8n-workflow';
import type { Bank, Columns, Field } from '../operation';
import type { Session } from '../wire/session';

/** What the user has set in the trigger. */
export interface Settings {
	/** What is watched, by the name of its field. */
	chosen: Readonly<Record<string, string>>;
	/** Empty for all. */
	accounts: readonly string[];
	includesPending: boolean;
	direction: 'all' | 'incoming' | 'outgoing';
	minimumAmount: number;
	/** In lower case. */
	words: readonly string[];
	firstDays: number;
	newAccountDays: number;
	maximumAge: number;
	/** The bank's own ones, by the name of their field. */
	options: Readonly<Record<string, number | boolean>>;
	simplifies: boolean;
}

/** What a poll is about: the talk with the bank, and what the user has set. */
export interface Watch {
	session: Session;
	settings: Settings;
	/** When this poll has begun, in milliseconds since 1970. */
	now: number;
}

/** Where the last poll that counted has left off. */
export interface LeftOff {
	/** When it had begun. */
	at: number;
	/** What the bank's own part has kept for itself. */
	cursor: IDataObject;
}

/** A transaction in a reading. */
export interface Found {
	record: IDataObject;
	/** The same for the same transaction in every reading, and for no other one. */
	key: string;
	/** What it is kept and forgotten with; begins with a day. */
	group: string;
}

/** What a poll has read: all pages of it. */
export interface Reading {
	/** In the order in which they have arrived, as far as the bank tells. */
	found: readonly Found[];
	/**
	 * The accounts whose history is in by now, as they were before the records were read. What comes
	 * for one of them after this poll is new.
	 */
	accounts: readonly string[];
	/** Whether a later poll may read transactions of a group again. */
	holds(group: string): boolean;
	/** Whether this poll has asked for a group. Needed only where it reads more than a later poll does. */
	asksFor?(group: string): boolean;
	/** What the bank's own part wants to have kept. */
	cursor?: IDataObject;
}

/** What polling must know of a bank: how to read a window, and which id is which. */
export interface Source {
	bank: Bank;
	/** The one version of the API that it reads, where the panel offers no choice. */
	version?: string;
	/** What is watched, by fields of the panel; the last one is `accountIds`. */
	watched: readonly Field[];
	/** What else can be set: whole numbers and switches. */
	options?: readonly Field[];
	/** What to know of pending ones, where the bank has any. */
	pendingWarning?: string;
	/** How often there is anything new, in two sentences. */
	freshness: string;
	/** Those that all banks share; `accountId`, `date`, `amount` and `status` decide here, too. */
	columns: Columns;
	/** What the settings lack or have too much of, as a message with the way out. */
	complaint?(settings: Settings): string | undefined;
	/** What does not count as a transaction. */
	leavesOut?(record: IDataObject, settings: Settings): boolean;
	/**
	 * Reads all that may have arrived since, and more: what is known already does no harm.
	 *
	 * @param leftOff none at the first poll, which has to reach back as far as the user wants it
	 */
	read(watch: Watch, leftOff: LeftOff | undefined): Promise<Reading>;
	/** The newest ones, in any order. */
	newest(watch: Watch, count: number): Promise<readonly IDataObject[]>;
}
