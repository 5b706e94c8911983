import type { IExecuteFunctions } from 'n8n-workflow';
import { credentialOf, sendSignedIn } from '../../../../nodes/shared/wire/credential';
import { executeContext } from '../../../support/engine';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { testBank, testBankSetup } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => {
	jest.restoreAllMocks();
	await server.close();
});

const noon = Date.parse('2026-01-31T12:00:00Z');

/** A run, how often it has read its credential, and what stands in it. */
function run() {
	const stored: Record<string, string> = { sessionToken: 'first' };
	const context = executeContext(testBankSetup(server, 'get', { id: '1' }));
	const read = jest.fn(async () => ({ ...stored, baseUrl: server.url }));
	Object.assign(context, { getCredentials: read });
	return { context, read, stored };
}

/** Stands for n8n's helper: notes the token that a request has, and changes it to a renewed one. */
function renewing(context: IExecuteFunctions, tokens: string[], renewed?: string) {
	let answer: () => void = () => undefined;
	const promise = new Promise<void>((resolve) => (answer = resolve));
	Object.assign(context.helpers, {
		httpRequestWithAuthentication: async (
			_type: string,
			_options: unknown,
			{
				credentialsDecrypted: { data },
			}: { credentialsDecrypted: { data: { sessionToken: string } } },
		) => {
			tokens.push(data.sessionToken);
			await promise;
			if (renewed) data.sessionToken = renewed;
			tokens.push(data.sessionToken);
		},
	});
	return answer;
}

const send = async (context: IExecuteFunctions) =>
	await sendSignedIn(context, testBank, { url: server.url });

describe('the credential of a run', () => {
	it('is read once for the requests that come close together, also at once', async () => {
		const { context, read } = run();
		await Promise.all([1, 2, 3].map(async () => await credentialOf(context, testBank)));
		await credentialOf(context, testBank);
		expect(read).toHaveBeenCalledTimes(1);
	});

	it('is read again after five seconds, because another process may have renewed the token', async () => {
		const { context, read, stored } = run();
		const clock = jest.spyOn(Date, 'now').mockReturnValue(noon);
		await credentialOf(context, testBank);
		stored.sessionToken = 'of another process';
		clock.mockReturnValue(noon + 4_999);
		await expect(credentialOf(context, testBank)).resolves.toMatchObject({ sessionToken: 'first' });
		clock.mockReturnValue(noon + 5_000);
		await expect(credentialOf(context, testBank)).resolves.toMatchObject({
			sessionToken: 'of another process',
		});
		expect(read).toHaveBeenCalledTimes(2);
	});

	it('is of one run alone', async () => {
		const [one, other] = [run(), run()];
		await credentialOf(one.context, testBank);
		await credentialOf(other.context, testBank);
		expect([one.read, other.read].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
	});

	it('is read again when that went wrong', async () => {
		const { context, read } = run();
		read.mockRejectedValueOnce(new Error('database is locked'));
		await expect(credentialOf(context, testBank)).rejects.toThrow('database is locked');
		await expect(credentialOf(context, testBank)).resolves.toMatchObject({ sessionToken: 'first' });
	});
});

describe('a token that is renewed for one request', () => {
	it('is used by those that come after it', async () => {
		const { context } = run();
		const tokens: string[] = [];
		renewing(context, tokens, 'second')();
		await send(context);
		await send(context);
		expect(tokens).toEqual(['first', 'second', 'second', 'second']);
	});

	it('does not change under one that is on its way, which must tell what it was refused with', async () => {
		const { context } = run();
		const slow: string[] = [];
		const answer = renewing(context, slow);
		const late = send(context);
		await new Promise((resolve) => setImmediate(resolve));
		renewing(context, [], 'second')();
		await send(context);
		answer();
		await late;
		expect(slow).toEqual(['first', 'first']);
		await expect(credentialOf(context, testBank)).resolves.toMatchObject({
			sessionToken: 'second',
		});
	});
});
