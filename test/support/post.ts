import { once } from 'node:events';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';

/** What came back for a request. */
export interface Answer {
	status: number;
	message: string;
}

/** Posts JSON to an address of a trigger. */
export async function post(
	url: string,
	body: Buffer,
	headers: OutgoingHttpHeaders = {},
): Promise<Answer> {
	const sent = request(url, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', 'Content-Length': body.length, ...headers },
	});
	sent.end(body);
	const [response] = (await once(sent, 'response')) as [IncomingMessage];
	const chunks: Buffer[] = [];
	for await (const chunk of response) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString();
	const { message = '' } = JSON.parse(text || '{}') as { message?: string };
	return { status: response.statusCode ?? 0, message };
}
