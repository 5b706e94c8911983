import { readFileSync } from 'node:fs';
import {
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type INodeParameters,
	type INodeProperties,
	NodeHelpers,
} from 'n8n-workflow';
import { FinApiTransactionTrigger } from '../../nodes/FinApi/FinApiTransactionTrigger.node';
import { FinicityTransactionTrigger } from '../../nodes/Finicity/FinicityTransactionTrigger.node';
import { SaltEdgeTransactionTrigger } from '../../nodes/SaltEdge/SaltEdgeTransactionTrigger.node';
import { startFinApi } from '../sandbox/finapi';
import { startFinicity } from '../sandbox/finicity';
import { startSaltEdge } from '../sandbox/saltedge';
import { type Setup, panelContext } from '../support/engine';
import { finApiCredential } from '../support/finApi';
import { byId, finicityCredential } from '../support/finicity';
import { saltEdgeCredential } from '../support/saltEdge';

const finicity = new FinicityTransactionTrigger();
const finApi = new FinApiTransactionTrigger();
const saltEdge = new SaltEdgeTransactionTrigger();

const triggers = [
	{
		folder: 'Finicity',
		node: finicity,
		often: 'once a night',
		before: ['freshnessNotice', 'customerId', 'accountIds', 'includePending'],
		options: [
			'Days to Look Back',
			'First Poll History (Days)',
			'Maximum Age (Days)',
			'New Account History (Days)',
		],
	},
	{
		folder: 'FinApi',
		node: finApi,
		often: 'four times a day',
		before: ['freshnessNotice', 'accountIds'],
		options: [
			'First Poll History (Days)',
			'Include Adjusting Entries',
			'Include Potential Duplicates',
			'Maximum Age (Days)',
			'New Account History (Days)',
		],
	},
	{
		folder: 'SaltEdge',
		node: saltEdge,
		often: 'four times a day',
		before: [
			'freshnessNotice',
			'apiVersion',
			'customerId',
			'connectionId',
			'accountIds',
			'includePending',
		],
		options: ['First Poll History (Days)', 'Maximum Age (Days)', 'New Account History (Days)'],
	},
];

/** What the editor shows with these values. */
function shown(properties: INodeProperties[], parameters: INodeParameters): INodeProperties[] {
	const values =
		NodeHelpers.getNodeParameters(properties, parameters, true, false, null, null) ?? {};
	return properties.filter((each) => NodeHelpers.displayParameter(values, each, null, null));
}

describe.each(triggers)('the panel of $folder', ({ folder, node, often, before, options }) => {
	const { description } = node;
	const { properties } = description;

	it('says what is watched, then how it comes out, then what else there is', () => {
		expect(shown(properties, {}).map(({ name }) => name)).toEqual([
			...before,
			'simplify',
			'filters',
			'options',
		]);
	});

	it('says below the poll times how often there is anything new, and what the first poll does', () => {
		const [{ displayName = '', type } = { type: undefined }] = properties;
		expect(type).toBe('notice');
		expect(displayName).toContain(often);
		expect(displayName).toContain('hour');
		expect(displayName).toContain('The first poll returns nothing');
	});

	it('warns of pending ones as soon as they are wanted, where the bank has any', () => {
		const names = shown(properties, { includePending: true }).map(({ name }) => name);
		const hasPending = before.includes('includePending');
		expect(names.includes('pendingNotice')).toBe(hasPending);
		const notice = properties.find(({ name }) => name === 'pendingNotice');
		if (hasPending)
			expect(notice?.displayName).toMatch(/same payment may come (twice|several times)/);
	});

	it('offers filters and options in the order of their names', () => {
		const namesIn = (name: string) =>
			properties
				.find((each) => each.name === name)
				?.options?.map((each) => ('displayName' in each ? each.displayName : each.name));
		expect(namesIn('filters')).toEqual(['Direction', 'Minimum Amount', 'Text']);
		expect(namesIn('options')).toEqual(options);
	});

	it("holds nothing but n8n's own words", () => {
		expect(JSON.stringify(properties)).not.toMatch(
			/"(wire|format|header|isCode|maxLength|perRequest|clears|needs|completes|countsWith|writes|fromCredential|routing)":/,
		);
	});

	it('fills its lists by methods that the node has', () => {
		for (const { modes = [] } of properties) {
			const search = modes.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []);
			expect(Object.keys(node.methods.listSearch)).toEqual(expect.arrayContaining(search));
		}
	});

	it('is that of a trigger that polls, with the icons of its bank, and no tool', () => {
		expect(description).toMatchObject({ polling: true, inputs: [], group: ['trigger'] });
		expect(description.usableAsTool).toBeUndefined();
		const { light, dark } = description.icon as { light: string; dark: string };
		for (const icon of [light, dark]) {
			expect(readFileSync(`nodes/${folder}/${icon.replace('file:', '')}`, 'utf8')).toContain(
				'<svg',
			);
		}
	});

	it('is found by the name that n8n gives it, with a page of its own', () => {
		const file = `nodes/${folder}/${folder}TransactionTrigger.node.json`;
		const codex = JSON.parse(readFileSync(file, 'utf8')) as {
			node: string;
			categories: string[];
			alias: string[];
			resources: Record<string, { url: string }[]>;
		};
		expect(codex.node).toBe(`n8n-nodes-open-banking.${description.name}`);
		expect(codex.categories).toEqual(['Finance & Accounting']);
		expect(codex.alias).toEqual(expect.arrayContaining(['Transactions', 'Bank Feed']));
		for (const [{ url } = { url: '' }] of Object.values(codex.resources)) {
			const [, page = '', anchor = ''] = /blob\/main\/(.+)#(.+)$/.exec(url) ?? [];
			const headings = [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(
				([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-'),
			);
			expect(headings).toContain(anchor);
		}
	});
});

type Search = (this: ILoadOptionsFunctions) => Promise<INodeListSearchResult>;

/** The ids in a list of the panel. */
async function listed(search: Search, setup: Setup): Promise<unknown[]> {
	const { results } = await search.call(panelContext(setup));
	return results.map(({ value }) => value);
}

describe('the lists of the panel', () => {
	it('show customers and accounts of Finicity', async () => {
		const bank = await startFinicity();
		const setup = (parameters: IDataObject): Setup => ({
			nodeType: finicity,
			credential: 'finicityApi',
			credentials: finicityCredential(bank),
			parameters,
		});
		const { searchAccounts, searchCustomers } = finicity.methods.listSearch;
		expect(await listed(searchCustomers, setup({}))).toContain('7000000001');
		const customerId = byId('7000000001');
		expect(await listed(searchAccounts, setup({ customerId }))).toContain('5011000001');
		await bank.close();
	});

	it('show accounts of finAPI', async () => {
		const bank = await startFinApi();
		const setup: Setup = {
			nodeType: finApi,
			credential: 'finApi',
			credentials: finApiCredential(bank),
			parameters: {},
		};
		const { searchAccounts } = finApi.methods.listSearch;
		expect(await listed(searchAccounts, setup)).toContain('8400000000001');
		await bank.close();
	});

	it.each(['v6', 'v5'])(
		'show customers, connections and accounts of Salt Edge %s',
		async (version) => {
			const bank = await startSaltEdge();
			const setup = (parameters: IDataObject): Setup => ({
				nodeType: saltEdge,
				credential: 'saltEdgeApi',
				credentials: saltEdgeCredential(bank, { apiVersion: version }),
				parameters: { apiVersion: version, ...parameters },
			});
			const { searchAccounts, searchConnections, searchCustomers } = saltEdge.methods.listSearch;
			expect(await listed(searchCustomers, setup({}))).toContain(bank.customerId);
			const customerId = byId(bank.customerId);
			const connections = await listed(searchConnections, setup({ customerId }));
			expect(connections).toContain('907152193875460301');
			const connectionId = byId('907152193875460301');
			expect(await listed(searchAccounts, setup({ connectionId }))).toHaveLength(2);
			await bank.close();
		},
	);
});
