import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Credential, type Run, type RunCounts, signIn, type Workflow } from '../e2e/editor';
import { Failure } from '../e2e/failure';
import { dataFolder } from '../e2e/folders';
import { startN8n } from '../e2e/n8n';
import { freePort } from '../e2e/ports';
import { installGrownPackage } from './grownPackage';

/** A run that goes wrong never makes all of its requests. */
const LOOK_ANYWAY = 60_000;
const SETTLES_WITHIN = 30_000;
/** Working less than so many hundredths of a second from look to look, it rests. */
const RESTS = 2;
const LOOK_EVERY = 250;

/** How one run of a workflow went. */
export interface Timing {
	/** Milliseconds in its nodes, as n8n itself counts them. */
	milliseconds: number;
	/** How many came out of the last node. */
	items: number;
}

/**
 * Runs a workflow that is in n8n. Nobody asks n8n for the result while it works: that would take
 * part of the time that is measured.
 *
 * @param worked settles when the work is done, as seen from elsewhere
 */
export type Runner = (worked: Promise<unknown>) => Promise<Timing>;

/** An n8n for the bench. */
export interface Instance {
	url: string;
	/** Where its packages are. */
	packages: string;
	/** Saves a credential; the workflows that come after it use it. */
	use(credential: Credential): Promise<void>;
	/** Puts a workflow in that is started by hand. */
	load(workflow: Workflow): Promise<Runner>;
	/**
	 * Puts a workflow in that is started from outside, and waits until n8n takes calls for it.
	 *
	 * @param path one that its webhook has
	 * @returns the address to call
	 */
	publish(workflow: Workflow, path: string): Promise<string>;
	/** How many runs of a published workflow have come to an end, and how many of them to a bad one. */
	runs(workflow: Pick<Workflow, 'id'>): Promise<RunCounts>;
	/** Waits until its process has ended what a run leaves behind: saving the run, cleaning up. */
	settle(): Promise<void>;
	/** Memory of its process, in bytes. */
	resident(): Promise<number>;
	/** The most since the last `forgetPeak`. */
	peak(): Promise<number>;
	forgetPeak(): Promise<void>;
	stop(): Promise<void>;
}

function timingOf({ status, nodes, error }: Run): Timing {
	if (status !== 'success') {
		throw new Failure(`A run ended with ${status}: ${error?.message} ${error?.description ?? ''}`);
	}
	const milliseconds = nodes.reduce((sum, node) => sum + node.milliseconds, 0);
	return { milliseconds, items: nodes.at(-1)?.items.length ?? 0 };
}

/** The process of the n8n that was started last. */
async function processOfN8n(): Promise<string> {
	const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
	for (const pid of children.trim().split(' ').reverse()) {
		const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
		if (command.includes('n8n/bin/n8n')) return pid;
	}
	throw new Failure('The process of n8n is not there.');
}

/** What the kernel tells of a process's memory, in bytes. */
async function memoryOf(pid: string, what: 'VmRSS' | 'VmHWM'): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	const [, kilobytes] = new RegExp(`${what}:\\s+(\\d+) kB`).exec(status) ?? [];
	return Number(kilobytes) * 1024;
}

/** How long a process has worked, in hundredths of a second. */
async function workedFor(pid: string): Promise<number> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
	// Behind the name, which may hold anything.
	const fields = stat.slice(stat.lastIndexOf(')')).split(' ');
	return Number(fields[12]) + Number(fields[13]);
}

/** Starts an n8n with this package and the bench's own in it, on an empty database. */
export async function startInstance(): Promise<Instance> {
	const folder = join(dataFolder, 'bench');
	const packages = join(folder, '.n8n/nodes/node_modules');
	await rm(folder, { recursive: true, force: true });
	await installGrownPackage(packages);
	const n8n = await startN8n(await freePort(), folder);
	const pid = await processOfN8n();
	const editor = await signIn(n8n.url);
	const credentialIds: Record<string, string> = {};
	return {
		url: n8n.url,
		packages,
		stop: n8n.stop,

		async use(credential) {
			credentialIds[credential.type] = await editor.saveCredential(credential);
		},

		async load(workflow) {
			await editor.importWorkflow(workflow, credentialIds);
			return async (worked) => {
				const id = await editor.start(workflow);
				await Promise.race([worked, sleep(LOOK_ANYWAY, undefined, { ref: false })]);
				return timingOf(await editor.openRun(id));
			};
		},

		async publish(workflow, path) {
			await editor.importWorkflow(workflow, credentialIds);
			await editor.publish(workflow);
			return `${n8n.url}/webhook/${path}`;
		},

		runs: async (workflow) => await editor.countRuns(workflow),

		async settle() {
			const deadline = Date.now() + SETTLES_WITHIN;
			for (let before = -Infinity; Date.now() < deadline;) {
				const worked = await workedFor(pid);
				if (worked - before <= RESTS) return;
				before = worked;
				await sleep(LOOK_EVERY);
			}
		},

		resident: async () => await memoryOf(pid, 'VmRSS'),

		peak: async () => await memoryOf(pid, 'VmHWM'),

		async forgetPeak() {
			await writeFile(`/proc/${pid}/clear_refs`, '5');
		},
	};
}
