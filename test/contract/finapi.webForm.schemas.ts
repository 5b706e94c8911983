import type { JsonSchema, WireValue } from './contract';
import {
	alwaysWhole,
	bankingInterface,
	flag,
	id,
	limited,
	listOf,
	maxDaysForDownload,
	oneOf,
	orNull,
	record,
	text,
	textOrNull,
} from './finapi.schemas';

// finAPI Web Form 2.0, 2.709.0 with what newer editions add.

/** Forms and tasks are known by ids of this kind, unlike what Access has. */
export const uuid: WireValue = { type: 'string', minLength: 36, maxLength: 36 };

const dateTime: JsonSchema = {
	type: 'string',
	pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}(Z|[+-]\\d{2}:?\\d{2})$',
	description: 'ISO 8601',
};

/** An https address of a host with a dot in its name. */
const secureUrl: JsonSchema = {
	...limited(2048, 1),
	pattern:
		'^https://(www\\.)?[-a-zA-Z0-9@:%._+~#=]{1,256}\\.[a-zA-Z0-9()]{1,63}\\b[-a-zA-Z0-9()@:%_+.~#?&/=]*$',
};

/** Web Form takes null for whatever may be left out. */
const optional = (properties: Record<string, JsonSchema>, required: readonly string[] = []) =>
	record(
		Object.fromEntries(
			Object.entries(properties).map(([name, schema]) => [
				name,
				required.includes(name) ? schema : orNull(schema),
			]),
		),
		required,
	);

/** Upper case here; Access writes them another way. */
const accountTypes = listOf(
	oneOf('BAUSPAREN', 'CHECKING', 'CREDIT_CARD', 'LOAN', 'MEMBERSHIP', 'SAVINGS', 'SECURITY'),
);

const download: Record<string, JsonSchema> = {
	accountTypes,
	allowedInterfaces: listOf(bankingInterface),
	loadOwnerData: flag,
	profileId: uuid,
	redirectUrl: secureUrl,
	skipBalancesDownload: flag,
	skipDuplicateDetection: flag,
	skipPositionsDownload: flag,
};

export const importForm = optional({
	bank: optional({ id, search: text }),
	bankConnectionName: limited(64, 1),
	maxDaysForDownload,
	callbacks: optional({ finalised: secureUrl }),
	allowTestBank: flag,
	...download,
});

export const updateTask = optional(
	{
		bankConnectionId: id,
		importNewAccountsMode: oneOf('SKIP', 'CONDITIONAL', 'FORCED'),
		manageSavedSettings: listOf(oneOf('CREDENTIALS', 'DEFAULT_TWO_STEP_PROCEDURE')),
		callbacks: optional({ finalised: secureUrl, webFormRequired: secureUrl }),
		userMetadata: alwaysWhole({
			ipAddress: limited(64),
			deviceOs: limited(1024),
			userAgent: limited(1024),
		}),
		...download,
	},
	['bankConnectionId', 'importNewAccountsMode'],
);

const formStatus = oneOf(
	'NOT_YET_OPENED',
	'IN_PROGRESS',
	'COMPLETED',
	'COMPLETED_WITH_ERROR',
	'EXPIRED',
	'ABORTED',
	'CANCELLED',
);

const formUrl = limited(2048, 1);

export const webForm = record(
	{
		id: uuid,
		url: formUrl,
		createdAt: dateTime,
		expiresAt: dateTime,
		type: oneOf(
			'BANK_CONNECTION_IMPORT',
			'BANK_CONNECTION_UPDATE',
			'PAYMENT_WITH_ACCOUNT_ID',
			'STANDALONE_PAYMENT',
			'STANDING_ORDER',
			'DIRECT_DEBIT_WITH_ACCOUNT_ID',
		),
		status: formStatus,
		payload: record({
			bankConnectionId: orNull(id),
			paymentId: orNull(id),
			standingOrderId: orNull(id),
			// The list of these may grow.
			errorCode: textOrNull,
			errorMessage: textOrNull,
		}),
	},
	['id', 'url', 'createdAt', 'expiresAt', 'type', 'status', 'payload'],
);

const formInTask = record({ id: uuid, url: formUrl, status: formStatus }, ['id', 'url', 'status']);

const taskStatus = oneOf(
	'NOT_YET_STARTED',
	'IN_PROGRESS',
	'WEB_FORM_REQUIRED',
	'COMPLETED',
	'COMPLETED_WITH_ERROR',
);

export const task = record(
	{
		id: uuid,
		createdAt: dateTime,
		type: oneOf('BANK_CONNECTION_UPDATE'),
		status: taskStatus,
		payload: record(
			{
				bankConnectionId: id,
				webForm: orNull(formInTask),
				errorCode: textOrNull,
				errorMessage: textOrNull,
			},
			['bankConnectionId'],
		),
	},
	['id', 'createdAt', 'type', 'status', 'payload'],
);

/** What finAPI sends to the address that a form was created with. */
export const webFormCallback = record({ webFormId: uuid, status: formStatus }, [
	'webFormId',
	'status',
]);

/** What finAPI sends to the addresses that a task was created with. */
export const taskCallback = record(
	{ taskId: uuid, status: taskStatus, webForm: orNull(formInTask) },
	['taskId', 'status'],
);

/** A failure but 400. */
export const webFormError = record(
	{ code: text, description: text, timestamp: dateTime, endpoint: text },
	['code', 'description', 'timestamp', 'endpoint'],
);

/** A request that breaks the rules of its fields: 400. */
export const webFormValidationError = record(
	{
		errors: listOf(record({ field: text, message: text }, ['field', 'message'])),
		timestamp: dateTime,
		endpoint: text,
	},
	['errors', 'timestamp', 'endpoint'],
);
