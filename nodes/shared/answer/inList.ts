import type { IDataObject } from 'n8n-workflow';
import type { InList, List } from '../operation';
import { plainText } from '../wire/json';
import type { Request } from '../wire/request';
import { apiError, type Session } from '../wire/session';
import { listRecords } from './listing';

/**
 * The one record of a list that the user has named, for a bank that has no address for one alone.
 *
 * @param named what the user entered, by field name
 * @throws NodeApiError when the list does not have it
 */
export async function recordInList(
	session: Session,
	request: Request,
	{ by, ...list }: List & { by: InList },
	named: IDataObject,
): Promise<IDataObject> {
	const plain = (value: unknown) => plainText(value).trim().toLowerCase();
	const wanted = String(named[by.field]);
	const records = await listRecords(session, request, list, Infinity);
	const record = records.find((each) => plain(each[by.property]) === plain(wanted));
	if (record) return record;
	throw apiError(session, {
		message: `${session.bank.name} has no '${wanted}' in its list`,
		description: 'Get Many shows what the list has.',
		facts: { [by.property]: wanted },
	});
}
