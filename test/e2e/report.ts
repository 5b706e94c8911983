import type { NodeRun, Run, Table } from './editor';

const MOST_ROWS = 3;
const MOST_CELL = 36;

function cell(value: unknown): string {
	const text = typeof value === 'object' && value ? JSON.stringify(value) : String(value ?? '');
	return text.length > MOST_CELL ? `${text.slice(0, MOST_CELL - 1)}…` : text;
}

/** A sentence on rows that go by their date, and the last of them with those columns that say something. */
export function describeRows(
	sentence: string,
	rows: Table['rows'],
	names: readonly string[],
): string {
	const shown = rows.slice(-MOST_ROWS);
	const lines = ['', ...shown.map(() => '')];
	for (const name of names) {
		const cells = shown.map((row) => cell(row[name]));
		if (cells.every((text) => text === '')) continue;
		const column = [name, ...cells];
		const width = Math.max(...column.map((text) => text.length)) + 2;
		column.forEach((text, row) => (lines[row] += text.padEnd(width)));
	}
	return [
		`  ${sentence}${rows.length > MOST_ROWS ? ', the latest' : ''}:`,
		...lines.map((line) => `    ${line.trimEnd()}`),
	].join('\n');
}

export const countItems = ({ length }: readonly unknown[]): string =>
	`${length} ${length === 1 ? 'item' : 'items'}`;

function describeNode({ node, items, error }: NodeRun): string {
	if (error) return `  ${node}: ${error.message}\n    ${error.description ?? ''}`;
	return `  ${node}: ${countItems(items)}`;
}

/** What came out of a run, a line for each node, for the terminal. */
export function describeRun({ status, nodes, error }: Run): string {
	// A run can also stop outside of its nodes, for example at a node type that n8n doesn't know.
	const isElsewhere = error && !nodes.some((node) => node.error);
	return [
		...nodes.map(describeNode),
		...(isElsewhere ? [`  ${error.message}`] : []),
		`  Ended with: ${status}`,
	].join('\n');
}
