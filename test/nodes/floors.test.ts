import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize, relative, resolve, sep } from 'node:path';

const project = resolve(__dirname, '../..');
const IMPORT = /^(?:import|export)\b[^;]*?\bfrom '(\.[^']*)'|^import '(\.[^']*)'/gm;

function sourcesIn(folder: string): string[] {
	return readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
		.map((name) => join(folder, name).split(sep).join('/'))
		.filter((name) => name.endsWith('.ts'));
}

const sources = [...sourcesIn('nodes'), ...sourcesIn('credentials')];

/** The project's own files that a file imports, types too. */
function importsOf(file: string): string[] {
	const text = readFileSync(join(project, file), 'utf8');
	return [...text.matchAll(IMPORT)].map(([, from, bare]) => {
		const path = normalize(join(file, '..', from ?? bare ?? ''))
			.split(sep)
			.join('/');
		const found = [`${path}.ts`, `${path}/index.ts`].find((each) => sources.includes(each));
		if (!found) throw new Error(`${file} imports ${path}, which is not there`);
		return found;
	});
}

/** The floors of the engine, the highest first. Files of one floor may import one another. */
const FLOORS = [
	['execute.ts', 'polling'],
	['attempts.ts', 'run.ts', 'lookup.ts', 'callback'],
	['panel', 'answer'],
	['input', 'signIn'],
	['wire'],
	['operation.ts'],
];

function floorOf(file: string): number {
	const [room = ''] = relative('nodes/shared', file).split(sep);
	return FLOORS.findIndex((rooms) => rooms.includes(room));
}

/** The bank whose folder a file stands in. */
function bankOf(file: string): string | undefined {
	const [, folder] = /^nodes\/([^/]+)\//.exec(file) ?? [];
	return folder === 'shared' ? undefined : folder;
}

const arrows = sources.flatMap((from) => importsOf(from).map((to) => ({ from, to })));
const spelled = (wrong: typeof arrows) => wrong.map(({ from, to }) => `${from} → ${to}`);
const isShared = (file: string) => file.startsWith('nodes/shared/');
const banks = [...new Set(sources.map(bankOf).filter((bank) => bank !== undefined))];

/** A circle of imports that a file is part of. */
function circleThrough(start: string): string[] | undefined {
	const seen = new Set<string>();
	function walk(at: string, way: string[]): string[] | undefined {
		for (const { to } of arrows.filter(({ from }) => from === at)) {
			if (to === start) return [...way, to];
			if (seen.has(to)) continue;
			seen.add(to);
			const circle = walk(to, [...way, to]);
			if (circle) return circle;
		}
		return undefined;
	}
	return walk(start, [start]);
}

describe('the engine', () => {
	it('has every file on a floor', () => {
		const lost = sources.filter((file) => isShared(file) && floorOf(file) < 0);
		expect(lost).toEqual([]);
	});

	it('imports only what stands beside or below', () => {
		const upward = arrows.filter(
			({ from, to }) => isShared(from) && (!isShared(to) || floorOf(to) < floorOf(from)),
		);
		expect(spelled(upward)).toEqual([]);
	});

	it('does not look from one room into another on the same floor', () => {
		const roomOf = (file: string) => relative('nodes/shared', file).split(sep)[0];
		const across = arrows.filter(
			({ from, to }) =>
				isShared(from) &&
				isShared(to) &&
				floorOf(to) === floorOf(from) &&
				roomOf(to) !== roomOf(from),
		);
		expect(spelled(across)).toEqual([]);
	});

	it('names no bank', () => {
		expect(banks).toEqual(['FinApi', 'Finicity', 'SaltEdge']);
		const names = /finicity|mastercard|finapi|salt\s?edge/i;
		const naming = sources.filter(
			(file) => isShared(file) && names.test(readFileSync(join(project, file), 'utf8')),
		);
		expect(naming).toEqual([]);
	});
});

describe('the package', () => {
	it('has no circle of imports', () => {
		expect(sources.map(circleThrough).filter((circle) => circle !== undefined)).toEqual([]);
	});

	it('has banks that do not know one another', () => {
		const across = arrows.filter(({ from, to }) => {
			const [one, other] = [bankOf(from), bankOf(to)];
			return one !== undefined && other !== undefined && one !== other;
		});
		expect(spelled(across)).toEqual([]);
	});

	it('has credentials that know the sign-in and the wire of the engine, but no panel, input or answer', () => {
		const allowed = ['nodes/shared/signIn/', 'nodes/shared/wire/', 'nodes/shared/operation.ts'];
		const far = arrows.filter(
			({ from, to }) =>
				from.startsWith('credentials/') &&
				isShared(to) &&
				!allowed.some((room) => to.startsWith(room)),
		);
		expect(spelled(far)).toEqual([]);
	});

	it('has banks whose credentials reach no resource', () => {
		const reach = (file: string, seen = new Set<string>()): Set<string> => {
			for (const { to } of arrows.filter(({ from }) => from === file)) {
				if (!seen.has(to)) reach(to, seen.add(to));
			}
			return seen;
		};
		const reached = sources
			.filter((file) => file.startsWith('credentials/'))
			.flatMap((file) =>
				[...reach(file)].filter((to) => /\/(resources|panel|input|answer)\//.test(to)),
			);
		expect(reached).toEqual([]);
	});
});
