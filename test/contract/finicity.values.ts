import type { JsonSchema, WireValue } from './contract';
import { digits, flag, integer, listOf, record } from './schemas';

/** An integer of 64 bits in a path. */
export const longId: WireValue = { type: 'string', pattern: '^[0-9]{1,19}$' };
export const applicationId: WireValue = { type: 'string', pattern: '^[A-Za-z0-9-]+$' };
export const consumerId: WireValue = {
	type: 'string',
	pattern: '^[0-9a-f]{32}$',
	examples: ['0bf46322c167b562e6cbed9d40e19a4c', '84fd419a1add4bf4961b16e8285b3a92'],
};
export const uuid: WireValue = {
	type: 'string',
	pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
};

export const unixSeconds: WireValue = { type: 'integer', description: 'Unix seconds' };
export const unixSecondsText: JsonSchema = { ...digits, description: 'Unix seconds, as text' };
/** The newer calls write a space where ISO 8601 has a T. */
export const dateTimeText: JsonSchema = {
	type: 'string',
	pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(\\.\\d+)?\\+00:00$',
	description: 'Date, a space, time and offset',
};
export const isoDateTime: JsonSchema = {
	type: 'string',
	pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
	description: 'ISO 8601 with a zone',
};
export const isoDate: JsonSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

export const ofCustomer = { customerId: digits };
export const ofAccount = { ...ofCustomer, accountId: digits };
export const ofInstitutionLogin = { ...ofCustomer, institutionLoginId: digits };

export const usualFailures = [400, 401, 404];

export const atLeastOne: WireValue = { ...integer, minimum: 1 };

/** `start` counts records, not pages, whatever the vendor's text about it says. */
export const recordIndex = (defaultLimit: number, maximum: number): Record<string, WireValue> => ({
	start: { ...atLeastOne, default: 1 },
	limit: { ...atLeastOne, default: defaultLimit, maximum },
});

export const recordPage = (
	records: string,
	items: JsonSchema,
	required: readonly string[],
	more: Record<string, JsonSchema> = {},
): JsonSchema =>
	record(
		{ found: integer, displaying: integer, moreAvailable: flag, ...more, [records]: listOf(items) },
		required,
	);

export const withoutBody = { status: 204 };
