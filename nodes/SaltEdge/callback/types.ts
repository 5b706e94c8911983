import { plainText } from '../../shared/wire/json';

/** What a callback is about. */
export type CallbackType =
	'destroy' | 'failure' | 'interactive' | 'notify' | 'providerChanges' | 'service' | 'success';

/** The address a callback came to: that of a type, or the one for all of them. */
export type AddressName = CallbackType | 'all';

/** A type as the panel offers it. */
interface Choice {
	value: CallbackType;
	/** As its field is called in the dashboard of Salt Edge. */
	name: string;
	description: string;
}

/** In the order of their names, as n8n wants it. */
export const CALLBACK_TYPES: readonly Choice[] = [
	{
		value: 'destroy',
		name: 'Destroy',
		description: 'A connection was deleted',
	},
	{
		value: 'failure',
		name: 'Failure',
		description: 'A fetch has failed; has the class and the message of the error',
	},
	{
		value: 'interactive',
		name: 'Interactive',
		description: 'The bank asks for something that only the user knows, such as a code',
	},
	{
		value: 'notify',
		name: 'Notify',
		description: 'A fetch has reached its next stage',
	},
	{
		value: 'providerChanges',
		name: 'Provider Changes',
		description: 'A bank became available or unavailable',
	},
	{
		value: 'service',
		name: 'Service',
		description: 'Salt Edge has updated a connection by itself',
	},
	{
		value: 'success',
		name: 'Success',
		description: 'Data was fetched; up to three callbacks for one fetch',
	},
];

/** The end of each address: what tells them apart, and stands in the address that the user copies. */
export const ADDRESS_ENDS: Readonly<Record<AddressName, string>> = {
	success: 'success',
	failure: 'failure',
	notify: 'notify',
	interactive: 'interactive',
	destroy: 'destroy',
	service: 'service',
	providerChanges: 'provider-changes',
	all: 'all',
};

export const ADDRESS_NAMES = Object.keys(ADDRESS_ENDS) as AddressName[];

/** Properties that callbacks of one type alone have. */
const MARKS: readonly (readonly [property: string, type: CallbackType])[] = [
	['provider_status', 'providerChanges'],
	['error_class', 'failure'],
	['html', 'interactive'],
	['session_expires_at', 'interactive'],
	['reason', 'service'],
];

/**
 * What a payload of v6 can be, the likeliest first: it ends with the stage `finish`, and has no stage
 * when the connection was deleted.
 */
function typesLikeInV6(data: Record<string, unknown>): CallbackType[] {
	if (!('stage' in data)) return ['destroy', 'success'];
	if (data.stage === 'finish') return ['success', 'notify'];
	return data.stage === 'interactive' ? ['interactive', 'notify'] : ['notify'];
}

/** What the payload can be, for it doesn't say so itself. Nothing when it is like none of them. */
function typesLike(data: Record<string, unknown>, isV6: boolean): CallbackType[] {
	const mark = MARKS.find(([property]) => property in data);
	if (mark) return [mark[1]];
	if (!('connection_id' in data)) return [];
	if (isV6) return typesLikeInV6(data);
	if (!('stage' in data)) return ['success', 'destroy'];
	if (data.stage === 'finish') return ['success', 'notify'];
	return data.stage === 'interactive' ? ['interactive', 'notify'] : ['notify'];
}

/** Whether the payload lacks what a success always has; a deleted connection may have none of it. */
function isBare(data: Record<string, unknown>): boolean {
	return !('custom_fields' in data || 'stage' in data);
}

/** Of which type a callback is, and which it can be when nothing says so. */
export interface Told {
	type: CallbackType | 'unknown';
	/** At least one; several only when the type is unknown. */
	candidates: readonly CallbackType[];
}

/**
 * Tells the type of a callback by its payload and, where that fits several, by the address it came
 * to. A payload that contradicts its address wins: then one address was given for several types.
 * What neither tells is unknown rather than guessed; in v6 the payload tells it all.
 *
 * @param version of the API, as the callback names it
 */
export function tellType(
	address: AddressName,
	data: Record<string, unknown>,
	version: unknown,
): Told {
	const isV6 = plainText(version).startsWith('6');
	const like = typesLike(data, isV6);
	const [first] = like;
	if (first && like.length === 1) return { type: first, candidates: like };
	const own = like.find((type) => type === address);
	if (first && isV6) {
		const type = own ?? first;
		return { type, candidates: [type] };
	}
	if (own && !(own === 'success' && isBare(data))) return { type: own, candidates: [own] };
	if (first) return { type: 'unknown', candidates: like };
	const types = CALLBACK_TYPES.map(({ value }) => value);
	return { type: 'unknown', candidates: address === 'all' ? types : [address] };
}
