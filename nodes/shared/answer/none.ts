import { NodeApiError } from 'n8n-workflow';
import { isObject, textOf } from '../wire/json';

/** How a bank writes its codes. A server in front of it repeats the status, in figures or in words. */
const CODE = /^(?!404$)\w+$/;

function codeOf404(error: unknown): string {
	if (!(error instanceof NodeApiError) || error.httpCode !== '404') return '';
	const { data } = error.context;
	return isObject(data) ? (textOf(data.code) ?? '') : '';
}

/**
 * Whether a bank means by a failure that there are none of the records that it was asked for.
 *
 * @param codes the bank's own, for such a 404; another 404 may be of a wrong id or address
 */
export function saysNone(error: unknown, codes: readonly string[] = []): boolean {
	return codes.includes(codeOf404(error));
}

/**
 * Whether the bank itself says that there is no such record. The 404 of a proxy or a server in front of
 * it has no code of the bank, and says nothing about the record.
 */
export function saysMissing(error: unknown): boolean {
	return CODE.test(codeOf404(error));
}
