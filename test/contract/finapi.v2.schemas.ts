import type { JsonSchema } from './contract';
import {
	accountReferences,
	accountTypeName,
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

export const dateTime: JsonSchema = {
	type: 'string',
	pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}(Z|[+-]\\d{2}:\\d{2})$',
	description: 'RFC 3339',
};

const accountTypes = listOf(accountTypeName);

const access = {
	bankingInterface,
	loginCredentials,
	storeSecrets: flag,
	skipBalancesDownload: flag,
	skipPositionsDownload: flag,
	loadOwnerData: flag,
	accountTypes,
	accountReferences,
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

export const connectInterfaceV2 = record(
	{
		bankConnectionId: integer,
		sourceBankingInterface: bankingInterface,
		maxDaysForDownload,
		...access,
		redirectUrl: text,
	},
	['bankConnectionId', 'bankingInterface'],
);

export const removeInterfaceV2 = record({ bankConnectionId: integer, bankingInterface }, [
	'bankConnectionId',
	'bankingInterface',
]);

/** What came of a consent at finAPI, and at the bank. */
const consentEnd = oneOf('DELETED', 'NOT_EXIST', 'NOT_SUPPORTED', 'NOT_DELETED');
export const consentDeletion = record({ local: consentEnd, remote: consentEnd }, [
	'local',
	'remote',
]);

export const editV2 = record({
	name: plainText(64, 0),
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

const flags = (...names: readonly string[]): JsonSchema =>
	record(Object.fromEntries(names.map((name) => [name, flag])));

const paymentConstraints = record({
	sepaMoneyTransfer: record({
		mandatoryFields: record({
			...flags('purpose', 'counterpartName', 'counterpartBic', 'counterpartBankName', 'endToEndId')
				.properties,
			counterpartAddress: flags('street', 'houseNumber', 'postCode', 'city', 'country'),
		}),
		purposeOrEndToEndId: flag,
		maxCollectiveOrders: integer,
		maxPurposeLength: integer,
	}),
	domesticMoneyTransfer: record({ mandatoryFields: flags('endToEndId') }),
});

const picture = orNull(record({ url: text }, ['url']));

const bankInterface = record(
	{
		bankingInterface,
		tppAuthenticationGroup: orNull(bankGroup),
		loginCredentials: listOf(
			record({ label: text, isSecret: flag, isVolatile: flag, isMandatory: flag }, [
				'label',
				'isSecret',
				'isVolatile',
				'isMandatory',
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
		paymentConstraints: orNull(paymentConstraints),
		aisAccountTypes: accountTypes,
		aisCapabilities: record({ standingOrdersDownload: flag }, ['standingOrdersDownload']),
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
		'aisCapabilities',
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
		bankGroup: orNull(bankGroup),
		isBeta: flag,
		logo: picture,
		icon: picture,
	},
	['id', 'name', 'blz', 'isTestBank', 'popularity', 'interfaces', 'isBeta'],
);

const procedure = record(twoStepProcedure, ['procedureId', 'procedureName', 'implicitExecute']);
const updateResultV2 = orNull(record(updateResult(dateTime), ['result', 'timestamp']));

const connectionInterface = record(
	{
		bankingInterface,
		loginCredentials: listOf(record({ label: text, value: textOrNull }, ['label'])),
		defaultTwoStepProcedureId: textOrNull,
		twoStepProcedures: listOf(procedure),
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
		lastManualUpdate: updateResultV2,
		lastAutoUpdate: updateResultV2,
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
		owners: orNull(listOf(record(owner))),
		bank: bankV2,
	},
	['id', 'updateStatus', 'categorizationStatus', 'interfaces', 'accountIds', 'bank'],
);

export const connectionsV2 = connectionList(connectionV2);
export const bankPageV2 = bankPage(bankV2);

const challengeV2 = record(
	{
		...challenge,
		twoStepProcedures: orNull(listOf(procedure)),
		opticalDataAsReinerSct: flag,
	},
	['hash', 'status', 'opticalDataAsReinerSct'],
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
					multiStepAuthentication: orNull(challengeV2),
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
