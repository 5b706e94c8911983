/** The one event whose content is known. */
export const NEW_TRANSACTIONS = 'NEW_TRANSACTIONS';

/** What finAPI can tell of, in the order of the names, as n8n wants it. */
export const NOTIFICATION_EVENTS: readonly {
	name: string;
	value: string;
	description: string;
}[] = [
	{
		name: 'Bank Login Error',
		value: 'BANK_LOGIN_ERROR',
		description: 'A bank has refused the login',
	},
	{
		name: 'Category Cash Flow',
		value: 'CATEGORY_CASH_FLOW',
		description: 'Something was booked in a category',
	},
	{
		name: 'Foreign Money Transfer',
		value: 'FOREIGN_MONEY_TRANSFER',
		description: 'Money went abroad, or came from there',
	},
	{
		name: 'High Transaction Amount',
		value: 'HIGH_TRANSACTION_AMOUNT',
		description: 'A single transaction is above an amount',
	},
	{
		name: 'Low Account Balance',
		value: 'LOW_ACCOUNT_BALANCE',
		description: 'The balance of an account is below an amount',
	},
	{
		name: 'New Account Balance',
		value: 'NEW_ACCOUNT_BALANCE',
		description: 'The balance of an account has changed',
	},
	{
		name: 'New Terms and Conditions',
		value: 'NEW_TERMS_AND_CONDITIONS',
		description: 'The user must agree to new terms of finAPI',
	},
	{ name: 'New Transactions', value: NEW_TRANSACTIONS, description: 'There are new transactions' },
];
