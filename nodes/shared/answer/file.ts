import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FileKind, RawAnswer } from '../operation';
import { parseJson } from '../wire/json';
import { isData, quote } from '../wire/redact';
import { apiError, hide, type Session } from '../wire/session';

/** What one item of the output holds. */
export type Output = Pick<INodeExecutionData, 'json' | 'binary'>;

/** Bytes in which the mark of a file must stand. */
const HEAD = 1024;

/** Bytes of something else that are looked at, for a message. */
const LONGEST_LOOK = 10_000;

/**
 * The file that a bank answered with, as binary data. The bytes decide, for a bank may call anything
 * a file, and answer with a page or a failure although the status says yes.
 *
 * @param entered what the request was made of
 * @param binaryField where the item holds the file
 * @throws NodeApiError when it is something else
 */
export async function readFile(
	session: Session,
	{ mimeType, mark, fileName }: FileKind,
	{ entered, binaryField }: { entered: IDataObject; binaryField: string },
	{ status, headers, bytes = Buffer.alloc(0) }: RawAnswer,
): Promise<Output> {
	if (!bytes.subarray(0, HEAD).includes(mark)) {
		throw notTheFile(session, { status, headers, bytes }, mimeType);
	}
	const name = fileName(entered);
	const { helpers } = session.context as IExecuteFunctions;
	const data = await helpers.prepareBinaryData(bytes, name, mimeType);
	return {
		json: { ...entered, fileName: name, mimeType, fileSize: bytes.length },
		binary: { [binaryField]: data },
	};
}

function notTheFile(
	session: Session,
	{ status, headers, bytes }: Required<Pick<RawAnswer, 'status' | 'headers' | 'bytes'>>,
	mimeType: string,
) {
	const clean = hide(session);
	const text = bytes.subarray(0, LONGEST_LOOK).toString();
	const body = parseJson(text);
	const failure = session.bank.readFailure(body);
	const words = failure ? clean(failure.message) : '';
	const code = failure?.code && clean(failure.code);
	const type = headers['content-type'] ?? 'no content type';
	const isPage = /^(text|application\/(xml|xhtml))/.test(type) && !isData(text);
	const quoted = isPage && !words ? ` The answer begins: ${quote(text, clean) || '(empty)'}` : '';
	return apiError(session, {
		message: `${session.bank.name} answered without the file (${mimeType})${words && `: ${words}`}${code ? ` (code ${code})` : ''}`,
		description: `HTTP status ${status}, ${type}, ${bytes.length} bytes.${quoted} ${failure?.wayOut ?? 'Try again later.'}`,
		facts: { ...(code && { code }) },
	});
}
