import { lastAttempt } from './model';
import { advance } from './progress';
import type { SaltEdgeState } from './state';
import { minute } from './time';

/**
 * Lets the connections go on by the clock: whenever somebody looks, and, so that listeners hear of
 * a stage when it begins, by a timer too.
 */
export class Background {
	private timer: NodeJS.Timeout | undefined;

	constructor(private readonly state: SaltEdgeState) {}

	/** Catches up with the clock. */
	settle(): void {
		for (const connection of this.state.connections.values()) {
			advance(this.state, connection, Date.now(), this.state.tell);
		}
	}

	/** Wakes up for the stage that ends next, if any goes on. */
	wakeForNext(): void {
		this.stop();
		const due = [...this.state.connections.values()].flatMap(
			(connection) => lastAttempt(connection).dueAt ?? [],
		);
		if (due.length === 0) return;
		// A timer set for longer than some weeks goes off at once.
		const delay = Math.min(Math.max(Math.min(...due) - Date.now(), 0), minute);
		this.timer = setTimeout(() => {
			this.settle();
			this.wakeForNext();
		}, delay).unref();
	}

	stop(): void {
		clearTimeout(this.timer);
	}
}
