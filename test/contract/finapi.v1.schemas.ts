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

const germanTime: JsonSchema = {
	type: 'string',
	pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}\\.\\d{3}$',
	description: 'German time, without a zone',
};

export const dataSource = oneOf('FINTS_SERVER', 'WEB_SCRAPER');

const bankingUserId = limited(64);
const bankingCustomerId = limited(64);
const bankingPin = limited(170);
const name = limited(64);

export const importV1 = record(
	{
		bankId: integer,
		bankingUserId,
		bankingCustomerId,
		bankingPin,
		storePin: flag,
		name,
		skipPositionsDownload: flag,
		loadOwnerData: flag,
		maxDaysForDownload,
		accountTypeIds: listOf({ type: 'integer', minimum: 1, maximum: 8 }),
		challengeResponse: text,
	},
	['bankId'],
);

export const updateV1 = record(
	{
		bankConnectionId: integer,
		bankingPin,
		storePin: flag,
		importNewAccounts: flag,
		skipPositionsDownload: flag,
		loadOwnerData: flag,
		challengeResponse: text,
	},
	['bankConnectionId'],
);

export const editV1 = record({
	bankingUserId: limited(64, 1),
	bankingCustomerId,
	bankingPin,
	defaultTwoStepProcedureId: text,
	name,
});

export const bankV1 = record(
	{
		id: integer,
		name: text,
		loginHint: { ...textOrNull, description: 'HTML' },
		bic: textOrNull,
		blz: text,
		blzs: listOf(text),
		loginFieldUserId: textOrNull,
		loginFieldCustomerId: textOrNull,
		loginFieldPin: textOrNull,
		isSupported: flag,
		supportedDataSources: listOf(dataSource),
		pinsAreVolatile: flag,
		location: textOrNull,
		city: textOrNull,
		isTestBank: flag,
		popularity: integer,
		health: { type: 'integer', minimum: 0, maximum: 100 },
		lastCommunicationAttempt: orNull(germanTime),
		lastSuccessfulCommunication: orNull(germanTime),
	},
	[
		'id',
		'name',
		'blz',
		'blzs',
		'isSupported',
		'supportedDataSources',
		'pinsAreVolatile',
		'isTestBank',
		'popularity',
		'health',
	],
);

export const connectionV1 = record(
	{
		id: integer,
		bankId: integer,
		bank: bankV1,
		name: textOrNull,
		bankingUserId: textOrNull,
		bankingCustomerId: textOrNull,
		bankingPin: textOrNull,
		type: oneOf('ONLINE', 'DEMO'),
		updateStatus,
		categorizationStatus,
		lastManualUpdate: orNull(updateResult(germanTime)),
		lastAutoUpdate: orNull(updateResult(germanTime)),
		twoStepProcedures: listOf(twoStepProcedure),
		ibanOnlyMoneyTransferSupported: flag,
		ibanOnlyDirectDebitSupported: flag,
		collectiveMoneyTransferSupported: flag,
		defaultTwoStepProcedureId: textOrNull,
		accountIds: listOf(integer),
		owners: orNull(listOf(owner)),
	},
	[
		'id',
		'bankId',
		'bank',
		'type',
		'updateStatus',
		'categorizationStatus',
		'ibanOnlyMoneyTransferSupported',
		'ibanOnlyDirectDebitSupported',
		'collectiveMoneyTransferSupported',
		'accountIds',
	],
);

export const connectionsV1 = connectionList(connectionV1);
export const bankPageV1 = bankPage(bankV1);
export const clientConfigurationV1 = clientConfiguration({ pinStorageAvailableInWebForm: flag });

/** Every failure but 401. */
export const errorMessageV1 = record(
	{
		errors: listOf(record({ message: textOrNull, code: text, type: errorType })),
		date: germanTime,
		requestId: text,
	},
	['date'],
);
