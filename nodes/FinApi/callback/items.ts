import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../shared/wire/json';
import type { EndEvent, FinApiEvent } from './event';
import { notificationItems } from './notificationItems';
import type { Settings } from './settings';

/** What finAPI says of a form or a task, or what was told when nobody has asked. */
function endItem({ type: event, about, id, told, record }: EndEvent): IDataObject {
	if (!record) return { event, ...told, confirmed: false };
	const { status, type, payload } = record;
	return {
		...{ event, [`${about}Id`]: id, status, type },
		...(isObject(payload) && (payload as IDataObject)),
		confirmed: true,
	};
}

/** What the workflow starts with. */
export function itemsOf(event: FinApiEvent, settings: Settings): IDataObject[] {
	const { confirms: confirmed } = settings;
	if (event.kind === 'userDeletions') {
		return [{ event: event.type, userId: event.userId, confirmed }];
	}
	return event.kind === 'notifications' ? notificationItems(event, settings) : [endItem(event)];
}
