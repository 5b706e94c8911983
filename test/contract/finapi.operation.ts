import type { ContractOperation, WireValue } from './contract';

/** One call of finAPI, Access or Web Form. */
export interface FinApiOperation extends ContractOperation {
	/** Whose access token it takes; `none` for the call that hands tokens out. */
	token: 'none' | 'client' | 'user' | 'userOrClient';
}

/**
 * The headers by which a client tells the bank that its user is there. Without them a bank counts a
 * call as one that nobody is present at.
 */
export const userMetadataHeaders: Record<string, WireValue> = {
	'PSU-IP-Address': { type: 'string' },
	'PSU-Device-OS': { type: 'string' },
	'PSU-User-Agent': { type: 'string' },
};
