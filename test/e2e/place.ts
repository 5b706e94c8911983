import { setTimeout as sleep } from 'node:timers/promises';
import type { Editor, Run, Workflow } from './editor';
import type { N8n } from './n8n';

/** Where the demo works. */
export interface Place {
	n8n: N8n;
	editor: Editor;
	/** Ctrl+C. */
	signal: AbortSignal;
}

/** Prints which workflow the next lines are about, and where it is. */
export function announce({ n8n }: Place, { id, name }: Workflow): void {
	console.log(`\n${name}\n  ${n8n.url}/workflow/${id}`);
}

/** The first run of a workflow that is not known yet, when it has ended. */
export async function newRun(
	{ editor, signal }: Place,
	workflow: Workflow,
	known: readonly string[] = [],
): Promise<Run> {
	for (;;) {
		const id = (await editor.listRuns(workflow)).find((each) => !known.includes(each));
		if (id !== undefined) return await editor.openRun(id, signal);
		await sleep(100, undefined, { signal });
	}
}
