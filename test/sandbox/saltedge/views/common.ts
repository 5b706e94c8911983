import { dateTime, dateTimeOrNull } from '../../shared/time';
import type { ApiVersion } from '../../../contract/saltedge';
import type { Connection, Consent, Customer, ProviderField, StageName } from '../model';

// What both versions tell alike.

export const customerTimes = ({ blockedAt, createdAt, updatedAt }: Customer) => ({
	blocked_at: dateTimeOrNull(blockedAt),
	created_at: dateTime(createdAt),
	updated_at: dateTime(blockedAt ?? updatedAt ?? createdAt),
});

/** The choices of the fields that have some, by the name of the field. */
export const optionsOf = (fields: readonly ProviderField[]) =>
	Object.fromEntries(
		fields.flatMap(({ name, field_options }) => (field_options ? [[name, field_options]] : [])),
	);

/** What the stages that a version does not have are called there. */
const otherStages: Record<ApiVersion, Partial<Record<StageName, StageName>>> = {
	v5: { fetch_transactions: 'fetch_full', finish_fetching: 'disconnect' },
	v6: {
		interactive: 'connect',
		fetch_recent: 'fetch_transactions',
		fetch_full: 'fetch_transactions',
		disconnect: 'finish_fetching',
	},
};

/** A stage in the words of a version, whichever began the attempt. */
export const stageWord = (version: ApiVersion, name: StageName): StageName =>
	otherStages[version][name] ?? name;

/** All of a consent but its scopes, which each version has its words for. */
export function consentParts({ id, customerId }: Connection, consent: Consent, now: number) {
	const { expiresAt, revokedAt, createdAt } = consent;
	const isExpired = expiresAt <= now;
	const expiry = Number.isFinite(expiresAt) ? expiresAt : null;
	return {
		id: consent.id,
		connection_id: id,
		customer_id: customerId,
		period_days: consent.periodDays,
		expires_at: dateTimeOrNull(expiry),
		from_date: consent.fromDate,
		to_date: consent.toDate,
		collected_by: consent.collectedBy,
		revoked_at: dateTimeOrNull(revokedAt),
		revoke_reason: revokedAt !== undefined ? 'client' : isExpired ? 'expired' : null,
		created_at: dateTime(createdAt),
		updated_at: dateTime(revokedAt ?? (isExpired ? expiresAt : createdAt)),
	};
}

/** The same at every bank. */
export const holder = {
	names: ['Erika Mustermann', 'Jörg Müller-Lüdenscheidt'],
	emails: ['erika.mustermann@example.com'],
	phone_numbers: ['+49 30 901820'],
	addresses: [
		{
			city: 'Köln',
			state: null,
			street: 'Heidestraße 17',
			country_code: 'DE',
			post_code: '51147',
		},
	],
};
