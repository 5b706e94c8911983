import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { startWorkflow } from '../support/engine';
import { finApiCredential, finApiSetup } from '../support/finApi';
import { finicityCredential, finicitySetup } from '../support/finicity';
import type { FinApiSandbox } from '../sandbox/finapi';
import type { FinicitySandbox } from '../sandbox/finicity';
import { ended, until } from '../support/until';

/** A server that begins an answer to each request, and never ends it. */
let server: Server;
let sockets: Socket[];
let requests: number;
let beginning: string;
let baseUrl: string;
/** Ends the time that a sign-in has. */
let timeIsUp: () => void;

beforeEach(async () => {
	[sockets, requests] = [[], 0];
	server = createServer((socket) => {
		sockets.push(socket);
		socket.on('error', () => undefined);
		socket.once('data', () => {
			requests += 1;
			socket.write(beginning);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
		expect(milliseconds).toBe(30_000);
		const time = new AbortController();
		timeIsUp = () => time.abort();
		return time.signal;
	});
});

afterEach(async () => {
	jest.restoreAllMocks();
	sockets.forEach((socket) => socket.destroy());
	await new Promise((resolve) => server.close(resolve));
});

const banks = {
	finAPI: () => {
		const bank = {
			baseUrl,
			version: 'V2',
			client: { clientId: `client ${baseUrl}`, clientSecret: 'the-secret' },
			user: { userId: 'the-user', password: 'the-password' },
		} as unknown as FinApiSandbox;
		return finApiSetup(bank, 'getMany', {}, { credentials: finApiCredential(bank) });
	},
	Finicity: () => {
		const keys = { partnerId: '1', partnerSecret: 'the-secret', appKey: `key ${baseUrl}` };
		const bank = { baseUrl, keys } as unknown as FinicitySandbox;
		const credentials = finicityCredential(bank);
		return finicitySetup(bank, ['customer', 'getMany'], {}, { credentials });
	},
};

const answers: [string, string][] = [
	['drips', 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{'],
	[
		'changes the protocol',
		'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
	],
	['is none at all', ''],
];

describe.each(Object.entries(banks))('a sign-in to %s that does not end', (name, setup) => {
	it.each(answers)('is given up when its time is over: the answer %s', async (_, begins) => {
		beginning = begins;
		const run = startWorkflow(setup());
		await until(() => requests === 1);
		timeIsUp();
		const { data } = await ended(run);
		expect(data.resultData.error?.message).toBe(
			`${name} did not answer the sign-in in time. Try again later.`,
		);
		// Not only by the HTTP library, which notices after half a minute without a byte.
		await until(() => sockets.every(({ destroyed }) => destroyed), { withinMs: 10_000 });
	});

	it('holds nobody up after a stop', async () => {
		[[, beginning]] = [answers[0] as [string, string]];
		const { credentials, ...rest } = setup();
		const first = startWorkflow({ credentials, ...rest });
		await until(() => requests === 1);
		first.cancel();
		await ended(first);
		const second = startWorkflow({ credentials, ...rest });
		await until(() => requests === 2);
		timeIsUp();
		await ended(second);
	});
});
