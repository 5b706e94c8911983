import { readFileSync } from 'node:fs';
import { type INodeParameters, type INodeProperties, NodeHelpers } from 'n8n-workflow';
import { SaltEdgeTrigger } from '../../../nodes/SaltEdge/SaltEdgeTrigger.node';
import { endOf, triggerSetup, typeNames } from '../../support/saltEdgeTrigger';
import { shownAddresses } from '../../support/trigger';

const { description } = new SaltEdgeTrigger();
const { properties, webhooks = [] } = description;
const property = (name: string) => properties.find((each) => each.name === name);

/** What each type is called in the dashboard of Salt Edge. */
const dashboard = {
	success: 'Success',
	failure: 'Failure',
	notify: 'Notify',
	interactive: 'Interactive',
	destroy: 'Destroy',
	service: 'Service',
	providerChanges: 'Provider Changes',
};

describe('the addresses', () => {
	it('are one for each type and one for all', () => {
		expect(webhooks.map(({ path }) => path)).toEqual([
			...typeNames.map((name) => endOf(name)),
			'all',
		]);
	});

	it('are told apart by their end, take POST, and answer at once', () => {
		for (const webhook of webhooks) {
			expect(webhook).toMatchObject({
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
			});
		}
		expect(new Set(webhooks.map(({ path }) => path)).size).toBe(8);
	});

	it('of the types that were not chosen are hidden', () => {
		const shownFor = (...callbackTypes: string[]) =>
			shownAddresses(triggerSetup({ callbackTypes }));
		expect(shownFor('success', 'failure')).toEqual(['success', 'failure', 'all']);
		expect(shownFor('providerChanges')).toEqual(['provider-changes', 'all']);
		expect(shownFor()).toEqual(['all']);
		expect(shownFor(...typeNames)).toEqual(webhooks.map(({ path }) => path));
		for (const name of typeNames) expect(shownFor(name)).toEqual([endOf(name), 'all']);
	});
});

describe('the notice on how to enter them', () => {
	const { displayName: notice = '', type } = property('addressesNotice') ?? {};

	it('is one, and links to the page of the dashboard', () => {
		expect(type).toBe('notice');
		expect(notice).toContain('<a href="https://www.saltedge.com/clients/callbacks/edit"');
	});

	it.each(typeNames)('names the end of the address and the field of %s', (name) => {
		expect(notice).toMatch(new RegExp(`…/${endOf(name)}\\b[^…,]*\\b${dashboard[name]}\\b`));
	});

	it('names the address for all', () => {
		expect(notice).toContain('…/all ');
	});
});

describe('the panel', () => {
	const shown = (parameters: INodeParameters) => {
		const values =
			NodeHelpers.getNodeParameters(properties, parameters, true, false, null, null) ?? {};
		return properties
			.filter((each) => NodeHelpers.displayParameter(values, each, null, null))
			.map(({ name }) => name);
	};

	it('begins with what most need', () => {
		expect(shown({})).toEqual([
			'addressesNotice',
			'callbackTypes',
			'verifySignature',
			'addConnection',
			'filters',
			'options',
		]);
	});

	it('warns when signatures are not verified', () => {
		expect(shown({ verifySignature: false })).toContain('signatureNotice');
	});

	it('offers to simplify what is added', () => {
		expect(shown({ addConnection: true })).toContain('simplify');
	});

	it('offers the types under the names of the dashboard', () => {
		const options = property('callbackTypes')?.options ?? [];
		const names = options.map((option) => ('value' in option ? [option.value, option.name] : []));
		expect(Object.fromEntries(names)).toEqual(dashboard);
	});

	it('verifies signatures, ignores repeats and adds nothing unless told otherwise', () => {
		const options = property('options')?.options ?? [];
		const option = (name: string) => options.find((each) => each.name === name);
		expect(property('verifySignature')?.default).toBe(true);
		expect(property('addConnection')?.default).toBe(false);
		expect(property('simplify')?.default).toBe(true);
		expect(option('ignoreRepeats')).toHaveProperty('default', true);
		expect(option('maximumAge')).toHaveProperty('default', 1440);
		expect(property('callbackTypes')?.default).toEqual(['failure', 'success']);
	});

	it('asks for the credential only when the connection is added', () => {
		const [credential] = description.credentials ?? [];
		const isAsked = (addConnection: boolean) =>
			NodeHelpers.displayParameter({ addConnection }, credential ?? { name: '' }, null, null);
		expect(credential).toMatchObject({ name: 'saltEdgeApi', required: true });
		expect([isAsked(true), isAsked(false)]).toEqual([true, false]);
	});

	it('offers to register an address for each type and for all', () => {
		const options = property('options')?.options ?? [];
		const rows = options.find(({ name }) => name === 'registeredAddresses');
		expect(JSON.stringify(rows)).toContain('Exactly as in the dashboard');
		for (const name of [...typeNames, 'all']) {
			expect(JSON.stringify(rows)).toContain(`"value":"${name}"`);
		}
	});

	it('says what it starts by', () => {
		expect(description.group).toEqual(['trigger']);
		expect(description.inputs).toEqual([]);
		expect(description.activationMessage).toContain('dashboard of Salt Edge');
		expect(JSON.stringify(description.triggerPanel)).toContain('publish');
	});

	it('names the button that n8n has', () => {
		const help = JSON.stringify(description.triggerPanel);
		expect(help).toContain("click 'Execute step'");
		expect(help).not.toContain('listen');
	});

	it.each([
		['the help', JSON.stringify(description.triggerPanel)],
		['the page of the bank', readFileSync('docs/saltedge.md', 'utf8').split('## Trigger')[1] ?? ''],
		['the example', readFileSync('test/e2e/workflows/saltedge-callbacks.json', 'utf8')],
	])('has the workflow published before the production URLs are entered: %s', (_, text) => {
		const publish = text.search(/publish (this|the) workflow/i);
		const addresses = text.search(/production URLs? (there|into)|Production URL\*/i);
		expect(publish).toBeGreaterThan(0);
		expect(addresses).toBeGreaterThan(publish);
	});

	it('offers stages under names as people write them', () => {
		const stages = property('filters')?.options?.find(({ name }) => name === 'stages');
		const names = (stages as INodeProperties).options?.map(({ name }) => name);
		expect(names).toContain('Fetch Holder Info');
		for (const name of names ?? []) expect(name).toMatch(/^[A-Z][a-z]+( [A-Z][a-z]+)*$/);
	});
});

it('is no tool for an agent, which could not call it', () => {
	expect(description).not.toHaveProperty('usableAsTool');
});
