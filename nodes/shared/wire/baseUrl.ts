import { UserError } from 'n8n-workflow';
import { type NodeRequest, targetOf } from './nodeRequest';

/** Protocol, host and path, to which paths can be added: no sign-in, query or fragment, however empty. */
const PLAIN_ADDRESS = /^https?:\/\/[^\s/?#@\\]+(?:\/[^\s?#\\]*)?$/i;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether keys can go to this address without being read on the way. */
function isSafe({ protocol, hostname }: URL): boolean {
	return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

/**
 * A credential's base URL, checked and without a slash at the end.
 *
 * @throws UserError when the keys would leave this machine unencrypted, or the address is none
 */
export function checkedBaseUrl(baseUrl: string): string {
	const text = baseUrl.trim().replace(/\/+$/, '');
	if (PLAIN_ADDRESS.test(text) && URL.canParse(text) && isSafe(new URL(text))) return text;
	throw new UserError("The credential's 'Base URL' can't be used", {
		description:
			'Enter an address that begins with https:// and has no query and no sign-in in it. Plain http:// is accepted for this machine only, for tests.',
	});
}

/**
 * Stops a request that would carry keys unencrypted, whichever node it comes from.
 *
 * @throws UserError
 */
export function checkTarget(request: NodeRequest): void {
	const { baseURL } = request;
	const url = targetOf(request);
	if (URL.canParse(url, baseURL) && isSafe(new URL(url, baseURL))) return;
	throw new UserError('Keys are only sent to an address that begins with https://', {
		description: 'Plain http:// is accepted for this machine only, for tests.',
	});
}
