import type { Paging, Position } from '../operation';
import { OneByOne } from '../wire/inFlight';
import { queryString } from '../wire/request';
import type { Session } from '../wire/session';
import type { Page } from './reading';

/** A page that was asked for before its turn. */
interface Asked {
	/** Where it was expected to begin. */
	at: Position;
	page: Promise<Page | undefined>;
	stop: AbortController;
}

/** Where the next page begins when all are as long as this one. */
function after({ received, pages, wanted, pageSize }: Position, size: number): Position {
	return { received: received + size, pages: pages + 1, wanted: wanted - size, pageSize };
}

/**
 * Asks for the pages of a list side by side, as soon as one says how many there are. It only saves
 * time: whoever takes the pages one after the other decides with each whether the list goes on, and
 * where. What was asked for in vain is dropped.
 */
export class PagesAhead {
	private readonly asked: Asked[] = [];
	/** Where the next page to ask for is expected to begin, and how many there still are from it. */
	private next: { at: Position; size: number; left: number } | undefined;
	/** Whether pages have begun where they were expected to. */
	private isRegular = true;
	private readonly inFlight: OneByOne;
	/** Enough waits for room that a page which is late keeps none of it empty. */
	private readonly most: number;
	private readonly end = () => {
		this.inFlight.end();
		this.drop(0);
	};

	/** @param fetch gives the page at a position; none when there is nothing to list */
	constructor(
		private readonly session: Session,
		private readonly paging: Paging | undefined,
		private readonly fetch: (session: Session, at: Position) => Promise<Page | undefined>,
	) {
		this.inFlight = new OneByOne(session.inFlight);
		const { most } = this.inFlight;
		this.most = most > 1 ? 2 * most : 0;
	}

	/** The page at a position, whether it was asked for before or not. */
	async take(at: Position): Promise<Page | undefined> {
		const [asked] = this.asked;
		if (asked && this.isSamePlace(asked.at, at)) {
			// In the list until it is there, to be taken back with the others.
			const page = await asked.page;
			this.asked.shift();
			this.ask();
			return page;
		}
		if (asked) {
			this.isRegular = false;
			this.drop(0);
		}
		return await this.fetch(this.session, at);
	}

	/**
	 * Asks for what comes behind a page that was taken, as far as the bank says how much that is.
	 *
	 * @param at behind the page
	 */
	plan({ whole, records }: Page, at: Position): void {
		const { signal } = this.session;
		if (this.most === 0 || !this.isRegular || this.asked.length > 0 || signal?.aborted) return;
		const size = records.length;
		const pages = this.paging?.pagesAfter?.(whole, at, size) ?? 0;
		const left = Math.min(pages, Math.ceil(at.wanted / size));
		if (!(left > 1)) return;
		this.next = { at: { ...at }, size, left };
		signal?.addEventListener('abort', this.end);
		this.ask();
	}

	/** Takes back what is out: nothing more is wanted. */
	close(): void {
		this.session.signal?.removeEventListener('abort', this.end);
		this.end();
	}

	private ask(): void {
		const { session, inFlight } = this;
		while (this.next && this.next.left > 0 && this.asked.length < this.most) {
			const { at, size, left } = this.next;
			this.next = { at: after(at, size), size, left: left - 1 };
			// A signal for each, as Node.js takes more than ten that wait for one for a leak, and warns.
			const stop = new AbortController();
			const page = this.fetch({ ...session, inFlight, signal: stop.signal }, at);
			const asked = { at, page, stop };
			this.asked.push(asked);
			// Told when it is its turn; what comes behind it is in vain.
			page.catch(() => {
				if (!stop.signal.aborted) this.drop(this.asked.indexOf(asked) + 1);
			});
		}
	}

	/** Takes back what is out from the one at an index on, and asks for no more. */
	private drop(index: number): void {
		this.next = undefined;
		for (const { stop } of this.asked.splice(index)) stop.abort();
	}

	/** Whether two pages begin at the same record, however much of them is wanted. */
	private isSamePlace(one: Position, other: Position): boolean {
		const { paging } = this;
		const query = (position: Position) =>
			queryString(paging?.query({ ...position, wanted: other.wanted }));
		return query(one) === query(other);
	}
}
