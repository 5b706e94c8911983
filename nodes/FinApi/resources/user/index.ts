import type { Field, Resource } from '../../../shared/operation';
import { additionalFields, body, query, updateFields } from '../../../shared/panel/field';
import { CLIENT } from '../../access';
import { UUID } from '../../formats';
import { presence } from '../../presence';
import { autoUpdate, checkPassword, email, password, phone, userId } from './fields';
import { readPasswordChange } from './passwordChange';

/** What is left of a user when it is simplified: the password is a row of X. */
const simplifiedUser = ['id', 'email', 'phone', 'isAutoUpdateEnabled'];

/** A field that, left empty, removes what is there. */
const cleared = (field: Field): Field => ({
	...field,
	description: `${field.description}. Leave it empty to remove what is there.`,
	clears: true,
});

const userInBody: Field = { ...userId, ...body('userId') };

export const user: Resource = {
	value: 'user',
	name: 'User',
	operations: [
		{
			value: 'create',
			name: 'Create',
			action: 'Create user',
			description: 'Add a finAPI user, with an ID and a password from you or from finAPI',
			notice:
				'The output has the password, and finAPI never shows it again. Keep it: the credential of this user needs it.',
			versions: ['V2'],
			request: { method: 'POST', path: '/users', signInAs: CLIENT, alwaysHasBody: true },
			fields: [
				additionalFields([
					autoUpdate,
					email,
					{
						...password,
						description: `${password.description}. When empty, finAPI makes one up.`,
					},
					phone,
					{
						...userId,
						required: false,
						description: `${userId.description} When empty, finAPI makes one up.`,
						...body('id'),
					},
				]),
			],
			check: checkPassword,
			answer: { kind: 'record', has: ['id', 'password'] },
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete user',
			description: 'Remove the user of the credential and all of its data',
			notice:
				"This deletes the user of the credential, with ALL bank connections, accounts and transactions. It can't be undone. While a bank connection is busy, nothing is removed.",
			versions: ['V2'],
			request: { method: 'DELETE', path: '/users' },
			fields: [additionalFields(presence)],
			answer: { kind: 'deleted' },
		},
		{
			value: 'deleteUnverified',
			name: 'Delete Unverified',
			action: 'Delete unverified user',
			description: 'Remove a user that has not been verified yet',
			notice: "This can't be undone.",
			versions: ['V2'],
			request: { method: 'DELETE', path: '/users/{userId}', signInAs: CLIENT },
			fields: [userId],
			answer: { kind: 'deleted' },
		},
		{
			value: 'edit',
			name: 'Edit',
			action: 'Edit user',
			description: 'Change the email, phone or automatic updates of the user of the credential',
			versions: ['V2'],
			request: { method: 'PATCH', path: '/users' },
			fields: [updateFields([autoUpdate, cleared(email), cleared(phone)])],
			atLeastOneOf: ['email', 'isAutoUpdateEnabled', 'phone'],
			answer: { kind: 'record', has: ['id'], simplify: simplifiedUser },
		},
		{
			value: 'executePasswordChange',
			name: 'Execute Password Change',
			action: 'Execute password change for user',
			description: 'Set a new password for a user, with the token from Request Password Change',
			notice:
				'All tokens of the user expire, and a locked user can sign in again. Enter the new password in each credential that has the old one.',
			versions: ['V2'],
			request: { method: 'POST', path: '/users/executePasswordChange', signInAs: CLIENT },
			fields: [
				userInBody,
				{ ...password, displayName: 'New Password', required: true },
				{
					displayName: 'Password Change Token',
					name: 'passwordChangeToken',
					type: 'string',
					typeOptions: { password: true },
					required: true,
					default: '',
					description:
						'The passwordChangeToken (36 characters) that Request Password Change returns. It can be used once.',
					format: UUID,
					...body('passwordChangeToken'),
				},
			],
			check: checkPassword,
			answer: { kind: 'done' },
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get user',
			description: 'Look up the user of the credential',
			versions: ['V2'],
			request: { method: 'GET', path: '/users' },
			fields: [],
			answer: { kind: 'record', has: ['id'], simplify: simplifiedUser },
		},
		{
			value: 'getVerificationStatus',
			name: 'Get Verification Status',
			action: 'Get verification status of user',
			description: 'Look up whether a user has been verified and can sign in',
			versions: ['V2'],
			request: { method: 'GET', path: '/users/verificationStatus', signInAs: CLIENT },
			fields: [{ ...userId, ...query('userId') }],
			answer: { kind: 'record', has: ['userId', 'isUserVerified'] },
		},
		{
			value: 'requestPasswordChange',
			name: 'Request Password Change',
			action: 'Request password change for user',
			description: 'Get the token that Execute Password Change needs, for a verified user',
			notice:
				"finAPI encrypts the token and the email, so the credential needs the 'Data Decryption Key'. Anyone who has the token can set the password.",
			versions: ['V2'],
			request: { method: 'POST', path: '/users/requestPasswordChange', signInAs: CLIENT },
			fields: [userInBody],
			answer: {
				kind: 'record',
				has: ['userId', 'passwordChangeToken'],
				readWith: readPasswordChange,
			},
		},
		{
			value: 'verify',
			name: 'Verify',
			action: 'Verify user',
			description: 'Allow a new user to sign in, unless finAPI does so by itself',
			versions: ['V2'],
			request: { method: 'POST', path: '/users/verify/{userId}', signInAs: CLIENT },
			fields: [userId],
			answer: { kind: 'done' },
		},
	],
};
