import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until';
import type { Editor, Run, Workflow } from './editor';

/** Milliseconds in which a run too many would show. */
const AFTERWARDS = 500;

/** The runs that something starts, in order, when they have ended: so many, and none after them. */
export async function runsStartedBy(
	editor: Editor,
	workflow: Workflow,
	count: number,
	action: () => Promise<unknown>,
): Promise<Run[]> {
	const known = await editor.listRuns(workflow);
	const started = async () => (await editor.listRuns(workflow)).filter((id) => !known.includes(id));
	await action();
	// n8n answers before it lists a run.
	await until(async () => (await started()).length >= count, { everyMs: 50, withinMs: 120_000 });
	await sleep(AFTERWARDS);
	const ids = (await started()).reverse();
	expect(ids).toHaveLength(count);
	return await Promise.all(ids.map(async (id) => await editor.openRun(id)));
}
