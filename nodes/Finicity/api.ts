import type { Bank } from '../shared/operation';
import { secrets } from './access';
import { readFailure } from './failure';
import { readFurtherStep } from './furtherStep';
import { account } from './resources/account';
import { appRegistration } from './resources/appRegistration';
import { connect } from './resources/connect';
import { consent } from './resources/consent';
import { consumer } from './resources/consumer';
import { customer } from './resources/customer';
import { institution } from './resources/institution';
import { institutionLogin } from './resources/institutionLogin';
import { report } from './resources/report';
import { transaction } from './resources/transaction';

/** Finicity (Mastercard Open Finance US) as the engine sees it. */
export const finicity: Bank = {
	name: 'Finicity',
	credential: 'finicityApi',
	resources: [
		account,
		appRegistration,
		connect,
		consent,
		consumer,
		customer,
		institution,
		institutionLogin,
		report,
		transaction,
	],
	baseUrl: ({ baseUrl }) => String(baseUrl ?? ''),
	secrets,
	renewsSignIn: true,
	requestIdHeaders: ['x-request-id', 'x-external-request-id', 'x-correlation-id'],
	readFailure,
	readFurtherStep,
};
