import type { ICredentialType, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { getEventListeners } from 'node:events';
import { type TokenBank, tokenSignIn } from '../../../../nodes/shared/signIn/tokenSignIn';
import { storedToken } from '../../../../nodes/shared/signIn/signIn';
import { sessionToken } from '../../../../nodes/shared/signIn/fields';
import { StoredCredential } from '../../../support/credentials';
import type { Setup } from '../../../support/engine';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, itemsOf, operation, runBank, text } from '../../../support/testBank';

interface Keys {
	baseUrl: string;
	who: string;
}

const MINUTE = 60_000;

/** Of no one's: `guest` signs in, and the house does beside it. */
const signIn = tokenSignIn<Keys>({
	name: 'Test Bank',
	readKeys: ({ baseUrl, guest }, as) => ({ baseUrl: String(baseUrl), who: as ?? String(guest) }),
	required: ({ who }) => ({ Guest: who }),
	identity: ({ who }) => [who],
	secrets: () => [],
	headers: (_, token) => ({ 'X-Token': token }),
	tokenCall: ({ who }) => ({ path: `/token/${who}` }),
	tokenProperty: 'token',
	lifeProperty: 'lives',
	renewalCall: ({ who }, { renewable }) =>
		renewable ? { path: `/token/${who}/another` } : undefined,
	probePath: () => '/probe',
	readFailure: () => undefined,
	refusal: ({ status }) =>
		status === 403 ? { message: 'Test Bank refuses', wayOut: 'Never.' } : undefined,
} satisfies TokenBank<Keys>);

const credentialType: ICredentialType = {
	name: 'testBankApi',
	displayName: 'Test Bank',
	properties: [text('baseUrl'), text('guest'), sessionToken, text('houseToken')],
	authenticate: signIn.authenticate,
	preAuthentication: signIn.preAuthentication,
};

const getOf = (value: string, more: object = {}) =>
	operation(value, {
		request: { method: 'GET', path: '/things', ...more },
		fields: [],
		answer: { kind: 'record' },
	});

const bank = bankOf(
	[
		getOf('asGuest'),
		getOf('asHouse', { signInAs: 'house' }),
		getOf('lasting', { tokenLife: 20 * MINUTE }),
		operation('lastingWrite', {
			request: { method: 'POST', path: '/things', tokenLife: 20 * MINUTE },
			fields: [],
			answer: { kind: 'record' },
		}),
	],
	{
		secrets: (data) => [storedToken(data.sessionToken), storedToken(data.houseToken)],
		renewsSignIn: true,
		signInAs: (_, wanted) => (wanted ? { as: wanted, keptIn: 'houseToken' } : undefined),
	},
);

let server: Loopback;
/** Seconds that the next tokens live, but for those in place of one that still does. */
let lives = 3600;
let renewable = true;
/** Tokens that the bank does not take any more. */
let over: string[] = [];

beforeEach(async () => {
	[lives, renewable, over] = [3600, true, []];
	server = await startLoopback();
	let count = 0;
	server.reply(({ url, headers }, response) => {
		const left = url.endsWith('/another') ? 3600 : lives;
		if (url.startsWith('/token/')) return { token: `${url}-${++count}`, lives: left, renewable };
		const token = String(headers['x-token']);
		if (headers['x-token'] === undefined || over.includes(token)) response.statusCode = 401;
		return response.statusCode === 401 ? { message: 'Who is there?' } : { token };
	});
});

afterEach(async () => {
	jest.restoreAllMocks();
	await server.close();
});

const credentialFor = (guest = 'ada') =>
	new StoredCredential(credentialType, { baseUrl: server.url, guest });

async function run(value: string, credentials: StoredCredential, more: Partial<Setup> = {}) {
	const { items, error } = await runBank(bank, server, value, {}, { credentials, ...more });
	expect(error).toBeUndefined();
	return items.map(({ json }) => json.token);
}

const calls = () => server.received.map(({ url }) => url);
const later = (minutes: number) => {
	const now = Date.now() + minutes * MINUTE;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
};

describe('a credential with two sign-ins', () => {
	it('has a token of each, each in its own field, and asks for none twice', async () => {
		const credentials = credentialFor();
		const updates: number[] = [];
		for (let round = 0; round < 2; round++) {
			expect(await run('asGuest', credentials, { items: itemsOf({}, {}) })).toEqual(
				Array(2).fill('/token/ada-1'),
			);
			expect(await run('asHouse', credentials, { items: itemsOf({}, {}) })).toEqual(
				Array(2).fill('/token/house-2'),
			);
			updates.push(credentials.updates);
		}
		expect(calls().filter((url) => url !== '/things')).toEqual(['/token/ada', '/token/house']);
		expect(storedToken(credentials.data.sessionToken)).toBe('/token/ada-1');
		expect(storedToken(credentials.data.houseToken)).toBe('/token/house-2');
		expect(updates[1]).toBe(updates[0]);
	});

	it('asks before it sends also when the other token is there, and keeps that one', async () => {
		const credentials = credentialFor();
		await run('asHouse', credentials);
		expect(calls()).toEqual(['/token/house', '/things']);
		expect(credentials.data.sessionToken).toBe('');
		await run('asHouse', credentials, { items: itemsOf({}, {}, {}) });
		expect(calls().filter((url) => url !== '/things')).toEqual(['/token/house']);
	});

	it('renews the one that was refused, and leaves the other as it is', async () => {
		const credentials = credentialFor();
		await run('asGuest', credentials);
		await run('asHouse', credentials);
		over = ['/token/house-2'];
		expect(await run('asHouse', credentials)).toEqual(['/token/house-3']);
		expect(await run('asGuest', credentials)).toEqual(['/token/ada-1']);
	});
});

describe('a request for which the token should live on', () => {
	const lasting = ['lasting', 'lastingWrite'];

	it.each(lasting)('has another one when it would end before: %s', async (value) => {
		const credentials = credentialFor();
		await run('asGuest', credentials);
		later(41);
		lives = 19 * 60;
		server.received.length = 0;
		expect(await run(value, credentials)).toEqual(['/token/ada/another-3']);
		expect(calls()).toEqual(['/token/ada', '/token/ada/another', '/things']);
		expect(await run('asGuest', credentials)).toEqual(['/token/ada/another-3']);
	});

	it.each(lasting)('has the same one when it lives long enough: %s', async (value) => {
		const credentials = credentialFor();
		await run('asGuest', credentials);
		later(39);
		server.received.length = 0;
		expect(await run(value, credentials)).toEqual(['/token/ada-1']);
		expect(calls()).toEqual(['/things']);
	});

	it.each(lasting)('has the first one that the bank gives when that does: %s', async (value) => {
		expect(await run(value, credentialFor())).toEqual(['/token/ada-1']);
		expect(calls()).toEqual(['/token/ada', '/things']);
	});

	it('has the one that there is where the bank gives no other one', async () => {
		renewable = false;
		lives = 60;
		const credentials = credentialFor();
		expect(await run('lastingWrite', credentials)).toEqual(['/token/ada-1']);
		expect(calls()).toEqual(['/token/ada', '/things']);
	});

	it('has the one that there is where the bank does not say how long it lives', async () => {
		lives = 0;
		const credentials = credentialFor();
		await run('asGuest', credentials);
		later(100_000);
		expect(await run('lastingWrite', credentials)).toEqual(['/token/ada-1']);
	});

	it('shares the renewal with all that run at once', async () => {
		const credentials = credentialFor();
		await run('asGuest', credentials);
		later(50);
		lives = 10 * 60;
		server.received.length = 0;
		const items = itemsOf(...Array.from({ length: 20 }, () => ({})));
		expect(new Set(await run('lasting', credentials, { items }))).toEqual(
			new Set(['/token/ada/another-3']),
		);
		expect(calls().filter((url) => url !== '/things')).toHaveLength(2);
	});

	it('is renewed as any other one after a 401', async () => {
		const credentials = credentialFor();
		await run('asGuest', credentials);
		over = ['/token/ada-1'];
		expect(await run('lasting', credentials)).toEqual(['/token/ada-2']);
	});
});

describe('a sign-in that is over', () => {
	it('leaves no listener behind, with which Node.js 20 would keep its signal for ever', async () => {
		const signals: AbortSignal[] = [];
		const watched: ICredentialType = {
			...credentialType,
			async preAuthentication(this: IHttpRequestHelper, credentials) {
				const httpRequest = async (options: IHttpRequestOptions) => {
					signals.push(options.abortSignal as AbortSignal);
					return (await this.helpers.httpRequest(options)) as unknown;
				};
				const helper = { helpers: { httpRequest } } as IHttpRequestHelper;
				return await signIn.preAuthentication.call(helper, credentials);
			},
		};
		const credentials = new StoredCredential(watched, { baseUrl: server.url, guest: 'eve' });
		expect(await run('asGuest', credentials)).toEqual(['/token/eve-1']);
		expect(signals.map((signal) => getEventListeners(signal, 'abort').length)).toEqual([0]);
	});
});
