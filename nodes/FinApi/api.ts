import type { Bank } from '../shared/operation';
import { baseUrlOf, PATH_PREFIX, secrets } from './access';
import { readFailure } from './failure';
import { readFurtherStep } from './furtherStep';
import { bankConnection } from './resources/bankConnection';

/** finAPI Access as the engine sees it. */
export const finApi: Bank = {
	name: 'finAPI',
	credential: 'finApi',
	resources: [bankConnection],
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
				'The version of the API that the client is bound to. The credential must be for the same.',
		},
		pathPrefix: PATH_PREFIX,
	},
	baseUrl: baseUrlOf,
	secrets,
	busyStatus: 423,
	readFurtherStep,
	renewsSignIn: true,
	requestIdHeaders: ['x-request-id'],
	readFailure,
};
