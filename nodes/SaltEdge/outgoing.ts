import { type NodeRequest, targetOf } from '../shared/wire/nodeRequest';
import type { Outgoing } from './signing';

function wholeUrl(options: NodeRequest): string {
	const { baseURL, qs } = options;
	const url = targetOf(options);
	const isWhole = /^[a-z]+:\/\//i.test(url) || !baseURL;
	const whole = new URL(
		isWhole ? url : `${baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`,
	);
	// Stays at home.
	whole.hash = '';
	for (const [name, value] of Object.entries(qs ?? {})) {
		for (const each of [value].flat()) {
			if (each !== undefined && each !== null) whole.searchParams.append(name, String(each));
		}
	}
	return whole.href;
}

function bodyText({ body }: NodeRequest): string {
	if (body === undefined || body === null) return '';
	// The HTTP library trims the text of a JSON body.
	return typeof body === 'string' ? body.trim() : JSON.stringify(body);
}

/**
 * A request spelled out as it goes over the wire, so that it can be signed and nothing after it
 * changes a byte. The HTTP Request node leaves address, query and body apart.
 */
export function spelledOut(options: NodeRequest): Outgoing {
	return { method: options.method ?? 'GET', url: wholeUrl(options), body: bodyText(options) };
}
