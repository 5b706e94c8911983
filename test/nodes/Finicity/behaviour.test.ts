import type { IDataObject } from 'n8n-workflow';
import { readFailure } from '../../../nodes/Finicity/failure';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { byId, runFinicity } from '../../support/finicity';

let sandbox: FinicitySandbox;

// A fresh one every time: what is known of a sign-in belongs to the address and the keys.
beforeEach(async () => {
	sandbox = await startFinicity({ customers: 2_100 });
});

afterEach(async () => await sandbox.close());

const sent = () => sandbox.requests.slice(1).map(({ method, url }) => `${method} ${url}`);

describe('customers', () => {
	it('come by record index, whole, each of them once', async () => {
		const { items } = await runFinicity(sandbox, ['customer', 'getMany'], {
			returnAll: true,
			filters: { search: 'customer' },
		});
		expect(sent()).toEqual([
			'GET /aggregation/v1/customers?search=customer&start=1&limit=1000',
			'GET /aggregation/v1/customers?search=customer&start=1001&limit=1000',
			'GET /aggregation/v1/customers?search=customer&start=2001&limit=1000',
		]);
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(2_100);
		expect(items).toHaveLength(2_100);
	});

	it('need a name to be updated', async () => {
		const { error } = await runFinicity(sandbox, ['customer', 'update'], {
			customerId: byId('7000000001'),
		});
		expect(error?.message).toBe("Enter 'First Name' or 'Last Name' [item 0]");
		expect(sandbox.requests).toEqual([]);
	});

	it('keep the other name when one is updated', async () => {
		await runFinicity(sandbox, ['customer', 'update'], {
			customerId: byId('7000000001'),
			lastName: 'Oliveira',
		});
		expect(sandbox.state.customers.get('7000000001')).toMatchObject({
			firstName: 'Maria',
			lastName: 'Oliveira',
		});
	});

	it.each(['short', 'with space', 'émile-1', ''])('are not created as %j', async (username) => {
		const { error } = await runFinicity(
			sandbox,
			['customer', 'create'],
			{
				username: '={{ $json.username }}',
			},
			{ items: [{ json: { username } }] },
		);
		expect(error?.message).toContain("'Username'");
		expect(sandbox.requests).toEqual([]);
	});

	it('stay single when the answer to a create is lost', async () => {
		sandbox.fault({ method: 'POST', path: '/aggregation/v2/customers/testing', cut: 'after' });
		const { error } = await runFinicity(sandbox, ['customer', 'createTesting'], {
			username: 'ada-1815',
		});
		expect(error?.description).toContain('The request may have been carried out');
		expect(sent()).toHaveLength(1);
	});
});

describe('ids', () => {
	it.each([
		[
			'account',
			'get',
			{ customerId: byId('70x'), accountId: byId('1') },
			"'Customer' must be an id of digits only, but is '70x'",
		],
		[
			'account',
			'getManyByInstitution',
			{ customerId: byId('7'), institutionId: byId('Chase') },
			"'Institution' must be an id of digits only, at most 9223372036854775807, but is 'Chase'",
		],
		[
			'appRegistration',
			'getManyByInstitution',
			{ applicationId: byId('a/b') },
			"'App' must be an id of letters, digits and hyphens, but is 'a/b'",
		],
		[
			'account',
			'getManyByInstitution',
			{ customerId: byId('7'), institutionId: '9223372036854775808' },
			"'Institution' must be an id of digits only, at most",
		],
	])('of the wrong form stop %s %s', async (resource, operation, parameters, message) => {
		const expressions = Object.fromEntries(
			Object.entries(parameters).map(([name, value]) => {
				const text = typeof value === 'string' ? value : value.value;
				const expression = `={{ ${JSON.stringify(text)} }}`;
				return [name, typeof value === 'string' ? expression : byId(expression)];
			}),
		) as IDataObject;
		const { error } = await runFinicity(sandbox, [resource, operation], expressions);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('come from each item of its own', async () => {
		const items = ['7000000001', '7000000002'].map((id) => ({ json: { id } }));
		const parameters = { customerId: byId('={{ $json.id }}') };
		const { items: out } = await runFinicity(sandbox, ['customer', 'get'], parameters, { items });
		expect(out.map(({ json }) => json.id)).toEqual(['7000000001', '7000000002']);
	});

	it('keep all their digits on the way in and out', async () => {
		const { items } = await runFinicity(sandbox, ['account', 'getManyByInstitutionLogin'], {
			customerId: byId('7000000002'),
			institutionLoginId: byId('9007199254740993'),
		});
		expect(items.map(({ json }) => json.institutionLoginId)).toEqual([
			'9007199254740993',
			'9007199254740993',
		]);
	});
});

describe('accounts', () => {
	it('are short with Simplify and whole without', async () => {
		const run = (simplify: boolean) =>
			runFinicity(sandbox, ['account', 'get'], {
				customerId: byId('7000000001'),
				accountId: byId('5011000003'),
				simplify,
			});
		expect(Object.keys((await run(true)).items[0]?.json ?? {})).toHaveLength(14);
		expect((await run(false)).items[0]?.json.detail).toMatchObject({
			creditAvailableAmount: 4268.92,
		});
	});

	it.each([
		['account', 'getMany', {}],
		['account', 'getManyByInstitution', { institutionId: '101732' }],
		['account', 'getManyByInstitutionLogin', { institutionLoginId: byId('1007000001') }],
		['account', 'refresh', {}],
	])('are short in a list, too, unless the user says otherwise: %s %s', async (r, o, more) => {
		const customerId = byId('7000000001');
		const short = await runFinicity(sandbox, [r, o], { customerId, ...more });
		const whole = await runFinicity(sandbox, [r, o], { customerId, ...more, simplify: false });
		expect(short.items).toHaveLength(3);
		for (const { json } of short.items) {
			expect(json).toMatchObject({ institutionId: '101732', aggregationStatusCode: 0 });
			expect(json).not.toHaveProperty('detail');
			expect(Object.keys(json).length).toBeLessThan(15);
		}
		expect(Object.keys(whole.items[0]?.json ?? {}).length).toBeGreaterThan(15);
	});

	it('are cut to the limit, although the API sends them whole', async () => {
		const { items } = await runFinicity(sandbox, ['account', 'getMany'], {
			customerId: byId('7000000001'),
			limit: 2,
		});
		expect(items).toHaveLength(2);
	});

	it.each(['refresh', 'refreshForDataAccessTiers'])(
		'may take longer than the usual minute to %s',
		async (operation) => {
			const { finicity } = await import('../../../nodes/Finicity/api');
			const found = finicity.resources[0]?.operations.find(({ value }) => value === operation);
			expect(found?.request.timeout).toBe(180_000);
		},
	);
});

describe('app registrations', () => {
	it('come by page number, with a page size every time', async () => {
		const { items } = await runFinicity(sandbox, ['appRegistration', 'getManyStatuses'], {
			limit: 2,
		});
		expect(sent()).toEqual(['GET /aggregation/v2/partners/applications?page=1&pageSize=2']);
		expect(items).toHaveLength(2);
	});
});

describe("the bank's own words", () => {
	const get = async (status: number, body: object) => {
		sandbox.fault({ path: /customers\/7000000001$/, status, body, times: status === 401 ? 2 : 1 });
		const customerId = byId('7000000001');
		return (await runFinicity(sandbox, ['customer', 'get'], { customerId })).error;
	};

	it.each([10022, '10022', 10023, '10023'])(
		'of a token that has run out are told by the code %p, whatever the status is',
		async (code) => {
			for (const status of [400, 401, 403]) {
				const error = await get(status, { code, message: 'Expired' });
				expect(error?.message).toBe(`Finicity: Expired (code ${code})`);
				expect(error?.description).toContain(`HTTP status ${status}`);
				expect(error?.description).toContain('The token has run out');
				expect(error?.description).not.toMatch(/not allowed|values/);
			}
		},
	);

	it.each(['constructor', '__proto__', 'toString'])(
		'with the code %s say what the status says',
		async (code) => {
			const error = await get(404, { code, message: 'No' });
			expect(error?.description).toContain('Check the IDs');
		},
	);

	it.each([401, 429])('of a plan without an operation are not of the keys: %d', async (status) => {
		sandbox.fault({
			method: 'POST',
			path: '/aggregation/v2/customers/active',
			status,
			body: { code: 10000, message: 'Not available from the Test Drive' },
			times: 9,
		});
		const { error } = await runFinicity(sandbox, ['customer', 'create'], { username: 'new.one' });
		expect(error?.message).toContain('Not available from the Test Drive');
		expect(error?.description).toContain('The plan of these keys is Test Drive');
		// Neither a new token nor another try: one sign-in, one request.
		expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'POST /aggregation/v2/partners/authentication',
			'POST /aggregation/v2/customers/active',
		]);
		expect(readFailure({ message: 'Not available from the Test Drive' })?.isFinal).toBe(true);
		expect(readFailure({ message: 'Too many requests' })?.isFinal).toBeUndefined();
	});

	it.each([
		[
			'an unknown customer',
			['customer', 'get'],
			{ customerId: byId('1') },
			'Finicity: Customer not found. (code 14001)',
			'404',
		],
		[
			'a username that is taken',
			['customer', 'create'],
			{ username: 'maria.santos' },
			'Finicity: Username is not available. (code 110002)',
			'409',
		],
		[
			'a customer with an active dispute',
			['customer', 'update'],
			{ customerId: byId('7000000005'), firstName: 'Dan' },
			'(code 10406)',
			'403',
		],
		[
			'an unknown application',
			['appRegistration', 'getManyByInstitution'],
			{ applicationId: byId('nope') },
			'Finicity: Resource Not Found: There is no such application (code 3001)',
			'404',
		],
	] as const)('reach the user for %s', async (_, operation, parameters, message, httpCode) => {
		const { error } = await runFinicity(sandbox, operation, parameters);
		expect(error?.message).toContain(message);
		expect(error?.httpCode).toBe(httpCode);
		expect(error?.description).toMatch(/request id \S+/);
	});

	it.each([
		[
			{
				errors: [
					{ code: 1, message: 'One' },
					{ code: 2, message: 'Two' },
				],
			},
			'Finicity: One; Two (code 1)',
		],
		[
			{ Errors: { Error: [{ ReasonCode: '10001', Description: 'Resource Not Found.' }] } },
			'Finicity: Resource Not Found. (code 10001)',
		],
		[
			{ code: '3005', status: '400', message: 'Bad Request', user_message: 'Invalid Start value' },
			'Finicity: Bad Request: Invalid Start value (code 3005)',
		],
		[{ errors: ['Plain'] }, 'Finicity: Plain'],
		[{ title: 'Service Unavailable', status: 400 }, 'Finicity: Service Unavailable'],
		['<html><body>Gateway <b>down</b></body></html>', 'Finicity: Gateway down'],
	])('are read out of %j', async (body, message) => {
		sandbox.fault({ method: 'GET', status: 400, body, contentType: 'text/html' });
		const { error } = await runFinicity(sandbox, ['customer', 'get'], {
			customerId: byId('7000000001'),
		});
		expect(error?.message).toBe(message);
	});
});

it.each(['X-Request-Id', 'X-External-Request-Id', 'X-Correlation-Id'])(
	'the request id is read from %s',
	async (header) => {
		const lost = { 'x-request-id': '', [header.toLowerCase()]: 'abc-123' };
		sandbox.fault({ method: 'GET', status: 400, body: { message: 'No' }, headers: lost });
		const { error } = await runFinicity(sandbox, ['customer', 'get'], { customerId: byId('1') });
		expect(error?.description).toContain('request id abc-123');
	},
);

describe('a filter that names one record', () => {
	const app = { applicationId: byId('00278431-b712-4f30-a044-b611f25e533d') };

	it.each<[string, string, string, IDataObject]>([
		['customer', 'getMany', 'username', {}],
		['appRegistration', 'getMany', 'applicationId', {}],
		['appRegistration', 'getMany', 'preAppId', {}],
		['appRegistration', 'getManyStatuses', 'applicationId', {}],
		['appRegistration', 'getManyStatuses', 'preAppId', {}],
		['appRegistration', 'getManyByInstitution', 'institutionId', app],
	])(
		'does not list all when it comes to nothing: %s %s, %s',
		async (resource, operation, name, more) => {
			const filters = { [name]: '={{ $json.missing }}' };
			const { error } = await runFinicity(sandbox, [resource, operation], { ...more, filters });
			expect(error?.message).toMatch(/^'.+' is empty/);
			expect(sandbox.requests).toEqual([]);
		},
	);
});
