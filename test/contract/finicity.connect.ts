import type { ContractOperation, JsonSchema } from './contract';
import { consumerId, unixSeconds, uuid } from './finicity.values';
import { anyObject, digits, flag, integer, listOf, oneOf, record, text } from './schemas';

/** What every link may be made with. */
const session: Record<string, JsonSchema> = {
	language: oneOf('es', 'fr'),
	partnerId: digits,
	customerId: digits,
	redirectUri: text,
	webhook: text,
	webhookContentType: { ...oneOf('application/json', 'application/xml') },
	webhookData: anyObject,
	webhookHeaders: anyObject,
	experience: text,
	singleUseUrl: flag,
};

/** What a link that a mobile app shows may be made with. */
const shownInAnApp: Record<string, JsonSchema> = { isHostedInMobileApp: flag, isWebView: flag };

const consumerInfo = record({ ssn: { type: 'string', pattern: '^[0-9]{9}$' }, dob: unixSeconds }, [
	'ssn',
]);

const reportCustomFields: JsonSchema = {
	...listOf(record({ label: text, value: text, shown: flag })),
	maxItems: 5,
};

/** What a link that opens the whole of Connect may be made with besides. */
const wholeConnect: Record<string, JsonSchema> = {
	consumerId,
	optionalConsumerInfo: consumerInfo,
	institutionSettings: anyObject,
	fromDate: { ...unixSeconds, minimum: 1_000_000_000, maximum: 9_999_999_999 },
	reportCustomFields,
};

const email = record(
	{
		to: text,
		from: text,
		supportPhone: text,
		subject: text,
		firstName: text,
		institutionName: text,
		institutionAddress: text,
		signature: listOf(text),
	},
	['to'],
);

const link = { status: 200, body: record({ link: text }, ['link']) };

const productCode: JsonSchema = { type: 'string', minLength: 1, maxLength: 10 };

const experience = record({ id: uuid, appName: text, productCode: listOf(productCode) });

/** Connect: links to the page where a person connects a bank. */
export const connectOperations: readonly ContractOperation[] = [
	{
		id: 'GenerateConnectUrl',
		method: 'POST',
		path: '/connect/v2/generate',
		pathParameters: {},
		query: {},
		body: record({ ...session, ...wholeConnect, ...shownInAnApp }, ['partnerId', 'customerId']),
		success: link,
		failures: [400, 401],
	},
	{
		id: 'GenerateLiteConnectUrl',
		method: 'POST',
		path: '/connect/v2/generate/lite',
		pathParameters: {},
		query: {},
		body: record({ ...session, institutionId: integer, ...shownInAnApp }, [
			'partnerId',
			'customerId',
			'institutionId',
		]),
		success: link,
		failures: [400, 401],
	},
	{
		id: 'GenerateFixConnectUrl',
		method: 'POST',
		path: '/connect/v2/generate/fix',
		pathParameters: {},
		query: {},
		body: record({ ...session, institutionLoginId: digits, ...shownInAnApp }, [
			'partnerId',
			'customerId',
			'institutionLoginId',
		]),
		success: link,
		failures: [400, 401, 404],
	},
	{
		id: 'SendConnectEmail',
		method: 'POST',
		path: '/connect/v2/send/email',
		pathParameters: {},
		query: {},
		body: record({ ...session, ...wholeConnect, email }, [
			'partnerId',
			'customerId',
			'consumerId',
			'email',
		]),
		success: {
			status: 200,
			body: record({ link: text, emailConfig: email }, ['link', 'emailConfig']),
		},
		failures: [400, 401],
	},
	{
		id: 'GetAllExperience',
		method: 'GET',
		path: '/connect/experiences',
		pathParameters: {},
		query: { appName: text, productCode: { type: 'array', items: productCode } },
		requiredQuery: ['appName'],
		commaSeparated: ['productCode'],
		success: { status: 200, body: listOf(experience) },
		failures: [400, 404],
	},
];
