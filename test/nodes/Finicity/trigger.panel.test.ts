import { readFileSync } from 'node:fs';
import { type INodeParameters, type INodeProperties, NodeHelpers, Workflow } from 'n8n-workflow';
import { FinicityTrigger } from '../../../nodes/Finicity/FinicityTrigger.node';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { only, panelContext } from '../../support/engine';
import { byId, finicityCredential } from '../../support/finicity';
import { triggerSetup } from '../../support/finicityTrigger';
import { shownAddresses } from '../../support/trigger';

const trigger = new FinicityTrigger();
const { description } = trigger;
const { properties, webhooks = [] } = description;
const KINDS = ['connect', 'reports', 'txPush'] as const;

let sandbox: FinicitySandbox;

beforeAll(async () => {
	sandbox = await startFinicity();
});

afterAll(async () => await sandbox.close());

/** The fields that the panel shows with these choices. */
function shown(parameters: INodeParameters): INodeProperties[] {
	const values =
		NodeHelpers.getNodeParameters(properties, parameters, true, false, null, null) ?? {};
	return properties.filter((each) => NodeHelpers.displayParameter(values, each, null, null));
}

describe('the addresses', () => {
	it.each([
		['connect', 'connect'],
		['reports', 'reports'],
		['txPush', 'tx-push'],
	])('are hidden but for that of %s', (listenTo, end) => {
		expect(shownAddresses(triggerSetup(sandbox, { listenTo }))).toEqual([end]);
	});

	it('begin with the one that takes the code and subscribes, the only one that registers', () => {
		const [first, ...others] = webhooks;
		expect(first).toMatchObject({ name: 'default', httpMethod: 'GET', path: 'tx-push' });
		for (const each of others) expect(each).toMatchObject({ name: 'setup', httpMethod: 'POST' });
		expect(Object.keys(trigger.webhookMethods)).toEqual(['default']);
	});
});

describe('the panel', () => {
	it.each([
		['connect', ['connectNotice', 'connectEvents', 'filters', 'options']],
		['reports', ['reportsNotice', 'reportEvents', 'confirm', 'filters', 'options']],
		[
			'txPush',
			['pushNotice', 'pushEvents', 'customerId', 'accountsFrom', 'confirm', 'simplify', 'options'],
		],
	])('has for %s what counts there', (listenTo, names) => {
		expect(shown({ listenTo }).map(({ name }) => name)).toEqual(['listenTo', ...names]);
	});

	it('asks for accounts only when some are to be chosen', () => {
		const names = shown({ listenTo: 'txPush', accountsFrom: 'chosen' }).map(({ name }) => name);
		expect(names).toContain('accountIds');
	});

	it('confirms what is not signed unless told otherwise, and warns then', () => {
		for (const listenTo of ['reports', 'txPush']) {
			const confirm = shown({ listenTo }).find(({ name }) => name === 'confirm');
			expect(confirm?.default).toBe(true);
			const names = shown({ listenTo, confirm: false }).map(({ name }) => name);
			expect(names).toContain('confirmNotice');
		}
	});

	it.each([
		['connect', /Publish the workflow. Then copy .*Webhook URL/],
		['reports', /callbackUrl.*does not sign.*once/],
		['txPush', /Publishing.*subscribes.*port 80 or 443.*Data Access Tiers.*signature/],
	])('says of %s in a notice what to do and what to know', (listenTo, words) => {
		const notices = shown({ listenTo }).filter(({ type }) => type === 'notice');
		expect(notices).toHaveLength(1);
		expect(notices[0]?.displayName).toMatch(words);
	});

	it('has a subtitle for each kind', () => {
		const subtitles = KINDS.map((listenTo) => {
			const workflow = new Workflow({
				nodes: [
					{
						...{ id: '1', name: 'Trigger', type: 'underTest', typeVersion: 1, position: [0, 0] },
						parameters: { listenTo },
					},
				],
				connections: {},
				active: false,
				nodeTypes: only(trigger),
			});
			const node = workflow.getNode('Trigger');
			return (
				node &&
				workflow.expression.getSimpleParameterValue(node, description.subtitle, 'internal', {})
			);
		});
		expect(subtitles).toEqual(['Connect events', 'report events', 'TxPush events']);
	});

	it('keeps nothing of what only the engine reads', () => {
		for (const property of properties) {
			for (const name of ['format', 'wire']) expect(property).not.toHaveProperty(name);
		}
	});

	it('names the button that n8n has, and operations that there are', () => {
		const help = JSON.stringify(description.triggerPanel);
		expect(help).toContain("click 'Execute step'");
		expect(help).toContain('Transaction › Create Test');
		expect(readFileSync('docs/finicity.md', 'utf8')).toContain('**Create Test**');
	});

	it('is no tool for an agent, which could not call it', () => {
		expect(description).not.toHaveProperty('usableAsTool');
	});
});

describe('the list of accounts', () => {
	const list = async (customerId: string) =>
		await trigger.methods.loadOptions.getAccounts.call(
			panelContext({
				nodeType: trigger,
				credential: 'finicityApi',
				credentials: finicityCredential(sandbox),
				parameters: { listenTo: 'txPush', customerId: byId(customerId) },
			}),
		);

	it('has those of the customer, by name and number', async () => {
		const accounts = await list('7000000001');
		expect(accounts).toHaveLength(sandbox.state.accountsOf('7000000001').length);
		expect(accounts[0]).toEqual({
			name: expect.stringMatching(/^.+ …\d{4} \(\w+\)$/) as string,
			value: '5011000001',
		});
	});

	it('says what to do before a customer is chosen', async () => {
		await expect(list('')).resolves.toEqual([
			expect.objectContaining({ name: '(Choose a customer first)', value: '' }),
		]);
	});
});
