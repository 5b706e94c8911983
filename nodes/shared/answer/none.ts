import { NodeApiError } from 'n8n-workflow';
import { isObject } from '../wire/json';

/**
 * Whether a bank means by a failure that there are none of the records that it was asked for.
 *
 * @param codes the bank's own, for such a 404; another 404 may be of a wrong id or address
 */
export function saysNone(error: unknown, codes: readonly string[] = []): boolean {
	if (!(error instanceof NodeApiError) || error.httpCode !== '404') return false;
	const { data } = error.context;
	return isObject(data) && codes.includes(String(data.code));
}
