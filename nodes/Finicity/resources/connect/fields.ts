import type { Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';
import { CONSUMER, HTTP_ADDRESS, UUID } from '../../fields';
import { birthdayToNoon, BIRTHDAY, plainSsn, SSN } from '../../personal';

/** An app token comes without the id of the partner whom it belongs to. */
const partnerId: Field = {
	displayName: 'Partner ID',
	name: 'partnerId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 1234583871234',
	description:
		'Only needed when the credential holds an App Token. Otherwise the Partner ID of the credential is used.',
	format: { pattern: /^\d{1,20}$/, hint: 'an id of digits only' },
	fromCredential: ({ authentication, partnerId: known }) =>
		authentication === 'appToken' ? undefined : known,
	...body('partnerId'),
};

/** What every link may be made with. */
export const sessionFields: readonly Field[] = [
	{
		displayName: 'Experience',
		name: 'experience',
		type: 'string',
		default: '',
		placeholder: 'e.g. 84fd419a-1add-4bf4-961b-16e8285b3a92',
		description:
			'An ID from Get Experiences, which sets the design and the products of the Connect page, or the word default. When empty, your default experience is used.',
		format: {
			pattern: new RegExp(`${UUID.pattern.source}|^default$`),
			hint: `${UUID.hint}, or default`,
		},
		...body('experience'),
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'options',
		options: [
			{ name: 'French (Canada)', value: 'fr' },
			{ name: 'Spanish (United States)', value: 'es' },
		],
		default: 'es',
		description: 'Language of the Connect page. Without this field, it is English.',
		...body('language'),
	},
	partnerId,
	{
		displayName: 'Redirect URI',
		name: 'redirectUri',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/connected',
		description:
			'Where the person goes at the end. Needed unless the page is embedded in your own website.',
		format: HTTP_ADDRESS,
		...body('redirectUri'),
	},
	{
		displayName: 'Single Use',
		name: 'singleUseUrl',
		type: 'boolean',
		default: false,
		description:
			'Whether the link stops working once a bank has been connected with it. This overrides the setting of the experience.',
		...body('singleUseUrl'),
	},
	{
		displayName: 'Webhook Content Type',
		name: 'webhookContentType',
		type: 'options',
		options: [
			{ name: 'JSON', value: 'application/json' },
			{ name: 'XML', value: 'application/xml' },
		],
		default: 'application/json',
		description: 'The format of the events',
		needs: 'webhook',
		...body('webhookContentType'),
	},
	{
		displayName: 'Webhook Data',
		name: 'webhookData',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "orderId": "4711" }',
		description:
			'A JSON object that comes back with every event, so that you can match it to your own records',
		wire: 'object',
		needs: 'webhook',
		...body('webhookData'),
	},
	{
		displayName: 'Webhook Headers',
		name: 'webhookHeaders',
		type: 'fixedCollection',
		placeholder: 'Add Header',
		typeOptions: { multipleValues: true },
		default: {},
		description: 'Headers to send with every event, such as one with a key of your own',
		wire: 'keyed',
		needs: 'webhook',
		options: [
			{
				displayName: 'Header',
				name: 'header',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. X-Key',
						description: 'Name of the header',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						typeOptions: { password: true },
						required: true,
						default: '',
						description: 'Value of the header, as text',
					},
				],
			},
		],
		...body('webhookHeaders'),
	},
	{
		displayName: 'Webhook URL',
		name: 'webhook',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/…/connect',
		description:
			'Where to send the events of this link: the Production URL of a Finicity Trigger that listens to Connect Events. Publish its workflow first, because Finicity pings this address and makes no link without an answer.',
		format: HTTP_ADDRESS,
		...body('webhook'),
	},
];

/** What a link that is shown inside of a mobile app may be made with. */
export const inAppFields: readonly Field[] = [
	{
		displayName: 'Hosted in Mobile App',
		name: 'isHostedInMobileApp',
		type: 'boolean',
		default: false,
		description: 'Whether a mobile app shows the page, without the SDK of the provider',
		...body('isHostedInMobileApp'),
	},
	{
		displayName: 'Web View (Older)',
		name: 'isWebView',
		type: 'boolean',
		default: false,
		description:
			'Whether the page is shown in a web view. The provider recommends the Redirect URI of its SDK instead.',
		needs: 'redirectUri',
		...body('isWebView'),
	},
];

export const consumerId: Field = {
	displayName: 'Consumer ID',
	name: 'consumerId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 0bf46322c167b562e6cbed9d40e19a4c',
	description:
		'The ID of the consumer, who is the person behind the customer. Consumer › Get by Customer returns it.',
	format: CONSUMER,
	...body('consumerId'),
};

/** What a link to the whole of Connect may be made with besides. */
export const wholeConnectFields: readonly Field[] = [
	{
		displayName: 'Birthday',
		name: 'dob',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		placeholder: 'e.g. 1975-12-31',
		description: 'Birthday of the person as YYYY-MM-DD, filled in on the page in advance',
		format: BIRTHDAY,
		writes: birthdayToNoon,
		needs: 'ssn',
		...body('optionalConsumerInfo.dob'),
	},
	{
		displayName: 'From Date',
		name: 'fromDate',
		type: 'dateTime',
		default: '',
		description:
			'The first day of the transactions in reports. Only for an experience that makes reports.',
		wire: 'unixSeconds',
		...body('fromDate'),
	},
	{
		displayName: 'Institution Settings',
		name: 'institutionSettings',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "101732": "hidden" }',
		description:
			'A JSON object that sets which banks the page offers, in the format of the provider',
		wire: 'object',
		...body('institutionSettings'),
	},
	{
		displayName: 'Report Custom Fields',
		name: 'reportCustomFields',
		type: 'fixedCollection',
		placeholder: 'Add Custom Field',
		typeOptions: { multipleValues: true },
		default: {},
		description: 'Up to five fields of your own that go into the reports',
		maxLength: 5,
		options: [
			{
				displayName: 'Custom Field',
				name: 'field',
				values: [
					{
						displayName: 'Label',
						name: 'label',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. Loan number',
						description: 'Name of the field',
					},
					{
						displayName: 'Shown',
						name: 'shown',
						type: 'boolean',
						default: true,
						description: 'Whether to show the field in the PDF of the report as well',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. 4711',
						description: 'The value of the field',
					},
				],
			},
		],
		...body('reportCustomFields'),
	},
	{
		displayName: 'Social Security Number',
		name: 'ssn',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'All nine digits of the social security number, with or without hyphens, filled in on the page in advance',
		format: SSN,
		writes: plainSsn,
		...body('optionalConsumerInfo.ssn'),
	},
];

/** How the email looks that brings the link. */
export const emailFields: readonly Field[] = [
	{
		displayName: 'Email: First Name',
		name: 'emailFirstName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Ada',
		description: 'How the email greets the person',
		...body('email.firstName'),
	},
	{
		displayName: 'Email: From',
		name: 'emailFrom',
		type: 'string',
		default: '',
		placeholder: 'e.g. Example Bank',
		description: 'Name of the person or company that the email comes from',
		...body('email.from'),
	},
	{
		displayName: 'Email: Institution Address',
		name: 'emailInstitutionAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. 434 W Ascension Way, Murray, UT 84123',
		description: 'Address of your company, at the foot of the email',
		...body('email.institutionAddress'),
	},
	{
		displayName: 'Email: Institution Name',
		name: 'emailInstitutionName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Example Bank',
		description: 'Name of your company',
		...body('email.institutionName'),
	},
	{
		displayName: 'Email: Signature',
		name: 'emailSignature',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Your team at Example Bank',
		description: 'The last lines of the email. Line breaks are kept.',
		writes: (text) => text.split(/\r?\n/),
		...body('email.signature'),
	},
	{
		displayName: 'Email: Subject',
		name: 'emailSubject',
		type: 'string',
		default: '',
		placeholder: 'e.g. Connect your bank',
		description: 'Subject of the email. Without this field, the provider uses its own.',
		...body('email.subject'),
	},
	{
		displayName: 'Email: Support Phone',
		name: 'emailSupportPhone',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1-801-984-4200',
		description: 'Phone number for questions, as the email shows it',
		...body('email.supportPhone'),
	},
];
