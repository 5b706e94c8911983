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
			description: 'Add a finAPI user, with the ID and the password that you or finAPI choose',
			notice:
				'finAPI gives the password in this item and never again: keep it, for the user signs in with it.',
			versions: ['V2'],
			request: { method: 'POST', path: '/users', signInAs: CLIENT, alwaysHasBody: true },
			fields: [
				additionalFields([
					autoUpdate,
					email,
					{
						...password,
						description: `${password.description}. finAPI makes one up when it is empty.`,
					},
					phone,
					{
						...userId,
						required: false,
						description: `${userId.description}. finAPI makes one up when it is empty.`,
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
			description: 'Remove the user of the credential with everything that belongs to it',
			notice:
				"This deletes the user that the credential signs in, with ALL bank connections, accounts and transactions. It can't be undone. While a bank connection is busy, nothing is removed.",
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
			description: 'Change email, phone or automatic updates of the user of the credential',
			versions: ['V2'],
			request: { method: 'PATCH', path: '/users' },
			fields: [updateFields([autoUpdate, cleared(email), cleared(phone)])],
			atLeastOneOf: ['email', 'isAutoUpdateEnabled', 'phone'],
			answer: { kind: 'record', has: ['id'], simplify: simplifiedUser },
		},
		{
			value: 'executePasswordChange',
			name: 'Execute Password Change',
			action: 'Execute password change of user',
			description: 'Give a user a new password, with the token of a request for it',
			notice:
				'All tokens of the user end, and a locked user can sign in again. Where a credential has the old password, enter the new one there.',
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
						'The passwordChangeToken that Request Password Change gives, of 36 characters; it is good for one change',
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
			description: 'Find out whether a user has been verified, without which it cannot sign in',
			versions: ['V2'],
			request: { method: 'GET', path: '/users/verificationStatus', signInAs: CLIENT },
			fields: [{ ...userId, ...query('userId') }],
			answer: { kind: 'record', has: ['userId', 'isUserVerified'] },
		},
		{
			value: 'requestPasswordChange',
			name: 'Request Password Change',
			action: 'Request password change of user',
			description: 'Get the token with which a verified user gets a new password',
			notice:
				"finAPI encrypts the token and the email. The node reads them with 'Data Decryption Key' of the credential. Whoever has the token can set the password.",
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
			description: 'Let a new user sign in, where finAPI does not do that by itself',
			versions: ['V2'],
			request: { method: 'POST', path: '/users/verify/{userId}', signInAs: CLIENT },
			fields: [userId],
			answer: { kind: 'done' },
		},
	],
};
