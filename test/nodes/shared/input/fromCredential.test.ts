import type { Field } from '../../../../nodes/shared/operation';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, credentialFor, operation, runBank, text, toBody } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
	server.reply(() => ({ id: '1' }));
});

afterEach(async () => await server.close());

const owner = text('owner', {
	required: true,
	fromCredential: ({ ownerId }) => ownerId,
	...toBody('owner'),
});

const extras: Field = {
	displayName: 'Extras',
	name: 'extras',
	type: 'collection',
	default: {},
	options: [owner, text('note', toBody('note'))],
};

const bank = bankOf([
	operation('outside', {
		request: { method: 'POST', path: '/things' },
		fields: [owner],
		answer: { kind: 'record' },
	}),
	operation('inside', {
		request: { method: 'POST', path: '/things' },
		fields: [extras],
		answer: { kind: 'record' },
	}),
]);

const known = { credentials: () => credentialFor(server, { ownerId: 'from-credential' }) };
const sent = () => server.received.map(({ body }) => JSON.parse(body) as unknown);

describe('a field that the credential fills in', () => {
	it.each([
		['inside', {}, { owner: 'from-credential' }],
		['inside', { extras: { note: 'n' } }, { owner: 'from-credential', note: 'n' }],
		['inside', { extras: { owner: ' ' } }, { owner: 'from-credential' }],
		['inside', { extras: { owner: 'mine' } }, { owner: 'mine' }],
		['outside', { owner: 'mine' }, { owner: 'mine' }],
	])('%s, %j: what the user enters goes first', async (value, parameters, body) => {
		const credentials = known.credentials();
		const { error } = await runBank(bank, server, value, parameters, { credentials });
		expect(error).toBeUndefined();
		expect(sent()).toEqual([body]);
	});

	it('is asked of the user when the credential does not have it', async () => {
		const { error } = await runBank(bank, server, 'inside', { extras: { note: 'n' } });
		expect(error?.message).toBe(
			"'The owner' is needed, for the credential does not have it [item 0]",
		);
		expect(error?.description).toContain('Nothing was sent');
		expect(server.received).toEqual([]);
	});
});
