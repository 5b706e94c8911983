import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { GivenUp, inTime } from '../../../../nodes/shared/wire/deadline';
import { startWorkflow } from '../../../support/engine';
import { bankOf, itemsOf, operation, runBank, setupOf } from '../../../support/testBank';
import { ended, until } from '../../../support/until';

/** What a server does that never ends an answer. */
type Endless = (socket: Socket) => void;

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const drip = (socket: Socket, text: string) => {
	const drops = setInterval(() => socket.write(text), 20);
	socket.on('close', () => clearInterval(drops));
};
const endless: Record<string, Endless> = {
	'a body that drips': (socket) => {
		socket.write(`${HEAD}Content-Length: 1000000\r\n\r\n`);
		drip(socket, ' ');
	},
	'chunks that drip': (socket) => {
		socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
		drip(socket, '1\r\n \r\n');
	},
	'headers that drip': (socket) => {
		socket.write(HEAD);
		drip(socket, 'X-Drop: 1\r\n');
	},
	'101 Switching Protocols': (socket) => {
		socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
		drip(socket, 'x');
	},
	'101 without an upgrade': (socket) => {
		socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
		drip(socket, 'x');
	},
	'102 Processing for ever': (socket) => drip(socket, 'HTTP/1.1 102 Processing\r\n\r\n'),
	silence: () => undefined,
};

/** A bank whose requests have a second, which a slow machine can keep. */
const bank = bankOf([
	operation('read', {
		request: { method: 'GET', path: '/things', timeout: 1_000 },
		fields: [],
		answer: { kind: 'record' },
	}),
	operation('list', {
		request: { method: 'GET', path: '/things', timeout: 1_000 },
		fields: [],
		answer: { kind: 'records', property: 'things' },
	}),
	operation('write', {
		request: { method: 'POST', path: '/things', timeout: 1_000 },
		fields: [],
		answer: { kind: 'done' },
	}),
]);

let server: Server;
let sockets: Socket[];
let address: { url: string };

async function serve(answer: Endless): Promise<void> {
	sockets = [];
	server = createServer((socket) => {
		sockets.push(socket);
		socket.on('error', () => undefined);
		socket.once('data', () => answer(socket));
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	address = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

afterEach(async () => {
	sockets.forEach((socket) => socket.destroy());
	await new Promise((resolve) => server.close(resolve));
});

describe.each(Object.keys(endless))('an answer that never ends: %s', (name) => {
	beforeEach(async () => await serve(endless[name] as Endless));

	it.each(['read', 'list'])('ends a %s', async (value) => {
		const { error } = await ended(runBank(bank, address, value, { returnAll: true }));
		expect(error?.message).toMatch(/Test Bank (did not answer in time|could not be reached)/);
		expect(error?.description).not.toContain('may have been carried out');
		// Nothing of it goes on.
		await until(() => sockets.every(({ destroyed }) => destroyed));
	});

	it('ends a write, which may have been carried out', async () => {
		const run = runBank(bank, address, 'write', {}, { items: itemsOf({}, {}) });
		const { error } = await ended(run);
		expect(error?.message).toMatch(/Test Bank (did not answer in time|could not be reached)/);
		expect(error?.description).toContain('The request may have been carried out');
		expect(sockets).toHaveLength(1);
		await until(() => sockets.every(({ destroyed }) => destroyed));
	});
});

/** Newer HTTP libraries end by themselves what has no headers yet. Older ones count only silence. */
describe.each(['headers that drip', '102 Processing for ever'])(
	'where the HTTP library counts only silence: %s',
	(name) => {
		beforeEach(async () => {
			await serve(endless[name] as Endless);
			const set = globalThis.setTimeout;
			jest
				.spyOn(globalThis, 'setTimeout')
				// That of the library runs as long as the request may take.
				.mockImplementation((work, milliseconds) =>
					set(milliseconds === 1_000 ? () => undefined : work, milliseconds),
				);
		});

		afterEach(() => jest.restoreAllMocks());

		it.each(['read', 'write'])('ends a %s', async (value) => {
			const { error } = await ended(runBank(bank, address, value));
			expect(error?.message).toContain('Test Bank did not answer in time');
			expect(sockets).toHaveLength(1);
			await until(() => sockets.every(({ destroyed }) => destroyed));
		});
	},
);

it('the Stop button ends an answer that drips', async () => {
	await serve(endless['a body that drips'] as Endless);
	const slow = bankOf([
		operation('read', {
			request: { method: 'GET', path: '/things', timeout: 600_000 },
			fields: [],
			answer: { kind: 'record' },
		}),
	]);
	const execution = startWorkflow(setupOf(slow, address, 'read'));
	await until(() => sockets.length > 0);
	execution.cancel();
	await ended(execution).catch(() => undefined);
	await until(() => sockets.every(({ destroyed }) => destroyed));
});

describe('what must end in time', () => {
	beforeEach(async () => await serve(() => undefined));
	const never = async () => await new Promise<never>(() => undefined);

	it('is given up, also when it does not listen', async () => {
		await expect(ended(inTime(50, undefined, never))).rejects.toThrow(
			'There was no answer in time',
		);
	});

	it('is told to end', async () => {
		let told: AbortSignal | undefined;
		const work = async (signal: AbortSignal) => {
			told = signal;
			return await never();
		};
		await expect(ended(inTime(50, undefined, work))).rejects.toThrow(GivenUp);
		expect(told?.aborted).toBe(true);
	});

	it('is given up, also when it ends with an error of its own because it was told', async () => {
		let fail: (reason: Error) => void = () => undefined;
		const result = new Promise<never>((_, reject) => (fail = reject));
		const work = (signal: AbortSignal) => {
			signal.addEventListener('abort', () => fail(new Error('Its own')));
			return result;
		};
		await expect(ended(inTime(50, undefined, work))).rejects.toThrow(GivenUp);
	});

	it('is given up at once when it is not wanted any more', async () => {
		const stop = new AbortController();
		const work = inTime(600_000, stop.signal, never);
		stop.abort();
		await expect(ended(work)).rejects.toThrow(GivenUp);
		await expect(ended(inTime(600_000, stop.signal, never))).rejects.toThrow(GivenUp);
	});

	it('gives what came of it', async () => {
		await expect(inTime(600_000, undefined, async () => 'done')).resolves.toBe('done');
		const failing = async () => await Promise.reject(new Error('Its own'));
		await expect(inTime(600_000, undefined, failing)).rejects.toThrow('Its own');
	});
});
