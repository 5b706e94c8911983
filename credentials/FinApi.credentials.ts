import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { baseUrlOf, PATH_PREFIX, TOKEN_PATH } from '../nodes/FinApi/access';
import { readFailure } from '../nodes/FinApi/failure';
import { checkedBaseUrl, checkTarget } from '../nodes/shared/wire/baseUrl';
import { redact } from '../nodes/shared/wire/redact';
import { isObject, parseJson } from '../nodes/shared/wire/json';
import { NO_REDIRECTS, type NodeRequest } from '../nodes/shared/wire/nodeRequest';
import {
	fingerprint,
	keepSignIn,
	readSignIn,
	SignInRefused,
	stopIfRefused,
} from '../nodes/shared/signIn/signIn';
import { callForSignIn, unexpectedAnswer } from '../nodes/shared/signIn/call';
import { sessionToken, signInAttempt } from '../nodes/shared/signIn/fields';

type Way = 'user' | 'client' | 'accessToken';

interface Keys {
	way: Way;
	/** Of finAPI, without a slash at the end. */
	baseUrl: string;
	version: string;
	clientId: string;
	clientSecret: string;
	userId: string;
	password: string;
	accessToken: string;
	attempt: string;
}

function readKeys(credentials: ICredentialDataDecryptedObject): Keys {
	const text = (name: string) => String(credentials[name] ?? '').trim();
	const way = text('authentication');
	return {
		way: way === 'client' || way === 'accessToken' ? way : 'user',
		baseUrl: baseUrlOf(credentials).trim().replace(/\/+$/, ''),
		version: credentials.apiVersion === 'V1' ? 'V1' : 'V2',
		clientId: text('clientId'),
		clientSecret: text('clientSecret'),
		userId: text('userId'),
		// As it is: a password may begin or end with a space.
		password: String(credentials.password ?? ''),
		accessToken: text('accessToken').replace(/^Bearer\s+/i, ''),
		attempt: text('attempt'),
	};
}

function mark(keys: Keys): string {
	const { way, baseUrl, version, clientId, clientSecret, userId, password, attempt } = keys;
	const address = [way, baseUrl, version];
	if (way === 'accessToken') return fingerprint([...address, keys.accessToken]);
	const client = [...address, clientId, clientSecret, attempt];
	return fingerprint(way === 'client' ? client : [...client, userId, password]);
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

/** A key as it is, and as the form of the token call spells it. */
function spellings(key: string): string[] {
	return [key, new URLSearchParams({ key }).toString().slice('key='.length)];
}

/** A page of a proxy on the way can have the same status; only finAPI's own no counts. */
function refusal(status: number, text: string, keys: Keys): SignInRefused | undefined {
	const said = readFailure(parseJson(text));
	if (![400, 401, 403, 423].includes(status) || !said) return undefined;
	const words = redact(said.message, [keys.clientSecret, keys.password].flatMap(spellings));
	const sameKeys =
		keys.way === 'user' ? 'Refused sign-ins lock the user, so the same keys' : 'The same keys';
	return new SignInRefused(
		`finAPI refused the sign-in (${words}): ${whatToCheck(status, words, keys)}`,
		`HTTP status ${status}. ${sameKeys} are not tried again for a day. Corrected keys are tried at once; the same ones when you raise the number in Sign-In Attempt.`,
	);
}

async function signIn(helper: IHttpRequestHelper, keys: Keys): Promise<string> {
	const { way, baseUrl, version, clientId, clientSecret, userId, password } = keys;
	const grant: Record<string, string> =
		way === 'user'
			? { grant_type: 'password', username: userId, password }
			: { grant_type: 'client_credentials' };
	const answer = await callForSignIn(helper, 'finAPI', {
		method: 'POST',
		url: `${checkedBaseUrl(baseUrl)}${TOKEN_PATH[version]}`,
		headers: {
			Accept: 'application/json',
			'Content-Type': 'application/x-www-form-urlencoded',
		},
		body: new URLSearchParams({
			...grant,
			client_id: clientId,
			client_secret: clientSecret,
		}).toString(),
	});
	const { status, text } = answer;
	const body = parseJson(text);
	const token = status === 200 && isObject(body) ? body.access_token : undefined;
	if (typeof token === 'string' && token !== '') return token;
	throw refusal(status, text, keys) ?? unexpectedAnswer('finAPI', answer);
}

/** A pasted token can't be renewed: asks once more, only to learn whether it is the token. */
async function explainRefusal(helper: IHttpRequestHelper, keys: Keys): Promise<undefined> {
	const { baseUrl, version, accessToken } = keys;
	const { status, text } = await callForSignIn(helper, 'finAPI', {
		method: 'GET',
		url: `${checkedBaseUrl(baseUrl)}${PATH_PREFIX[version]}/bankConnections?ids=1`,
		headers: { Accept: 'application/json', Authorization: `Bearer ${accessToken}` },
	});
	const said = readFailure(parseJson(text));
	if (status !== 401 || !said) return undefined;
	throw new SignInRefused(
		`finAPI does not take the Access Token (${redact(said.message, [accessToken])})`,
		'HTTP status 401. It has run out, was revoked, or belongs to another environment: paste a new one, or choose to sign in with User, where the node fetches its tokens.',
	);
}

/**
 * Signs in to finAPI with the client's keys and the user's password, with the client's keys alone,
 * or with a token that the user has fetched.
 *
 * The fetched token is kept in the credential, marked with the keys that it came from, and used
 * until finAPI refuses it; how long it lives is finAPI's business. The refresh token is not used:
 * the password is there anyway, and gives the same token as long as that one is valid.
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
				{ name: 'Own URL', value: 'own', description: 'A finAPI of your own, or a test server' },
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
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'options',
			options: [
				{ name: 'V2', value: 'V2' },
				{ name: 'V1', value: 'V1', description: 'For clients that finAPI has not moved to V2 yet' },
			],
			default: 'V2',
			description: 'The version that finAPI has bound the client to; it refuses the other one',
		},
		{
			displayName: 'Sign In With',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'User (Recommended)',
					value: 'user',
					description: "Reaches the user's bank connections; the node renews its token by itself",
				},
				{
					name: 'Client',
					value: 'client',
					description: 'Reaches what belongs to the client, but no bank connections',
				},
				{
					name: 'Access Token',
					value: 'accessToken',
					description: 'A token of a user that you have fetched yourself; it lives for an hour',
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
			description: 'The client_secret that belongs to it',
		},
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			required: true,
			displayOptions: { show: { authentication: ['user'] } },
			default: '',
			description:
				'The ID of the finAPI user whose bank connections these are; not the login at a bank',
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
				'The password of the finAPI user. A few sign-ins with a wrong one lock the user, so refused keys are not tried again for a day.',
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
				"The access_token of a user. A client's token reaches no bank connections, and the test below refuses it.",
		},
		signInAttempt(['user', 'client']),
		sessionToken,
	];

	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: NodeRequest,
	): Promise<NodeRequest> => {
		checkTarget(requestOptions);
		const keys = readKeys(credentials);
		const session = readSignIn(credentials.sessionToken, mark(keys));
		stopIfRefused(session);
		const token = keys.way === 'accessToken' ? keys.accessToken : session?.token;
		const headers: Record<string, unknown> = {
			Accept: 'application/json',
			...requestOptions.headers,
		};
		// The request may come a second time, with the token of the first.
		delete headers.Authorization;
		if (token) headers.Authorization = `Bearer ${token}`;
		return { ...requestOptions, headers, ...NO_REDIRECTS } as NodeRequest;
	};

	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<{ sessionToken: string }> {
		const keys = readKeys(credentials);
		const isPasted = keys.way === 'accessToken';
		const signInOrExplain = async () => await (isPasted ? explainRefusal : signIn)(this, keys);
		return await keepSignIn(credentials.sessionToken, mark(keys), signInOrExplain, isPasted);
	}

	// A user's token reads bank connections, a client's the configuration of the client.
	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ $credentials.environment === "sandbox" ? "https://sandbox.finapi.io" : $credentials.environment === "live" ? "https://live.finapi.io" : $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '={{ ($credentials.apiVersion === "V1" ? "/api/v1" : "/api/v2") + ($credentials.authentication === "client" ? "/clientConfiguration" : "/bankConnections?ids=1") }}',
		},
	};
}
