import type { Answer, Resource } from '../../../shared/operation';
import { additionalFields, body, query } from '../../../shared/panel/field';
import { customerInBody, institutionId, institutionLoginId } from '../../fields';
import { consumerId, emailFields, inAppFields, sessionFields, wholeConnectFields } from './fields';

const link: Answer = { kind: 'record', has: ['link'] };

const hearOfIt =
	"To be told what the person does, add 'Webhook URL' and enter the Production URL of a Finicity Trigger there.";

export const connect: Resource = {
	value: 'connect',
	name: 'Connect',
	operations: [
		{
			value: 'generateFixUrl',
			name: 'Generate Fix URL',
			action: 'Generate connect fix URL',
			description: 'Make a link for the person to repair the login at a bank',
			notice: hearOfIt,
			request: { method: 'POST', path: '/connect/v2/generate/fix' },
			fields: [
				customerInBody,
				{ ...institutionLoginId, ...body('institutionLoginId') },
				additionalFields([...sessionFields, ...inAppFields]),
			],
			answer: link,
		},
		{
			value: 'generateLiteUrl',
			name: 'Generate Lite URL',
			action: 'Generate connect lite URL',
			description: 'Make a link for the person to connect a bank that you choose',
			notice: hearOfIt,
			request: { method: 'POST', path: '/connect/v2/generate/lite' },
			fields: [
				customerInBody,
				{ ...institutionId, wire: 'integer', ...body('institutionId') },
				additionalFields([...sessionFields, ...inAppFields]),
			],
			answer: link,
		},
		{
			value: 'generateUrl',
			name: 'Generate URL',
			action: 'Generate connect URL',
			description: 'Make a link for the person to connect a bank, valid for two hours',
			notice: hearOfIt,
			request: { method: 'POST', path: '/connect/v2/generate' },
			fields: [
				customerInBody,
				additionalFields([...sessionFields, ...inAppFields, ...wholeConnectFields, consumerId]),
			],
			answer: link,
		},
		{
			value: 'getExperiences',
			name: 'Get Experiences',
			action: 'Get connect experiences',
			description: 'List the designs of the Connect page that one of your apps has',
			request: { method: 'GET', path: '/connect/experiences' },
			fields: [
				{
					displayName: 'App Name',
					name: 'appName',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. Household Budget',
					description: 'Name of the app, exactly as it is registered',
					...query('appName'),
				},
				{
					displayName: 'Product Codes',
					name: 'productCode',
					type: 'string',
					default: '',
					placeholder: 'e.g. TXN,AO',
					description: 'Only those with one of these products, as codes separated by commas',
					format: {
						pattern: /^\s*[A-Za-z0-9_-]{1,10}(\s*,\s*[A-Za-z0-9_-]{1,10})*\s*$/,
						hint: 'codes of up to 10 letters and digits, with commas between them',
					},
					writes: (text) => text.split(',').map((code) => code.trim()),
					...query('productCode'),
				},
			],
			answer: { kind: 'records', noneCodes: ['4004'] },
		},
		{
			value: 'sendEmail',
			name: 'Send Email',
			action: 'Send connect email',
			description: 'Make a link to Connect and have the provider email it to the person',
			notice: hearOfIt,
			request: { method: 'POST', path: '/connect/v2/send/email' },
			fields: [
				customerInBody,
				{ ...consumerId, required: true },
				{
					displayName: 'Email',
					name: 'emailTo',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. name@email.com',
					description: 'Email address of the person who gets the link',
					format: { pattern: /^[^\s@]+@[^\s@]+$/, hint: 'an email address' },
					...body('email.to'),
				},
				additionalFields([...sessionFields, ...wholeConnectFields, ...emailFields]),
			],
			answer: link,
		},
	],
};
