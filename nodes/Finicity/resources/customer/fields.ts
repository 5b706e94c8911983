import type { Field } from '../../../shared/operation';
import { optionalApplicationId } from '../../fields';

export const username: Field = {
	displayName: 'Username',
	name: 'username',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. customer-4711',
	description:
		"Your own name for the customer, 6 to 255 characters: letters, digits and ! @ . # $ % &amp; * _ - +. It must be unique, can't be changed, and one used in Test Drive can't be used in another plan; an email address is better avoided.",
	format: {
		pattern: /^[A-Za-z0-9!@.#$%&*_+-]{6,255}$/,
		hint: '6 to 255 characters out of letters, digits and ! @ . # $ % & * _ - +',
	},
	routing: { send: { type: 'body', property: 'username' } },
};

export const firstName: Field = {
	displayName: 'First Name',
	name: 'firstName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Ada',
	description: 'First name of the account holder',
	routing: { send: { type: 'body', property: 'firstName' } },
};

export const lastName: Field = {
	displayName: 'Last Name',
	name: 'lastName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Lovelace',
	description: 'Last name of the account holder',
	routing: { send: { type: 'body', property: 'lastName' } },
};

/** What a new customer may have besides the username; the same for active and testing ones. */
export const newCustomerFields: Field = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			...optionalApplicationId,
			description:
				"The approved app that the customer belongs to, when you have registered several. It can't be changed once set.",
			routing: { send: { type: 'body', property: 'applicationId' } },
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			default: '',
			placeholder: 'e.g. name@email.com',
			description: 'Email address of the customer',
			routing: { send: { type: 'body', property: 'email' } },
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
			routing: { send: { type: 'body', property: 'phone' } },
		},
	],
};
