import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastify } from 'fastify';
import type { FaultRule } from './faults';
import { Faults } from './faults';
import { toJson } from './json';
import type { RecordedRequest } from './request';
import { readRequest } from './request';

/** What a bank says to one request. A text body is sent as it is, anything else as JSON. */
export interface Answer {
	status: number;
	headers?: Record<string, string>;
	body?: unknown;
	contentType?: string;
}

export interface BankServer {
	baseUrl: string;
	/** Everything received, in order. */
	requests: RecordedRequest[];
	/** The most requests that were being handled at once since the last reset. */
	mostInFlight(): number;
	fault(rule: FaultRule): void;
	/** How long every request waits before it is looked at. */
	latencyMs: number;
	/** Forgets requests, faults and latency. */
	reset(): void;
	close(): Promise<void>;
}

export interface BankServerOptions {
	/** 0 takes any free port. */
	port: number;
	/** The id goes out with the answer unless that has one of its own. */
	answer(request: RecordedRequest, requestId: string): Answer;
	/** Whether a request counts for `mostInFlight`. */
	counts(request: RecordedRequest): boolean;
}

/** Starts a bank on loopback: records every request, applies faults, and lets `answer` answer. */
export async function serveBank({ port, answer, counts }: BankServerOptions): Promise<BankServer> {
	const faults = new Faults();
	let inFlight = 0;
	let most = 0;

	const server: BankServer = {
		baseUrl: '',
		requests: [],
		latencyMs: 0,
		mostInFlight: () => most,
		fault: (rule) => faults.add(rule),
		reset() {
			server.requests.length = 0;
			server.latencyMs = 0;
			faults.clear();
			most = inFlight;
		},
		close: () => app.close(),
	};

	/** Undefined: the connection is to be cut. */
	async function handle(request: RecordedRequest, requestId: string): Promise<Answer | undefined> {
		const fault = faults.take(request) ?? {};
		// Without ref, a long delay does not keep the process alive after the server is closed.
		await sleep(server.latencyMs + (fault.delayMs ?? 0), undefined, { ref: false });
		await fault.until;
		if (fault.cut === 'before') return undefined;
		const instead = fault.status !== undefined || fault.body !== undefined;
		const given = instead ? { ...fault, status: fault.status ?? 200 } : answer(request, requestId);
		if (fault.cut === 'after') return undefined;
		return { ...given, headers: { ...given.headers, ...fault.headers } };
	}

	/** Counts the request while it is handled; the sending is left out, as the next may follow it. */
	async function handleCounted(
		request: RecordedRequest,
		requestId: string,
	): Promise<Answer | undefined> {
		if (!counts(request)) return handle(request, requestId);
		inFlight += 1;
		most = Math.max(most, inFlight);
		try {
			return await handle(request, requestId);
		} finally {
			inFlight -= 1;
		}
	}

	// Fastify answers a badly encoded address itself; hidden from it, every address comes through.
	const app = fastify({ forceCloseConnections: true, rewriteUrl: () => '/' });
	// The body is read by hand, also where none belongs, so that it can be recorded and refused.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', (_request, _payload, done) => done(null));
	app.all('/', async ({ raw, originalUrl }, reply) => {
		const request = await readRequest(raw, originalUrl);
		server.requests.push(request);
		const requestId = `00000000-0000-4000-8000-${String(server.requests.length).padStart(12, '0')}`;
		const given = await handleCounted(request, requestId);
		if (given === undefined) {
			reply.hijack();
			raw.socket.destroy();
			return reply;
		}
		reply.code(given.status).headers({ 'X-Request-Id': requestId, ...given.headers });
		if (given.body === undefined) return reply.send();
		const isText = typeof given.body === 'string';
		reply.type(given.contentType ?? (isText ? 'text/plain' : 'application/json'));
		return reply.send(isText ? given.body : toJson(given.body));
	});

	await app.listen({ host: '127.0.0.1', port });
	server.baseUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	return server;
}
