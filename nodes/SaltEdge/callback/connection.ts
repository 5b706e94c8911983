import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { readRecord } from '../../shared/answer/reading';
import { shaper } from '../../shared/answer/simplify';
import type { Addition } from '../../shared/callback/receiver';
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
 * and doesn't call again, so a failure must not keep the workflow from starting.
 *
 * @returns nothing for a callback without a connection, or about one that is gone
 */
export function connectionOf(
	context: IWebhookFunctions,
	{ type, data }: Callback,
	simplify: boolean,
): Addition | undefined {
	const { connection_id: id } = data;
	if (type === 'destroy' || typeof id !== 'string' || !DIGITS.pattern.test(id)) return undefined;
	return {
		longestWait: LONGEST_WAIT,
		errorAs: 'connectionError',
		async fetch(signal) {
			const record = await fetchConnection(context, id, signal);
			const shape = shaper(connectionShape, { simplify, includeSecret: false });
			return { connection: shape(record) };
		},
	};
}
