import type { Background } from '../shared/background';
import { lastAttempt } from './model';
import { advance } from './progress';
import type { SaltEdgeState } from './state';

/** The attempts of the connections; listeners hear of a stage when it begins. */
export const background = (state: SaltEdgeState): Background => ({
	settle() {
		for (const connection of state.connections.values()) {
			advance(state, connection, state.now());
		}
	},
	due: () =>
		[...state.connections.values()]
			.flatMap((connection) => lastAttempt(connection).dueAt ?? [])
			.map((dueAt) => dueAt - state.aheadMs),
});
