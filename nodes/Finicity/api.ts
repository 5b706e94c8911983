import type { Bank } from '../shared/operation';
import { secrets } from './access';
import { readFailure } from './failure';
import { account } from './resources/account';
import { appRegistration } from './resources/appRegistration';
import { customer } from './resources/customer';

/** Finicity (Mastercard Open Finance US) as the engine sees it. */
export const finicity: Bank = {
	name: 'Finicity',
	credential: 'finicityApi',
	resources: [account, appRegistration, customer],
	baseUrl: ({ baseUrl }) => String(baseUrl ?? ''),
	secrets,
	renewsSignIn: true,
	requestIdHeaders: ['x-request-id', 'x-external-request-id', 'x-correlation-id'],
	readFailure,
};
