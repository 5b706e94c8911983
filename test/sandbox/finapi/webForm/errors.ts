import { Refusal } from '../../shared/refusal';
import type { RecordedRequest } from '../../shared/request';
import type { Answer } from '../../shared/server';
import type { Problem } from '../../shared/validation';
import { utcTime } from '../time';

/** Why a call is refused: for one reason, or for fields that break the rules. */
export type WebFormFailure =
	| { status: number; code: string; description: string; headers?: Record<string, string> }
	| { status: 400; errors: readonly { field: string; message: string }[] };

export function refuse(
	status: number,
	code: string,
	description: string,
	headers?: Record<string, string>,
): never {
	throw new Refusal<WebFormFailure>({ status, code, description, headers });
}

/** Ends the call because of a field. */
export function refuseField(field: string, message: string): never {
	throw new Refusal<WebFormFailure>({ status: 400, errors: [{ field, message }] });
}

/** A failure in the shape of Web Form, which is not that of Access. */
export function failure(reason: WebFormFailure, request: RecordedRequest, at: number): Answer {
	const { status } = reason;
	const common = { timestamp: utcTime(at), endpoint: `${request.method} ${request.path}` };
	if ('errors' in reason) return { status, body: { errors: reason.errors, ...common } };
	const { code, description, headers } = reason;
	return { status, headers, body: { code, description, ...common } };
}

export function refuseProblem({ in: place, name, rule, message, allowed = [] }: Problem): never {
	if (rule === 'unknown') refuse(404, 'NOT_FOUND', message);
	if (rule === 'method') {
		refuse(405, 'NOT_ALLOWED', message, { Allow: allowed.join(', ') });
	}
	if (rule === 'contentType') refuse(415, 'NOT_SUPPORTED', message);
	// An id of another form is the id of nothing.
	if (place === 'path') refuse(404, 'NOT_FOUND', message);
	refuseField(name.replaceAll('/', '.'), message);
}
