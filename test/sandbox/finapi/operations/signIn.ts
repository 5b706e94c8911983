import type { FinApiOperations } from './operation';

export const signInOperations: FinApiOperations = {
	getToken: ({ access, body }) => access.signIn(body),
};
