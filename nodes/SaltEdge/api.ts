import type { Bank } from '../shared/operation';
import { readFailure } from './failure';
import { account } from './resources/account';
import { attempt } from './resources/attempt';
import { connectSession } from './resources/connectSession';
import { connection } from './resources/connection';
import { consent } from './resources/consent';
import { country } from './resources/country';
import { customer } from './resources/customer';
import { holderInfo } from './resources/holderInfo';
import { provider } from './resources/provider';
import { rate } from './resources/rate';
import { transaction } from './resources/transaction';
import { baseUrlOf, versions } from './versions';

/** Salt Edge Account Information as the engine sees it. */
export const saltEdge: Bank = {
	name: 'Salt Edge',
	credential: 'saltEdgeApi',
	resources: [
		account,
		attempt,
		connectSession,
		connection,
		consent,
		country,
		customer,
		holderInfo,
		provider,
		rate,
		transaction,
	],
	versions,
	baseUrl: baseUrlOf,
	secrets: ({ appId, secret, privateKey, passphrase }) =>
		[appId, secret, privateKey, passphrase].map((each) => String(each ?? '')),
	envelope: 'data',
	requestIdHeaders: ['x-request-id'],
	readFailure,
};
