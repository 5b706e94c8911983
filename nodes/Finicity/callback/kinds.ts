/** What the trigger listens to. */
export type Kind = 'connect' | 'reports' | 'txPush';

/** The end of the address of each, the first one that of the webhook which the node declares first. */
export const ADDRESS_ENDS: Readonly<Record<Kind, string>> = {
	txPush: 'tx-push',
	connect: 'connect',
	reports: 'reports',
};

export const KINDS: readonly Kind[] = ['connect', 'reports', 'txPush'];

/** Chosen in place of names, for events that nobody has heard of, too. */
export const ANY = '*';

interface Choice {
	name: string;
	value: string;
	description: string;
}

const any: Choice = {
	name: 'All',
	value: ANY,
	description: 'Including events that are not in this list',
};

/** In the order of their names, as n8n wants it. More may exist, which an expression can name. */
export const CONNECT_EVENTS: readonly Choice[] = [
	{
		name: 'Accounts Deleted',
		value: 'accountsDeleted',
		description: 'The person has removed accounts',
	},
	{ name: 'Added', value: 'added', description: 'Accounts were added; has the accounts' },
	{ name: 'Adding', value: 'adding', description: 'The person has signed in to the bank' },
	any,
	{
		name: 'Credentials Updated',
		value: 'credentialsUpdated',
		description: 'The person has given a new login',
	},
	{ name: 'Discovered', value: 'discovered', description: 'Accounts to choose from were found' },
	{ name: 'Done', value: 'done', description: 'The person has finished; has reports, if any' },
	{
		name: 'Institution Not Found',
		value: 'institutionNotFound',
		description: 'The person has searched for a bank that was not found',
	},
	{
		name: 'Institution Not Supported',
		value: 'institutionNotSupported',
		description: 'The person has chosen a bank that is not supported',
	},
	{
		name: 'Institution Supported',
		value: 'institutionSupported',
		description: 'The person has chosen a bank',
	},
	{
		name: 'Invalid Credentials',
		value: 'invalidCredentials',
		description: 'The bank has refused the login',
	},
	{ name: 'Started', value: 'started', description: 'The person has opened the link' },
	{
		name: 'Unable to Connect',
		value: 'unableToConnect',
		description: 'The bank could not be reached; has a code',
	},
];

export const REPORT_EVENTS: readonly Choice[] = [
	any,
	{ name: 'Done', value: 'done', description: 'The report can be fetched' },
	{ name: 'Failed', value: 'failed', description: 'There will be no report' },
	{ name: 'In Progress', value: 'inProgress', description: 'The report is being made' },
	{
		name: 'Primary Field Update',
		value: 'primaryFieldUpdate',
		description: 'Something in a paystub report has changed',
	},
];

/** By the class and the type that an event has. */
export const PUSH_EVENTS: readonly Choice[] = [
	{ name: 'Account Deleted', value: 'account.deleted', description: 'An account is gone' },
	{
		name: 'Account Modified',
		value: 'account.modified',
		description: 'An account has changed, such as its balance',
	},
	any,
	{
		name: 'Transaction Created',
		value: 'transaction.created',
		description: 'There is a new transaction',
	},
	{
		name: 'Transaction Deleted',
		value: 'transaction.deleted',
		description: 'The bank has taken a transaction back',
	},
	{
		name: 'Transaction Modified',
		value: 'transaction.modified',
		description: 'A transaction has changed',
	},
];
