import type { PartnerKeys } from '../access';
import type { FinicityOperations } from './operation';

export const signInOperations: FinicityOperations = {
	CreateToken: ({ access, request, body }) =>
		access.signIn(request, body as unknown as PartnerKeys),
};
