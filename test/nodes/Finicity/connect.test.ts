import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { type FinicitySandbox, startFinicity } from '../../sandbox/finicity';
import { byId, finicityCredential, runFinicity } from '../../support/finicity';
import { type Loopback, startLoopback } from '../../support/loopback';

let sandbox: FinicitySandbox;
let listener: Loopback;

beforeEach(async () => {
	sandbox = await startFinicity({ now: '2026-03-15T12:00:00Z' });
	listener = await startLoopback();
});

afterEach(async () => {
	await sandbox.close();
	await listener.close();
});

const customerId = byId('7000000001');

async function generate(
	additionalFields: IDataObject = {},
	credential: ICredentialDataDecryptedObject = {},
) {
	return await runFinicity(
		sandbox,
		['connect', 'generateUrl'],
		{ customerId, additionalFields },
		{ credentials: finicityCredential(sandbox, credential) },
	);
}

const lastBody = () => sandbox.requests.at(-1)?.body as IDataObject;

describe('the partner of a link', () => {
	it('is the one of the credential', async () => {
		const { items } = await generate();
		expect(lastBody()).toEqual({ customerId: '7000000001', partnerId: sandbox.keys.partnerId });
		expect(Object.keys(items[0]?.json ?? {})).toEqual(['link']);
	});

	it('must be entered with a pasted app token, also when the credential has one of before', async () => {
		const pasted = { authentication: 'appToken', appToken: sandbox.issueToken() };
		const { error } = await generate({}, pasted);
		expect(error?.message).toBe(
			"'Partner ID' is needed, for the credential does not have it [item 0]",
		);
		expect(sandbox.requests).toEqual([]);

		const { items } = await generate({ partnerId: sandbox.keys.partnerId }, pasted);
		expect(items[0]?.json.link).toMatch(/^http/);
	});
});

describe('the link', () => {
	it('opens a page on which a person can connect a bank', async () => {
		const { items } = await generate();
		const page = await fetch(String(items[0]?.json.link));
		expect(page.status).toBe(200);
		expect(await page.text()).toContain('<form');
	});

	it('is made once the address for events has answered a ping', async () => {
		const { items } = await generate({ webhook: `${listener.url}/events` });
		expect(items).toHaveLength(1);
		expect(listener.received.map(({ body }) => JSON.parse(body) as IDataObject)).toEqual([
			{ eventType: 'ping', payload: {} },
		]);
	});

	it('is not made when the address does not answer', async () => {
		listener.reply((_, response) => {
			response.statusCode = 404;
			return {};
		});
		const { error } = await generate({ webhook: `${listener.url}/events` });
		expect(error?.message).toContain('did not answer the ping');
		expect(error?.message).toContain('(code 10010)');
	});

	it('for a login that is not the customer’s is refused in the words of the bank', async () => {
		const { error } = await runFinicity(sandbox, ['connect', 'generateFixUrl'], {
			customerId,
			institutionLoginId: byId('1007000006'),
		});
		expect(error?.httpCode).toBe('404');
		expect(error?.message).toContain('(code 38007)');
	});

	it.each([
		[{ webhookData: '{ "a": 1 }' }, "'Webhook Data' needs 'Webhook URL'"],
		[{ webhookContentType: 'application/xml' }, "'Webhook Content Type' needs 'Webhook URL'"],
		[{ isWebView: true }, "'Web View (Older)' needs 'Redirect URI'"],
		[{ dob: '1975-12-31' }, "'Birthday' needs 'Social Security Number'"],
		[{ webhook: 'n8n.example.com' }, "'Webhook URL' must be an address"],
		[{ webhookData: '[1]', webhook: 'https://x.example' }, "'Webhook Data' must be a JSON object"],
		[{ experience: 'Household' }, "'Experience' must be an id"],
		[
			{ reportCustomFields: { field: Array(6).fill({ label: 'a', value: 'b', shown: true }) } },
			"'Report Custom Fields' must have at most 5 entries, but has 6",
		],
	])('is not asked for with %j', async (fields, message) => {
		const { error } = await generate(fields as IDataObject);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('what is private about a person', () => {
	it.each([
		[{ ssn: '12345678' }, "'Social Security Number' must be nine digits"],
		[{ ssn: 123456789 }, "'Social Security Number' must be text"],
		[{ ssn: '123456789', dob: '1975-02-30' }, "'Birthday' must be a day as YYYY-MM-DD"],
	])('is in no message about itself: %j', async (fields, message) => {
		const { error } = await generate(fields);
		expect(error?.message).toContain(message);
		const told = JSON.stringify([error?.message, error?.description, error?.context]);
		expect(told).not.toMatch(/12345678|1975/);
		expect(sandbox.requests).toEqual([]);
	});

	it('is in no message of the bank, in whichever way it was entered', async () => {
		sandbox.fault({
			method: 'POST',
			path: '/connect/v2/generate',
			status: 400,
			body: { message: 'Bad ssn 123-45-6789, 123456789', code: '1' },
		});
		const { error } = await generate({ ssn: '123-45-6789' });
		expect(error?.message).toBe('Finicity: Bad ssn *****, ***** (code 1)');
	});

	it('is a value of a header, too', async () => {
		sandbox.fault({
			method: 'POST',
			path: '/connect/v2/generate',
			status: 400,
			body: { message: 'Bad header abc-secret' },
		});
		const { error } = await generate({
			webhook: listener.url,
			webhookHeaders: { header: [{ name: 'X-Key', value: 'abc-secret' }] },
		});
		expect(error?.message).toBe('Finicity: Bad header *****');
	});
});

it('no experience for an app is no item', async () => {
	const { items, error } = await runFinicity(sandbox, ['connect', 'getExperiences'], {
		appName: 'Nobody’s',
		returnAll: true,
	});
	expect(error).toBeUndefined();
	expect(items).toEqual([]);
});
