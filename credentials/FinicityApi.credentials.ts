import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { secrets } from '../nodes/Finicity/access';
import { readFailure } from '../nodes/Finicity/failure';
import {
	ENTERED_BASE_URL,
	notTheApi,
	sessionToken,
	signInAttempt,
} from '../nodes/shared/signIn/fields';
import { entered, onceADay, tokenSignIn } from '../nodes/shared/signIn/tokenSignIn';

const BASE_URL = 'https://api.finicity.com';

interface Keys {
	baseUrl: string;
	apiKey: string;
	partnerId: string;
	partnerSecret: string;
	pastedToken?: string;
	attempt: string;
}

function readKeys(credentials: ICredentialDataDecryptedObject): Keys {
	const text = (name: string) => entered(credentials, name);
	return {
		baseUrl: text('baseUrl'),
		apiKey: text('apiKey'),
		partnerId: text('partnerId'),
		partnerSecret: text('partnerSecret'),
		pastedToken: text('authentication') === 'appToken' ? text('appToken') : undefined,
		attempt: text('attempt'),
	};
}

/** Which key a refusal is about, from the codes and words of the bank (text or JSON). */
function keyToCheck(text: string, { pastedToken }: Keys): string {
	if (/lock/i.test(text)) {
		return 'with Mastercard support: the account looks locked, which happens after five refused sign-ins';
	}
	if (/app-token/i.test(text)) return 'the App Token (it lives for two hours)';
	if (/app-key|not authorized/i.test(text)) return 'the App Key';
	if (pastedToken !== undefined) return 'the App Key and the App Token';
	if (/partner not found/i.test(text)) return 'the Partner ID';
	return 'the Partner ID and the Partner Secret';
}

const signIn = tokenSignIn<Keys>({
	name: 'Finicity',
	readKeys,
	required: ({ apiKey, partnerId, partnerSecret, pastedToken }) => ({
		'App Key': apiKey,
		...(pastedToken === undefined
			? { 'Partner ID': partnerId, 'Partner Secret': partnerSecret }
			: { 'App Token': pastedToken }),
	}),
	identity: ({ apiKey, partnerId, partnerSecret, pastedToken, attempt }) =>
		pastedToken === undefined ? [apiKey, partnerId, partnerSecret, attempt] : [apiKey, pastedToken],
	secrets,
	headers: ({ apiKey }, token) => ({ 'Finicity-App-Key': apiKey, 'Finicity-App-Token': token }),
	tokenCall: ({ apiKey, partnerId, partnerSecret }) => ({
		path: '/aggregation/v2/partners/authentication',
		headers: {
			'Finicity-App-Key': apiKey,
			Accept: 'application/json',
			'Content-Type': 'application/json',
		},
		body: JSON.stringify({ partnerId, partnerSecret }),
	}),
	tokenProperty: 'token',
	probePath: () => '/aggregation/v1/customers?start=1&limit=1',
	readFailure,
	refusal({ status, text, said, words }, keys) {
		const isFromFinicity = said !== undefined || /\(Finicity-App-/.test(text);
		if (![400, 401, 403, 404, 423].includes(status) || !isFromFinicity) return undefined;
		return {
			message: `Finicity refused the sign-in${words}: check ${keyToCheck(text, keys)}`,
			wayOut: onceADay('Five refusals lock the account'),
		};
	},
});

/** Signs in to Finicity with the partner's keys, or with a token that the user has fetched. */
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
					description: 'The node fetches a token and renews it when it expires',
				},
				{
					name: 'App Token',
					value: 'appToken',
					description: 'A token that you fetched yourself; it expires after two hours',
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
				'Your partner secret. Finicity locks the account after five wrong sign-ins, so refused keys are not tried again for a day.',
		},
		{
			displayName: 'App Token',
			name: 'appToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			displayOptions: { show: { authentication: ['appToken'] } },
			default: '',
			description: 'The Finicity-App-Token that you fetched yourself. It expires after two hours.',
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

	authenticate = signIn.authenticate;

	preAuthentication = signIn.preAuthentication;

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${ENTERED_BASE_URL} }}`,
			url: '/aggregation/v1/customers',
			qs: { start: 1, limit: 1 },
		},
		// n8n takes any success for one, a page too.
		rules: [
			{
				type: 'responseSuccessBody',
				properties: { key: 'customers', value: undefined, message: notTheApi('Finicity') },
			},
		],
	};
}
