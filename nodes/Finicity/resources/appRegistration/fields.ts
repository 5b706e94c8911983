import type { Field } from '../../../shared/operation';

interface BodyText {
	displayName: string;
	name: string;
	placeholder: string;
	description: string;
}

/** The API takes all of these, every time: also an update replaces the whole registration. */
function bodyText(field: BodyText): Field {
	return {
		...field,
		type: 'string',
		required: true,
		default: '',
		routing: { send: { type: 'body', property: field.name } },
	};
}

const imageSource: Field = {
	displayName: 'Logo From',
	name: 'imageSource',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Base64 Text',
			value: 'text',
			description: 'The SVG file as Base64 text',
		},
		{
			name: 'Binary Field',
			value: 'binary',
			description: 'An SVG file that comes with the input item',
		},
	],
	default: 'binary',
	description: 'Where the logo of the app comes from',
};

const imageBinaryField: Field = {
	displayName: 'Input Binary Field',
	name: 'imageBinaryField',
	type: 'string',
	required: true,
	displayOptions: { show: { imageSource: ['binary'] } },
	default: 'data',
	placeholder: 'e.g. data',
	hint: 'The name of the input binary field containing the file',
	description: 'Name of the binary field with the logo: a square SVG file of less than 50 KB',
	wire: 'base64',
	routing: { send: { type: 'body', property: 'image' } },
};

const image: Field = {
	displayName: 'Logo',
	name: 'image',
	type: 'string',
	required: true,
	displayOptions: { show: { imageSource: ['text'] } },
	default: '',
	placeholder: 'e.g. PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=',
	description: 'The logo of the app as Base64 text: a square SVG file of less than 50 KB',
	format: {
		pattern: /^[A-Za-z0-9+/\s]+={0,2}$/,
		hint: 'the Base64 text of an SVG file',
	},
	routing: { send: { type: 'body', property: 'image' } },
};

/** What an app registration consists of, the same for a new one and for an update. */
export const registrationFields: readonly Field[] = [
	bodyText({
		displayName: 'App Name',
		name: 'appName',
		placeholder: 'e.g. Budget Buddy',
		description: 'Name of the app',
	}),
	bodyText({
		displayName: 'App Description',
		name: 'appDescription',
		placeholder: 'e.g. Keeps household budgets on track',
		description: 'What the app does, in a few words. The bank shows it to its customers.',
	}),
	bodyText({
		displayName: 'App URL',
		name: 'appUrl',
		placeholder: 'e.g. https://example.com',
		description: 'Web address of the app. The bank shows it to its customers.',
	}),
	imageSource,
	imageBinaryField,
	image,
	bodyText({
		displayName: 'Owner Name',
		name: 'ownerName',
		placeholder: 'e.g. Example Inc.',
		description: 'Name of the business that owns the app. Not shown to customers.',
	}),
	bodyText({
		displayName: 'Owner Address Line 1',
		name: 'ownerAddressLine1',
		placeholder: 'e.g. 434 W Ascension Way',
		description: 'Street address of the business that owns the app. Not shown to customers.',
	}),
	bodyText({
		displayName: 'Owner Address Line 2',
		name: 'ownerAddressLine2',
		placeholder: 'e.g. Suite 200',
		description:
			'Second line of the street address. The API asks for it; enter a hyphen when there is none.',
	}),
	bodyText({
		displayName: 'Owner City',
		name: 'ownerCity',
		placeholder: 'e.g. Murray',
		description: 'City of the business that owns the app. Not shown to customers.',
	}),
	bodyText({
		displayName: 'Owner State',
		name: 'ownerState',
		placeholder: 'e.g. UT',
		description: 'State of the business that owns the app. Not shown to customers.',
	}),
	bodyText({
		displayName: 'Owner Postal Code',
		name: 'ownerPostalCode',
		placeholder: 'e.g. 84123',
		description: 'ZIP code of the business that owns the app. Not shown to customers.',
	}),
	bodyText({
		displayName: 'Owner Country',
		name: 'ownerCountry',
		placeholder: 'e.g. USA',
		description: 'Country of the business that owns the app. Not shown to customers.',
	}),
];
