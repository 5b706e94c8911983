import { dateTime, dateTimeOrNull } from '../../shared/time';
import { consentWords } from '../consent';
import type { Attempt, Connection, Consent, Customer, Provider, Stage } from '../model';
import { isRunning, lastAttempt, lastStage } from '../model';
import type { SaltEdgeState } from '../state';
import { consentParts, customerTimes, optionsOf, stageWord } from './common';

export const viewCustomer = (customer: Customer) => ({
	id: customer.id,
	identifier: customer.identifier,
	secret: customer.secret,
	...customerTimes(customer),
});

/** What a list leaves out unless it is asked for. */
export interface ProviderParts {
	fields: boolean;
	payments: boolean;
}

/** None of the providers makes payments. */
const noPayments = {
	supported_payment_fields: {},
	required_payment_fields: {},
};

export function viewProvider(
	{ required_fields, interactive_fields, ...provider }: Provider,
	{ fields, payments }: ProviderParts,
) {
	return {
		...provider,
		payment_templates: [],
		...(fields ? { required_fields, interactive_fields } : {}),
		...(payments ? noPayments : {}),
	};
}

const viewStage = ({ id, name, createdAt, updatedAt, question }: Stage) => ({
	...{ id, name: stageWord('v5', name) },
	interactive_html: question?.html ?? null,
	interactive_fields_names: question?.fields.map((field) => field.name) ?? null,
	interactive_fields_options: question ? optionsOf(question.fields) : null,
	created_at: dateTime(createdAt),
	updated_at: dateTime(updatedAt),
});

function attemptParts(attempt: Attempt, { interactive }: Provider) {
	const { id, createdAt, request, consent, successAt, failure } = attempt;
	return {
		id,
		api_mode: 'service',
		api_version: '5',
		automatic_fetch: attempt.automaticFetch,
		user_present: request.user_present ?? false,
		daily_refresh: attempt.dailyRefresh,
		categorize: attempt.categorization !== 'none',
		categorization: attempt.categorization,
		customer_last_logged_at: request.customer_last_logged_at ?? null,
		custom_fields: request.custom_fields ?? {},
		device_type: 'desktop',
		remote_ip: '203.0.113.7',
		user_agent: null,
		exclude_accounts: request.exclude_accounts ?? [],
		fetch_scopes: attempt.fetchScopes.filter((scope) => scope !== 'balance'),
		from_date: request.from_date ?? consent.fromDate,
		to_date: request.to_date ?? null,
		finished: !isRunning(attempt),
		finished_recent: attempt.finishedRecent,
		partial: false,
		interactive,
		locale: request.locale ?? 'en',
		store_credentials: request.store_credentials ?? true,
		include_natures: request.include_natures ?? null,
		show_consent_confirmation: false,
		consent_id: consent.id,
		success_at: dateTimeOrNull(successAt),
		fail_at: dateTimeOrNull(failure?.at),
		fail_error_class: failure?.errorClass ?? null,
		fail_message: failure?.message ?? null,
		created_at: dateTime(createdAt),
		updated_at: dateTime(lastStage(attempt).updatedAt),
	};
}

/** An attempt as it stands in a list and in a connection. */
export const viewAttempt = (attempt: Attempt, provider: Provider) => ({
	...attemptParts(attempt, provider),
	last_stage: viewStage(lastStage(attempt)),
});

/** An attempt by itself, with all that it has gone through. */
export const viewWholeAttempt = (attempt: Attempt, provider: Provider) => ({
	...attemptParts(attempt, provider),
	stages: attempt.stages.map(viewStage),
});

export function viewConnection(state: SaltEdgeState, connection: Connection) {
	const provider = state.providerOf(connection);
	const { id, secret, customerId, status, categorization, consent } = connection;
	return {
		...{ id, secret },
		provider_id: provider.id,
		provider_code: provider.code,
		provider_name: provider.name,
		customer_id: customerId,
		country_code: provider.country_code,
		...{ status, categorization },
		daily_refresh: connection.dailyRefresh,
		store_credentials: connection.storesCredentials,
		show_consent_confirmation: false,
		last_consent_id: consent.id,
		last_success_at: dateTimeOrNull(connection.lastSuccessAt),
		next_refresh_possible_at: dateTimeOrNull(connection.nextRefreshAt),
		created_at: dateTime(connection.createdAt),
		updated_at: dateTime(connection.updatedAt),
		last_attempt: viewAttempt(lastAttempt(connection), provider),
	};
}

export const viewConsent = (connection: Connection, consent: Consent, now: number) => ({
	...consentParts(connection, consent, now),
	scopes: consentWords('v5', consent.scopes),
});
