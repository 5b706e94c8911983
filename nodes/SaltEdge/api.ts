import type { Bank } from '../shared/operation';
import { readFailure } from './failure';
import { connection } from './resources/connection';

/** Salt Edge Account Information, v5, as the engine sees it. */
export const saltEdge: Bank = {
	name: 'Salt Edge',
	credential: 'saltEdgeApi',
	resources: [connection],
	baseUrl: ({ baseUrl }) => String(baseUrl ?? ''),
	secrets: ({ appId, secret, privateKey, passphrase }) =>
		[appId, secret, privateKey, passphrase].map((each) => String(each ?? '')),
	envelope: 'data',
	requestIdHeaders: ['x-request-id'],
	readFailure,
};
