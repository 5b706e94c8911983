import type { Bank } from '../shared/operation';
import { baseUrlOf, PATH_PREFIX, secrets, signInAs, webFormUrlOf } from './access';
import { readFailure } from './failure';
import { readFurtherStep } from './furtherStep';
import { account } from './resources/account';
import { bank } from './resources/bank';
import { bankConnection } from './resources/bankConnection';
import { category } from './resources/category';
import { clientConfiguration } from './resources/clientConfiguration';
import { notificationRule } from './resources/notificationRule';
import { task } from './resources/task';
import { transaction } from './resources/transaction';
import { user } from './resources/user';
import { webForm } from './resources/webForm';

/** finAPI Access as the engine sees it. */
export const finApi: Bank = {
	name: 'finAPI',
	credential: 'finApi',
	resources: [
		account,
		bank,
		bankConnection,
		category,
		clientConfiguration,
		notificationRule,
		task,
		transaction,
		user,
		webForm,
	],
	versions: {
		field: {
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'V2', value: 'V2' },
				{ name: 'V1', value: 'V1', description: 'For clients that finAPI has not moved to V2 yet' },
			],
			default: 'V2',
			description:
				'The version of the API that finAPI has set for your client. Choose the same version in the credential.',
		},
		pathPrefix: PATH_PREFIX,
	},
	baseUrl: baseUrlOf,
	services: { webForm: webFormUrlOf },
	secrets,
	signInAs,
	busyStatus: 423,
	busyCode: 'LOCKED',
	readFurtherStep,
	renewsSignIn: true,
	requestIdHeaders: ['x-request-id'],
	readFailure,
};
