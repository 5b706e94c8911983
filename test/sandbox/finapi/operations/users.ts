import { randomBytes, randomUUID } from 'node:crypto';
import { isBusy } from '../background';
import { encrypted } from '../encryption';
import { refuse } from '../errors';
import type { User } from '../model';
import { newUser } from '../seed/users';
import type { FinApiState } from '../state';
import { masked } from '../views/values';
import type { Call, FinApiOperations } from './operation';

interface UserBody {
	id?: string;
	password?: string;
	email?: string;
	phone?: string;
	isAutoUpdateEnabled?: boolean;
}

/** Clear text is shown once, to whoever has made the user. */
const viewUser = (
	{ id, email, phone, isAutoUpdateEnabled }: User,
	password: string = masked,
): object => ({ id, password, email, phone, isAutoUpdateEnabled });

/** Whoever is told by their id, whatever the case of its letters. */
const userNamed = (state: FinApiState, id: unknown): User =>
	state.userOf(String(id)) ?? refuse(404, 'UNKNOWN_ENTITY', `There is no user ${String(id)}`);

/** Whoever the token is of. */
function ownUser({ state, userId }: Call): User {
	const user = state.users.get(userId);
	if (!user) throw new Error(`A token was left of ${userId}`);
	return user;
}

function checkAutoUpdate({ state }: Call, isAutoUpdateEnabled: boolean | undefined): void {
	if (!isAutoUpdateEnabled || state.isAutomaticBatchUpdateEnabled) return;
	refuse(422, 'ILLEGAL_ENTITY_STATE', 'The client has no automatic updates');
}

/** Takes a user away with all there is of them, and tells the client so. */
function removeUser({ state, access, callbacks }: Call, user: User): void {
	const { id } = user;
	for (const connection of state.connectionsOf(id)) state.removeConnection(connection);
	for (const category of state.categories.values())
		if (category.userId === id) state.categories.delete(category.id);
	for (const label of state.labels.values()) if (label.userId === id) state.labels.delete(label.id);
	for (const rule of state.notificationRules.values())
		if (rule.userId === id) state.notificationRules.delete(rule.id);
	for (const form of state.webForms.values())
		if (form.userId === id) state.webForms.delete(form.id);
	for (const task of state.tasks.values()) if (task.userId === id) state.tasks.delete(task.id);
	state.users.delete(id);
	access.revokeTokensOf(user);
	callbacks.send(state.settings.userSynchronizationCallbackUrl, { userId: id, event: 'DELETED' });
}

export const userOperations: FinApiOperations = {
	createUser: (call) => {
		const { state } = call;
		const given = call.body as UserBody;
		const { id = randomUUID(), password = randomBytes(12).toString('base64url') } = given;
		checkAutoUpdate(call, given.isAutoUpdateEnabled);
		if (state.userOf(id)) refuse(422, 'ENTITY_EXISTS', `There is a user ${id}`);
		const user = newUser({
			...given,
			...{ id, password, isVerified: state.settings.userAutoVerificationEnabled },
		});
		state.users.set(id, user);
		return { status: 201, body: viewUser(user, password) };
	},

	getAuthorizedUser: (call) => ({ status: 200, body: viewUser(ownUser(call)) }),

	editAuthorizedUser: (call) => {
		const { email, phone, isAutoUpdateEnabled } = call.body as UserBody;
		const user = ownUser(call);
		if (email === undefined && phone === undefined && isAutoUpdateEnabled === undefined) {
			refuse(400, 'MISSING_FIELD', 'body must say what to change');
		}
		checkAutoUpdate(call, isAutoUpdateEnabled);
		if (email !== undefined) user.email = email || null;
		if (phone !== undefined) user.phone = phone || null;
		user.isAutoUpdateEnabled = isAutoUpdateEnabled ?? user.isAutoUpdateEnabled;
		return { status: 200, body: viewUser(user) };
	},

	deleteAuthorizedUser: (call) => {
		const user = ownUser(call);
		if (call.state.connectionsOf(user.id).some(isBusy)) {
			refuse(423, 'LOCKED', 'A bank connection of the user is being updated or categorized');
		}
		removeUser(call, user);
		return { status: 200 };
	},

	verifyUser: ({ state, path }) => {
		const user = userNamed(state, path.userId);
		if (user.isVerified) refuse(422, 'USER_ALREADY_VERIFIED', 'The user is verified already');
		user.isVerified = true;
		return { status: 200 };
	},

	getVerificationStatus: ({ state, query }) => {
		const { id, isVerified } = userNamed(state, query.userId);
		return { status: 200, body: { userId: id, isUserVerified: isVerified } };
	},

	deleteUnverifiedUser: (call) => {
		const user = userNamed(call.state, call.path.userId);
		if (user.isVerified) refuse(422, 'USER_ALREADY_VERIFIED', 'The user is verified');
		removeUser(call, user);
		return { status: 200 };
	},

	requestPasswordChange: ({ state, body }) => {
		const user = userNamed(state, body.userId);
		if (!user.isVerified) refuse(422, 'USER_NOT_VERIFIED', 'The user is not verified');
		user.passwordChangeToken = randomUUID();
		return {
			status: 200,
			body: {
				userId: user.id,
				...(user.email !== null && { userEmail: encrypted(user.email) }),
				passwordChangeToken: encrypted(user.passwordChangeToken),
			},
		};
	},

	executePasswordChange: ({ state, access, body }) => {
		const user = userNamed(state, body.userId);
		if (body.passwordChangeToken !== user.passwordChangeToken) {
			refuse(400, 'INVALID_TOKEN', 'The token for the change of the password is not valid');
		}
		Object.assign(user, {
			password: String(body.password),
			passwordChangeToken: undefined,
			isLocked: false,
			failedLogins: 0,
		});
		access.revokeTokensOf(user);
		return { status: 200 };
	},
};
