const BASE64_LINE = /.{1,64}/g;
/** A file may hold more than one block, a certificate before the key for example. */
const BLOCKS = {
	private: /-----BEGIN ((?:[A-Z]+ )*PRIVATE KEY)-----([\s\S]*?)-----END \1-----/,
	public: /-----BEGIN ((?:RSA )?PUBLIC KEY)-----([\s\S]*?)-----END \1-----/,
};
/**
 * What stands before the base64 of a key that an older OpenSSL has encrypted. The length of its last
 * word hangs on the cipher: a browser takes the breaks out of what is pasted, and the base64 follows.
 */
const ENCRYPTION =
	/Proc-Type:\s*(4,ENCRYPTED)\s*DEK-Info:\s*((?:AES|ARIA|CAMELLIA)-[\dA-Z-]+,[\dA-F]{32}|[\dA-Z-]+,[\dA-F]{16})/i;

/**
 * A key in PEM as OpenSSL wants it, out of one that was pasted on one line, or with `\n` for its
 * breaks. Without a key of that kind an empty block.
 */
export function tidyPem(text: string, kind: keyof typeof BLOCKS): string {
	const [, label = '', content = ''] = text.replace(/\\r|\\n/g, '\n').match(BLOCKS[kind]) ?? [];
	const [header = '', procType, dekInfo] = content.match(ENCRYPTION) ?? [];
	const base64 = content.replace(header, '').replace(/\s+/g, '');
	const lines = base64.match(BASE64_LINE) ?? [];
	const headers = procType ? [`Proc-Type: ${procType}`, `DEK-Info: ${dekInfo}`, ''] : [];
	return [`-----BEGIN ${label}-----`, ...headers, ...lines, `-----END ${label}-----`, ''].join(
		'\n',
	);
}
