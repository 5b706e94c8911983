import { readFile } from 'node:fs/promises';

/** Something the user can put right: shown as its message alone, without a stack. */
export class Failure extends Error {}

async function linesOf(file: string): Promise<string[]> {
	return (await readFile(file, 'utf8')).trimEnd().split('\n');
}

function quote(lines: string[], file: string): string {
	return [...lines, `(all of it: ${file})`].map((line) => `  ${line}`).join('\n');
}

/** The end of a log file, for a message about what went wrong. */
export async function lastLines(file: string): Promise<string> {
	return quote((await linesOf(file)).slice(-20), file);
}

/** What npm says went wrong: it tells the reason first, and usage texts and other noise after it. */
export async function errorLines(file: string): Promise<string> {
	const lines = await linesOf(file);
	const errors = lines.filter((line) => line.startsWith('npm error')).slice(0, 12);
	return quote(errors.length > 0 ? errors : lines.slice(-20), file);
}
