import { UserError } from 'n8n-workflow';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, credentialFor, operation, runBank, SECRET, text } from '../../../support/testBank';

let api: Loopback;
let beside: Loopback;

beforeEach(async () => {
	[api, beside] = await Promise.all([startLoopback(), startLoopback()]);
	for (const server of [api, beside]) server.reply(({ url }) => ({ id: url }));
});

afterEach(async () => {
	await Promise.all([api, beside].map((server) => server.close()));
});

const bank = bankOf(
	[
		operation('get', {
			request: { method: 'GET', path: '/things/{id}' },
			fields: [text('id', { required: true })],
			answer: { kind: 'record' },
		}),
		operation('getForm', {
			request: { method: 'GET', service: 'forms', path: '/forms/{id}' },
			fields: [text('id', { required: true })],
			answer: { kind: 'record' },
		}),
	],
	{
		services: {
			forms: ({ formsUrl }) => {
				if (formsUrl) return String(formsUrl);
				throw new UserError("'Forms URL' is empty", { description: 'Enter it.' });
			},
		},
		versions: {
			field: {
				displayName: 'API Version',
				name: 'apiVersion',
				type: 'options',
				options: [{ name: 'V2', value: 'V2' }],
				default: 'V2',
			},
			pathPrefix: { V2: '/api/v2' },
		},
	},
);

const run = async (operationOf: string, formsUrl: string) =>
	await runBank(
		bank,
		api,
		operationOf,
		{ apiVersion: 'V2', id: '7' },
		{ credentials: credentialFor(api, { formsUrl, apiVersion: 'V2' }) },
	);

describe('a service beside the API', () => {
	it('is called at its own address, with the same sign-in and without the version', async () => {
		const { items, error } = await run('getForm', `${beside.url}/own/`);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toEqual({ id: '/own/forms/7' });
		expect(beside.received[0]?.headers['x-secret']).toBe(SECRET);
		expect(api.received).toEqual([]);
	});

	it('changes nothing for the operations of the API', async () => {
		const { items } = await run('get', beside.url);
		expect(items[0]?.json).toEqual({ id: '/api/v2/things/7' });
		expect(beside.received).toEqual([]);
	});

	it('that has no address stops its own operations before anything is sent, and no others', async () => {
		const { error } = await run('getForm', '');
		expect(error?.message).toBe("'Forms URL' is empty");
		expect(error?.description).toBe('Enter it.');
		expect(error?.context?.itemIndex).toBe(0);
		expect((await run('get', '')).error).toBeUndefined();
		expect(api.received).toHaveLength(1);
	});

	it.each(['http://forms.example', 'forms.example', 'https://a:b@forms.example'])(
		'is not called at %s, where keys would not be safe',
		async (formsUrl) => {
			const { error } = await run('getForm', formsUrl);
			expect(error?.message).toContain("'Base URL' can't be used");
			expect([...api.received, ...beside.received]).toEqual([]);
		},
	);
});
