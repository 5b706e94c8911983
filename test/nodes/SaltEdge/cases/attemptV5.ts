import { monthAgo, today, weekAgo } from './values';

export const attempt = {
	attemptCustomFields: '{"ledger":"Büro & Söhne"}',
	attemptCustomerLastLoggedAt: '2026-01-31T10:30:00+01:00',
	attemptFetchScopes: ['accounts', 'transactions'],
	attemptFetchedAccountsNotify: true,
	attemptFromDate: `${weekAgo}T00:00:00`,
	attemptIncludeNatures: ['account', 'credit_card'],
	attemptLocale: 'pt-BR',
	attemptReturnTo: 'https://example.com/back?to=me',
	attemptStoreCredentials: true,
	attemptToDate: today,
	attemptJson: '{"unduplication_strategy":"mark_as_pending"}',
};

export const attemptOnWire = (...more: string[]) =>
	'"attempt":{' +
	[
		'"unduplication_strategy":"mark_as_pending"',
		'"custom_fields":{"ledger":"Büro & Söhne"}',
		'"customer_last_logged_at":"2026-01-31T09:30:00.000Z"',
		...(more[0] ? [more[0]] : []),
		'"fetch_scopes":["accounts","transactions"]',
		'"fetched_accounts_notify":true',
		`"from_date":"${weekAgo}"`,
		'"include_natures":["account","credit_card"]',
		'"locale":"pt-BR"',
		'"return_to":"https://example.com/back?to=me"',
		'"store_credentials":true',
		`"to_date":"${today}"`,
		...(more[1] ? [more[1]] : []),
	].join() +
	'}';

export const userThere = { attemptExcludeAccounts: 'ACCOUNT1', attemptUserPresent: true };

export const consentFields = {
	consentFromDate: monthAgo,
	consentPeriodDays: 30,
	consentToDate: today,
};

export const limitsOnWire = [
	`"from_date":"${monthAgo}"`,
	'"period_days":30',
	`"to_date":"${today}"`,
];
