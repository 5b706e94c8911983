import type { IDataObject } from 'n8n-workflow';
import { byId } from '../../../support/finicity';
import type { Case } from './case';
import { LISTENER } from './listener';
import { consumerId, customerId, institutionLoginId } from './values';

const experience = '84fd419a-1add-4bf4-961b-16e8285b3a92';
const linkFields = {
	experience,
	language: 'es',
	partnerId: '2445580000001',
	redirectUri: 'https://example.com/connected?order=1',
	singleUseUrl: true,
	webhook: LISTENER,
	webhookContentType: 'application/xml',
	webhookData: '{ "order": "4711" }',
	webhookHeaders: { header: [{ name: 'X-Key', value: 'abc' }] },
};
const linkBody = {
	...linkFields,
	customerId: '7000000001',
	webhookData: { order: '4711' },
	webhookHeaders: { 'X-Key': 'abc' },
};
const inApp = { isHostedInMobileApp: true, isWebView: true };
const wholeConnect = {
	dob: '1975-12-31',
	fromDate: '2026-01-01T00:00:00',
	institutionSettings: '{ "101732": "hidden" }',
	reportCustomFields: { field: [{ label: 'Loan', value: '4711', shown: false }] },
	ssn: '123-45-6789',
};
const wholeConnectBody = {
	fromDate: 1767225600,
	institutionSettings: { '101732': 'hidden' },
	optionalConsumerInfo: { ssn: '123456789', dob: 189259200 },
	reportCustomFields: [{ label: 'Loan', value: '4711', shown: false }],
};

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const connect: Record<string, Case> = {
	GenerateConnectUrl: {
		operation: ['connect', 'generateUrl'],
		parameters: {
			customerId,
			additionalFields: { ...linkFields, ...inApp, ...wholeConnect, consumerId },
		},
		sends: 'POST /connect/v2/generate',
		body: { ...linkBody, ...inApp, ...wholeConnectBody, consumerId },
		gives: [{ link: expect.stringMatching(/^http/) as string }],
	},
	GenerateLiteConnectUrl: {
		operation: ['connect', 'generateLiteUrl'],
		parameters: {
			customerId,
			institutionId: byId('101732'),
			additionalFields: { ...linkFields, ...inApp },
		},
		sends: 'POST /connect/v2/generate/lite',
		body: { ...linkBody, ...inApp, institutionId: 101732 },
		gives: [{ link: expect.stringMatching(/^http/) as string }],
	},
	GenerateFixConnectUrl: {
		operation: ['connect', 'generateFixUrl'],
		parameters: {
			customerId,
			institutionLoginId,
			additionalFields: { ...linkFields, ...inApp },
		},
		sends: 'POST /connect/v2/generate/fix',
		body: { ...linkBody, ...inApp, institutionLoginId: '1007000001' },
		gives: [{ link: expect.stringMatching(/^http/) as string }],
	},
	SendConnectEmail: {
		operation: ['connect', 'sendEmail'],
		parameters: {
			customerId,
			consumerId,
			emailTo: 'maria@example.com',
			additionalFields: {
				...linkFields,
				...wholeConnect,
				emailFirstName: 'Maria',
				emailFrom: 'Example Bank',
				emailInstitutionAddress: '434 W Ascension Way',
				emailInstitutionName: 'Example Inc.',
				emailSignature: 'Yours,\nExample Bank',
				emailSubject: 'Connect your bank',
				emailSupportPhone: '1-801-984-4200',
			},
		},
		sends: 'POST /connect/v2/send/email',
		body: {
			...linkBody,
			...wholeConnectBody,
			consumerId,
			email: {
				to: 'maria@example.com',
				firstName: 'Maria',
				from: 'Example Bank',
				institutionAddress: '434 W Ascension Way',
				institutionName: 'Example Inc.',
				signature: ['Yours,', 'Example Bank'],
				subject: 'Connect your bank',
				supportPhone: '1-801-984-4200',
			},
		},
		gives: [
			{
				link: expect.stringMatching(/^http/) as string,
				emailConfig: expect.objectContaining({ to: 'maria@example.com' }) as IDataObject,
			},
		],
	},
	GetAllExperience: {
		operation: ['connect', 'getExperiences'],
		parameters: { appName: 'Household Budget', productCode: 'AO, STMT', returnAll: true },
		sends: 'GET /connect/experiences?appName=Household%20Budget&productCode=AO,STMT',
		gives: [{ productCode: ['TXN', 'AO'] }, { productCode: ['STMT'] }],
	},
};
