/** The advice for a write of which nobody knows whether the bank has carried it out. */
export const LOOK_FIRST =
	'The request may have been carried out: look at the record before you send it again.';

const REDIRECT =
	'The address answered with a redirect, which is not followed because it would carry the keys along. Check the Base URL of the credential.';
const TOO_LONG = 'The request is too long. Give fewer ids, or shorter texts.';

/** What a status means whoever has said it. */
const BY_ANYBODY: ReadonlyMap<number, string> = new Map([
	[
		407,
		'A proxy asks for a sign-in, and the bank has received nothing. Enter the user and password of the proxy together with its address (HTTPS_PROXY).',
	],
	// Nobody but a bank says these two.
	[409, 'The bank already has a record with these values.'],
	[423, 'The record is busy with something else, or locked. Try again later.'],
	[413, TOO_LONG],
	[414, TOO_LONG],
	[429, 'Lower Max Parallel Requests, send fewer items, or try again later.'],
	[431, TOO_LONG],
]);

/** What it means when the bank has said it in its own words. */
const BY_BANK: ReadonlyMap<number, string> = new Map([
	[401, 'Check the credential: its keys may be wrong or belong to another environment.'],
	[403, 'The credential is not allowed to do this, or the record is locked.'],
	[404, 'Check the IDs: the record may be gone or belong to another account.'],
]);

/** What to check when nobody knows who has said it. */
const BY_SOMEBODY: ReadonlyMap<number, string> = new Map([
	[401, 'Check the keys in the credential, and its Base URL.'],
	[
		403,
		'Check the Base URL of the credential, and whether requests from the address of n8n are allowed.',
	],
	[404, 'Check the Base URL of the credential, and the IDs.'],
]);

/** Whether a server may have begun with a request that it answers so. */
function mayHaveBegun(status: number): boolean {
	return status >= 500 || status === 408 || status === 425;
}

function inItsWords(status: number): string {
	return BY_BANK.get(status) ?? 'Check the values of the fields.';
}

function inNoWords(bank: string, status: number): string {
	const advice = BY_SOMEBODY.get(status) ?? 'Check the Base URL of the credential.';
	return `${notInItsWords(bank)} ${advice}`;
}

/** Who may have answered without the words of the bank. */
function notInItsWords(bank: string): string {
	return `The answer has none of ${bank}'s own words: a proxy, a firewall or a server in front of it may have given it.`;
}

/** Who has answered with a failure, and to what. */
interface Answered {
	/** As the user reads it in messages. */
	bank: string;
	/** Whether the bank's own words are in the answer. */
	isSpoken: boolean;
	isRead: boolean;
}

/** What the user can do about an answer of which only the status tells something. */
export function adviceAfterAnswer(status: number, { bank, isSpoken, isRead }: Answered): string {
	if (status >= 300 && status < 400) return isRead ? REDIRECT : `${REDIRECT} ${LOOK_FIRST}`;
	if (mayHaveBegun(status)) {
		const advice = isRead ? 'Try again later.' : LOOK_FIRST;
		return isSpoken ? advice : `${notInItsWords(bank)} ${advice}`;
	}
	return BY_ANYBODY.get(status) ?? (isSpoken ? inItsWords(status) : inNoWords(bank, status));
}

/** What the user can do about a fault of the connection, by the names that Node.js has for it. */
const AFTER_FAULT: readonly (readonly [codes: RegExp, advice: string])[] = [
	[
		/^(CERT_UNTRUSTED|DEPTH_ZERO_SELF_SIGNED_CERT|INVALID_CA|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT\w*|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/,
		"n8n doesn't trust the certificate of the server. If your company has its own certificate authority, give n8n its certificate in the environment variable NODE_EXTRA_CA_CERTS. Otherwise check the Base URL of the credential.",
	],
	[
		/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
		'The certificate has expired, or is not valid yet. Check the clock of the machine that n8n runs on, and the Base URL of the credential.',
	],
	[
		/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/,
		'The certificate is for another address. Check the Base URL of the credential, and whether a proxy answers in its place.',
	],
	[
		/^(ENOTFOUND|EAI_\w+)$/,
		'The name in the Base URL of the credential could not be looked up. Check it, and the DNS of the machine that n8n runs on, then try again.',
	],
	[
		/^(EADDRNOTAVAIL|EMFILE|ENFILE|ENOBUFS)$/,
		'The machine that n8n runs on has too many files or connections open. Lower Max Parallel Requests, or raise its limit, then try again.',
	],
];

/**
 * What the user can do about a request that got no answer, and that the bank has not received or
 * that changes nothing.
 *
 * @param code the fault, as Node.js calls it
 */
export function adviceAfterFault(code: string): string {
	const [, advice] = AFTER_FAULT.find(([codes]) => codes.test(code)) ?? [];
	return advice ?? 'Check the network and the Base URL of the credential, then try again.';
}
