import type { IDataObject } from 'n8n-workflow';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { byId, runFinicity } from '../../support/finicity';

let sandbox: FinicitySandbox;

beforeEach(async () => {
	sandbox = await startFinicity({ now: '2026-03-15T12:00:00Z' });
});

afterEach(async () => await sandbox.close());

const of = (customer: string, account: string) => ({
	customerId: byId(customer),
	accountId: byId(account),
});
const checking = of('7000000001', '5011000001');

const run = async (operation: string, parameters: IDataObject) =>
	await runFinicity(sandbox, ['account', operation], parameters);

describe('a statement', () => {
	it('is a PDF with a name and a type, to the byte', async () => {
		const { items, error } = await run('getStatement', checking);
		expect(error).toBeUndefined();
		const { data } = items[0]?.binary ?? {};
		expect(data).toMatchObject({
			fileName: 'statement-5011000001-1.pdf',
			mimeType: 'application/pdf',
			fileExtension: 'pdf',
			fileType: 'pdf',
		});
		const bytes = Buffer.from(data?.data ?? '', 'base64');
		expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
		expect(bytes.toString('latin1')).toMatch(/%%EOF\s*$/);
		expect(items[0]?.json.fileSize).toBe(bytes.length);
	});

	it('comes for each item, paired with it, also into a field of its own name', async () => {
		const { items } = await runFinicity(
			sandbox,
			['account', 'getStatement'],
			{ ...checking, index: '={{ $json.month }}', binaryPropertyName: 'statement' },
			{ items: [{ json: { month: 1 } }, { json: { month: 2 } }] },
		);
		expect(items.map(({ binary }) => binary?.statement?.fileName)).toEqual([
			'statement-5011000001-1.pdf',
			'statement-5011000001-2.pdf',
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it("that is not there is a failure in the bank's own words", async () => {
		const { error } = await run('getStatement', { ...checking, index: 24 });
		expect(error?.message).toBe('Finicity: statement not found. (code 960)');
		expect(error?.httpCode).toBe('404');
	});

	it.each([
		['<html><body>Maintenance</body></html>', 'text/html'],
		[{ code: '960', message: 'statement not found.' }, 'application/json'],
		[{ code: '960', message: 'statement not found.' }, 'application/octet-stream'],
	])('is not what comes with status 200 but is no PDF: %j as %s', async (body, contentType) => {
		sandbox.fault({ method: 'GET', path: /statement/, status: 200, body, contentType });
		const { items, error } = await run('getStatement', checking);
		expect(items).toEqual([]);
		expect(error?.message).toContain('Finicity answered without the file (application/pdf)');
	});

	it.each([
		[{ index: 0 }, "'Index' must be a whole number from 1"],
		[{ index: 25 }, "'Index' must be a whole number from 1"],
		[{ index: 1.5 }, "'Index' must be a whole number from 1"],
	])('is not asked for with %j', async (parameters, message) => {
		const { error } = await run('getStatement', { ...checking, ...parameters });
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('is told of in a list, also that there is none', async () => {
		const { items } = await run('getStatements', { ...checking, indexes: '1,24' });
		expect(items.map(({ json }) => json)).toMatchObject([
			{ index: '1', documentDate: expect.stringMatching(/^2026-/) as string },
			{ index: '24', code: '960' },
		]);
	});
});

describe('an owner', () => {
	it.each(['getOwner', 'getOwnerOlder'])(
		'may only be told once the person has answered the bank: %s',
		async (operation) => {
			const asked = of('7000000005', '5011000011');
			const { items, error } = await run(operation, asked);
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json)).toMatchObject([
				{ stepRequired: true, status: 'MFA_REQUIRED' },
			]);
			expect(items[0]?.json.howToGoOn).toContain('Generate Fix URL');

			const failing = await run(operation, { ...asked, options: { failOnFurtherStep: true } });
			expect(failing.error?.message).toContain('asks the person');
		},
	);

	it('is whole without Simplify, with insights on request', async () => {
		const { items } = await run('getOwner', {
			...checking,
			additionalFields: { withInsights: true },
			simplify: false,
		});
		expect(items[0]?.json).toMatchObject({ identityInsights: { isEmailValid: true } });
	});
});

describe('a balance', () => {
	it.each([
		[
			{ balanceCacheInterval: 1441 },
			"'Max Age (Minutes)' must be a whole number of minutes from 0 to 1440",
		],
		[{ balanceCacheInterval: 0.5 }, "'Max Age (Minutes)' must be a whole number"],
	])('is not asked for with %j', async (additionalFields, message) => {
		const { error } = await run('getAvailableBalance', { ...checking, additionalFields });
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('of an account that can have none is refused in the words of the bank', async () => {
		const { error } = await run('getAvailableBalance', of('7000000001', '5011000003'));
		expect(error?.message).toContain('Account type not supported');
	});
});

describe('lists of what is not there', () => {
	it.each([
		['getManyByInstitution', { institutionId: byId('4222') }],
		['getManySimpleByInstitution', { institutionId: byId('4222') }],
		['getManyByInstitutionLogin', { institutionLoginId: byId('1007000006') }],
		['getManySimpleByInstitutionLogin', { institutionLoginId: byId('1007000006') }],
	])('are empty: %s', async (operation, parameters) => {
		const { items, error } = await run(operation, {
			customerId: byId('7000000001'),
			...parameters,
		});
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
		expect(sandbox.requests).toHaveLength(2);
	});

	it.each(['getMany', 'getManySimple'])(
		'are empty for a customer without accounts: %s',
		async (operation) => {
			const body = { code: 38003, message: 'Customer does not have any accounts' };
			sandbox.fault({ path: /\/accounts/, status: 404, body });
			const { items, error } = await run(operation, { customerId: byId('7000000001') });
			expect(error).toBeUndefined();
			expect(items).toEqual([]);
		},
	);

	it('but not those of a customer that is not there', async () => {
		const { error } = await run('getMany', { customerId: byId('1') });
		expect(error?.message).toContain('(code 14001)');
	});
});
