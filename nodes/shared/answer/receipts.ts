import type { IDataObject } from 'n8n-workflow';
import type { Answer, RawAnswer } from '../operation';
import { isObject, parseJson } from '../wire/json';
import type { Request } from '../wire/request';
import type { Session } from '../wire/session';
import { contentOf, readPage, unproven } from './reading';

/** What a server may send that has nothing to say. */
const NOTHING = new Set(['', '{}', 'null', '""']);

/** What was asked for, and the ids that it named. */
interface Asked {
	request: Request;
	ids: IDataObject;
}

/** Whether the bank says that it has done it: by `proof`, or by saying nothing with its status. */
function isProven(session: Session, { text }: RawAnswer, proof: string | undefined): boolean {
	if (proof === undefined) return NOTHING.has(text.trim());
	const content = contentOf(session, parseJson(text));
	return isObject(content) && content[proof] === true;
}

/**
 * The items of an operation that answers with no record: that it worked, or which records are gone.
 *
 * @throws NodeApiError when the bank says something else, or does not say which
 */
export function readReceipts(
	session: Session,
	answer: Extract<Answer, { kind: 'changedMany' | 'deleted' | 'deletedMany' | 'done' }>,
	{ request, ids }: Asked,
	response: RawAnswer,
): IDataObject[] {
	if (answer.kind !== 'deletedMany' && answer.kind !== 'changedMany') {
		if (isProven(session, response, answer.proof)) {
			return [answer.kind === 'deleted' ? { deleted: true } : { success: true, ...ids }];
		}
		const what = answer.proof === undefined ? 'with something else' : `without '${answer.proof}'`;
		throw unproven(session, request, response, `${what}, so it may not have been done`);
	}
	const { records: named } = readPage(session, request, response, answer);
	const done = answer.kind === 'deletedMany' ? 'deleted' : 'changed';
	if (named.length === 0) return [{ [done]: false }];
	if (named.every(({ value }) => typeof value === 'string' || typeof value === 'number')) {
		return named.map(({ value: id }) => ({ [done]: true, id }));
	}
	throw unproven(session, request, response, 'with something that is no list of ids');
}
