import type { IDataObject } from 'n8n-workflow';
import { FinApi } from '../../../nodes/FinApi/FinApi.node';
import { type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { panelContext } from '../../support/engine';
import { finApiSetup, runFinApi } from '../../support/finApi';
import { byId } from '../../support/finicity';

let bank: FinApiSandbox;

beforeEach(async () => (bank = await startFinApi()));

afterEach(async () => await bank.close());

const household = '9007199254740993';
const business = '4500000000003';

const run = async (operation: string, id: string, parameters: IDataObject = {}) =>
	await runFinApi(bank, operation, { bankConnectionId: byId(id), ...parameters });

const logIn = (nutzerkennung: string, pin: string) => ({
	field: [
		{ label: 'Nutzerkennung', value: nutzerkennung },
		{ label: 'PIN', value: pin },
	],
});

async function interfacesOf(id: string): Promise<unknown> {
	const { items } = await run('get', id);
	return items[0]?.json.bankingInterfaces;
}

describe('Connect Interface', () => {
	const scraper = { bankingInterface: 'WEB_SCRAPER', loginCredentials: logIn('max', '12345') };

	it('waits for the download when the user wants it', async () => {
		const { items, error } = await run('connectInterface', household, {
			...scraper,
			options: { waitForCompletion: true },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({
			id: household,
			updateStatus: 'READY',
			bankingInterfaces: ['FINTS_SERVER', 'WEB_SCRAPER'],
			lastUpdateResult: 'OK',
		});
	});

	it('gives an item with the step that the bank asks for, and goes on with the answer', async () => {
		const demo = await runFinApi(bank, 'import', {
			bankId: byId('280001'),
			bankingInterface: 'FINTS_SERVER',
			loginCredentials: logIn('demo_no_msa', 'demo_no_msa'),
			options: { waitForCompletion: true },
		});
		expect(demo.error).toBeUndefined();
		const id = String(demo.items[0]?.json.id);
		const xs2a = { bankingInterface: 'XS2A', loginCredentials: logIn('demo', 'demo') };
		const first = await run('connectInterface', id, xs2a);
		expect(first.error).toBeUndefined();
		expect(first.items[0]?.json).toMatchObject({
			stepRequired: true,
			status: 'TWO_STEP_PROCEDURE_REQUIRED',
			answerWith: 'twoStepProcedureId',
		});
		const second = await run('connectInterface', id, {
			...xs2a,
			furtherStep: 'twoStepProcedureId',
			furtherStepAnswer: { hash: first.items[0]?.json.hash, twoStepProcedureId: '955' },
		});
		expect(second.error).toBeUndefined();
		expect(second.items[0]?.json.status).toBe('CHALLENGE_RESPONSE_REQUIRED');
	});

	it('offers the interfaces that the bank has and the connection has not', async () => {
		const { loadOptions } = new FinApi().methods;
		const offered = async (operation: string, id: string) => {
			const setup = finApiSetup(bank, operation, { bankConnectionId: byId(id) });
			const options = await loadOptions.getBankingInterfaces.call(panelContext(setup));
			return options.map(({ value }) => value);
		};
		expect(await offered('connectInterface', household)).toEqual(['WEB_SCRAPER']);
		expect(await offered('removeInterface', household)).toEqual(['FINTS_SERVER']);
		expect(await offered('deleteConsent', business)).toEqual(['FINTS_SERVER', 'XS2A']);
	});

	it('says what to do when the interface is connected already', async () => {
		const { error } = await run('connectInterface', household, {
			...scraper,
			bankingInterface: 'FINTS_SERVER',
		});
		expect(error?.message).toContain('(code ENTITY_EXISTS)');
		expect(error?.message).not.toContain('12345');
	});
});

describe('Remove Interface', () => {
	it('leaves the connection with its other interfaces', async () => {
		const { error } = await run('removeInterface', business, { bankingInterface: 'XS2A' });
		expect(error).toBeUndefined();
		expect(await interfacesOf(business)).toEqual(['FINTS_SERVER']);
	});

	it('waits while the connection is busy', async () => {
		bank.state.importDelayMs = 2_000;
		await run('update', business, { bankingInterface: 'FINTS_SERVER' });
		const { error } = await run('removeInterface', business, { bankingInterface: 'XS2A' });
		expect(error).toBeUndefined();
		const removals = bank.requests.filter(({ path }) => path.endsWith('/removeInterface'));
		expect(removals.length).toBeGreaterThan(1);
		expect(await interfacesOf(business)).toEqual(['FINTS_SERVER']);
	});
});

describe('Delete Consent', () => {
	const remove = async (more: IDataObject = {}) =>
		await run('deleteConsent', business, { bankingInterface: 'XS2A', ...more });

	it('tells what came of it at finAPI and at the bank, also when there was none', async () => {
		expect((await remove()).items[0]?.json).toEqual({ local: 'DELETED', remote: 'DELETED' });
		expect((await remove()).items[0]?.json).toEqual({ local: 'NOT_EXIST', remote: 'NOT_EXIST' });
	});

	it('is refused by a bank that holds on to it, and the message says how to go on', async () => {
		const atBank = bank.state.banks.get('277004');
		if (atBank) atBank.keepsConsents = true;
		const { error } = await remove();
		expect(error?.message).toContain('(code INVALID_CONSENT)');
		expect(error?.description).toContain("'Force Deletion'");
		const { items } = await remove({ additionalFields: { forceDeletion: true } });
		expect(items[0]?.json).toEqual({ local: 'DELETED', remote: 'NOT_DELETED' });
	});

	it('is sent for one interface alone, which must be named', async () => {
		const { error } = await remove({ bankingInterface: '={{ "" }}' });
		expect(error?.message).toContain("'Banking Interface Name or ID'");
		expect(bank.requests).toEqual([]);
	});
});
