import type { INodePropertyOptions } from 'n8n-workflow';

/** The kinds of accounts, as Access calls them. */
export const ACCOUNT_TYPES: readonly INodePropertyOptions[] = [
	{ name: 'Bausparen', value: 'Bausparen' },
	{ name: 'Checking', value: 'Checking' },
	{ name: 'Credit Card', value: 'CreditCard' },
	{ name: 'Loan', value: 'Loan' },
	{ name: 'Membership', value: 'Membership' },
	{ name: 'Savings', value: 'Savings' },
	{ name: 'Security', value: 'Security' },
];
