import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastify } from 'fastify';
import type { Background } from './background';
import { Clock } from './background';
import type { FaultRule } from './faults';
import { Faults } from './faults';
import { toJson } from './json';
import type { Pages } from './pages';
import { pageAt } from './pages';
import { newPort } from './port';
import type { RecordedRequest } from './request';
import { readRequest } from './request';

/** What a bank says to one request. Text and bytes are sent as they are, anything else as JSON. */
export interface Answer {
	status: number;
	headers?: Record<string, string>;
	body?: unknown;
	contentType?: string;
}

/** What every local bank is to a test. */
export interface LocalBank {
	/** Of the API. */
	baseUrl: string;
	/** Everything the API has received, in order, token calls included. */
	requests: RecordedRequest[];
	tokenCalls(): number;
	/** The most requests that were being handled at once since the last reset, token calls left out. */
	mostInFlight(): number;
	/** Everything that browsers have asked for, in order. */
	visits: RecordedRequest[];
	/** Something that is to go wrong with the requests of the API. */
	fault(rule: FaultRule): void;
	/** How long every request of the API waits before it is looked at. */
	latencyMs: number;
	/** As at the start: fresh seed; no requests, visits, faults or latency. */
	reset(): void;
	close(): Promise<void>;
}

/** What is a bank's own. */
export interface BankRules {
	/** Any free port unless one is given. */
	port?: number;
	/** What the address of the API ends with; nothing unless given. */
	basePath?: string;
	/** Forgets all that has come about and puts in what there is at first; called at the start, too. */
	seed(): void;
	/** The id goes out with the answer unless that has one of its own. */
	answer(request: RecordedRequest, requestId: string): Answer | Promise<Answer>;
	/** Whether a request goes where tokens come from; none does unless told. */
	isTokenCall?(request: RecordedRequest): boolean;
	background?: Background;
	pages?: Pages;
	/** Ends what else goes on by itself. */
	stop?(): void;
}

/** Starts a bank on loopback. */
export async function startBank(rules: BankRules): Promise<LocalBank> {
	const { basePath = '', isTokenCall = () => false } = rules;
	const faults = new Faults();
	const clock = new Clock(rules.background);
	let inFlight = 0;
	let most = 0;

	const bank: LocalBank = {
		baseUrl: '',
		requests: [],
		visits: [],
		latencyMs: 0,
		tokenCalls: () => bank.requests.filter(isTokenCall).length,
		mostInFlight: () => most,
		fault: (rule) => faults.add(rule),
		reset() {
			bank.requests.length = 0;
			bank.visits.length = 0;
			bank.latencyMs = 0;
			faults.clear();
			most = inFlight;
			clock.stop();
			rules.seed();
		},
		close() {
			clock.stop();
			rules.stop?.();
			return app.close();
		},
	};

	/** Undefined: the connection is to be cut. */
	async function handle(request: RecordedRequest, requestId: string): Promise<Answer | undefined> {
		const fault = faults.take(request) ?? {};
		// Without ref, a long delay does not keep the process alive after the bank is closed.
		await sleep(bank.latencyMs + (fault.delayMs ?? 0), undefined, { ref: false });
		await fault.until;
		if (fault.cut === 'before') return undefined;
		const instead = fault.status !== undefined || fault.body !== undefined;
		const given = instead
			? { ...fault, status: fault.status ?? 200 }
			: await clock.at(() => rules.answer(request, requestId));
		if (fault.cut === 'after') return undefined;
		return { ...given, headers: { 'X-Request-Id': requestId, ...given.headers, ...fault.headers } };
	}

	/** Counts the request while it is handled; the sending is left out, as the next may follow it. */
	async function handleCounted(request: RecordedRequest): Promise<Answer | undefined> {
		const number = bank.requests.push(request);
		const requestId = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
		if (isTokenCall(request)) return handle(request, requestId);
		inFlight += 1;
		most = Math.max(most, inFlight);
		try {
			return await handle(request, requestId);
		} finally {
			inFlight -= 1;
		}
	}

	/** Browsers come outside of the API: their visits meet no faults and are not counted as calls. */
	function show(request: RecordedRequest): Answer | Promise<Answer> | undefined {
		const page = rules.pages && pageAt(rules.pages, request);
		if (!page) return undefined;
		bank.visits.push(request);
		return clock.at(page);
	}

	// Fastify answers a badly encoded address itself; hidden from it, every address comes through.
	const app = fastify({ forceCloseConnections: true, rewriteUrl: () => '/' });
	// The body is read by hand, also where none belongs, so that it can be recorded and refused.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', (_request, _payload, done) => done(null));
	app.all('/', async ({ raw, originalUrl }, reply) => {
		const request = await readRequest(raw, originalUrl);
		const given = await (show(request) ?? handleCounted(request));
		if (given === undefined) {
			reply.hijack();
			raw.socket.destroy();
			return reply;
		}
		reply.code(given.status).headers(given.headers ?? {});
		if (given.body === undefined) return reply.send();
		if (Buffer.isBuffer(given.body)) {
			return reply.type(given.contentType ?? 'application/octet-stream').send(given.body);
		}
		const isText = typeof given.body === 'string';
		reply.type(given.contentType ?? (isText ? 'text/plain' : 'application/json'));
		return reply.send(isText ? given.body : toJson(given.body));
	});

	rules.seed();
	await app.listen({ host: '127.0.0.1', port: rules.port ?? (await newPort()) });
	bank.baseUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}${basePath}`;
	return bank;
}
