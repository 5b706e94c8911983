import type { FinApiSandbox } from '../../../sandbox/finapi';
import { runFinApi } from '../../../support/finApi';
import type { Case } from './case';

const unverified = 'unverified';
const ofCredential = 'sandbox-user';

/** Asks for a new password, with the key that reads the answer in the credential. */
async function withToken(sandbox: FinApiSandbox) {
	const { items } = await runFinApi(sandbox, 'requestPasswordChange', {
		resource: 'user',
		userId: ofCredential,
	});
	return { passwordChangeToken: items[0]?.json.passwordChangeToken as string };
}

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const users: Record<string, Case> = {
	createUser: {
		resource: 'user',
		operation: 'create',
		parameters: {
			additionalFields: {
				email: 'max@example.com',
				isAutoUpdateEnabled: true,
				password: ' as long as it is ',
				phone: '+49 221 4711',
				userId: 'max.meier@example',
			},
		},
		sends: 'POST /api/v2/users',
		body: () =>
			'{"isAutoUpdateEnabled":true,"email":"max@example.com","password":" as long as it is ",' +
			'"phone":"+49 221 4711","id":"max.meier@example"}',
		gives: [
			{
				id: 'max.meier@example',
				password: ' as long as it is ',
				email: 'max@example.com',
				phone: '+49 221 4711',
				isAutoUpdateEnabled: true,
			},
		],
	},
	getAuthorizedUser: {
		resource: 'user',
		operation: 'get',
		parameters: { simplify: true },
		sends: 'GET /api/v2/users',
		gives: [
			{
				id: ofCredential,
				email: 'erika.mustermann@example.com',
				phone: '+49 221 4711',
				isAutoUpdateEnabled: true,
			},
		],
	},
	editAuthorizedUser: {
		resource: 'user',
		operation: 'edit',
		parameters: {
			updateFields: { email: 'erika@example.com', isAutoUpdateEnabled: false, phone: '' },
		},
		sends: 'PATCH /api/v2/users',
		body: () => '{"isAutoUpdateEnabled":false,"email":"erika@example.com","phone":""}',
		gives: [
			{ id: ofCredential, email: 'erika@example.com', phone: null, isAutoUpdateEnabled: false },
		],
	},
	deleteAuthorizedUser: {
		resource: 'user',
		operation: 'delete',
		parameters: {
			additionalFields: {
				psuDeviceOs: 'iOS 19.1',
				psuIpAddress: '203.0.113.7',
				psuUserAgent: 'Safari',
			},
		},
		sends: 'DELETE /api/v2/users',
		headers: {
			'psu-device-os': 'iOS 19.1',
			'psu-ip-address': '203.0.113.7',
			'psu-user-agent': 'Safari',
		},
		gives: [{ deleted: true }],
	},
	verifyUser: {
		resource: 'user',
		operation: 'verify',
		parameters: { userId: unverified },
		sends: 'POST /api/v2/users/verify/unverified',
		gives: [{ success: true, userId: unverified }],
	},
	getVerificationStatus: {
		resource: 'user',
		operation: 'getVerificationStatus',
		parameters: { userId: unverified },
		sends: 'GET /api/v2/users/verificationStatus?userId=unverified',
		gives: [{ userId: unverified, isUserVerified: false }],
	},
	deleteUnverifiedUser: {
		resource: 'user',
		operation: 'deleteUnverified',
		parameters: { userId: unverified },
		sends: 'DELETE /api/v2/users/unverified',
		gives: [{ deleted: true }],
	},
	requestPasswordChange: {
		resource: 'user',
		operation: 'requestPasswordChange',
		parameters: { userId: ofCredential },
		sends: 'POST /api/v2/users/requestPasswordChange',
		body: () => '{"userId":"sandbox-user"}',
		gives: [
			{
				userId: ofCredential,
				userEmail: 'erika.mustermann@example.com',
				passwordChangeToken: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
			},
		],
	},
	executePasswordChange: {
		resource: 'user',
		operation: 'executePasswordChange',
		parameters: { userId: ofCredential, password: 'brand-new' },
		before: withToken,
		sends: 'POST /api/v2/users/executePasswordChange',
		body: (_, { passwordChangeToken }) =>
			`{"userId":"sandbox-user","password":"brand-new","passwordChangeToken":"${String(passwordChangeToken)}"}`,
		gives: [{ success: true }],
	},
};
