import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

/**
 * Starts a command in a process group of its own: Ctrl+C in the terminal then reaches only this
 * program, which can stop the command, and all that the command has started, in good order.
 */
export function startGroup(command: string, args: string[], options: SpawnOptions): ChildProcess {
	return spawn(command, args, { ...options, detached: true });
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, signal);
	} catch (error) {
		// Nobody left in the group.
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

/** Asks a group to end and makes it end when it takes longer than `grace` milliseconds. */
export async function stopGroup(child: ChildProcess, grace = 10_000): Promise<void> {
	if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
		const ended = once(child, 'exit');
		signalGroup(child, 'SIGTERM');
		const patience = setTimeout(() => signalGroup(child, 'SIGKILL'), grace);
		await ended;
		clearTimeout(patience);
	}
	// Its own children may have outlived it.
	signalGroup(child, 'SIGKILL');
}
