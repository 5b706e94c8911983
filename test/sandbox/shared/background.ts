import { minute } from './time';

/** What goes on at a bank without anybody asking. */
export interface Background {
	/** Catches up with the clock. */
	settle(): void;
	/**
	 * When something ends, in milliseconds, for a bank that tells of it by itself. A bank that is only
	 * asked needs no timer, and leaves this out.
	 */
	due?(): readonly number[];
}

/** Lets the background go on by the clock: whenever somebody looks, and when something is due. */
export class Clock {
	private timer: NodeJS.Timeout | undefined;

	constructor(private readonly background: Background | undefined) {}

	/** Does the work at the time that it is by the clock, then waits for what is due next. */
	at<T>(work: () => T): T {
		this.background?.settle();
		const outcome = work();
		this.wakeForNext();
		return outcome;
	}

	stop(): void {
		clearTimeout(this.timer);
	}

	private wakeForNext(): void {
		this.stop();
		const due = this.background?.due?.() ?? [];
		if (due.length === 0) return;
		// A timer set for longer than some weeks goes off at once.
		const delay = Math.min(Math.max(Math.min(...due) - Date.now(), 0), minute);
		this.timer = setTimeout(() => this.at(() => undefined), delay).unref();
	}
}
