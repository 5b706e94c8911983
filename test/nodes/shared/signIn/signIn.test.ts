import {
	type Fetched,
	renewSignIn,
	type SignIn,
	signInFor,
	SignInRefused,
} from '../../../../nodes/shared/signIn/signIn';
import { gate } from '../../../support/gate';
import { ended } from '../../../support/until';

let round = 0;
let keys: string;
/** Gives a token with each call, the first one `token-1`. */
let signIn: jest.Mock<Promise<Fetched>, [AbortSignal, number?]>;

beforeEach(() => {
	keys = `keys-${++round}`;
	let calls = 0;
	signIn = jest.fn<Promise<Fetched>, [AbortSignal, number?]>(async () => ({
		token: `token-${++calls}`,
	}));
});

afterEach(() => jest.restoreAllMocks());

const noon = Date.parse('2026-01-31T12:00:00Z');
const atTime = (now: number) => jest.spyOn(Date, 'now').mockReturnValue(now);
const stored = (signedIn: SignIn) => JSON.stringify(signedIn);
const renew = async (kept?: SignIn, signal?: AbortSignal) =>
	await renewSignIn({ keys, stored: kept ? stored(kept) : '', signIn, signal });
/** What another process of n8n has fetched, and n8n has kept. */
const elsewhere = (at: number): SignIn => ({ keys, at, token: `elsewhere-${at}` });

const minute = 60_000;

describe('a token that was refused', () => {
	it('is replaced by the one that this process has fetched since', async () => {
		atTime(noon);
		await renew();
		atTime(noon + 5_000);
		await expect(renew(elsewhere(noon - 90 * minute))).resolves.toMatchObject({ token: 'token-1' });
		expect(signIn).toHaveBeenCalledTimes(1);
	});

	it('is not replaced by one of this process that may have run out as well', async () => {
		// Two processes sign in at the same moment, and n8n keeps what the other one has.
		atTime(noon);
		await renew();
		atTime(noon + 61 * minute);
		await expect(renew(elsewhere(noon - 1))).resolves.toMatchObject({ token: 'token-2' });
		expect(signIn).toHaveBeenCalledTimes(2);
	});

	it('is replaced once, also when it is the newer one', async () => {
		atTime(noon);
		await renew();
		const kept = elsewhere(noon + 1);
		atTime(noon + 61 * minute);
		await Promise.all([renew(kept), renew(kept), renew(kept)]);
		await expect(renew(kept)).resolves.toMatchObject({ token: 'token-2' });
		expect(signIn).toHaveBeenCalledTimes(2);
	});
});

describe('keys without a token in the credential', () => {
	it('use the one that this process remembers, however old: it was not refused', async () => {
		atTime(noon);
		await renew();
		atTime(noon + 61 * minute);
		await expect(renew()).resolves.toMatchObject({ token: 'token-1' });
		expect(signInFor(stored({ keys: 'of another set', at: noon, token: 'x' }), keys)).toMatchObject(
			{
				token: 'token-1',
			},
		);
	});

	it('know none from other keys', async () => {
		await renew();
		expect(signInFor('', 'other keys')).toBeUndefined();
	});
});

describe('a sign-in that does not end', () => {
	it('is shared as long as somebody waits for it, and given up when nobody does', async () => {
		signIn.mockImplementation(() => new Promise(() => undefined));
		const [one, other] = [new AbortController(), new AbortController()];
		const [first, second] = [renew(undefined, one.signal), renew(undefined, other.signal)];
		const outcomes = Promise.allSettled([first, second]);
		expect(signIn).toHaveBeenCalledTimes(1);
		const signal = signIn.mock.calls[0]?.[0];
		one.abort();
		await expect(ended(first)).rejects.toThrow('cancelled');
		expect(signal?.aborted).toBe(false);
		other.abort();
		await outcomes;
		expect(signal?.aborted).toBe(true);
	});

	it('leaves nothing behind that a later one waits for, or fails with', async () => {
		const { opened, open } = gate();
		signIn.mockImplementationOnce(async () => {
			await opened;
			throw new Error('late');
		});
		const stop = new AbortController();
		const first = renew(undefined, stop.signal);
		stop.abort();
		await expect(first).rejects.toThrow('cancelled');
		await expect(ended(renew())).resolves.toMatchObject({ token: 'token-1' });
		open();
		await new Promise((resolve) => setImmediate(resolve));
		await expect(renew()).resolves.toMatchObject({ token: 'token-1' });
	});

	it('is not begun for what is not wanted any more', async () => {
		await expect(renew(undefined, AbortSignal.abort())).rejects.toThrow();
		expect(signIn).not.toHaveBeenCalled();
	});
});

it('a refusal is not given up with those who wait for it', async () => {
	signIn.mockRejectedValue(new SignInRefused('No', 'Never'));
	await expect(renew()).resolves.toMatchObject({ refusal: { message: 'No' } });
	await expect(renew()).resolves.toMatchObject({ refusal: { message: 'No' } });
	expect(signIn).toHaveBeenCalledTimes(1);
});
