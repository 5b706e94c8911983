import type { IDataObject } from 'n8n-workflow';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { closeTriggers, customerId, items, listen as start } from '../../support/finicityTrigger';
import { post } from '../../support/post';
import { arrivals, until } from '../../support/until';

let sandbox: FinicitySandbox;

beforeEach(async () => {
	sandbox = await startFinicity({ now: '2026-03-15T12:00:00Z' });
});

afterEach(async () => {
	await closeTriggers();
	await sandbox.close();
});

const listen = async (parameters: IDataObject = {}) =>
	await start(sandbox, { listenTo: 'reports', ...parameters });

const consumerId = '0bf46322c167b562e6cbed9d40e19a4c';

describe('a report', () => {
	it('starts the workflow when it begins and when it is done, with the state that Finicity confirms', async () => {
		const trigger = await listen();
		await trigger.publish();
		const report = sandbox.reports.begin(customerId, 'voa', trigger.address('reports'));
		await until(() => trigger.started.length === 1);
		sandbox.reports.end(report);
		await until(() => trigger.started.length === 2);
		const { id } = report;
		const same = { id, type: 'voa', customerId, consumerId, confirmed: true };
		expect(items(trigger)).toMatchObject([
			{ ...same, eventName: 'inProgress', status: 'inProgress' },
			{ ...same, eventName: 'done', status: 'success' },
		]);
		expect(sandbox.reports.sent.map(({ status }) => status)).toEqual([200, 200]);
		expect(sandbox.requests.map(({ path }) => path)).toContain(
			`/decisioning/v1/customers/${customerId}/reports`,
		);
	});

	it('starts it only with the events that the user has chosen', async () => {
		const trigger = await listen({ reportEvents: ['failed'] });
		const address = trigger.address('reports');
		sandbox.reports.end(sandbox.reports.begin(customerId, 'voa', address));
		sandbox.reports.end(sandbox.reports.begin(customerId, 'voi', address), 'failure');
		await until(() => trigger.started.length > 0);
		await sandbox.reports.settled();
		expect(items(trigger)).toMatchObject([{ eventName: 'failed', type: 'voi' }]);
	});

	it('is asked for by its consumer when the event names no customer', async () => {
		const trigger = await listen();
		const { id } = sandbox.reports.begin(customerId, 'voa');
		const event = { eventName: 'inProgress', id, type: 'voa', status: 'inProgress', consumerId };
		await post(trigger.local('reports'), Buffer.from(JSON.stringify(event)));
		await until(() => trigger.started.length > 0);
		expect(items(trigger)).toMatchObject([{ id, consumerId, confirmed: true }]);
	});
});

describe('an event that Finicity does not confirm', () => {
	const tell = async (event: object, parameters: IDataObject = {}) => {
		const trigger = await listen(parameters);
		const body = Buffer.from(JSON.stringify({ eventName: 'done', customerId, ...event }));
		const answer = await post(trigger.local('reports'), body);
		return { trigger, answer };
	};

	it.each<[string, IDataObject]>([
		['of a report that there is not', { id: 'made-up' }],
		['of a customer that there is not', { id: 'made-up', customerId: '7009999999' }],
		[
			'of a consumer that there is not',
			{ id: 'made-up', customerId: undefined, consumerId: 'x/../y' },
		],
	])('starts nothing: %s', async (_, event) => {
		const { trigger, answer } = await tell(event);
		// It has its answer first, for each event of a report is sent once.
		expect(answer).toEqual({ status: 200, message: 'Received' });
		await until(() => trigger.log.length > 0);
		expect(trigger.log).toEqual([
			'Finicity Trigger: refused a callback, for the bank knows nothing of what it tells.',
		]);
		expect(trigger.started).toEqual([]);
		expect(trigger.kept()).toEqual({});
	});

	it('says that it failed when it has, whatever its name is', async () => {
		const report = sandbox.reports.begin(customerId, 'voa');
		sandbox.reports.end(report, 'failure');
		const { trigger } = await tell({ id: report.id });
		await until(() => trigger.started.length > 0);
		expect(items(trigger)).toMatchObject([{ eventName: 'failed', status: 'failure' }]);
	});

	it('starts nothing when its true name is not chosen', async () => {
		const report = sandbox.reports.begin(customerId, 'voa');
		sandbox.reports.end(report, 'failure');
		const { trigger } = await tell({ id: report.id }, { reportEvents: ['done'] });
		await until(() => sandbox.requests.some(({ path }) => path.endsWith('/reports')));
		await arrivals();
		expect(trigger.started).toEqual([]);
	});

	it('waits for a report that is not as far yet as its event says', async () => {
		const report = sandbox.reports.begin(customerId, 'voa');
		const { trigger } = await tell({ id: report.id });
		await until(() => sandbox.requests.some(({ path }) => path.endsWith('/reports')));
		expect(trigger.started).toEqual([]);
		sandbox.reports.end(report);
		await until(() => trigger.started.length > 0);
		expect(items(trigger)).toMatchObject([{ eventName: 'done', status: 'success' }]);
	});

	it('that names neither customer nor consumer can not be asked about', async () => {
		const { trigger } = await tell({ id: 'x', customerId: undefined });
		await until(() => trigger.log.length > 0);
		expect(trigger.log[0]).toMatch(/names neither a customer nor a consumer. Switch 'Confirm/);
		expect(trigger.started).toEqual([]);
	});

	it('starts the workflow when the user does not have it confirmed, and says so', async () => {
		const { trigger, answer } = await tell({ id: 'made-up' }, { confirm: false });
		expect(answer.message).toBe('Workflow was started');
		expect(items(trigger)).toEqual([
			{ eventName: 'done', id: 'made-up', customerId, confirmed: false },
		]);
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['Finicity fails', { status: 500 }],
		[
			'a server in front of it knows no such address',
			{ status: 404, body: '<html><h1>Not Found</h1></html>', contentType: 'text/html' },
		],
	])('because %s, is written into the log, and not called a repeat', async (_, fault) => {
		const report = sandbox.reports.begin(customerId, 'voa');
		sandbox.reports.end(report);
		sandbox.fault({ path: /\/reports$/, ...fault });
		const trigger = await listen();
		const body = Buffer.from(JSON.stringify({ eventName: 'done', id: report.id, customerId }));
		await post(trigger.local('reports'), body);
		await until(() => trigger.log.length > 0);
		expect(trigger.log[0]).toMatch(/^Finicity Trigger: could not ask the bank about a callback/);
		await post(trigger.local('reports'), body);
		await until(() => trigger.started.length > 0);
		expect(trigger.started).toHaveLength(1);
	});
});
