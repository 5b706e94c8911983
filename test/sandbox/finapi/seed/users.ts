import type { User } from '../model';

/** The user the sandbox is for. */
export const user = { userId: 'sandbox-user', password: 'sandbox-password' };

/** A user as they are when there is nothing to say of them. */
export const newUser = (given: Pick<User, 'id' | 'password'> & Partial<User>): User => ({
	email: null,
	phone: null,
	isAutoUpdateEnabled: false,
	isVerified: false,
	isLocked: false,
	failedLogins: 0,
	training: new Map(),
	...given,
});

/** The users that there are at first. */
export const usersAtFirst = (): User[] => [
	newUser({
		id: user.userId,
		password: user.password,
		email: 'erika.mustermann@example.com',
		phone: '+49 221 4711',
		isAutoUpdateEnabled: true,
		isVerified: true,
	}),
	newUser({ id: 'neighbour', password: 'neighbour-password', isVerified: true }),
	newUser({ id: 'unverified', password: 'unverified-password' }),
];
