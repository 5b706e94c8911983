import type { ContractOperation } from './contract';
import { usualFailures } from './finicity.values';
import { record, text } from './schemas';

const credentials = record({ partnerId: text, partnerSecret: text }, [
	'partnerId',
	'partnerSecret',
]);

/** The call that makes a token. */
export const authenticationOperations: readonly ContractOperation[] = [
	{
		id: 'CreateToken',
		method: 'POST',
		path: '/aggregation/v2/partners/authentication',
		pathParameters: {},
		query: {},
		body: credentials,
		success: { status: 200, body: record({ token: text }, ['token']) },
		failures: usualFailures,
	},
];
