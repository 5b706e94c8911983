import type { IDataObject } from 'n8n-workflow';
import {
	bankCases,
	chosenFor,
	closeShared,
	operationCases,
	sharedLocal,
} from '../support/bankCases';
import { runWorkflow } from '../support/engine';

const MOST = 14;

afterAll(closeShared);

const simplified = operationCases.filter(({ operation: { answer } }) => 'simplify' in answer);
/** Those that name a record which the case has chosen; the banks' own tests look at the others. */
const readable = simplified.filter(
	({ resource, operation: { value, request, fields }, chosen }) =>
		request.method === 'GET' &&
		// There are none until somebody makes one.
		!['notificationRule', 'report', 'task', 'webForm'].includes(resource.value) &&
		// The account that is chosen is no loan.
		value !== 'getLoanDetails' &&
		fields.every(
			({ name, required, default: value }) => !required || name in chosen || value !== '',
		) &&
		[...request.path.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => name in chosen),
);

it('looks at every bank', () => {
	expect(new Set(readable.map(({ bank }) => bank.name)).size).toBe(3);
	expect(readable.length).toBeGreaterThan(30);
});

it.each(readable)('$label gives a short, flat record with times as text', async (each) => {
	const local = await sharedLocal(each);
	const parameters = { ...chosenFor(each), returnAll: true };
	const { value } = each.resource;
	const setup = local.setup(value, each.operation.value, parameters);
	const { items, error } = await runWorkflow(setup);
	expect(error).toBeUndefined();
	expect(items.length).toBeGreaterThan(0);
	for (const { json } of items) {
		expect(Object.keys(json).length).toBeLessThanOrEqual(MOST);
		for (const [name, each] of Object.entries(json)) {
			const inner = Array.isArray(each) ? (each as unknown[]) : [each];
			const isFlat = inner.every((one) => typeof one !== 'object' || one === null);
			expect([name, isFlat]).toEqual([name, true]);
			if (/date$/i.test(name))
				expect(`${name} ${String(each)}`).toMatch(/ (\d{4}-\d{2}-\d{2}|null)/);
		}
	}
});

/** The record that an operation gives for what was chosen. */
async function short(
	bank: string,
	version: string | undefined,
	[resource, operation]: readonly [string, string],
	chosen: IDataObject,
): Promise<IDataObject> {
	const found = bankCases.find((each) => each.bank.name === bank && each.version === version);
	const local = found && (await sharedLocal(found));
	const setup = local?.setup(resource, operation, chosen);
	const { items } = setup ? await runWorkflow(setup) : { items: [] };
	return items[0]?.json ?? {};
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

it('an account of Finicity shows whether it is fresh, and what other operations ask for', async () => {
	const account = await short('Finicity', undefined, ['account', 'get'], {
		customerId: byId('7000000001'),
		accountId: byId('5011000001'),
	});
	expect(Object.keys(account)).toEqual([
		'id',
		'customerId',
		'institutionId',
		'institutionLoginId',
		'name',
		'accountNumberDisplay',
		'type',
		'status',
		'balance',
		'availableBalance',
		'currency',
		'aggregationStatusCode',
		'aggregationSuccessDate',
		'aggregationAttemptDate',
	]);
});

it.each(['V1', 'V2'])('a connection of finAPI shows what it came to, in %s', async (version) => {
	const get = async (id: string) =>
		await short('finAPI', version, ['bankConnection', 'get'], { bankConnectionId: byId(id) });
	const broken = await get('4500000000002');
	expect(broken).toMatchObject({
		bankId: 277003,
		bankName: 'Stadtbank & Söhne',
		bankingInterfaces: ['FINTS_SERVER'],
		accountIds: [8400000000003],
		lastUpdateResult: 'BANK_SERVER_REJECTION',
		lastUpdateError: expect.stringMatching(/./) as string,
		userActionRequired: true,
	});
	const times = [broken.lastSuccessfulUpdate, broken.lastUpdateAttempt].map((time) =>
		Date.parse(String(time)),
	);
	expect(times[0]).toBeLessThan(times[1] ?? 0);
	const whole = await get('4500000000003');
	expect(whole).toMatchObject({
		bankingInterfaces: ['FINTS_SERVER', 'XS2A'],
		lastUpdateResult: 'OK',
		userActionRequired: false,
		consentExpiresAt: expect.stringMatching(/^\d{4}-/) as string,
	});
	expect(whole.lastSuccessfulUpdate).toBe(whole.lastUpdateAttempt);
	expect(whole.lastUpdateError).toBeNull();
	expect(JSON.stringify([broken, whole])).not.toContain('em-gmbh');
});
