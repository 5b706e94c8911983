import { isHttpAddress } from '../../shared/address';
import type { Answer } from '../../shared/server';
import { makeLink } from '../connect/link';
import type { ConnectSettings, WebhookTarget } from '../connect/session';
import { failure, institutionNotFound, invalidField, loginNotFound, refuse } from '../errors';
import { institutionWith } from '../institutions';
import type { Call, FinicityOperations } from './operation';

/** How Connect looks and what it asks for, set up by the vendor for an app. */
const experiences = [
	{
		id: '84fd419a-1add-4bf4-961b-16e8285b3a92',
		appName: 'Household Budget',
		productCode: ['TXN', 'AO'],
	},
	{
		id: '1fb2dd4e-7c1b-4d6c-9a3e-5c1d8e0f2a11',
		appName: 'Household Budget',
		productCode: ['STMT'],
	},
	{ id: '6c0e6a52-90d1-4f3b-8b62-0d3f7f3f4c22', appName: 'Lending Desk', productCode: ['VOA'] },
];

interface Given {
	partnerId: string;
	customerId: string;
	consumerId?: string;
	institutionId?: number;
	institutionLoginId?: string;
	redirectUri?: string;
	webhook?: string;
	webhookContentType?: WebhookTarget['contentType'];
	webhookData?: object;
	webhookHeaders?: Record<string, unknown>;
	experience?: string;
	singleUseUrl?: boolean;
	isWebView?: boolean;
	email?: { to: string };
}

function checkUrl(name: string, value: string | undefined): void {
	if (value === undefined) return;
	if (!isHttpAddress(value)) {
		refuse(invalidField(`"${name}" must be a valid uri`));
	}
}

function check(call: Call, given: Given): void {
	const { partnerId, customerId, consumerId, experience, redirectUri, webhook } = given;
	if (partnerId !== call.keys.partnerId) {
		refuse(failure(400, '14003', 'Aggregation connect partner not found.'));
	}
	if (!call.state.customers.has(customerId)) {
		refuse(invalidField('Customer ID does not exist or does not belong to this partner'));
	}
	if (consumerId !== undefined && call.state.consumers.get(consumerId)?.customerId !== customerId) {
		refuse(invalidField('Consumer ID does not exist or does not belong to this customer'));
	}
	checkUrl('redirectUri', redirectUri);
	checkUrl('webhook', webhook);
	if (given.isWebView === true && redirectUri === undefined) {
		refuse(invalidField('"redirectUri" is required when "isWebView" is true'));
	}
	const isKnown = experience === undefined || experience === 'default';
	if (!isKnown && !experiences.some(({ id }) => id === experience)) {
		refuse(invalidField('"experience" must be a valid GUID'));
	}
	if (Object.values(given.webhookHeaders ?? {}).some((value) => typeof value !== 'string')) {
		refuse(invalidField('"webhookHeaders" must hold strings'));
	}
}

function webhookIn(given: Given): WebhookTarget | undefined {
	const { webhook, webhookContentType = 'application/json', webhookData, webhookHeaders } = given;
	if (webhook === undefined) return undefined;
	return {
		url: webhook,
		contentType: webhookContentType,
		data: webhookData,
		headers: webhookHeaders as Record<string, string> | undefined,
	};
}

/** Makes a link once the address for events has answered. */
async function linkFor(call: Call, kind: ConnectSettings['kind']): Promise<string> {
	const given = call.body as unknown as Given;
	check(call, given);
	const { customerId, consumerId, institutionLoginId, redirectUri, singleUseUrl } = given;
	const login = call.state.institutionLogins.get(institutionLoginId ?? '');
	if (kind === 'fix' && login?.customerId !== customerId) refuse(loginNotFound());
	if (kind === 'lite' && !institutionWith(given.institutionId ?? '')) {
		refuse(institutionNotFound(400));
	}
	const webhook = webhookIn(given);
	if (webhook && !(await call.webhooks.ping(webhook))) {
		refuse(invalidField('"webhook" did not answer the ping with 2xx'));
	}
	const institutionId = login?.institutionId ?? given.institutionId?.toString();
	return makeLink(call.state, call.keys, call.baseUrl, {
		...{ kind, customerId, consumerId, institutionId, institutionLoginId, redirectUri, webhook },
		singleUse: singleUseUrl ?? false,
	});
}

const linkAnswer =
	(kind: ConnectSettings['kind']) =>
	async (call: Call): Promise<Answer> => ({
		status: 200,
		body: { link: await linkFor(call, kind) },
	});

export const connectOperations: FinicityOperations = {
	GenerateConnectUrl: linkAnswer('full'),

	GenerateLiteConnectUrl: linkAnswer('lite'),

	GenerateFixConnectUrl: linkAnswer('fix'),

	SendConnectEmail: async (call) => {
		const link = await linkFor(call, 'full');
		const { email: emailConfig } = call.body as unknown as Given;
		if (!emailConfig?.to.includes('@')) return invalidField('"email.to" must be a valid email');
		return { status: 200, body: { link, emailConfig } };
	},

	GetAllExperience: ({ query }) => {
		const { appName, productCode } = query as { appName: string; productCode?: string[] };
		const found = experiences.filter(
			(experience) =>
				experience.appName === appName &&
				(productCode?.some((code) => experience.productCode.includes(code)) ?? true),
		);
		if (found.length > 0) return { status: 200, body: found };
		return failure(404, '4004', 'There is no experience for this app.', {
			status: '404',
			user_message: 'The requested entity was not found.',
		});
	},
};
