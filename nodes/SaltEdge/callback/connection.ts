import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { readRecord } from '../../shared/answer/reading';
import { shaped } from '../../shared/answer/simplify';
import { inTime } from '../../shared/wire/deadline';
import type { Request } from '../../shared/wire/request';
import { send } from '../../shared/wire/send';
import { openSession } from '../../shared/wire/session';
import { saltEdge } from '../api';
import { DIGITS } from '../fields';
import { connectionShape } from '../resources/connection/shape';
import type { Callback } from './callback';

/** Milliseconds, with all tries: so long the workflow waits for the connection. */
const LONGEST_WAIT = 60_000;

async function fetchConnection(
	context: IWebhookFunctions,
	id: string,
	signal: AbortSignal,
): Promise<IDataObject> {
	const session = { ...(await openSession(context, saltEdge)), signal };
	const request: Request = { method: 'GET', path: `/connections/${id}` };
	return readRecord(session, request, await send(session, request), { has: ['id'] });
}

/**
 * The connection that a callback is about, without its secret. Salt Edge has had its answer by now
 * and doesn't call again, so a failure must not keep the workflow from starting, nor an answer that
 * does not end: it comes out as `connectionError`.
 *
 * @returns nothing for a callback without a connection, or about one that is gone
 */
export async function connectionOf(
	context: IWebhookFunctions,
	{ type, data }: Callback,
	simplifies: boolean,
): Promise<IDataObject> {
	const { connection_id: id } = data;
	if (type === 'destroy' || typeof id !== 'string' || !DIGITS.pattern.test(id)) return {};
	try {
		const record = await inTime(
			LONGEST_WAIT,
			undefined,
			async (signal) => await fetchConnection(context, id, signal),
		);
		const wanted = { simplify: simplifies, includeSecret: false };
		return { connection: shaped(record, connectionShape, wanted) };
	} catch (error) {
		return { connectionError: (error as Error).message };
	}
}
