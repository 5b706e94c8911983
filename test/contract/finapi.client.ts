import type { JsonSchema } from './contract';
import { category } from './finapi.data.schemas';
import type { FinApiOperation } from './finapi.operation';
import {
	accountTypeName,
	alwaysWhole,
	countryList,
	flag,
	integer,
	limited,
	listOf,
	oneOf,
	orNull,
	record,
	seconds,
	text,
	textOrNull,
	token,
	tokenRequest,
} from './finapi.schemas';

const getToken = (path: string): FinApiOperation => ({
	id: 'getToken',
	method: 'POST',
	path,
	token: 'none',
	pathParameters: {},
	query: {},
	body: tokenRequest,
	bodyType: 'form',
	success: { status: 200, body: token },
	failures: [400, 401, 403, 423],
});

const getClientConfiguration = (path: string, configuration: JsonSchema): FinApiOperation => ({
	id: 'getClientConfiguration',
	method: 'GET',
	path,
	token: 'client',
	pathParameters: {},
	query: {},
	success: { status: 200, body: configuration },
	failures: [400, 401, 403],
});

const preferredConsentType = oneOf('ONETIME', 'RECURRING');

/** What both versions tell a client about itself. */
const inBoth = {
	pfmServicesEnabled: flag,
	isAutomaticBatchUpdateEnabled: flag,
	isDevelopmentModeEnabled: flag,
	isNonEuroAccountsSupported: flag,
	isAutoCategorizationEnabled: flag,
	mandatorLicense: oneOf('UNLICENSED', 'AISP', 'PISP', 'FULLY_LICENSED'),
	preferredConsentType,
	refreshTokensValidityPeriod: seconds,
	userAccessTokensValidityPeriod: seconds,
	clientAccessTokensValidityPeriod: seconds,
	maxUserLoginAttempts: { ...integer, minimum: 0, description: '0 is no limit' },
	transactionImportLimitation: { ...integer, minimum: 0, description: 'Days; 0 is no limit' },
	isUserAutoVerificationEnabled: flag,
	isMandatorAdmin: flag,
	isWebScrapingEnabled: flag,
	paymentsEnabled: flag,
	isStandalonePaymentsEnabled: flag,
	availableBankGroups: countryList,
	betaBanksEnabled: flag,
} satisfies Record<string, JsonSchema>;

const webFormMode = oneOf('INTERNAL', 'EXTERNAL', 'DISABLED');

const configurationV1 = alwaysWhole({
	...inBoth,
	userNotificationCallbackUrl: textOrNull,
	userSynchronizationCallbackUrl: textOrNull,
	isXs2aEnabled: flag,
	pinStorageAvailableInWebForm: flag,
	products: listOf(oneOf('ACCESS', 'DATA_INTELLIGENCE', 'WEB_FORM', 'GIRO_IDENT')),
	applicationName: textOrNull,
	finTSProductRegistrationNumber: textOrNull,
	storeSecretsAvailableInWebForm: flag,
	supportSubjectDefault: textOrNull,
	supportEmail: textOrNull,
	aisWebFormMode: webFormMode,
	pisWebFormMode: webFormMode,
	pisStandaloneWebFormMode: webFormMode,
	categoryRestrictions: orNull(listOf(category)),
	autoDismountWebForm: flag,
	corsAllowedOrigins: orNull(listOf(text)),
});

const alwaysInV2 = {
	...inBoth,
	aisEnabled: flag,
	products: listOf(
		oneOf(
			'ACCESS',
			'DATA_INTELLIGENCE',
			'WEB_FORM',
			'GIRO_IDENT',
			'SCHUFA_API',
			'DI_LABELLING',
			'CONTRACT_MANAGER',
			'GIROCHECK',
			'KREDITCHECK',
			'KREDITCHECK_B2B',
			'DEBITFLEX',
			'TRANSPARENCY_REGISTER',
		),
	),
	enabledProducts: alwaysWhole({
		access: flag,
		webForm: flag,
		customerDashboard: flag,
		dataIntelligence: flag,
		giroIdent: flag,
		schufaApi: flag,
		diLabelling: flag,
		contractManager: flag,
		giroCheck: flag,
		kreditCheck: flag,
		kreditCheckB2B: flag,
		debitFlex: flag,
		transparencyRegister: flag,
	}),
	aisViaWebForm: { ...flag, description: 'Whether banks are reached by the web form only' },
	pisViaWebForm: flag,
	pisStandaloneViaWebForm: flag,
	businessBanksEnabled: flag,
	categoryRestrictionsEnabled: flag,
	categoryRestrictions: listOf(category),
	accountTypeRestrictions: listOf(accountTypeName),
};

const configurationV2 = record(
	{
		...alwaysInV2,
		userNotificationCallbackUrl: textOrNull,
		userSynchronizationCallbackUrl: textOrNull,
		finTSProductRegistrationNumber: textOrNull,
		corsAllowedOrigins: orNull(listOf(text)),
	},
	Object.keys(alwaysInV2),
);

/** No limit, or a minute and more. */
const validityPeriod: JsonSchema = {
	type: 'integer',
	anyOf: [{ minimum: 0, maximum: 0 }, { minimum: 60 }],
	description: 'Seconds: 0, which is forever, or at least 60',
};

const editClientConfiguration: FinApiOperation = {
	id: 'editClientConfiguration',
	method: 'PATCH',
	path: '/api/v2/clientConfiguration',
	token: 'client',
	pathParameters: {},
	query: {},
	body: record({
		userNotificationCallbackUrl: limited(512),
		userSynchronizationCallbackUrl: limited(512),
		refreshTokensValidityPeriod: validityPeriod,
		userAccessTokensValidityPeriod: validityPeriod,
		clientAccessTokensValidityPeriod: validityPeriod,
		finTSProductRegistrationNumber: { ...limited(25), pattern: '^[0-9A-F]*$' },
		betaBanksEnabled: flag,
		businessBanksEnabled: flag,
		userAutoVerificationEnabled: flag,
		preferredConsentType,
	}),
	success: { status: 200, body: configurationV2 },
	failures: [400, 401, 403],
};

/** What a client does as itself, in V1. */
export const clientV1: readonly FinApiOperation[] = [
	getToken('/oauth/token'),
	getClientConfiguration('/api/v1/clientConfiguration', configurationV1),
];

/** What a client does as itself, in V2; users are managed by operations of their own. */
export const clientV2: readonly FinApiOperation[] = [
	getToken('/api/v2/oauth/token'),
	getClientConfiguration('/api/v2/clientConfiguration', configurationV2),
	editClientConfiguration,
];
