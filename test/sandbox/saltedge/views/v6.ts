import { dateTime, dateTimeOrNull } from '../../shared/time';
import { consentStatus } from '../consent';
import type { Attempt, Connection, Consent, Customer, Provider } from '../model';
import { isRunning, lastAttempt, lastStage } from '../model';
import type { SaltEdgeState } from '../state';
import { consentParts, customerTimes, holder, stageWord } from './common';

/** With a secret, which some clients have seen: whoever reads it must not show it. */
export const viewCustomer = (customer: Customer) => ({
	customer_id: customer.id,
	identifier: customer.identifier,
	...(customer.email === undefined ? {} : { email: customer.email }),
	categorization_type: customer.categorizationType ?? null,
	...customerTimes(customer),
	secret: customer.secret,
});

/** What is left out unless it is asked for. */
export interface ProviderParts {
	accounts: boolean;
	payments: boolean;
	credentials: boolean;
}

const accountParts = (provider: Provider) => ({
	automatic_fetch: provider.automatic_fetch,
	custom_pendings_period: null,
	holder_info: provider.holder_info,
	instruction_for_connections: provider.instruction,
	interactive_for_connections: provider.interactive,
	max_consent_days: provider.max_consent_days,
	max_fetch_interval: provider.max_fetch_interval,
	fetch_policies: {},
	max_interactive_delay: provider.max_interactive_delay,
	refresh_timeout: provider.refresh_timeout,
	supported_account_extra_fields: provider.supported_account_extra_fields,
	supported_account_natures: provider.supported_account_natures,
	supported_account_types: provider.supported_account_types,
	supported_fetch_scopes: provider.supported_fetch_scopes,
	supported_transaction_extra_fields: provider.supported_transaction_extra_fields,
});

/** None of the providers makes payments. */
const noPayments = {
	payment_templates: [],
	instruction_for_payments: '',
	interactive_for_payments: false,
	required_payment_fields: [],
	supported_payment_fields: [],
	no_funds_rejection_supported: false,
	vrp_consent_fields: [],
};

export function viewProvider(provider: Provider, parts: ProviderParts) {
	return {
		...{ id: provider.id, code: provider.code, name: provider.name },
		country_code: provider.country_code,
		bic_codes: provider.bic_codes,
		identification_codes: provider.identification_codes,
		dynamic_registration_code: null,
		group_code: null,
		group_name: null,
		hub: null,
		...{ status: provider.status, mode: provider.mode, regulated: provider.regulated },
		logo_url: provider.logo_url,
		timezone: provider.timezone,
		supported_iframe_embedding: provider.supported_iframe_embedding,
		optional_interactivity: provider.optional_interactivity,
		customer_notified_on_sign_in: provider.customer_notified_on_sign_in,
		created_at: provider.created_at,
		updated_at: provider.updated_at,
		...(parts.accounts ? accountParts(provider) : {}),
		...(parts.payments ? noPayments : {}),
		...(parts.credentials
			? {
					credentials_fields: provider.required_fields,
					interactive_fields: provider.interactive_fields,
				}
			: {}),
	};
}

function viewAttempt(attempt: Attempt, { interactive }: Provider) {
	const { id, createdAt, request, consent, successAt, failure } = attempt;
	const stage = lastStage(attempt);
	return {
		id,
		consent_id: consent.id,
		api_mode: 'service',
		api_version: '6',
		automatic_fetch: attempt.automaticFetch,
		automatic_refresh: attempt.dailyRefresh,
		categorize: attempt.categorization !== 'none',
		custom_fields: request.custom_fields ?? {},
		exclude_accounts: request.exclude_accounts ?? [],
		fetch_from_date: request.from_date ?? consent.fromDate,
		fetch_to_date: request.to_date ?? null,
		fetch_scopes: attempt.fetchScopes.filter((scope) => scope !== 'accounts_without_balance'),
		finished: !isRunning(attempt),
		finished_recent: attempt.finishedRecent,
		include_natures: request.include_natures ?? [],
		interactive,
		locale: request.locale ?? 'en',
		partial: false,
		show_consent_confirmation: attempt.inWidget && consent.collectedBy === 'saltedge',
		store_credentials: request.store_credentials ?? true,
		user_present: attempt.inWidget || (request.user_present ?? false),
		created_at: dateTime(createdAt),
		updated_at: dateTime(stage.updatedAt),
		success_at: dateTimeOrNull(successAt),
		fail_at: dateTimeOrNull(failure?.at),
		fail_error_class: failure?.errorClass ?? null,
		fail_message: failure?.message ?? null,
		last_stage: {
			...{ id: stage.id, name: stageWord('v6', stage.name) },
			created_at: dateTime(stage.createdAt),
			updated_at: dateTime(stage.updatedAt),
		},
	};
}

export function viewConnection(state: SaltEdgeState, connection: Connection) {
	const provider = state.providerOf(connection);
	const { id, customerId, status, categorization, consent } = connection;
	return {
		id,
		customer_id: customerId,
		customer_identifier: state.ownerOf(connection).identifier,
		provider_code: provider.code,
		provider_name: provider.name,
		country_code: provider.country_code,
		...{ status, categorization },
		consent_status: consentStatus(consent, state.now()),
		categorization_vendor: categorization === 'none' ? null : 'saltedge',
		automatic_refresh: connection.dailyRefresh,
		next_refresh_possible_at: dateTimeOrNull(connection.nextRefreshAt),
		created_at: dateTime(connection.createdAt),
		updated_at: dateTime(connection.updatedAt),
		last_consent_id: consent.id,
		last_attempt: viewAttempt(lastAttempt(connection), provider),
	};
}

/** Who the accounts are of, as far as it was fetched. */
export const viewHolder = ({ holderInfoAt }: Connection) =>
	holderInfoAt === undefined
		? { names: [], emails: [], phone_numbers: [], addresses: [], extra: {} }
		: { ...holder, extra: { birth_date: '1964-08-12', document_number: 'L01X00T47' } };

export const viewConsent = (connection: Connection, consent: Consent, now: number) => ({
	...consentParts(connection, consent, now),
	status: consentStatus(consent, now),
	scopes: consent.scopes,
});
