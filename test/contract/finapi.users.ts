import type { WireValue } from './contract';
import { type FinApiOperation, userMetadataHeaders } from './finapi.operation';
import { flag, limited, plainText, record, text, textOrNull } from './finapi.schemas';

const base = '/api/v2/users';

/** Whatever the case of its letters. */
const userId: WireValue = {
	type: 'string',
	minLength: 1,
	maxLength: 36,
	pattern: '^[a-zA-Z0-9\\-_.+@]*$',
};
const password = limited(128, 6);

const user = record(
	{ id: text, password: text, email: textOrNull, phone: textOrNull, isAutoUpdateEnabled: flag },
	['id', 'password', 'isAutoUpdateEnabled'],
);

const asClient = { token: 'client', pathParameters: {}, query: {} } as const;
const asUser = { token: 'user', path: base, pathParameters: {}, query: {} } as const;
const withoutBody = { success: { status: 200 } };

export const users: readonly FinApiOperation[] = [
	{
		id: 'createUser',
		method: 'POST',
		path: base,
		...asClient,
		body: record({
			id: userId,
			password,
			email: plainText(320),
			phone: plainText(50),
			isAutoUpdateEnabled: { ...flag, default: false },
		}),
		success: { status: 201, body: user },
		failures: [400, 401, 403, 422],
	},
	{
		id: 'getAuthorizedUser',
		method: 'GET',
		...asUser,
		success: { status: 200, body: user },
		failures: [401, 403],
	},
	{
		id: 'editAuthorizedUser',
		method: 'PATCH',
		...asUser,
		body: record({
			email: plainText(320, 0),
			phone: plainText(50, 0),
			isAutoUpdateEnabled: flag,
		}),
		success: { status: 200, body: user },
		failures: [400, 401, 403, 422],
	},
	{
		id: 'deleteAuthorizedUser',
		method: 'DELETE',
		...asUser,
		headers: userMetadataHeaders,
		...withoutBody,
		failures: [401, 403, 423],
	},
	{
		id: 'verifyUser',
		method: 'POST',
		path: `${base}/verify/{userId}`,
		...asClient,
		pathParameters: { userId },
		...withoutBody,
		failures: [400, 401, 403, 404, 422],
	},
	{
		id: 'getVerificationStatus',
		method: 'GET',
		path: `${base}/verificationStatus`,
		...asClient,
		query: { userId },
		requiredQuery: ['userId'],
		success: {
			status: 200,
			body: record({ userId: text, isUserVerified: flag }, ['userId', 'isUserVerified']),
		},
		failures: [400, 401, 403, 404],
	},
	{
		id: 'deleteUnverifiedUser',
		method: 'DELETE',
		path: `${base}/{userId}`,
		...asClient,
		pathParameters: { userId },
		...withoutBody,
		failures: [400, 401, 403, 404, 422],
	},
	{
		id: 'requestPasswordChange',
		method: 'POST',
		path: `${base}/requestPasswordChange`,
		...asClient,
		body: record({ userId }, ['userId']),
		success: {
			status: 200,
			body: record(
				{
					userId: text,
					userEmail: { ...textOrNull, description: 'Encrypted, base64' },
					passwordChangeToken: { ...text, description: 'Encrypted, base64' },
				},
				['userId', 'passwordChangeToken'],
			),
		},
		failures: [400, 401, 403, 404, 422],
	},
	{
		id: 'executePasswordChange',
		method: 'POST',
		path: `${base}/executePasswordChange`,
		...asClient,
		body: record(
			{
				userId,
				password,
				passwordChangeToken: { ...limited(36, 36), pattern: '^[0-9a-f-]*$' },
			},
			['userId', 'password', 'passwordChangeToken'],
		),
		...withoutBody,
		failures: [400, 401, 403, 404],
	},
];
