import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import { hour } from '../shared/time';
import { isValid, Tokens } from '../shared/tokens';
import { failure, refuse } from './errors';

/** What a partner signs in with. */
export interface PartnerKeys {
	partnerId: string;
	partnerSecret: string;
	appKey: string;
}

const tokenLifeMs = 2 * hour;
const triesBeforeLock = 5;

/** Hands out tokens, checks them, and locks the partner out after too many failed tries in a row. */
export class Access {
	private tokens = new Tokens<'partner'>();
	private failedTries = 0;

	constructor(private readonly keys: PartnerKeys) {}

	issueToken(): string {
		return this.tokens.issue('token', 'partner', tokenLifeMs).value;
	}

	expireTokens(): void {
		this.tokens.expireAll();
	}

	locked(): boolean {
		return this.failedTries >= triesBeforeLock;
	}

	unlock(): void {
		this.failedTries = 0;
	}

	/** Forgets failed tries and tokens; a forgotten token never comes again. */
	reset(): void {
		this.unlock();
		this.tokens.forgetAll();
	}

	/** Answers a partner that asks for a token. */
	signIn(
		request: RecordedRequest,
		given: Pick<PartnerKeys, 'partnerId' | 'partnerSecret'>,
	): Answer {
		if (this.locked()) return failure(401, '10021', 'You are not authorized. (Account is locked)');
		const refusal = this.refuseSignIn(request, given);
		this.failedTries = refusal ? this.failedTries + 1 : 0;
		return refusal ?? { status: 200, body: { token: this.issueToken() } };
	}

	/** Refuses a call that lacks a valid key or token. */
	check({ headers }: RecordedRequest): void {
		const appKey = headers['finicity-app-key'];
		if (!appKey) refuse(missing('10026', 'Finicity-App-Key'));
		if (appKey !== this.keys.appKey) {
			refuse({ status: 401, body: 'Invalid (Finicity-App-Key)', contentType: 'text/plain' });
		}
		const token = headers['finicity-app-token'];
		if (!token) refuse(missing('10024', 'Finicity-App-Token'));
		const known = this.tokens.get(token);
		if (!known) refuse(failure(401, '10022', 'Invalid (Finicity-App-Token)'));
		if (!isValid(known)) {
			refuse(failure(401, '10023', 'Expired (Finicity-App-Token)'));
		}
	}

	private refuseSignIn(
		{ headers }: RecordedRequest,
		given: Pick<PartnerKeys, 'partnerId' | 'partnerSecret'>,
	): Answer | undefined {
		const appKey = headers['finicity-app-key'];
		if (!appKey) return missing('10026', 'Finicity-App-Key');
		if (appKey !== this.keys.appKey) return failure(401, '10021', 'You are not authorized.');
		const { partnerId, partnerSecret } = this.keys;
		if (given.partnerId !== partnerId || given.partnerSecret !== partnerSecret) {
			return failure(401, '10001', 'Invalid credentials');
		}
		return undefined;
	}
}

const missing = (code: string, header: string): Answer =>
	failure(401, code, `Missing parameter (${header})`);
