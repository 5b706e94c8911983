import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { credentialOf } from '../../shared/credential';
import { readRecord } from '../../shared/listing';
import { type Request, send } from '../../shared/send';
import { shaped } from '../../shared/simplify';
import { operationBase } from '../../shared/version';
import { saltEdge } from '../api';
import { DIGITS } from '../fields';
import { connectionShape } from '../resources/connection/shape';
import type { Callback } from './callback';

async function fetchConnection(context: IWebhookFunctions, id: string): Promise<IDataObject> {
	const node = context.getNode();
	const credentials = await credentialOf(context, saltEdge);
	const baseUrl = operationBase(node, saltEdge, credentials, undefined);
	const request: Request = {
		method: 'GET',
		url: `${baseUrl}/connections/${id}`,
	};
	return await readRecord(context, saltEdge, request, await send(context, saltEdge, request));
}

/**
 * The connection that a callback is about, without its secret. Salt Edge has had its answer by now
 * and doesn't call again, so a failure must not keep the workflow from starting: it comes out as
 * `connectionError`.
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
		const record = await fetchConnection(context, id);
		return { connection: shaped(record, connectionShape, simplifies) };
	} catch (error) {
		return { connectionError: (error as Error).message };
	}
}
