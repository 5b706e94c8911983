import type { IDataObject } from 'n8n-workflow';
import type { Columns } from '../../../shared/operation';
import { isObject } from '../../../shared/wire/json';
import { interfaceName } from '../../bankingInterfaces';

function interfacesOf({ interfaces }: IDataObject): IDataObject[] {
	return Array.isArray(interfaces)
		? ((interfaces as unknown[]).filter(isObject) as IDataObject[])
		: [];
}

/** What the downloads by hand and by finAPI itself came to, the newest first. */
function updatesOf(connection: IDataObject): IDataObject[] {
	const time = ({ timestamp }: IDataObject) => Date.parse(String(timestamp));
	return [connection, ...interfacesOf(connection)]
		.flatMap(({ lastManualUpdate, lastAutoUpdate }) => [lastManualUpdate, lastAutoUpdate])
		.filter((each): each is IDataObject => isObject(each))
		.sort((one, other) => time(other) - time(one));
}

/** When the first of its consents runs out. */
function consentEnd(connection: IDataObject): unknown {
	const [first] = interfacesOf(connection)
		.map(({ aisConsent }) => (isObject(aisConsent) ? aisConsent.expiresAt : undefined))
		.filter((end): end is string => typeof end === 'string')
		.sort((one, other) => Date.parse(one) - Date.parse(other));
	return first;
}

/**
 * A connection in short, in the words that finAPI has for an account: how it stands, and what other
 * operations ask for. What the bank says of each interface is in one place, and no login is in it.
 */
export const connectionSummary: Columns = {
	id: 'id',
	name: 'name',
	bankId: 'bank.id',
	bankName: 'bank.name',
	updateStatus: 'updateStatus',
	bankingInterfaces: (connection) => interfacesOf(connection).map(interfaceName),
	accountIds: 'accountIds',
	categorizationStatus: 'categorizationStatus',
	lastUpdateAttempt: (connection) => updatesOf(connection)[0]?.timestamp,
	lastUpdateResult: (connection) => updatesOf(connection)[0]?.result,
	lastUpdateError: (connection) => updatesOf(connection)[0]?.errorMessage,
	lastSuccessfulUpdate: (connection) =>
		updatesOf(connection).find(({ result }) => result === 'OK')?.timestamp,
	userActionRequired: (connection) =>
		interfacesOf(connection).some((each) => each.userActionRequired === true),
	consentExpiresAt: consentEnd,
};
