import { Failure } from '../e2e/failure';

/** Numbers of a run that did something else than asked for mean nothing. */
export function mustBe(what: string, actual: unknown, expected: unknown): void {
	if (actual !== expected) {
		throw new Failure(`${what}: ${String(actual)}, but must be ${String(expected)}`);
	}
}
