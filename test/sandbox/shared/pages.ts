import { placeholdersIn } from './paths';
import type { RecordedRequest } from './request';
import type { Answer } from './server';

/** A browser that comes to a page. */
export interface Visit {
	path: Record<string, string>;
	query: Record<string, string>;
	/** What a form was filled in with; empty when none was sent. */
	form: Record<string, string>;
	request: RecordedRequest;
}

/**
 * What a bank shows to a browser, outside of its API: by method and path, like
 * `GET /login/{id}`. Nothing of it is in a contract.
 */
export type Pages = Readonly<Record<string, (visit: Visit) => Answer | Promise<Answer>>>;

/** What the page of this address answers; undefined when there is none. */
export function pageAt(
	pages: Pages,
	request: RecordedRequest,
): (() => Answer | Promise<Answer>) | undefined {
	for (const [address, page] of Object.entries(pages)) {
		const [method, template = ''] = address.split(' ');
		const values = placeholdersIn(template, request.path);
		if (method !== request.method || !values) continue;
		const path = Object.fromEntries(values.map(([name, value]) => [name, decoded(value)]));
		return () => page({ path, query: request.query, form: formIn(request), request });
	}
	// Browsers ask for this by themselves.
	return request.path === '/favicon.ico' ? () => ({ status: 204 }) : undefined;
}

function formIn({ headers, rawBody }: RecordedRequest): Record<string, string> {
	const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
	return isForm ? Object.fromEntries(new URLSearchParams(rawBody)) : {};
}

/** An address that is badly encoded names nothing that there is. */
function decoded(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}

/** A page with a title; the body is HTML. */
export function htmlPage(title: string, body: string, status = 200): Answer {
	return {
		status,
		contentType: 'text/html; charset=utf-8',
		body: `<!doctype html><title>${escapeHtml(title)}</title><h1>${escapeHtml(title)}</h1>${body}`,
	};
}

/** Sends the browser on, after a form too. */
export function redirect(location: string): Answer {
	return { status: 302, headers: { Location: location } };
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as it can stand in HTML, in a quoted attribute too. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
