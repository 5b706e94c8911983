import type { JsonSchema } from './contract';
import {
	bankPage,
	categorizationStatus,
	clientConfiguration,
	connectionList,
	errorType,
	flag,
	integer,
	limited,
	listOf,
	maxDaysForDownload,
	oneOf,
	orNull,
	owner,
	record,
	text,
	textOrNull,
	twoStepProcedure,
	updateResult,
	updateStatus,
} from './finapi.schemas';

const dateTime: JsonSchema = {
	type: 'string',
	pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}(Z|[+-]\\d{2}:\\d{2})$',
	description: 'RFC 3339',
};

export const bankingInterface = oneOf('XS2A', 'FINTS_SERVER', 'WEB_SCRAPER');

const accountTypes = listOf(
	oneOf('Checking', 'Savings', 'CreditCard', 'Security', 'Loan', 'Membership', 'Bausparen'),
);

const loginCredentials = listOf(record({ label: text, value: text }, ['label', 'value']));

const multiStepAuthentication = record(
	{
		hash: text,
		challengeResponse: text,
		twoStepProcedureId: limited(512, 1),
		redirectCallback: limited(2048, 1),
		decoupledCallback: flag,
	},
	['hash'],
);

const access = {
	bankingInterface,
	loginCredentials,
	storeSecrets: flag,
	skipBalancesDownload: flag,
	skipPositionsDownload: flag,
	loadOwnerData: flag,
	accountTypes,
	accountReferences: listOf(record({ iban: text }, ['iban'])),
	redirectUrl: limited(2048, 1),
	multiStepAuthentication,
};

export const importV2 = record(
	{ bankId: integer, name: limited(64, 1), maxDaysForDownload, ...access },
	['bankId', 'bankingInterface'],
);

export const updateV2 = record({ bankConnectionId: integer, importNewAccounts: flag, ...access }, [
	'bankConnectionId',
	'bankingInterface',
]);

export const editV2 = record({
	name: {
		...limited(64),
		pattern: '^[A-Za-z0-9¡-ʯ &(){}\\[\\].:,;?!+\\-_$@#~`^€]*$',
	},
	bankingInterface,
	loginCredentials,
	defaultTwoStepProcedureId: limited(512),
});

const paymentCapabilities = [
	'sepaDirectDebit',
	'sepaMoneyTransfer',
	'sepaInstantMoneyTransfer',
	'sepaCollectiveMoneyTransfer',
	'sepaFutureDatedMoneyTransfer',
	'sepaStandingOrder',
	'domesticMoneyTransfer',
	'domesticCollectiveMoneyTransfer',
	'domesticFutureDatedMoneyTransfer',
];

const bankInterface = record(
	{
		bankingInterface,
		tppAuthenticationGroup: orNull(record({ id: integer, name: text }, ['id', 'name'])),
		loginCredentials: listOf(
			record({ label: text, isSecret: flag, isVolatile: flag }, [
				'label',
				'isSecret',
				'isVolatile',
			]),
		),
		properties: listOf(oneOf('REDIRECT_APPROACH', 'DECOUPLED_APPROACH', 'DETAILED_CONSENT')),
		loginHint: { ...textOrNull, description: 'HTML' },
		health: { type: 'integer', minimum: 0, maximum: 100 },
		lastCommunicationAttempt: orNull(dateTime),
		lastSuccessfulCommunication: orNull(dateTime),
		isAisSupported: flag,
		isPisSupported: flag,
		paymentCapabilities: record(
			Object.fromEntries(paymentCapabilities.map((name) => [name, flag])),
			paymentCapabilities,
		),
		aisAccountTypes: accountTypes,
	},
	[
		'bankingInterface',
		'loginCredentials',
		'properties',
		'health',
		'isAisSupported',
		'isPisSupported',
		'paymentCapabilities',
		'aisAccountTypes',
	],
);

export const bankV2 = record(
	{
		id: integer,
		name: text,
		bic: textOrNull,
		blz: text,
		location: textOrNull,
		city: textOrNull,
		isTestBank: flag,
		popularity: integer,
		interfaces: listOf(bankInterface),
		bankGroup: orNull(record({ id: integer, name: text }, ['id', 'name'])),
		isBeta: flag,
	},
	['id', 'name', 'blz', 'isTestBank', 'popularity', 'interfaces', 'isBeta'],
);

const connectionInterface = record(
	{
		bankingInterface,
		loginCredentials: listOf(record({ label: text, value: textOrNull }, ['label'])),
		defaultTwoStepProcedureId: textOrNull,
		twoStepProcedures: listOf(twoStepProcedure),
		aisConsent: orNull(
			record(
				{
					status: oneOf('PRESENT', 'NOT_PRESENT'),
					expiresAt: orNull(dateTime),
					supportsImportNewAccounts: flag,
				},
				['status', 'supportsImportNewAccounts'],
			),
		),
		lastManualUpdate: orNull(updateResult(dateTime)),
		lastAutoUpdate: orNull(updateResult(dateTime)),
		userActionRequired: flag,
		maxDaysForDownload: integer,
	},
	[
		'bankingInterface',
		'loginCredentials',
		'twoStepProcedures',
		'userActionRequired',
		'maxDaysForDownload',
	],
);

export const connectionV2 = record(
	{
		id: integer,
		name: textOrNull,
		updateStatus,
		categorizationStatus,
		interfaces: listOf(connectionInterface),
		accountIds: listOf(integer),
		owners: orNull(listOf(owner)),
		bank: bankV2,
	},
	['id', 'updateStatus', 'categorizationStatus', 'interfaces', 'accountIds', 'bank'],
);

export const connectionsV2 = connectionList(connectionV2);
export const bankPageV2 = bankPage(bankV2);

/** Who may reach a bank without finAPI's web form is a matter of the licence. */
export const clientConfigurationV2 = clientConfiguration({
	aisViaWebForm: flag,
	pisViaWebForm: flag,
	pisStandaloneViaWebForm: flag,
	mandatorLicense: oneOf('UNLICENSED', 'AISP', 'PISP', 'FULLY_LICENSED'),
});

const challenge = record(
	{
		hash: text,
		status: oneOf(
			'CHALLENGE_RESPONSE_REQUIRED',
			'TWO_STEP_PROCEDURE_REQUIRED',
			'REDIRECT_REQUIRED',
			'DECOUPLED_AUTH_REQUIRED',
			'DECOUPLED_AUTH_IN_PROGRESS',
		),
		challengeMessage: textOrNull,
		answerFieldLabel: textOrNull,
		redirectUrl: textOrNull,
		redirectContext: textOrNull,
		redirectContextField: textOrNull,
		twoStepProcedures: orNull(listOf(twoStepProcedure)),
		photoTanMimeType: textOrNull,
		photoTanData: textOrNull,
		opticalData: textOrNull,
		opticalDataAsReinerSct: flag,
	},
	['hash', 'status'],
);

/** Every failure but 401. */
export const errorMessageV2 = record(
	{
		errors: listOf(
			record(
				{
					message: textOrNull,
					code: text,
					type: errorType,
					multiStepAuthentication: orNull(challenge),
				},
				['code', 'type'],
			),
		),
		date: dateTime,
		requestId: text,
		endpoint: text,
		authContext: text,
		bank: textOrNull,
	},
	['errors', 'date', 'requestId', 'endpoint', 'authContext'],
);
