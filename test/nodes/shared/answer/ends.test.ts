import type { IDataObject } from 'n8n-workflow';
import type { Completion } from '../../../../nodes/shared/operation';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, credentialFor, operation, runBank, text } from '../../../support/testBank';

/** A form at a service beside the API, in which a person makes a thing of the API. */
const completion: Completion = {
	path: '/forms/{id}',
	record: 'form',
	failed: 'it came to nothing',
	progress: ({ state }) => {
		if (state === 'over' || state === 'stuck') return 'done';
		return state === 'left' ? { message: 'nobody has filled it in' } : 'running';
	},
	step: ({ state, url }) => (state === 'stuck' ? { stepRequired: true, url } : undefined),
	leadsTo: {
		id: 'made.thingId',
		completion: {
			path: '/things/{id}',
			record: 'thing',
			progress: ({ isFilling }) => (isFilling === true ? 'running' : 'done'),
		},
		shape: { simplify: ['id', 'name'] },
	},
};

const bank = bankOf(
	[
		operation('getForm', {
			request: { method: 'GET', service: 'forms', path: '/forms/{id}' },
			fields: [text('id', { required: true })],
			answer: { kind: 'record', has: ['id'], simplify: ['id', 'state'] },
			completion,
		}),
	],
	{ services: { forms: ({ formsUrl }) => String(formsUrl) } },
);

let api: Loopback;
let forms: Loopback;

beforeEach(async () => {
	[api, forms] = await Promise.all([startLoopback(), startLoopback()]);
	api.reply(() => '{"id":9007199254740993,"name":"made","more":1}');
});

afterEach(async () => {
	await Promise.all([api, forms].map((server) => server.close()));
});

/** The form is this one, and stays so. */
async function run(form: IDataObject | string, parameters: IDataObject = {}) {
	forms.reply(() => form);
	return await runBank(
		bank,
		api,
		'getForm',
		{
			...{ id: 'f1', simplify: true },
			options: { waitForCompletion: true, maxCompletionWait: 20 },
			...parameters,
		},
		{ credentials: credentialFor(api, { formsUrl: forms.url }) },
	);
}

describe('something waited for', () => {
	it('that leads to a record of the API gives that one, by its id with all its digits', async () => {
		const { items, error } = await run(
			'{"id":"f1","state":"over","made":{"thingId":9007199254740993}}',
		);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toEqual({ id: '9007199254740993', name: 'made' });
		expect(api.received.map(({ url }) => url)).toEqual(['/things/9007199254740993']);
		expect(forms.received.map(({ url }) => url)).toEqual(['/forms/f1', '/forms/f1']);
	});

	it('that leads to a record which is not ready yet waits for that, too', async () => {
		api.reply(() => ({ id: 7, name: 'made', isFilling: api.received.length < 3 }));
		const { items } = await run({ id: 'f1', state: 'over', made: { thingId: 7 } });
		expect(items[0]?.json).toEqual({ id: 7, name: 'made' });
		expect(api.received.map(({ url }) => url)).toEqual(['/things/7', '/things/7', '/things/7']);
	});

	it('gives the whole of it without Simplify', async () => {
		const form = { id: 'f1', state: 'over', made: { thingId: 7 } };
		const { items } = await run(form, { simplify: false });
		expect(items[0]?.json).toEqual({ id: '9007199254740993', name: 'made', more: 1 });
	});

	it.each([[{}], [{ made: {} }], [{ made: { thingId: null } }]])(
		'that leads to none gives itself: %j',
		async (made) => {
			const { items, error } = await run({ id: 'f1', state: 'over', ...made });
			expect(error).toBeUndefined();
			expect(items[0]?.json).toEqual({ id: 'f1', state: 'over' });
			expect(api.received).toEqual([]);
		},
	);

	it('that leads to a record which is gone is an error in the words of the bank', async () => {
		api.reply((_, response) => {
			response.statusCode = 404;
			return { message: 'There is no such thing' };
		});
		const { error } = await run({ id: 'f1', state: 'over', made: { thingId: 7 } });
		expect(error?.message).toBe('Test Bank: There is no such thing');
	});

	it('that needs the user gives an item with the step, and nothing else', async () => {
		const form = { id: 'f1', state: 'stuck', url: 'https://x.example', made: { thingId: 7 } };
		const { items, error } = await run(form);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toEqual({ stepRequired: true, url: 'https://x.example' });
		expect(api.received).toEqual([]);
	});

	it('that came to nothing says so in its own words', async () => {
		const { error } = await run({ id: 'f1', state: 'left' });
		expect(error?.message).toBe(
			'Test Bank: form f1 is there, but it came to nothing: nobody has filled it in',
		);
		expect(api.received).toEqual([]);
	});

	it('leads nowhere when nobody waits', async () => {
		const form = { id: 'f1', state: 'over', made: { thingId: 7 } };
		const { items } = await run(form, { options: {} });
		expect(items[0]?.json).toEqual({ id: 'f1', state: 'over' });
		expect(forms.received).toHaveLength(1);
	});
});
