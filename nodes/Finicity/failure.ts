import type { Failure } from '../shared/operation';
import { entryOf, isObject, textOf } from '../shared/wire/json';

const KEYS =
	'Check the App Key, the Partner ID and the Partner Secret of the credential: they belong to one project.';
const TOKEN =
	'The token has run out, or belongs to another App Key. Run the node again: it fetches a new one. An App Token of your own lives for two hours; enter a new one in the credential.';
const TEST_DRIVE =
	'The plan of these keys is Test Drive, which does not include this. Use testing customers (Create Testing), or ask Mastercard for a plan with real ones.';

/** What the user can do, by the bank's code, which comes with different HTTP statuses. */
const WAY_OUT: Readonly<Record<string, string>> = {
	10001: KEYS,
	10021: KEYS,
	10022: TOKEN,
	10023: TOKEN,
	10024: TOKEN,
	10026: KEYS,
};

/** The plan is told in words only, with the status of a refused token or of too many requests. */
const ON_TEST_DRIVE = /\bnot available (?:from|in|on) the test drive\b/i;

function advice(message: string, code: string | undefined): Partial<Failure> {
	if (ON_TEST_DRIVE.test(message)) return { wayOut: TEST_DRIVE, isFinal: true };
	return { wayOut: entryOf(WAY_OUT, code) };
}

/** One failure, `{ code, message, user_message? }`, where `user_message` is the more telling one. */
function readOne(body: Record<string, unknown>): Failure | undefined {
	const parts = [body.message ?? body.Description ?? body.title, body.user_message]
		.map(textOf)
		.filter((part) => part !== undefined && part !== '');
	if (parts.length === 0) return undefined;
	const message = parts.join(': ');
	const code = textOf(body.code ?? body.ReasonCode);
	return { message, code, ...advice(message, code) };
}

/**
 * Finicity's own words. Most endpoints answer with one failure; older ones with a list in `errors`,
 * newer ones with one in `Errors.Error`.
 */
export function readFailure(body: unknown): Failure | undefined {
	if (!isObject(body)) return undefined;
	const wrapped = isObject(body.Errors) ? body.Errors.Error : body.errors;
	if (!Array.isArray(wrapped)) return readOne(body);
	const failures = wrapped
		.map((entry: unknown) => readOne(isObject(entry) ? entry : { message: entry }))
		.filter((failure) => failure !== undefined);
	const [first] = failures;
	return first && { ...first, message: failures.map(({ message }) => message).join('; ') };
}
