import type { IDataObject } from 'n8n-workflow';
import { type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { runFinApi } from '../../support/finApi';
import { byId } from '../../support/finicity';

let sandbox: FinApiSandbox;

beforeEach(async () => {
	sandbox = await startFinApi();
});

afterEach(async () => await sandbox.close());

/** A connection in short, of which finAPI says this of its interfaces. */
async function summaryOf(...interfaces: IDataObject[]): Promise<IDataObject> {
	sandbox.fault({
		path: /\/bankConnections\/7$/,
		status: 200,
		body: { id: 7, interfaces },
	});
	const { items, error } = await runFinApi(sandbox, 'get', { bankConnectionId: byId('7') });
	expect(error).toBeUndefined();
	return items[0]?.json ?? {};
}

const consent = (expiresAt: string | null) => ({ aisConsent: { status: 'PRESENT', expiresAt } });

describe('the end of the consent', () => {
	// In the night in which the clocks go back: by their letters, the second one is the first.
	const first = '2026-10-25T02:30:00.000+02:00';
	const second = '2026-10-25T02:10:00.000+01:00';
	const later = '2026-12-01T00:00:00.000+01:00';

	it.each([
		['its own', [first], first],
		['the first one of two', [later, first], first],
		['the first one of three', [second, later, first], first],
		['that of the one that has an end', [null, later], later],
		['nothing when none has an end', [null], null],
	])('is %s', async (_, ends, expected) => {
		const { consentExpiresAt } = await summaryOf({ aisConsent: null }, ...ends.map(consent));
		expect(consentExpiresAt).toBe(expected);
	});
});
