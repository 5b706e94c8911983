import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { n8nFolder, projectFolder } from '../e2e/folders';
import { median } from './statistics';

/** A target, and whether it is met. */
export interface Verdict {
	what: string;
	measured: string;
	target: string;
	isMet: boolean;
}

/** What one case has found out. */
export interface Section {
	title: string;
	/** What the numbers mean, for the reader of the docs. */
	explanation: string;
	columns: readonly string[];
	rows: readonly (readonly string[])[];
	verdicts: readonly Verdict[];
}

const file = join(projectFolder, 'docs/benchmarks.md');

/** As many digits as mean something. */
function digits(value: number): string {
	const most = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
	return value.toLocaleString('en-US', { maximumFractionDigits: most });
}

/** The median, and the least and the most beside it. */
export function shown(values: readonly number[]): string {
	const [least, most] = [digits(Math.min(...values)), digits(Math.max(...values))];
	return least === most ? least : `${digits(median(values))} (${least}–${most})`;
}

/** Judges a value of each round by its median. */
export function atMost(what: string, values: readonly number[], limit: number, unit = ''): Verdict {
	return {
		what,
		measured: shown(values) + unit,
		target: `≤ ${limit}${unit}`,
		isMet: median(values) <= limit,
	};
}

/** The same for a value that should be high. */
export function atLeast(
	what: string,
	values: readonly number[],
	limit: number,
	unit = '',
): Verdict {
	return {
		what,
		measured: shown(values) + unit,
		target: `≥ ${limit}${unit}`,
		isMet: median(values) >= limit,
	};
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
	const lines = [columns, columns.map(() => '---'), ...rows];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

async function versionOf(name: string): Promise<string> {
	const manifest = await readFile(join(n8nFolder, 'node_modules', name, 'package.json'), 'utf8');
	return (JSON.parse(manifest) as { version: string }).version;
}

const config = resolveConfig(file);

async function pretty(parts: readonly string[]): Promise<string> {
	return await format(parts.join('\n\n'), { ...(await config), parser: 'markdown' });
}

function verdictTable(verdicts: readonly Verdict[]): string {
	return table(
		['What', 'Measured', 'Target', 'Met'],
		verdicts.map(({ what, measured, target, isMet }) => [
			what,
			measured,
			target,
			isMet ? 'yes' : '**no**',
		]),
	);
}

/** One case, for the terminal, as soon as it is through. */
export async function sectionOf({ title, columns, rows, verdicts }: Section): Promise<string> {
	return await pretty([`## ${title}`, table(columns, rows), verdictTable(verdicts)]);
}

/** All that was measured, for the docs. */
export async function reportOf(sections: readonly Section[], rounds: number): Promise<string> {
	const [cpu] = cpus();
	const machine = `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory`;
	return await pretty([
		'# Benchmarks',
		`Written by \`npm run bench\`. Everything ran side by side in one run of a real n8n: the competitors took turns (A B C A B C …), each when n8n had ended what the one before left behind, the first round only warmed up, and the tables have the median of ${rounds} more (twice as many where runs are short; none warmed up with 5,000 items), with the least and the most in brackets. The time is that of the nodes alone, as n8n's run data has it; the bank is a loopback server in a process of its own that does nothing but answer. Only the ratios say something: they are taken within each round, and the milliseconds are those of this machine.`,
		table(
			['Machine', 'n8n', 'Node.js of n8n'],
			[[machine, await versionOf('n8n'), await versionOf('node')]],
		),
		'## Targets',
		verdictTable(sections.flatMap(({ verdicts }) => verdicts)),
		...sections.flatMap(({ title, explanation, columns, rows }) => [
			`## ${title}`,
			explanation,
			table(columns, rows),
		]),
	]);
}

/** Keeps a report where the docs are. */
export async function writeReport(report: string): Promise<void> {
	await writeFile(file, report);
}
