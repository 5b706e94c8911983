import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import {
	baseUrlOf,
	CLIENT_SESSION,
	PATH_PREFIX,
	pastedToken,
	secrets,
	TOKEN_PATH,
} from '../nodes/FinApi/access';
import { readFailure } from '../nodes/FinApi/failure';
import {
	ENTERED_BASE_URL,
	notTheApi,
	sessionToken,
	signInAttempt,
} from '../nodes/shared/signIn/fields';
import { entered, onceADay, type TokenCall, tokenSignIn } from '../nodes/shared/signIn/tokenSignIn';

type Way = 'user' | 'client' | 'accessToken';

interface Keys {
	way: Way;
	baseUrl: string;
	version: string;
	clientId: string;
	clientSecret: string;
	userId: string;
	password: string;
	pastedToken?: string;
	attempt: string;
}

function readKeys(credentials: ICredentialDataDecryptedObject, as?: string): Keys {
	const text = (name: string) => entered(credentials, name);
	const way = as ?? text('authentication');
	return {
		way: way === 'client' || way === 'accessToken' ? way : 'user',
		baseUrl: baseUrlOf(credentials).trim(),
		version: credentials.apiVersion === 'V1' ? 'V1' : 'V2',
		clientId: text('clientId'),
		clientSecret: text('clientSecret'),
		userId: text('userId'),
		// As it is: a password may begin or end with a space.
		password: String(credentials.password ?? ''),
		pastedToken: way === 'accessToken' ? pastedToken(credentials) : undefined,
		attempt: text('attempt'),
	};
}

/** What to look at, by what finAPI answers to each kind of wrong keys. */
function whatToCheck(status: number, words: string, { way, version }: Keys): string {
	if (status === 423) {
		return 'the user is locked after too many refused sign-ins; change the password of the user to open it again';
	}
	if (status === 400 && way === 'user') return 'check the User ID and the Password';
	if (status !== 403) return 'check the Client ID, the Client Secret and the Environment';
	if (/version/i.test(words)) {
		return `the client is not bound to ${version}; choose the other API Version`;
	}
	const mayNot = 'the client may not sign in this way';
	return way === 'user' ? `the user has not been verified yet, or ${mayNot}` : mayNot;
}

/** The call for a token, with the grant and what belongs to it. */
function tokenCall(
	{ version, clientId, clientSecret }: Keys,
	grant: Record<string, string>,
): TokenCall {
	return {
		path: TOKEN_PATH[version] ?? '',
		headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({
			...grant,
			client_id: clientId,
			client_secret: clientSecret,
		}).toString(),
	};
}

const signIn = tokenSignIn<Keys>({
	name: 'finAPI',
	readKeys,
	required({ way, clientId, clientSecret, userId, password, pastedToken }): Record<string, string> {
		if (pastedToken !== undefined) return { 'Access Token': pastedToken };
		const user: Record<string, string> =
			way === 'user' ? { 'User ID': userId, Password: password } : {};
		return { 'Client ID': clientId, 'Client Secret': clientSecret, ...user };
	},
	identity({ way, version, clientId, clientSecret, userId, password, pastedToken, attempt }) {
		if (pastedToken !== undefined) return [way, version, pastedToken];
		const client = [way, version, clientId, clientSecret, attempt];
		return way === 'client' ? client : [...client, userId, password];
	},
	secrets,
	headers: (_, token) => ({ Authorization: token && `Bearer ${token}` }),
	tokenCall: (keys) =>
		tokenCall(
			keys,
			keys.way === 'user'
				? { grant_type: 'password', username: keys.userId, password: keys.password }
				: { grant_type: 'client_credentials' },
		),
	tokenProperty: 'access_token',
	lifeProperty: 'expires_in',
	renewalCall: (keys, { refresh_token: token }) =>
		typeof token === 'string'
			? tokenCall(keys, { grant_type: 'refresh_token', refresh_token: token })
			: undefined,
	probePath: ({ version }) => `${PATH_PREFIX[version] ?? ''}/bankConnections?ids=1`,
	readFailure,
	refusal({ status, said, words }, keys) {
		if (![400, 401, 403, 423].includes(status) || !said) return undefined;
		if (keys.pastedToken !== undefined) {
			return {
				message: `finAPI does not take the Access Token${words}`,
				wayOut:
					'It has run out, was revoked, or belongs to another environment: paste a new one, or choose to sign in with User, where the node fetches its tokens.',
			};
		}
		return {
			message: `finAPI refused the sign-in${words}: ${whatToCheck(status, words, keys)}`,
			wayOut: onceADay(keys.way === 'user' ? 'Refused sign-ins lock the user' : undefined),
		};
	},
});

/**
 * Signs in to finAPI with the client's keys and the user's password, with the client's keys alone,
 * or with a token that the user has fetched.
 *
 * A user's sign-in opens the client's token as well, for what only the client may do. A fetched token
 * is used until finAPI refuses it. The password gives the same one as long as that is valid; where a
 * longer life is wanted, the refresh token that comes along gives another one.
 */
export class FinApi implements ICredentialType {
	name = 'finApi';

	displayName = 'finAPI Access API';

	icon = {
		light: 'file:../nodes/FinApi/finapi.svg',
		dark: 'file:../nodes/FinApi/finapi.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-open-banking/n8n-nodes-open-banking/blob/main/docs/finapi.md#credential';

	httpRequestNode = {
		name: 'finAPI',
		docsUrl: 'https://docs.finapi.io/',
		apiBaseUrl: 'https://sandbox.finapi.io/api/v2/',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Sandbox', value: 'sandbox', description: 'For tests, at sandbox.finapi.io' },
				{ name: 'Live', value: 'live', description: 'Real banks, at live.finapi.io' },
				{ name: 'Own URL', value: 'own', description: 'Your own finAPI server, or a test server' },
			],
			default: 'sandbox',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			displayOptions: { show: { environment: ['own'] } },
			default: '',
			placeholder: 'e.g. https://finapi.example.com',
			description: 'Address of the API, without /api/v2',
		},
		{
			displayName: 'Web Form URL',
			name: 'webFormUrl',
			type: 'string',
			displayOptions: { show: { environment: ['own'] } },
			default: '',
			placeholder: 'e.g. https://webform.example.com',
			description: 'Address of the Web Form service. Only needed for web forms and tasks.',
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'options',
			options: [
				{ name: 'V2', value: 'V2' },
				{ name: 'V1', value: 'V1', description: 'For clients that finAPI has not moved to V2 yet' },
			],
			default: 'V2',
			description: 'The version that finAPI has set for your client. finAPI refuses the other one.',
		},
		{
			displayName: 'Sign In With',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'User (Recommended)',
					value: 'user',
					description:
						'For all operations: the node fetches and renews a token for the user and one for the client',
				},
				{
					name: 'Client',
					value: 'client',
					description:
						'Only for operations of the client, such as creating users; gives no access to bank connections',
				},
				{
					name: 'Access Token',
					value: 'accessToken',
					description: 'A token of a user that you fetched yourself; it expires after an hour',
				},
			],
			default: 'user',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			required: true,
			displayOptions: { show: { authentication: ['user', 'client'] } },
			default: '',
			placeholder: 'e.g. 0c0ffee0-0000-4000-8000-000000000001',
			description: 'The client_id that finAPI has given you for this environment',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			displayOptions: { show: { authentication: ['user', 'client'] } },
			default: '',
			description: 'The client_secret that belongs to the Client ID',
		},
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			required: true,
			displayOptions: { show: { authentication: ['user'] } },
			default: '',
			description:
				'The ID of the finAPI user who owns the bank connections. This is not a login at a bank.',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			displayOptions: { show: { authentication: ['user'] } },
			default: '',
			description:
				'The password of the finAPI user. finAPI locks the user after a few wrong passwords, so refused keys are not tried again for a day.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			displayOptions: { show: { authentication: ['accessToken'] } },
			default: '',
			description:
				'The access_token of a user. A token of the client gives no access to bank connections, and n8n refuses it when it tests the credential.',
		},
		{
			displayName: 'Data Decryption Key',
			name: 'dataDecryptionSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The key of 32 digits and letters that finAPI gave you together with the Client ID. Only needed for Request Password Change and for notifications in the trigger, because finAPI encrypts them.',
		},
		signInAttempt(['user', 'client']),
		sessionToken,
		{
			displayName: 'Client Token',
			name: CLIENT_SESSION,
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
	];

	authenticate = signIn.authenticate;

	preAuthentication = signIn.preAuthentication;

	// A user's token reads bank connections, a client's the configuration of the client.
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ $credentials.environment === "sandbox" ? "https://sandbox.finapi.io" : $credentials.environment === "live" ? "https://live.finapi.io" : ${ENTERED_BASE_URL}.replace(/\\/api\\/v\\d$/, "") }}`,
			url: '={{ ($credentials.apiVersion === "V1" ? "/api/v1" : "/api/v2") + ($credentials.authentication === "client" ? "/clientConfiguration" : "/bankConnections?ids=1") }}',
		},
		// n8n takes any success for one, and leaves what is not JSON a text.
		rules: [
			{
				type: 'responseSuccessBody',
				properties: { key: 'constructor.name', value: 'String', message: notTheApi('finAPI') },
			},
		],
	};
}
