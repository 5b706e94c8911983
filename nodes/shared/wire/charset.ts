const UTF_16_LE = 'utf-16le';
const UTF_16_BE = 'utf-16be';

/** Made once: making one takes longer than a short answer takes to read. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function inUtf8(bytes: Uint8Array): string | undefined {
	try {
		return UTF_8.decode(bytes);
	} catch {
		return undefined;
	}
}

/** The text of bytes in a charset, with U+FFFD for those that it doesn't have; nothing if there is no such charset. */
function decode(bytes: Uint8Array, charset: string): string | undefined {
	try {
		return new TextDecoder(charset).decode(bytes);
	} catch {
		// A charset that nobody knows.
		return undefined;
	}
}

/** The kind of UTF-16 that a text is written in, by the mark at its beginning or by what is said of it. */
function utf16Of([first, second]: Uint8Array, charset: string): string | undefined {
	if (first === 0xfe && second === 0xff) return UTF_16_BE;
	if (first === 0xff && second === 0xfe) return UTF_16_LE;
	if (!/^utf-?16/i.test(charset)) return undefined;
	return /be$/i.test(charset) ? UTF_16_BE : UTF_16_LE;
}

/**
 * The text in the body of an answer. Bytes that make sense in UTF-8 are UTF-8, whatever is said of
 * them, for some servers say Latin-1 of everything; others are in the charset that is said.
 *
 * @param body bytes, or a text that somebody has read already
 */
export function bodyText(body: unknown, contentType = ''): string {
	if (typeof body === 'string') return body;
	if (body === undefined || body === null) return '';
	if (!(body instanceof Uint8Array)) return JSON.stringify(body);
	const [, charset = ''] = /\bcharset\s*=\s*["']?([\w.:-]+)/i.exec(contentType) ?? [];
	const utf16 = utf16Of(body, charset);
	if (utf16) return decode(body, utf16) ?? '';
	return inUtf8(body) ?? decode(body, charset) ?? decode(body, 'latin1') ?? '';
}
