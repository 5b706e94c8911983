import type { IDataObject } from 'n8n-workflow';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { byId, runFinicity } from '../../support/finicity';

let sandbox: FinicitySandbox;

beforeEach(async () => {
	sandbox = await startFinicity({ now: '2026-03-15T12:00:00Z' });
});

afterEach(async () => await sandbox.close());

const consumerId = '0bf46322c167b562e6cbed9d40e19a4c';

describe('a consumer', () => {
	const create = async (parameters: IDataObject) =>
		await runFinicity(sandbox, ['consumer', 'create'], {
			customerId: byId('7000000002'),
			firstName: 'Renée',
			lastName: 'Müller',
			state: 'UT',
			...parameters,
		});

	it('is short without anything secret', async () => {
		const { items } = await runFinicity(sandbox, ['consumer', 'get'], { consumerId });
		expect(Object.keys(items[0]?.json ?? {})).toEqual([
			'id',
			'customerId',
			'firstName',
			'lastName',
			'suffix',
			'address',
			'city',
			'state',
			'zip',
			'phone',
			'email',
			'createdDate',
		]);
		expect(items[0]?.json.createdDate).toMatch(/^\d{4}-\d\d-\d\dT/);
	});

	it.each([
		[{ email: 'a@example.com' }, "'Birthday' is empty, and so is 'Social Security Number'"],
		[{ birthday: '1975-12-31' }, "'Email' is empty, and so is 'Phone'"],
		[
			{
				birthday: '1975-12-31',
				email: 'a@example.com',
				additionalFields: { endUserName: 'Example' },
			},
			"'End User: Address' is empty, but other values of the end user are not",
		],
	])('is not created with %j', async (parameters, message) => {
		const { error } = await create(parameters as IDataObject);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['zip', 'ZIP'],
		['endUserZip', 'End User: ZIP'],
	])('is not created with a number in %s, which has lost its zero', async (name, displayName) => {
		const { error } = await create({
			birthday: '1975-12-31',
			email: 'a@example.com',
			additionalFields: { [name]: '={{ 2139 }}' },
		});
		expect(error?.message).toContain(
			`'${displayName}' must be text, because a number loses leading zeros`,
		);
		expect(sandbox.requests).toEqual([]);
	});

	it('keeps the number and the birthday out of every message', async () => {
		sandbox.fault({
			method: 'POST',
			path: /consumer$/,
			status: 400,
			body: { code: '10100', message: 'Bad 987-65-4321 or 987654321, born 1975-12-31, 1975' },
		});
		const { error } = await create({
			ssn: '987-65-4321',
			birthday: '1975-12-31',
			email: 'a@example.com',
		});
		expect(error?.message).toBe('Finicity: Bad ***** or *****, born *****, ***** (code 10100)');
	});

	it.each([
		[{ ssn: '98765432' }, /98765432/],
		[{ birthday: '1975-13-31' }, /1975-13/],
		[{ birthday: '31.12.1975' }, /31\.12/],
	])('does not repeat a wrong one: %j', async (parameters, secret) => {
		const { error } = await create({ email: 'a@example.com', ...parameters });
		expect(error?.message).toMatch(/^'(Social Security Number|Birthday)' must be/);
		expect(JSON.stringify([error?.message, error?.description, error?.context])).not.toMatch(
			secret,
		);
		expect(sandbox.requests).toEqual([]);
	});

	it('is changed in part', async () => {
		await runFinicity(sandbox, ['consumer', 'update'], {
			consumerId,
			updateFields: { city: 'Provo' },
		});
		const { items } = await runFinicity(sandbox, ['consumer', 'get'], { consumerId });
		expect(items[0]?.json).toMatchObject({ city: 'Provo', firstName: 'Maria' });
	});

	it('is not changed without a change', async () => {
		const { error } = await runFinicity(sandbox, ['consumer', 'update'], { consumerId });
		expect(error?.message).toMatch(/^Enter 'Address' or 'Birthday' or /);
	});
});

describe('a consent', () => {
	const list = async (customer: string) =>
		await runFinicity(sandbox, ['consent', 'getMany'], {
			customerId: byId(customer),
			returnAll: true,
		});

	it('is gone from the active ones once it is taken back', async () => {
		const { items } = await list('7000000001');
		const consentReceiptId = String(items[0]?.json.consentReceiptId);
		await runFinicity(sandbox, ['consent', 'revoke'], {
			consentReceiptId: byId(consentReceiptId),
		});
		// Without a choice, the person has asked for it.
		expect(sandbox.requests.at(-1)?.headers['update-by']).toBe('CUSTOMER');
		expect((await list('7000000001')).items[0]?.json.status).toBe('INACTIVE');
	});

	it('that a customer has not given is no item', async () => {
		const { items, error } = await list('7000000006');
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});
});

describe('institutions', () => {
	it('are found by a routing number with its zero, or none are', async () => {
		const ask = async (routingNumber: string) =>
			await runFinicity(sandbox, ['institution', 'getByRoutingNumber'], { routingNumber });
		expect((await ask('011000015')).items).toHaveLength(1);
		const { items, error } = await ask('122000247');
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it.each(['11000015', '011000016', 'abcdefghi'])(
		'are not asked for by what is no routing number: %s',
		async (routingNumber) => {
			const { error } = await runFinicity(sandbox, ['institution', 'getByRoutingNumber'], {
				routingNumber,
			});
			expect(error?.message).toContain("'Routing Number' must be the nine digits");
			expect(sandbox.requests).toEqual([]);
		},
	);

	it('come in pages of a thousand, all with the same columns', async () => {
		const { items } = await runFinicity(sandbox, ['institution', 'getMany'], { returnAll: true });
		expect(items).toHaveLength(1160);
		const columns = new Set(items.map(({ json }) => Object.keys(json).join()));
		expect(columns.size).toBe(1);
	});

	it('without a branding are told as that', async () => {
		const { error } = await runFinicity(sandbox, ['institution', 'getBranding'], {
			institutionId: byId('4222'),
		});
		expect(error?.httpCode).toBe('404');
	});
});

it('an authorization that the bank does not tell of is told in its words', async () => {
	const { error } = await runFinicity(sandbox, ['institutionLogin', 'getAuthorizationDetails'], {
		institutionLoginId: byId('1007000001'),
	});
	expect(error?.message).toContain('(code 3003)');
});
