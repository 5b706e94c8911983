import type { Columns, Field, Resource } from '../../shared/operation';
import { additionalFields, body, filters, query } from '../../shared/panel/field';
import { customerId, firstName, lastName, optionalApplicationId } from '../fields';
import { customerPages } from '../paging';
import { isoTime } from '../times';

const username: Field = {
	displayName: 'Username',
	name: 'username',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. customer-4711',
	description:
		"Your own name for the customer, 6 to 255 characters: letters, digits and ! @ . # $ % &amp; * _ - +. It must be unique and can't be changed later. A name used in Test Drive can't be used again in another plan. It is better not to use an email address.",
	format: {
		pattern: /^[A-Za-z0-9!@.#$%&*_+-]{6,255}$/,
		hint: '6 to 255 characters out of letters, digits and ! @ . # $ % & * _ - +',
	},
	...body('username'),
};

/** A short customer. */
const customerSummary: Columns = {
	id: 'id',
	username: 'username',
	firstName: 'firstName',
	lastName: 'lastName',
	email: 'email',
	phone: 'phone',
	type: 'type',
	applicationId: 'applicationId',
	createdDate: ({ createdDate }) => isoTime(createdDate),
	lastModifiedDate: ({ lastModifiedDate }) => isoTime(lastModifiedDate),
};

/** What a new customer may have besides the username; the same for active and testing ones. */
const newCustomerFields: Field = additionalFields([
	{
		...optionalApplicationId,
		description:
			"The approved app that the customer belongs to, if you have registered several. It can't be changed once set.",
		...body('applicationId'),
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'e.g. name@email.com',
		description: 'Email address of the customer',
		...body('email'),
	},
	firstName,
	lastName,
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1-801-984-4200',
		description: 'Phone number, at most 15 characters',
		format: { pattern: /^.{1,15}$/, hint: 'at most 15 characters' },
		...body('phone'),
	},
]);

export const customer: Resource = {
	value: 'customer',
	name: 'Customer',
	operations: [
		{
			value: 'create',
			name: 'Create',
			action: 'Create customer',
			description: 'Enroll a customer with real bank accounts',
			notice: 'Active customers are billed. For tests, use Create Testing.',
			request: { method: 'POST', path: '/aggregation/v2/customers/active' },
			fields: [username, newCustomerFields],
			answer: { kind: 'record', has: ['id'] },
		},
		{
			value: 'createTesting',
			name: 'Create Testing',
			action: 'Create testing customer',
			description: 'Enroll a customer for tests, who can use only the FinBank test profiles',
			request: { method: 'POST', path: '/aggregation/v2/customers/testing' },
			fields: [username, newCustomerFields],
			answer: { kind: 'record', has: ['id'] },
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete customer',
			description: 'Remove a customer and all of its accounts',
			notice: "This can't be undone. All accounts of the customer are removed as well.",
			request: { method: 'DELETE', path: '/aggregation/v1/customers/{customerId}' },
			fields: [customerId],
			answer: { kind: 'deleted' },
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get customer',
			description: 'Look up one customer by ID',
			request: { method: 'GET', path: '/aggregation/v1/customers/{customerId}' },
			fields: [customerId],
			answer: { kind: 'record', has: ['id'], simplify: customerSummary },
		},
		{
			value: 'getWithAppData',
			name: 'Get with App Data',
			action: 'Get customer with app data',
			description: 'Look up one customer together with the app that the customer is assigned to',
			request: { method: 'GET', path: '/aggregation/v1/customers/{customerId}/application' },
			fields: [customerId],
			answer: {
				kind: 'record',
				has: ['id'],
				simplify: { ...customerSummary, applicationName: 'applicationName' },
			},
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many customers',
			description: 'List your customers, or search them by name',
			request: { method: 'GET', path: '/aggregation/v1/customers' },
			fields: [
				filters([
					{
						displayName: 'Search',
						name: 'search',
						type: 'string',
						default: '',
						placeholder: 'e.g. Lovelace',
						description: 'Text to find in the username, the first name or the last name',
						...query('search'),
					},
					{
						displayName: 'Type',
						name: 'type',
						type: 'options',
						options: [
							{ name: 'Active', value: 'active' },
							{ name: 'Testing', value: 'testing' },
						],
						default: 'active',
						description: 'Only customers of this type',
						...query('type'),
					},
					{
						displayName: 'Username',
						name: 'username',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. customer-4711',
						description: 'The one customer with exactly this username',
						...query('username'),
					},
				]),
			],
			answer: { kind: 'records', ...customerPages, simplify: customerSummary },
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update customer',
			description: 'Change the first name, the last name or both of a customer',
			request: { method: 'PUT', path: '/aggregation/v1/customers/{customerId}' },
			fields: [customerId, firstName, lastName],
			atLeastOneOf: ['firstName', 'lastName'],
			answer: { kind: 'done' },
		},
	],
};
