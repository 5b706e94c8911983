import type { Connection } from '../model';
import { Ledger } from './ledger';

/** What Salt Edge has of a connection. It is worked out when somebody looks. */
export function ledgerOf(connection: Connection): Ledger {
	const ledger = (connection.ledger ??= new Ledger(connection.firstTransactionId));
	for (const fetch of connection.fetches.splice(0)) ledger.take(fetch);
	return ledger;
}
