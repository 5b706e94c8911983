import type { JsonSchema } from './contract';
import {
	accountReferences,
	alwaysWhole,
	bankGroup,
	bankingInterface,
	bankPage,
	categorizationStatus,
	challenge,
	connectionList,
	errorType,
	flag,
	integer,
	limited,
	listOf,
	loginCredentials,
	maxDaysForDownload,
	multiStepAuthentication,
	oneOf,
	orNull,
	owner,
	plainText,
	record,
	text,
	textOrNull,
	twoStepProcedure,
	updateResult,
	updateStatus,
} from './finapi.schemas';

// All of V1 is as in its edition 1.151.1, the last one that is known whole.

const germanTime: JsonSchema = {
	type: 'string',
	pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}\\.\\d{3}$',
	description: 'German time, without a zone',
};

const timeOrNull = orNull(germanTime);

export const dataSource = oneOf('FINTS_SERVER', 'WEB_SCRAPER');

const accountTypes = listOf(
	oneOf(
		'Checking',
		'Savings',
		'CreditCard',
		'Security',
		'Loan',
		'Pocket',
		'Membership',
		'Bausparen',
	),
);

const credential = limited(170);
const name = limited(64);

/** What imports and updates have in common. */
const access = {
	bankingPin: credential,
	storePin: flag,
	interface: bankingInterface,
	loginCredentials,
	storeSecrets: flag,
	skipPositionsDownload: flag,
	loadOwnerData: flag,
	accountTypes,
	accountReferences,
	challengeResponse: text,
	multiStepAuthentication,
	redirectUrl: text,
};

export const importV1 = record(
	{
		bankId: integer,
		name,
		bankingUserId: credential,
		bankingCustomerId: credential,
		maxDaysForDownload,
		accountTypeIds: listOf({ type: 'integer', minimum: 1, maximum: 8 }),
		...access,
	},
	['bankId'],
);

export const updateV1 = record(
	{ bankConnectionId: integer, importNewAccounts: flag, forceWebForm: flag, ...access },
	['bankConnectionId'],
);

export const editV1 = record({
	name: plainText(64, 0),
	bankingUserId: limited(170, 1),
	bankingCustomerId: credential,
	bankingPin: credential,
	interface: bankingInterface,
	loginCredentials,
	defaultTwoStepProcedureId: text,
});

const health: JsonSchema = { type: 'integer', minimum: 0, maximum: 100 };

const bankInterface = alwaysWhole({
	interface: bankingInterface,
	tppAuthenticationGroup: orNull(bankGroup),
	loginCredentials: listOf(alwaysWhole({ label: text, isSecret: flag, isVolatile: flag })),
	properties: listOf(oneOf('REDIRECT_APPROACH', 'DECOUPLED_APPROACH', 'DETAILED_CONSENT')),
	loginHint: { ...textOrNull, description: 'HTML' },
	health,
	lastCommunicationAttempt: timeOrNull,
	lastSuccessfulCommunication: timeOrNull,
	isMoneyTransferSupported: flag,
	isAisSupported: flag,
	paymentCapabilities: alwaysWhole({
		sepaMoneyTransfer: flag,
		sepaInstantMoneyTransfer: flag,
		sepaCollectiveMoneyTransfer: flag,
		sepaFutureDatedMoneyTransfer: flag,
		sepaStandingOrder: flag,
	}),
	aisAccountTypes: accountTypes,
});

const bankV1 = alwaysWhole({
	id: integer,
	name: text,
	loginHint: { ...textOrNull, description: 'HTML' },
	bic: textOrNull,
	blzs: listOf(text),
	blz: text,
	location: textOrNull,
	city: textOrNull,
	isSupported: flag,
	isTestBank: flag,
	popularity: integer,
	health,
	loginFieldUserId: textOrNull,
	loginFieldCustomerId: textOrNull,
	loginFieldPin: textOrNull,
	pinsAreVolatile: flag,
	isCustomerIdPassword: flag,
	supportedDataSources: listOf(dataSource),
	interfaces: listOf(bankInterface),
	bankGroup: orNull(bankGroup),
	lastCommunicationAttempt: timeOrNull,
	lastSuccessfulCommunication: timeOrNull,
	isBeta: flag,
});

const updateResultV1 = orNull(alwaysWhole(updateResult(germanTime)));
const procedures = listOf(alwaysWhole(twoStepProcedure));

const connectionInterface = alwaysWhole({
	interface: bankingInterface,
	loginCredentials: listOf(alwaysWhole({ label: text, value: textOrNull })),
	defaultTwoStepProcedureId: textOrNull,
	twoStepProcedures: procedures,
	aisConsent: orNull(
		alwaysWhole({ status: oneOf('PRESENT', 'NOT_PRESENT'), expiresAt: timeOrNull }),
	),
	lastManualUpdate: updateResultV1,
	lastAutoUpdate: updateResultV1,
	userActionRequired: flag,
	maxDaysForDownload: integer,
});

export const connectionV1 = alwaysWhole({
	id: integer,
	bankId: integer,
	name: textOrNull,
	bankingUserId: textOrNull,
	bankingCustomerId: textOrNull,
	bankingPin: textOrNull,
	type: oneOf('ONLINE', 'DEMO'),
	updateStatus,
	categorizationStatus,
	lastManualUpdate: updateResultV1,
	lastAutoUpdate: updateResultV1,
	ibanOnlyMoneyTransferSupported: flag,
	ibanOnlyDirectDebitSupported: flag,
	collectiveMoneyTransferSupported: flag,
	defaultTwoStepProcedureId: textOrNull,
	twoStepProcedures: procedures,
	interfaces: listOf(connectionInterface),
	accountIds: listOf(integer),
	owners: orNull(listOf(alwaysWhole(owner))),
	bank: bankV1,
	furtherLoginNotRecommended: flag,
});

export const connectionsV1 = connectionList(connectionV1);
export const bankPageV1 = bankPage(bankV1);

/** Every failure but 401. */
export const errorMessageV1 = alwaysWhole({
	errors: listOf(
		alwaysWhole({
			message: textOrNull,
			code: text,
			type: errorType,
			multiStepAuthentication: orNull(
				alwaysWhole({ ...challenge, twoStepProcedures: orNull(procedures) }),
			),
		}),
	),
	date: germanTime,
	requestId: text,
	endpoint: text,
	authContext: text,
	bank: textOrNull,
});
