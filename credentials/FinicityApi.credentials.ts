import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { checkedBaseUrl, checkTarget } from '../nodes/shared/wire/baseUrl';
import { readFailure } from '../nodes/Finicity/failure';
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

const BASE_URL = 'https://api.finicity.com';

interface Keys {
	authentication: 'partner' | 'appToken';
	baseUrl: string;
	apiKey: string;
	partnerId: string;
	partnerSecret: string;
	appToken: string;
	attempt: string;
}

function readKeys(credentials: ICredentialDataDecryptedObject): Keys {
	const text = (name: keyof Keys) => String(credentials[name] ?? '').trim();
	return {
		authentication: credentials.authentication === 'appToken' ? 'appToken' : 'partner',
		baseUrl: text('baseUrl'),
		apiKey: text('apiKey'),
		partnerId: text('partnerId'),
		partnerSecret: text('partnerSecret'),
		appToken: text('appToken'),
		attempt: text('attempt'),
	};
}

function mark(keys: Keys): string {
	const address = keys.baseUrl.replace(/\/+$/, '');
	return fingerprint(
		keys.authentication === 'partner'
			? [address, keys.apiKey, keys.partnerId, keys.partnerSecret, keys.attempt]
			: [address, keys.apiKey, keys.appToken],
	);
}

/** Which key a refusal is about, from the codes and words of the bank (text or JSON). */
function keyToCheck(text: string, { authentication }: Keys): string {
	if (/lock/i.test(text)) {
		return 'with Mastercard support: the account looks locked, which happens after five refused sign-ins';
	}
	if (/app-token/i.test(text)) return 'the App Token (it lives for two hours)';
	if (/app-key|not authorized/i.test(text)) return 'the App Key';
	if (authentication === 'appToken') return 'the App Key and the App Token';
	if (/partner not found/i.test(text)) return 'the Partner ID';
	return 'the Partner ID and the Partner Secret';
}

/** A page of a proxy on the way can have the same status; only the bank's own no counts. */
function isFromFinicity(text: string): boolean {
	return /\(Finicity-App-/.test(text) || readFailure(parseJson(text)) !== undefined;
}

function refusal(status: number, text: string, keys: Keys): SignInRefused {
	const said = readFailure(parseJson(text))?.message ?? '';
	const words = redact(said, [keys.apiKey, keys.partnerSecret, keys.appToken]);
	return new SignInRefused(
		`Finicity refused the sign-in${words ? ` (${words})` : ''}: check ${keyToCheck(text, keys)}`,
		`HTTP status ${status}. Five refusals lock the account, so the same keys are not tried again for a day. Corrected keys are tried at once; the same ones when you raise the number in Sign-In Attempt.`,
	);
}

async function call(
	helper: IHttpRequestHelper,
	keys: Keys,
	options: IHttpRequestOptions,
	refusals: readonly number[],
): Promise<string> {
	const answer = await callForSignIn(helper, 'Finicity', options);
	const { status, text } = answer;
	if (refusals.includes(status) && isFromFinicity(text)) throw refusal(status, text, keys);
	if (status !== 200) throw unexpectedAnswer('Finicity', answer);
	return text;
}

async function signIn(helper: IHttpRequestHelper, keys: Keys): Promise<string> {
	const request: IHttpRequestOptions = {
		method: 'POST',
		url: `${checkedBaseUrl(keys.baseUrl)}/aggregation/v2/partners/authentication`,
		headers: {
			'Finicity-App-Key': keys.apiKey,
			Accept: 'application/json',
			'Content-Type': 'application/json',
		},
		body: JSON.stringify({ partnerId: keys.partnerId, partnerSecret: keys.partnerSecret }),
	};
	const body = parseJson(await call(helper, keys, request, [400, 401, 403, 404, 423]));
	if (isObject(body) && typeof body.token === 'string' && body.token !== '') return body.token;
	throw unexpectedAnswer('Finicity', { status: 200 });
}

/** A pasted token can't be renewed: asks once more, only to learn which of the keys is refused. */
async function explainRefusal(helper: IHttpRequestHelper, keys: Keys): Promise<undefined> {
	const request: IHttpRequestOptions = {
		method: 'GET',
		url: `${checkedBaseUrl(keys.baseUrl)}/aggregation/v1/customers?start=1&limit=1`,
		headers: {
			'Finicity-App-Key': keys.apiKey,
			'Finicity-App-Token': keys.appToken,
			Accept: 'application/json',
		},
	};
	await call(helper, keys, request, [401]);
	return undefined;
}

/**
 * Signs in to Finicity with the partner's keys, or with a token that the user has fetched.
 *
 * The fetched token is kept in the credential, marked with the keys that it came from: after a
 * change of any of them it is no longer used, so a test can't pass on a token of the keys before.
 */
export class FinicityApi implements ICredentialType {
	name = 'finicityApi';

	displayName = 'Finicity API';

	icon = {
		light: 'file:../nodes/Finicity/finicity.svg',
		dark: 'file:../nodes/Finicity/finicity.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-open-banking/n8n-nodes-open-banking/blob/main/docs/finicity.md#credential';

	httpRequestNode = {
		name: 'Finicity',
		docsUrl: 'https://developer.mastercard.com/open-finance-us/documentation/',
		apiBaseUrl: `${BASE_URL}/`,
	};

	properties: INodeProperties[] = [
		{
			displayName: 'Sign In With',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'Partner Credentials (Recommended)',
					value: 'partner',
					description: 'The node fetches a token and renews it when it runs out',
				},
				{
					name: 'App Token',
					value: 'appToken',
					description: 'A token that you have fetched yourself; it lives for two hours',
				},
			],
			default: 'partner',
		},
		{
			displayName: 'App Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Your Finicity-App-Key, from the dashboard of Mastercard Developers',
		},
		{
			displayName: 'Partner ID',
			name: 'partnerId',
			type: 'string',
			required: true,
			displayOptions: { show: { authentication: ['partner'] } },
			default: '',
			placeholder: 'e.g. 1234583871234',
			description: 'Your partner ID, from the dashboard of Mastercard Developers',
		},
		{
			displayName: 'Partner Secret',
			name: 'partnerSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			displayOptions: { show: { authentication: ['partner'] } },
			default: '',
			description:
				'Your partner secret. Five sign-ins with a wrong one lock the account, so refused keys are not tried again for a day.',
		},
		{
			displayName: 'App Token',
			name: 'appToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			displayOptions: { show: { authentication: ['appToken'] } },
			default: '',
			description: 'The Finicity-App-Token of your own sign-in. It runs out after two hours.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: BASE_URL,
			description:
				'Address of the API. The same for testing and live customers; change it only for a test server.',
		},
		signInAttempt(['partner']),
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
		const token = keys.authentication === 'appToken' ? keys.appToken : session?.token;
		const headers: Record<string, unknown> = {
			Accept: 'application/json',
			...requestOptions.headers,
			'Finicity-App-Key': keys.apiKey,
		};
		// The request may come a second time, with the token of the first.
		delete headers['Finicity-App-Token'];
		if (token) headers['Finicity-App-Token'] = token;
		return { ...requestOptions, headers, ...NO_REDIRECTS } as NodeRequest;
	};

	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<{ sessionToken: string }> {
		const keys = readKeys(credentials);
		const isPasted = keys.authentication === 'appToken';
		const signInOrExplain = async () => await (isPasted ? explainRefusal : signIn)(this, keys);
		return await keepSignIn(credentials.sessionToken, mark(keys), signInOrExplain, isPasted);
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '/aggregation/v1/customers',
			qs: { start: 1, limit: 1 },
		},
	};
}
