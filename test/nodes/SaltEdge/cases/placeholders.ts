import type { SaltEdgeSandbox } from '../../../sandbox/saltedge';
import { ledgerOf } from '../../../sandbox/saltedge/money';
import { simple } from './values';

/** Ids that a test can't know beforehand, by their placeholders. */
export function known({ state }: SaltEdgeSandbox): Record<string, string> {
	const connection = state.connections.get(simple);
	if (!connection) throw new Error('There is no connection to begin with');
	const { accounts, attempts, consent } = connection;
	const { transactions } = ledgerOf(connection);
	const idOf = (record: { id: string } | undefined) => String(record?.id);
	return {
		ACCOUNT1: idOf(accounts[0]),
		ACCOUNT2: idOf(accounts[1]),
		ATTEMPT: idOf(attempts[0]),
		CONSENT: idOf(consent),
		TRANSACTION1: idOf(transactions.find(({ status }) => status === 'posted')),
		TRANSACTION2: idOf(transactions.find(({ duplicated }) => duplicated)),
	};
}

/** The same with the ids in it. */
export function filledIn<Value>(value: Value, ids: Record<string, string>): Value {
	const text = JSON.stringify(value).replace(
		/ACCOUNT\d|ATTEMPT|CONSENT|TRANSACTION\d/g,
		(name) => ids[name] ?? name,
	);
	return JSON.parse(text) as Value;
}
