import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import type { Token } from '../shared/tokens';
import { isValid, Tokens } from '../shared/tokens';
import { refuse, unauthorized } from './errors';
import type { FinApiState, User } from './state';

/** What a client signs in with. */
export interface ClientKeys {
	clientId: string;
	clientSecret: string;
}

/** Whom a token speaks for; without a user, for the client itself. */
export interface Holder {
	userId?: string;
}

/** How many wrong passwords in a row lock a user out. */
export const triesBeforeLock = 5;

/** Hands out tokens, checks them, and locks users out after too many wrong passwords in a row. */
export class Access {
	/** Of users; without one, of the client. */
	private tokens = new Tokens<string | undefined>();
	private refreshTokens = new Tokens<string>();

	constructor(
		private readonly keys: ClientKeys,
		private readonly state: FinApiState,
	) {}

	/** The token of the holder; a new one only when there is none or it has expired. */
	tokenOf({ userId }: Holder): Token<string | undefined> {
		const { tokenLifeSeconds } = this.state;
		const lifeMs = tokenLifeSeconds === 0 ? Infinity : tokenLifeSeconds * 1000;
		const name = userId === undefined ? 'client-token' : 'user-token';
		return this.tokens.validOf(userId) ?? this.tokens.issue(name, userId, lifeMs);
	}

	expireTokens(): void {
		this.tokens.expireAll();
	}

	revokeTokens(): void {
		this.tokens.forgetAll();
		this.refreshTokens.forgetAll();
	}

	/** A locked user's tokens are worth nothing any more. */
	lock(user: User): void {
		user.isLocked = true;
		this.tokens.forget(user.id);
		this.refreshTokens.forget(user.id);
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
			const refreshToken =
				this.refreshTokens.get(needed(form, 'refresh_token')) ??
				refuse(400, 'INVALID_TOKEN', 'The refresh token is not valid');
			this.tokens.forget(refreshToken.holder);
			return this.grant({ userId: refreshToken.holder });
		}
		const user = this.userOf(needed(form, 'username'), needed(form, 'password'));
		return this.grant({ userId: user.id }, { refresh_token: this.refreshTokenOf(user.id) });
	}

	/** Whom the request speaks for, or the refusal of a request without a valid token. */
	holderOf({ headers }: RecordedRequest): Holder | Answer {
		const value = /^bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
		if (value === undefined) return unauthorized('unauthorized', 'An access token is required');
		const token = this.tokens.get(value);
		// The real one repeats the token as well: whoever shows this text to anybody gives it away.
		if (!token) return unauthorized('invalid_token', `Invalid access token: ${value}`);
		if (!isValid(token)) {
			return unauthorized('invalid_token', `Access token expired: ${value}`);
		}
		return { userId: token.holder };
	}

	private grant(holder: Holder, more: { refresh_token?: string } = {}): Answer {
		const { value, expiresAt } = this.tokenOf(holder);
		const seconds = Math.ceil((expiresAt - Date.now()) / 1000);
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
		const user = this.state.users.get(username);
		if (user?.isLocked) refuse(423, 'LOCKED', 'The user is locked');
		if (user?.password !== password) {
			if (user && ++user.failedLogins >= triesBeforeLock) this.lock(user);
			refuse(400, 'BAD_REQUEST', 'Bad user credentials');
		}
		user.failedLogins = 0;
		if (!user.isVerified) refuse(403, 'USER_NOT_VERIFIED', 'The user is not verified');
		return user;
	}

	private refreshTokenOf(userId: string): string {
		const token =
			this.refreshTokens.validOf(userId) ??
			this.refreshTokens.issue('refresh-token', userId, Infinity);
		return token.value;
	}
}

/** A field that only some grants need. */
function needed(form: Record<string, unknown>, name: string): string {
	const value = form[name];
	return typeof value === 'string'
		? value
		: refuse(400, 'MISSING_FIELD', `body ${name} is required for this grant_type`);
}
