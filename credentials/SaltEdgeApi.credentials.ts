import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { spelledOut } from '../nodes/SaltEdge/outgoing';
import { privateKey, signatureHeaders } from '../nodes/SaltEdge/signing';
import { apiVersion } from '../nodes/SaltEdge/versions';
import { ENTERED_BASE_URL, notTheApi } from '../nodes/shared/signIn/fields';
import { requireEntered } from '../nodes/shared/signIn/required';
import { checkTarget } from '../nodes/shared/wire/baseUrl';
import { NO_REDIRECTS, type NodeRequest } from '../nodes/shared/wire/nodeRequest';

const BASE_URL = 'https://www.saltedge.com/api';

function text(value: unknown): string {
	return String(value ?? '').trim();
}

/**
 * Signs in to Salt Edge with the keys of a service API key, and signs every request when there is a
 * private key, as clients in live mode must.
 */
export class SaltEdgeApi implements ICredentialType {
	name = 'saltEdgeApi';

	displayName = 'Salt Edge API';

	icon = {
		light: 'file:../nodes/SaltEdge/saltedge.svg',
		dark: 'file:../nodes/SaltEdge/saltedge.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-open-banking/n8n-nodes-open-banking/blob/main/docs/saltedge.md#credential';

	httpRequestNode = {
		name: 'Salt Edge',
		docsUrl: 'https://docs.saltedge.com/v6/',
		apiBaseUrl: `${BASE_URL}/v6/`,
	};

	properties: INodeProperties[] = [
		{
			...apiVersion,
			description:
				'The version of the API that you use the key with. If the Base URL of an older credential ends in a version, that version counts instead.',
		},
		{
			displayName: 'App-ID',
			name: 'appId',
			type: 'string',
			required: true,
			default: '',
			description: 'The App-id of an API key of type Service, from the dashboard of Salt Edge',
		},
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The Secret of the same API key',
		},
		{
			displayName: 'Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: '-----BEGIN PRIVATE KEY-----',
			description:
				'Only needed in live mode: the private RSA key in PEM format that belongs to the public key of your API key. Every request is then signed. You can paste it on one line.',
		},
		{
			displayName: 'Passphrase',
			name: 'passphrase',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The passphrase of the private key, if it has one',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: BASE_URL,
			description:
				'Address of the API, without its version. The same for fake, test and live data; change it only for a test server.',
		},
	];

	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: NodeRequest,
	): Promise<NodeRequest> => {
		checkTarget(requestOptions);
		const [appId, secret] = [text(credentials.appId), text(credentials.secret)];
		requireEntered({ 'App-ID': appId, Secret: secret });
		const outgoing = spelledOut(requestOptions);
		const pem = text(credentials.privateKey);
		const signature =
			pem === ''
				? {}
				: await signatureHeaders(
						outgoing,
						privateKey(pem, String(credentials.passphrase ?? '')),
						Date.now(),
					);
		const { url, body } = outgoing;
		return {
			...requestOptions,
			url,
			baseURL: undefined,
			qs: undefined,
			...(body !== '' && { body }),
			headers: {
				Accept: 'application/json',
				'Content-Type': 'application/json',
				...requestOptions.headers,
				'App-id': appId,
				Secret: secret,
				...signature,
			},
			...NO_REDIRECTS,
		};
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${ENTERED_BASE_URL} }}`,
			// An older credential names the version in its Base URL alone.
			url: `={{ (/\\/v[56]$/.test(${ENTERED_BASE_URL}) ? "" : "/" + ($credentials.apiVersion || "v6")) + "/countries" }}`,
		},
		rules: [
			// n8n takes any success for one, a page or a failure's body too.
			{
				type: 'responseSuccessBody',
				properties: { key: 'data', value: undefined, message: notTheApi('Salt Edge') },
			},
			// Wrong keys are answered with 400, of which n8n would only say that the request was bad.
			{
				type: 'responseCode',
				properties: {
					value: 400,
					message:
						'Salt Edge does not take these keys. Check the App-ID and the Secret of your API key, and in live mode the Private Key.',
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}
