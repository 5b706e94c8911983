import { type IDataObject, NodeHelpers } from 'n8n-workflow';
import { execute } from '../../../../nodes/shared/execute';
import { lookUpAll, lookUpOne, lookUpPage, openInPanel } from '../../../../nodes/shared/lookup';
import type { ApiVersions, Bank } from '../../../../nodes/shared/operation';
import { nodeProperties } from '../../../../nodes/shared/panel/panel';
import { executeContext, panelContext, runWorkflow, type Setup } from '../../../support/engine';
import { type Loopback, startLoopback } from '../../../support/loopback';
import {
	bankOf,
	byNumber,
	credentialFor,
	itemsOf,
	operation,
	setupOf,
	testBank,
	text,
	toBody,
} from '../../../support/testBank';

const versions: ApiVersions = {
	field: {
		displayName: 'API Version',
		name: 'apiVersion',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'V2', value: 'V2' },
			{ name: 'V1', value: 'V1' },
		],
		default: 'V2',
	},
	pathPrefix: { V2: '/api/v2', V1: '/old' },
};

const id = text('id', { required: true });
const comment = text('comment', toBody('comment'));

const bank: Bank = bankOf(
	[
		operation('archive', {
			versions: ['V1'],
			request: { method: 'POST', path: '/things/{id}/archive' },
			fields: [id, comment],
			answer: { kind: 'done' },
		}),
		operation('create', {
			versions: ['V2'],
			request: { method: 'POST', path: '/things' },
			fields: [text('name', { required: true, ...toBody('name') }), comment],
			answer: { kind: 'record' },
		}),
		operation('create', {
			versions: ['V1'],
			request: { method: 'POST', path: '/things/new' },
			fields: [text('name', { required: true, ...toBody('title') }), comment],
			answer: { kind: 'record' },
		}),
		operation('getMany', {
			request: { method: 'GET', path: '/things' },
			fields: [text('word')],
			answer: { kind: 'records', property: 'things', paging: byNumber },
		}),
		operation('open', {
			versions: ['V2'],
			request: { method: 'POST', path: '/things/{id}/open' },
			fields: [text('id', { required: true })],
			answer: { kind: 'done' },
		}),
	],
	{ versions },
);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

/** A node and a credential for these versions. */
const setup = (
	[ofNode, ofCredential]: readonly [string, string],
	value: string,
	parameters: IDataObject = {},
	more: Partial<Setup> = {},
) =>
	setupOf(
		bank,
		server,
		value,
		{ apiVersion: ofNode, ...parameters },
		{ credentials: credentialFor(server, { apiVersion: ofCredential }), ...more },
	);
const run = (...parameters: Parameters<typeof setup>) => runWorkflow(setup(...parameters));
const sent = () =>
	server.received.map(({ method, url, body }) => `${method} ${url} ${body}`.trim());

const NEW = ['V2', 'V2'] as const;
const OLD = ['V1', 'V1'] as const;
const NODE_AHEAD = ['V2', 'V1'] as const;
const NODE_BEHIND = ['V1', 'V2'] as const;

describe('a version of the API', () => {
	it.each([
		[NEW, 'GET /api/v2/things?page=1&pageSize=50'],
		[OLD, 'GET /old/things?page=1&pageSize=50'],
	])('%j has its own paths', async (pair, request) => {
		expect((await run(pair, 'getMany')).error).toBeUndefined();
		expect(sent()).toEqual([request]);
	});

	it('is the first one unless the user says otherwise', async () => {
		const more = { credentials: credentialFor(server, { apiVersion: 'V2' }) };
		await runWorkflow(setupOf(bank, server, 'getMany', {}, more));
		expect(sent()).toEqual(['GET /api/v2/things?page=1&pageSize=50']);
	});

	it.each([
		[NEW, 'POST /api/v2/things {"name":"x"}'],
		[OLD, 'POST /old/things/new {"title":"x"}'],
	])('%j has its own form of an operation', async (pair, request) => {
		expect((await run(pair, 'create', { name: 'x' })).error).toBeUndefined();
		expect(sent()).toEqual([request]);
	});

	it('may have an operation alone', async () => {
		const { items } = await run(OLD, 'archive', { id: '1' });
		expect(items[0]?.json).toEqual({ success: true, id: '1' });
		expect(sent()).toEqual(['POST /old/things/1/archive']);
	});

	it.each([
		[NEW, 'archive', 'V2'],
		[OLD, 'open', 'V1'],
	])('%j does not run %s, which only another one has', async (pair, value, version) => {
		const { error } = await run(pair, value, { id: '1' });
		expect(error?.message).toBe(`'${value}' is not there in ${version} of the API`);
		expect(error?.description).toContain('another version of the API');
		expect(sent()).toEqual([]);
	});

	it('does not run an operation that none of them has', async () => {
		const { error } = await run(NEW, 'destroy', { id: '1' });
		expect(error?.message).toContain("The operation 'destroy' of 'thing' is not known");
		expect(sent()).toEqual([]);
	});

	it.each([
		[NODE_AHEAD, "'API Version' of the node is V2, but the credential is for V1"],
		[NODE_BEHIND, "'API Version' of the node is V1, but the credential is for V2"],
	])('does not run with a credential for another one: %j', async (pair, message) => {
		const items = itemsOf({}, {});
		const failing = executeContext(setup(pair, 'getMany', {}, { items }));
		await expect(execute(failing, bank)).rejects.toThrow(message);
		const onError = 'continueRegularOutput';
		const going = executeContext(setup(pair, 'getMany', {}, { items, onError }));
		const [out = []] = await execute(going, bank);
		expect(out.map(({ json }) => json.error)).toEqual([message, message]);
		expect(sent()).toEqual([]);
	});

	it('that does not fit says what to do', async () => {
		const { error } = await run(NODE_AHEAD, 'create', { name: 'x' });
		expect(error?.description).toBe(
			"Set 'API Version' to V1, or choose a credential for V2. Nothing was sent.",
		);
	});

	it('is of no interest to a bank that has only one', async () => {
		await runWorkflow(setupOf(testBank, server, 'getMany', { apiVersion: 'V1' }));
		expect(sent()).toEqual(['GET /things?start=1&limit=50']);
	});
});

describe('a lookup of the panel', () => {
	const panel = (pair: readonly [string, string]) => panelContext(setup(pair, 'getMany'));
	const open = async (pair: readonly [string, string]) => await openInPanel(panel(pair), bank);
	const things = { path: '/things' };
	const list = { property: 'things' };

	it.each([
		[NEW, '/api/v2'],
		[OLD, '/old'],
	])('%j goes to the paths of the chosen version', async (pair, prefix) => {
		await lookUpOne(await open(pair), '/things/1');
		await lookUpAll(await open(pair), things, list);
		await lookUpPage(await open(pair), things, { ...list, paging: byNumber });
		expect(sent()).toEqual([
			`GET ${prefix}/things/1`,
			`GET ${prefix}/things`,
			`GET ${prefix}/things?page=1&pageSize=100`,
		]);
	});

	it('goes to those of the first version when the node says nothing', async () => {
		const context = panel(NEW);
		delete context.getCurrentNodeParameters()?.apiVersion;
		await lookUpOne(await openInPanel(context, bank), '/things/1');
		expect(sent()).toEqual(['GET /api/v2/things/1']);
	});

	it.each([[NODE_AHEAD], [NODE_BEHIND]])(
		'stops when the credential is for another one: %j',
		async (pair) => {
			await expect(open(pair)).rejects.toThrow("'API Version' of the node is");
			expect(sent()).toEqual([]);
		},
	);
});

describe('the panel of a bank with several versions', () => {
	const properties = nodeProperties(bank);
	const named = (wanted: string) => properties.filter(({ name }) => name === wanted);
	const shownFor = (wanted: string) =>
		named(wanted).map(({ displayOptions }) => displayOptions?.show);

	/** What the editor shows. */
	function shown(apiVersion: string, value: string): string[] {
		const parameters = { apiVersion, resource: 'thing', operation: value };
		const all =
			NodeHelpers.getNodeParameters(properties, parameters, true, false, null, null) ?? {};
		return properties
			.filter((property) => NodeHelpers.displayParameter(all, property, null, null))
			.map(({ name }) => name);
	}

	it('asks for the version first, with the first one as default', () => {
		expect(properties.map(({ name }) => name).slice(0, 2)).toEqual(['apiVersion', 'resource']);
		expect(properties[0]?.default).toBe('V2');
	});

	it('has an operation menu for each version, with what it has', () => {
		const menus = named('operation').map(({ displayOptions, options, ...menu }) => ({
			show: displayOptions?.show,
			values: options?.map((option) => 'value' in option && option.value),
			default: menu.default,
		}));
		expect(menus).toEqual([
			{
				show: { apiVersion: ['V2'], resource: ['thing'] },
				values: ['create', 'getMany', 'open'],
				default: 'getMany',
			},
			{
				show: { apiVersion: ['V1'], resource: ['thing'] },
				values: ['archive', 'create', 'getMany'],
				default: 'getMany',
			},
		]);
	});

	it('has one property for a field that the versions show alike', () => {
		expect(shownFor('word')).toEqual([{ resource: ['thing'], operation: ['getMany'] }]);
		expect(shownFor('returnAll')).toEqual([{ resource: ['thing'], operation: ['getMany'] }]);
	});

	it('has one for each version for a field that they show for other operations', () => {
		expect(shownFor('comment')).toEqual([
			{ apiVersion: ['V2'], resource: ['thing'], operation: ['create'] },
			{ apiVersion: ['V1'], resource: ['thing'], operation: ['archive', 'create'] },
		]);
	});

	it('has one for a field that only one version has, shown for that version', () => {
		expect(shownFor('id')).toEqual([
			{ apiVersion: ['V2'], resource: ['thing'], operation: ['open'] },
			{ apiVersion: ['V1'], resource: ['thing'], operation: ['archive'] },
		]);
	});

	it.each([
		['V2', 'create', ['name', 'comment']],
		['V1', 'create', ['name', 'comment']],
		['V1', 'archive', ['id', 'comment']],
		['V2', 'open', ['id']],
		['V2', 'getMany', ['word', 'returnAll', 'limit', 'options']],
		['V1', 'getMany', ['word', 'returnAll', 'limit', 'options']],
	])('shows every field of %s %s once', (apiVersion, value, fields) => {
		const names = shown(apiVersion, value);
		expect(names.slice(0, 3)).toEqual(['apiVersion', 'resource', 'operation']);
		expect(names.slice(3).sort()).toEqual([...fields].sort());
	});
});

it('the panel of a bank with one version has one menu, and one property a field', () => {
	const properties = nodeProperties(testBank);
	expect(properties[0]?.name).toBe('resource');
	expect(properties.filter(({ name }) => name === 'operation')).toHaveLength(1);
	const [menu] = properties.filter(({ name }) => name === 'operation');
	expect(menu?.displayOptions?.show).toEqual({ resource: ['thing'] });
	expect(properties.filter(({ name }) => name === 'filters')).toHaveLength(1);
});

it('the panel has nothing in it that only the engine reads', () => {
	const everything = text('thing', {
		type: 'fixedCollection',
		default: {},
		options: [
			{
				displayName: 'Row',
				name: 'row',
				values: [text('inner', { wire: 'integer', format: { pattern: /^\d+$/, hint: 'digits' } })],
			},
		],
	});
	const added = text('added', {
		type: 'collection',
		default: {},
		options: [
			everything,
			text('x', {
				wire: 'ids',
				maxLength: 1,
				perRequest: 1,
				header: 'X-X',
				clears: true,
				needs: 'thing',
				countsWith: { thing: ['1'] },
			}),
		],
	});
	const create = operation('create', {
		request: { method: 'POST', path: '/things' },
		fields: [added],
		answer: { kind: 'record' },
	});
	const panel = nodeProperties(bankOf([create]));
	const names = new Set<string>();
	JSON.stringify(panel, (name, value: unknown) => {
		names.add(name);
		return value;
	});
	expect(names).toContain('values');
	for (const name of [
		'wire',
		'format',
		'maxLength',
		'header',
		'perRequest',
		'clears',
		'needs',
		'countsWith',
	]) {
		expect(names).not.toContain(name);
	}
});

describe('a notice', () => {
	const warning = "This can't be undone.";
	const remove = (value: string, notice?: string) =>
		operation(value, {
			...(notice && { notice }),
			request: { method: 'DELETE', path: '/things/{id}' },
			fields: [id],
			answer: { kind: 'deleted' },
		});
	const warned = bankOf([
		remove('delete', warning),
		remove('deleteMore', warning),
		remove('deleteOther', 'Other words'),
		remove('drop'),
	]);

	it('is one property for the operations that warn in the same words, above the fields', () => {
		const [first, second, ...others] = nodeProperties(warned).slice(2);
		expect(first).toEqual({
			displayName: warning,
			name: 'deleteNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { resource: ['thing'], operation: ['delete', 'deleteMore'] } },
		});
		expect(second?.displayOptions?.show?.operation).toEqual(['deleteOther']);
		expect(others.some(({ type }) => type === 'notice')).toBe(false);
	});

	it('is neither read nor sent', async () => {
		const parameters = { id: '1', deleteNotice: '={{ $json.nothing.here }}' };
		const { items, error } = await runWorkflow(setupOf(warned, server, 'delete', parameters));
		expect(error).toBeUndefined();
		expect(items[0]?.json).toEqual({ deleted: true });
		expect(sent()).toEqual(['DELETE /things/1']);
	});
});
