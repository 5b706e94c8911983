import type { IHttpRequestOptions } from 'n8n-workflow';

/** A request as a node hands it to n8n; the HTTP Request node still uses the older words. */
export interface NodeRequest extends IHttpRequestOptions {
	uri?: string;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
}

/** The address that a request names, in whichever word. */
export function targetOf({ url, uri }: NodeRequest): string {
	return String(url ?? uri ?? '');
}

/** A redirect would carry the keys along to wherever it points. */
export const NO_REDIRECTS = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
} as const;
