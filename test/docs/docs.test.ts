import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PAGES, withTables } from './operations';

const project = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(project, path), 'utf8');

const pages = [
	...readdirSync(project).filter((name) => name.endsWith('.md')),
	...readdirSync(join(project, 'docs'))
		.filter((name) => name.endsWith('.md'))
		.map((name) => `docs/${name}`),
];

/** Table cells without what Prettier pads them with. */
const unpadded = (page: string) =>
	page
		.replace(/ *\| */g, '|')
		.replace(/\|:?-+:?(?=\|)/g, '|-')
		.replace(/[ \t]+$/gm, '');

/** The name that a heading has in links to it. */
const anchorOf = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.trim()
		.replaceAll(' ', '-');

const anchorsIn = (page: string) =>
	[...page.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		anchorOf(heading),
	);

describe('the pages', () => {
	it.each(Object.entries(PAGES))('%s has the operations of now (npm run docs)', (path, bank) => {
		const page = read(path);
		expect(unpadded(page)).toBe(unpadded(withTables(page, bank)));
	});

	it.each(pages)('%s links only to what is there', (path) => {
		const page = read(path);
		const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)]
			.map(([, link = '']) => link)
			.filter((link) => !/^(https?|mailto):/.test(link));
		const dead = links.filter((link) => {
			const [file = '', anchor] = link.split('#');
			const target = file === '' ? path : join(dirname(path), file);
			if (!existsSync(join(project, target))) return true;
			return anchor !== undefined && !anchorsIn(read(target)).includes(anchor);
		});
		expect(dead).toEqual([]);
	});

	it.each(pages)('%s names only commands of package.json', (path) => {
		const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
		const named = [...read(path).matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
		expect(named.filter((name) => !(name in scripts))).toEqual([]);
	});

	it('send nobody elsewhere for what has an operation', () => {
		const offered = Object.values(PAGES).flatMap(({ resources }) =>
			resources.flatMap(({ operations }) =>
				operations.map(({ request: { method, path } }) => `${method} ${path}`),
			),
		);
		const section = read('docs/n8n.md').split('## What has no operation')[1]?.split('\n## ')[0];
		const elsewhere = [...(section ?? '').matchAll(/`([A-Z]+) https:\/\/[^/]+([^`]+)`/g)];
		expect(elsewhere.length).toBeGreaterThan(0);
		const isOffered = ([, method = '', path = '']: string[]) =>
			offered.some((one) => {
				const [ownMethod, ownPath = ''] = one.split(' ');
				const shape = (each: string) => each.replace(/\{\w+\}|<[^>]+>/g, '{}');
				return method === ownMethod && shape(path).endsWith(shape(ownPath));
			});
		expect(elsewhere.filter(isOffered).map(([call]) => call)).toEqual([]);
	});

	it('has an address of the Salt Edge Trigger copied after publishing, as the example does', () => {
		const [, page = ''] = read('docs/saltedge.md').split('1. Add the node, choose the _Callback');
		const example = read('examples/salt-edge-callbacks.json');
		for (const text of [page, example.slice(example.indexOf('tell Salt Edge the addresses'))]) {
			const [published, copied] = [/publish/, /production url/i].map((each) => text.search(each));
			expect(published).toBeGreaterThan(0);
			expect(copied).toBeGreaterThan(published ?? Infinity);
		}
	});

	it('of the README stay short', () => {
		expect(read('README.md').split('\n').length).toBeLessThan(200);
	});

	it('named by the credentials are there', () => {
		const named = execFileSync('git', ['ls-files', 'credentials/*.ts'], {
			cwd: project,
			encoding: 'utf8',
		})
			.split('\n')
			.filter(Boolean)
			.flatMap((path) => [...read(path).matchAll(/blob\/main\/([^'#\s]+)#([^'\s]+)/g)]);
		expect(named).toHaveLength(3);
		for (const [, path = '', anchor = ''] of named) {
			expect(anchorsIn(read(path))).toContain(anchor);
		}
	});
});
