import type { IDataObject } from 'n8n-workflow';
import { shaper } from '../../shared/answer/simplify';
import { accountSummary } from '../resources/account/shapes';
import { transactionSummary } from '../resources/transaction/shape';
import { accountOf, type FinicityEvent, type PushEvent } from './event';
import type { Settings } from './settings';

/** A record of an event, after what it is an event of. */
function pushItem(
	event: PushEvent,
	record: IDataObject,
	{ customerId, simplifies: simplify, confirms }: Settings,
): IDataObject {
	const { type, about } = event;
	const columns = about === 'account' ? accountSummary : transactionSummary;
	const wanted = { simplify, includeSecret: false };
	return {
		...{ event: type, customerId, accountId: accountOf(event, record) },
		[about]: shaper({ simplify: columns }, wanted)(record),
		confirmed: confirms,
	};
}

/** What the workflow starts with: one item for each record, or for the event. */
export function itemsOf(event: FinicityEvent, settings: Settings): IDataObject[] {
	if (event.kind === 'connect') return [event.told];
	if (event.kind === 'reports') return [{ ...event.told, confirmed: settings.confirms }];
	return event.records.map((record) => pushItem(event, record, settings));
}
