import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import type { Token } from '../shared/tokens';
import { isValid, Tokens } from '../shared/tokens';
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

/** How many wrong passwords in a row lock a user out. */
export const triesBeforeLock = 5;

/** How long a token lives, in milliseconds, by what the client has set. */
const lifeOf = (seconds: number): number => (seconds === 0 ? Infinity : seconds * 1000);

/** Hands out tokens, checks them, and locks users out after too many wrong passwords in a row. */
export class Access {
	/** Of users; without one, of the client. */
	private readonly tokens: Tokens<string | undefined>;
	private readonly refreshTokens: Tokens<string>;

	constructor(
		private readonly keys: ClientKeys,
		private readonly state: FinApiState,
	) {
		const now = () => state.now();
		this.tokens = new Tokens(now);
		this.refreshTokens = new Tokens(now);
	}

	/** The token of the holder; a new one only when there is none or it has expired. */
	tokenOf({ userId }: Pick<Holder, 'userId'>): Token<string | undefined> {
		const kind = userId === undefined ? 'client' : 'user';
		const lifeMs = lifeOf(this.state.tokenLife[kind]);
		return this.tokens.validOf(userId) ?? this.tokens.issue(`${kind}-token`, userId, lifeMs);
	}

	expireTokens(): void {
		this.tokens.expireAll();
	}

	revokeTokens(): void {
		this.tokens.forgetAll();
		this.refreshTokens.forgetAll();
	}

	/** All tokens of a user, of every kind, are worth nothing any more. */
	revokeTokensOf({ id }: User): void {
		this.tokens.forget(id);
		this.refreshTokens.forget(id);
	}

	lock(user: User): void {
		user.isLocked = true;
		this.revokeTokensOf(user);
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
			const refreshToken = this.refreshTokens.get(needed(form, 'refresh_token'));
			if (!refreshToken || !isValid(refreshToken, this.state.now())) {
				refuse(400, 'INVALID_TOKEN', 'The refresh token is not valid');
			}
			this.tokens.forget(refreshToken.holder);
			return this.grant({ userId: refreshToken.holder });
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
		return { userId: token.holder, token: value };
	}

	/** Whether a token is still worth something. */
	isGood(value: string): boolean {
		const token = this.tokens.get(value);
		return token !== undefined && isValid(token, this.state.now());
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

	private refreshTokenOf(userId: string): string {
		const token =
			this.refreshTokens.validOf(userId) ??
			this.refreshTokens.issue('refresh-token', userId, lifeOf(this.state.tokenLife.refresh));
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
