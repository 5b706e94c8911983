import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import { refuse, unauthorized } from './errors';
import type { User } from './model';
import type { FinApiState } from './state';

/** What a client signs in with. */
export interface ClientKeys {
	clientId: string;
	clientSecret: string;
}

/** Whom a token speaks for; without a user, for the client itself. */
export interface Holder {
	userId?: string;
	/** The token itself. */
	token?: string;
}

/** Why a request speaks for nobody, in the words of OAuth. */
export interface Unknown {
	error: string;
	description: string;
}

interface Token {
	userId?: string;
	value: string;
	/** Milliseconds; Infinity is forever. */
	expiresAt: number;
}

/** How many wrong passwords in a row lock a user out. */
export const triesBeforeLock = 5;

/** Hands out tokens, checks them, and locks users out after too many wrong passwords in a row. */
export class Access {
	private tokens = new Map<string, Token>();
	/** The users of the refresh tokens. */
	private refreshTokens = new Map<string, string>();
	private issued = 0;

	constructor(
		private readonly keys: ClientKeys,
		private readonly state: FinApiState,
	) {}

	/** The token of the holder; a new one only when there is none or it has expired. */
	tokenOf({ userId }: Pick<Holder, 'userId'>): Token {
		for (const token of this.tokens.values()) {
			if (token.userId === userId && token.expiresAt > this.state.now()) return token;
		}
		const kind = userId === undefined ? 'client' : 'user';
		const life = this.state.tokenLife[kind];
		const token: Token = {
			value: this.newValue(kind),
			userId,
			expiresAt: life === 0 ? Infinity : this.state.now() + life * 1000,
		};
		this.tokens.set(token.value, token);
		return token;
	}

	expireTokens(): void {
		for (const token of this.tokens.values()) token.expiresAt = 0;
	}

	/** Forgets the tokens of one user, or all; a forgotten token never comes again. */
	revokeTokens(ofUser?: string): void {
		this.dropTokens(ofUser);
		for (const [value, userId] of this.refreshTokens) {
			if (ofUser === undefined || userId === ofUser) this.refreshTokens.delete(value);
		}
	}

	private dropTokens(ofUser?: string): void {
		for (const { value, userId } of this.tokens.values()) {
			if (ofUser === undefined || userId === ofUser) this.tokens.delete(value);
		}
	}

	/** A locked user's tokens are worth nothing any more. */
	lock(user: User): void {
		user.isLocked = true;
		this.revokeTokens(user.id);
	}

	/** The refusal of anybody who is not the client; HTTP Basic does not count. */
	refuseClient(request: RecordedRequest): Answer | undefined {
		const form = new URLSearchParams(request.rawBody);
		const { clientId, clientSecret } = this.keys;
		const isClient =
			form.get('client_id') === clientId &&
			form.get('client_secret') === clientSecret &&
			!/^basic /i.test(request.headers.authorization ?? '');
		return isClient ? undefined : unauthorized('invalid_client', 'Bad client credentials');
	}

	/** Answers the client that asks for a token. */
	signIn(form: Record<string, unknown>): Answer {
		if (form.grant_type === 'client_credentials') return this.grant({});
		if (form.grant_type === 'refresh_token') {
			const userId = this.refreshTokens.get(needed(form, 'refresh_token'));
			if (userId === undefined) refuse(400, 'INVALID_TOKEN', 'The refresh token is not valid');
			this.dropTokens(userId);
			return this.grant({ userId });
		}
		const user = this.userOf(needed(form, 'username'), needed(form, 'password'));
		return this.grant({ userId: user.id }, { refresh_token: this.refreshTokenOf(user.id) });
	}

	/** Whom the request speaks for, or why it speaks for nobody. */
	holderOf({ headers }: RecordedRequest): Holder | Unknown {
		const value = /^bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
		if (value === undefined) {
			return { error: 'unauthorized', description: 'An access token is required' };
		}
		const token = this.tokens.get(value);
		// The real one repeats the token as well: whoever shows this text to anybody gives it away.
		const description = token ? `Access token expired: ${value}` : `Invalid access token: ${value}`;
		if (!token || !this.isGood(value)) return { error: 'invalid_token', description };
		return { userId: token.userId, token: value };
	}

	/** Whether a token is still worth something. */
	isGood(value: string): boolean {
		return (this.tokens.get(value)?.expiresAt ?? 0) > this.state.now();
	}

	private grant(holder: Holder, more: { refresh_token?: string } = {}): Answer {
		const { value, expiresAt } = this.tokenOf(holder);
		const seconds = Math.ceil((expiresAt - this.state.now()) / 1000);
		return {
			status: 200,
			body: {
				access_token: value,
				token_type: 'bearer',
				expires_in: seconds === Infinity ? 0 : seconds,
				scope: 'all',
				...more,
			},
		};
	}

	private userOf(username: string, password: string): User {
		const user = this.state.userOf(username);
		if (user?.isLocked) refuse(423, 'LOCKED', 'The user is locked');
		if (user?.password !== password) {
			if (user && ++user.failedLogins >= triesBeforeLock) this.lock(user);
			refuse(400, 'BAD_REQUEST', 'Bad user credentials');
		}
		user.failedLogins = 0;
		if (!user.isVerified) refuse(403, 'USER_NOT_VERIFIED', 'The user is not verified');
		return user;
	}

	private refreshTokenOf(ofUser: string): string {
		for (const [value, userId] of this.refreshTokens) if (userId === ofUser) return value;
		const value = this.newValue('refresh');
		this.refreshTokens.set(value, ofUser);
		return value;
	}

	private newValue(kind: 'client' | 'user' | 'refresh'): string {
		this.issued += 1;
		return `sandbox-${kind}-token-${String(this.issued).padStart(6, '0')}`;
	}
}

/** A field that only some grants need. */
function needed(form: Record<string, unknown>, name: string): string {
	const value = form[name];
	return typeof value === 'string'
		? value
		: refuse(400, 'MISSING_FIELD', `body ${name} is required for this grant_type`);
}
