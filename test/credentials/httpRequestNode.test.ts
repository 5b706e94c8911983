import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { FinApi } from '../../credentials/FinApi.credentials';
import { FinicityApi } from '../../credentials/FinicityApi.credentials';
import { SaltEdgeApi } from '../../credentials/SaltEdgeApi.credentials';

/** n8n's HTTP Request node still names the address `uri`, and redirects in words of its own. */
const older = (uri: string) =>
	({
		method: 'GET',
		uri,
		followRedirect: true,
		followAllRedirects: true,
	}) as unknown as IHttpRequestOptions;

const keys: ICredentialDataDecryptedObject = {
	authentication: 'accessToken',
	accessToken: 'a-token',
	apiKey: 'a-key',
	partnerId: '1',
	partnerSecret: 'a-secret',
	appId: 'an-id',
	secret: 'a-secret',
};

describe.each([new FinApi(), new FinicityApi(), new SaltEdgeApi()])(
	'the credential $displayName in the HTTP Request node',
	({ authenticate }) => {
		it('signs in, and lets no redirect carry the keys along', async () => {
			const request = await authenticate(keys, older('https://bank.example/path?a=b'));
			expect(request).toMatchObject({
				disableFollowRedirect: true,
				followRedirect: false,
				followAllRedirects: false,
			});
			expect(Object.keys(request.headers ?? {}).length).toBeGreaterThan(1);
		});

		it('sends no keys unencrypted', async () => {
			await expect(authenticate(keys, older('http://bank.example/path'))).rejects.toThrow(
				'Keys are only sent to an address that begins with https://',
			);
		});
	},
);
