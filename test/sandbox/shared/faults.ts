import type { RecordedRequest } from './request';

/** Something that is to go wrong with the requests it matches. */
export interface FaultRule {
	method?: string;
	/** A text must equal the raw path, without the query. */
	path?: string | RegExp;
	/** How many requests it hits; 1 unless given. */
	times?: number;
	/** How many matching requests it lets through first; 0 unless given. */
	skip?: number;
	/** With a status or a body, this is the answer and the request is not carried out. */
	status?: number;
	headers?: Record<string, string>;
	/** An object is sent as JSON, a text as it is. */
	body?: unknown;
	contentType?: string;
	delayMs?: number;
	/** Waits for this as well before it is looked at. */
	until?: Promise<void>;
	/** Destroys the connection before the request is carried out, or after, without an answer. */
	cut?: 'before' | 'after';
}

/** The faults that are still to happen, in the order they were asked for. */
export class Faults {
	private pending: { rule: FaultRule; skip: number; times: number }[] = [];

	add(rule: FaultRule): void {
		this.pending.push({ rule, skip: rule.skip ?? 0, times: rule.times ?? 1 });
	}

	/** Takes the fault that hits this request, if any. */
	take(request: RecordedRequest): FaultRule | undefined {
		for (const entry of this.pending) {
			if (entry.times <= 0 || !matches(entry.rule, request)) continue;
			if (entry.skip > 0) {
				entry.skip -= 1;
				continue;
			}
			entry.times -= 1;
			return entry.rule;
		}
		return undefined;
	}

	clear(): void {
		this.pending = [];
	}
}

function matches({ method, path }: FaultRule, request: RecordedRequest): boolean {
	if (method !== undefined && method !== request.method) return false;
	if (path === undefined) return true;
	// search() ignores the lastIndex of a global expression, which test() would carry over.
	return typeof path === 'string' ? path === request.path : request.path.search(path) >= 0;
}
