import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { newPort } from '../sandbox/shared/port';

/** A request as it arrived. */
export interface Received {
	method: string;
	url: string;
	headers: IncomingMessage['headers'];
	body: string;
}

/** What to answer: a JSON value, or the whole answer by hand. */
export type Reply = (request: Received, response: ServerResponse) => unknown;

/** A server on loopback whose every answer a test writes itself. */
export interface Loopback {
	url: string;
	received: Received[];
	mostInFlight(): number;
	reply(reply: Reply): void;
	close(): Promise<void>;
}

/**
 * Starts it. A reply that gives a value sends it as JSON with status 200; one that gives
 * `undefined` has answered, or cut the connection, by itself.
 *
 * @param most requests that get a reply. Others are refused: who asks without end fails the test, and
 *   does not hold it up
 */
export async function startLoopback(most = Infinity): Promise<Loopback> {
	let reply: Reply = () => ({});
	let inFlight = 0;
	let mostInFlight = 0;
	const received: Received[] = [];
	const server = createServer((message, response) => {
		void (async () => {
			inFlight += 1;
			mostInFlight = Math.max(mostInFlight, inFlight);
			response.on('close', () => (inFlight -= 1));
			const chunks: Buffer[] = [];
			for await (const chunk of message) chunks.push(chunk as Buffer);
			const request: Received = {
				method: message.method ?? '',
				url: message.url ?? '',
				headers: message.headers,
				body: Buffer.concat(chunks).toString(),
			};
			received.push(request);
			if (received.length > most) {
				response.statusCode = 400;
				response.end(`More than ${most} requests`);
				return;
			}
			const answer = await reply(request, response);
			if (answer === undefined) return;
			response.setHeader('Content-Type', 'application/json');
			response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
		})();
	});
	const port = await newPort();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${port}`,
		received,
		mostInFlight: () => mostInFlight,
		reply: (next) => (reply = next),
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}
