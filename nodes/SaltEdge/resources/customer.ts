import type { Existing, Field, Operation, Resource, Shape } from '../../shared/operation';
import { additionalFields, body, filters, query } from '../../shared/panel/field';
import { perVersion } from '../../shared/panel/perVersion';
import { customerInPath, seenOnce } from '../fields';
import { customerPages } from '../paging';

const identifier: Field = {
	displayName: 'Identifier',
	name: 'identifier',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. customer-4711',
	description:
		'Your own name for the customer, unique among your customers. It is better to use a number than an email address.',
	...body('identifier'),
};

/** What v6 takes besides. */
const particulars: Field = additionalFields([
	seenOnce({
		displayName: 'Categorization Type',
		name: 'categorizationType',
		type: 'options',
		options: [
			{ name: 'Business', value: 'business' },
			{ name: 'Personal', value: 'personal' },
		],
		default: 'personal',
		description: "How the customer's transactions are sorted into categories",
		...body('categorization_type'),
	}),
	seenOnce({
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'e.g. name@email.com',
		description:
			'The email address of the customer. Only for clients that are partners of Salt Edge.',
		...body('email'),
	}),
]);

/** v5 may show a secret of the customer, and v6 was seen to do so once. */
const shape: Shape = { confidential: ['secret'] };
const idOf = { v6: 'customer_id', v5: 'id' };

/** The list is searched page by page, and identifiers are compared to the letter. */
const existing: Existing = {
	path: '/customers',
	...customerPages.v6,
	isSame: (record, sent) => record.identifier === sent.identifier,
	code: 'DuplicatedCustomer',
};

const creating: Record<'v5' | 'v6', Pick<Operation, 'fields' | 'answer'>> = {
	v6: {
		fields: [identifier, particulars],
		answer: { kind: 'record', has: [idOf.v6], ...shape },
	},
	v5: { fields: [identifier], answer: { kind: 'record', has: [idOf.v5], ...shape } },
};

const getting: Record<'v5' | 'v6', Pick<Operation, 'fields' | 'answer'>> = {
	v6: { fields: [customerInPath], answer: { kind: 'record', has: [idOf.v6], ...shape } },
	v5: { fields: [customerInPath], answer: { kind: 'record', has: [idOf.v5], ...shape } },
};

export const customer: Resource = {
	value: 'customer',
	name: 'Customer',
	operations: [
		...perVersion(
			{
				value: 'create',
				name: 'Create',
				action: 'Create customer',
				description: 'Register an end user, who will own the connections',
				request: { method: 'POST', path: '/customers' },
				answer: creating.v6.answer,
			},
			creating,
		),
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete customer',
			description: 'Remove a customer and all connections with their data',
			notice: "This can't be undone.",
			request: { method: 'DELETE', path: '/customers/{customerId}' },
			fields: [customerInPath],
			answer: { kind: 'deleted', proof: 'deleted' },
		},
		...perVersion(
			{
				value: 'get',
				name: 'Get',
				action: 'Get customer',
				description: 'Look up one customer by ID',
				request: { method: 'GET', path: '/customers/{customerId}' },
				answer: getting.v6.answer,
			},
			getting,
		),
		...perVersion(
			{
				value: 'getMany',
				name: 'Get Many',
				action: 'Get many customers',
				description: 'List your customers, the end users who connect banks',
				request: { method: 'GET', path: '/customers' },
				answer: { kind: 'records', ...customerPages.v6, ...shape },
			},
			{
				v6: { fields: [] },
				v5: {
					answer: { kind: 'records', ...customerPages.v5, ...shape },
					fields: [
						filters([
							{
								displayName: 'Identifier',
								name: 'identifier',
								type: 'string',
								required: true,
								default: '',
								placeholder: 'e.g. customer-4711',
								description: 'The whole identifier that you gave the customer',
								...query('identifier'),
							},
						]),
					],
				},
			},
		),
		...perVersion(
			{
				value: 'getOrCreate',
				name: 'Get or Create',
				action: 'Get or create customer',
				description: 'Look up a customer by identifier, or create one if there is none',
				request: { method: 'POST', path: '/customers' },
				answer: creating.v6.answer,
			},
			{
				v6: { ...creating.v6, existing },
				v5: {
					...creating.v5,
					existing: {
						...existing,
						...customerPages.v5,
						key: undefined,
						query: (sent) => ({ identifier: String(sent.identifier) }),
					},
				},
			},
		),
		{
			value: 'lock',
			name: 'Lock',
			action: 'Lock customer',
			description: 'Block fetching and reading the data of a customer, until Unlock',
			versions: ['v5'],
			request: { method: 'PUT', path: '/customers/{customerId}/lock', hasNoBody: true },
			fields: [customerInPath],
			answer: { kind: 'done', proof: 'locked' },
		},
		{
			value: 'unlock',
			name: 'Unlock',
			action: 'Unlock customer',
			description: 'Allow fetching and reading the data of a locked customer again',
			versions: ['v5'],
			request: { method: 'PUT', path: '/customers/{customerId}/unlock', hasNoBody: true },
			fields: [customerInPath],
			answer: { kind: 'done', proof: 'unlocked' },
		},
	],
};
