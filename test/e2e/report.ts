import type { Item, NodeRun, Run } from './editor';

const MOST_ROWS = 5;
const WIDTH = 110;
const MOST_CELL = 28;

function cell(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
	return text.length > MOST_CELL ? `${text.slice(0, MOST_CELL - 1)}…` : text;
}

/** As many columns of the items as fit on a line, first come first shown. */
function table(items: Item[]): string[] {
	const shown = items.slice(0, MOST_ROWS);
	const names = [...new Set(shown.flatMap(({ json }) => Object.keys(json)))];
	const lines = ['', ...shown.map(() => '')];
	for (const name of names) {
		const column = [name, ...shown.map(({ json }) => cell(json[name]))];
		const width = Math.max(...column.map((text) => text.length)) + 2;
		if ((lines[0]?.length ?? 0) + width > WIDTH) break;
		column.forEach((text, row) => (lines[row] += text.padEnd(width)));
	}
	if (items.length > MOST_ROWS) lines.push(`… and ${items.length - MOST_ROWS} more`);
	return lines.map((line) => `    ${line.trimEnd()}`);
}

function describeNode({ node, items, error }: NodeRun): string[] {
	if (error) return [`  ${node}: ${error.message}`, `    ${error.description ?? ''}`];
	const heading = `  ${node}: ${items.length} ${items.length === 1 ? 'item' : 'items'}`;
	const isEmpty = items.every(({ json }) => Object.keys(json).length === 0);
	return isEmpty ? [heading] : [heading, ...table(items)];
}

/** What came out of a run, node by node, for the terminal. */
export function describeRun({ status, nodes, error }: Run): string {
	const lines = nodes.flatMap(describeNode);
	// A run can also stop outside of its nodes, for example at a node type that n8n doesn't know.
	const isElsewhere = error && !nodes.some((node) => node.error);
	return [...lines, ...(isElsewhere ? [`  ${error.message}`] : []), `  Ended with: ${status}`].join(
		'\n',
	);
}

/** What several runs began with and where they ended, a line for each. */
export function describeStarts(runs: Run[]): string {
	const lines = runs.map(({ status, nodes }) => {
		const type = nodes[0]?.items[0]?.json.type;
		return `  ${cell(type)}: ${nodes.at(-1)?.node}, ended with ${status}`;
	});
	return lines.join('\n');
}
