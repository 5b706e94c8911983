import { GivenUp } from './deadline';

/** What n8n's request helper throws: its own error around that of the HTTP library. */
export interface HelperError extends Error {
	cause?: {
		isAxiosError?: boolean;
		response?: { status: number; headers: unknown; data: unknown };
		code?: string;
		/** Until TLS stands, nothing is sent. Node.js keeps this when it gives the socket up. */
		request?: { socket?: { secureConnecting?: boolean } | null };
		cause?: NodeFault;
	};
	description?: string | null;
}

/** A fault as Node.js has it. */
interface NodeFault {
	/** What it was at. */
	syscall?: string;
	/** One for each address that it has tried. */
	errors?: NodeFault[];
}

/** Why a request got no answer. */
export interface Fault {
	/** As Node.js and the HTTP library call it. */
	code: string;
	/** The bank can't have received any of it. */
	neverArrived: boolean;
}

/** What the HTTP library calls an answer that broke off in the middle. */
export const BROKE_OFF = 'ERR_BAD_RESPONSE';
/** What it calls one that took too long. */
const TIMEOUT = 'ECONNABORTED';

/** What Node.js is at before there is a connection. */
const CONNECTING = /^(connect|getaddrinfo|query\w*)$/;
/**
 * What breaks before anything is sent: the bank's address is not found or not reached, this machine
 * has nothing left to connect with, the certificate is not good. Other faults of TLS may come later.
 */
const NO_CONNECTION =
	/^(EADDRNOTAVAIL|EAI_.*|ECONNREFUSED|EHOSTDOWN|EHOSTUNREACH|EMFILE|ENETDOWN|ENETUNREACH|ENFILE|ENOBUFS|ENOTFOUND)$/;
const BAD_CERTIFICATE =
	/^(CERT_.*|CRL_.*|DEPTH_ZERO_.*|ERROR_IN_.*|ERR_TLS_CERT_.*|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|SELF_SIGNED_.*|UNABLE_TO_.*)$/;

/** Whether it broke before a connection stood: at each of the addresses, when several were tried. */
function brokeWhileConnecting(code: string, fault: NodeFault = {}): boolean {
	const faults = fault.errors?.length ? fault.errors : [fault];
	const isTold = faults.every(({ syscall }) => syscall !== undefined);
	if (isTold) return faults.every(({ syscall }) => CONNECTING.test(syscall ?? ''));
	return NO_CONNECTION.test(code) || BAD_CERTIFICATE.test(code);
}

/**
 * The fault of a connection in what a request has thrown; `undefined` when it is none, and the
 * request was not sent.
 */
export function faultOf(thrown: HelperError): Fault | undefined {
	if (thrown instanceof GivenUp) return { code: TIMEOUT, neverArrived: false };
	const { cause } = thrown;
	if (!cause?.isAxiosError) return undefined;
	const { code = 'unknown', request } = cause;
	const neverArrived = request?.socket?.secureConnecting ?? brokeWhileConnecting(code, cause.cause);
	return { code, neverArrived };
}
