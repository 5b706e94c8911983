import { plainText } from '../../shared/wire/json';
import type { Callback } from './callback';
import type { Settings } from './settings';

/** Whether a list of ids lets the callback through. What has no such id is not about any of them. */
function isAmong(ids: readonly string[], id: unknown): boolean {
	return ids.length === 0 || id === undefined || ids.includes(plainText(id));
}

/** Milliseconds between the callback's own time and now; infinite when it has none. */
function ageOf({ meta }: Callback, now: number): number {
	const age = Math.abs(now - Date.parse(plainText(meta.time)));
	return Number.isNaN(age) ? Infinity : age;
}

/**
 * Whether the user wants this callback to start the workflow. One of an unknown type is wanted when
 * any of the types it can be is, so that none is lost.
 *
 * @param now milliseconds since 1970
 */
export function isWanted(callback: Callback, settings: Settings, now: number): boolean {
	const { candidates, data } = callback;
	const { types, stages, customerIds, customerIdentifiers, connectionIds, maximumAge } = settings;
	const isStageWanted = stages.length === 0 || stages.includes(plainText(data.stage));
	return (
		candidates.some((type) => types.includes(type) && (type !== 'notify' || isStageWanted)) &&
		isAmong(customerIds, data.customer_id) &&
		isAmong(customerIdentifiers, data.customer_identifier) &&
		isAmong(connectionIds, data.connection_id) &&
		ageOf(callback, now) <= maximumAge
	);
}
