import type { Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';
import { INTEGER_ID } from '../../../shared/panel/formats';

/** Several connections, of which the API takes a thousand. */
export const ids: Field = {
	displayName: 'IDs',
	name: 'ids',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1005061234, 1005061235',
	description:
		'The IDs of the bank connections, separated by commas, at most 1000. Those that the user does not have are left out of the result.',
	wire: 'ids',
	format: INTEGER_ID,
	maxLength: 1000,
	// A thousand would make an address of 20 kB, which servers refuse.
	perRequest: 100,
};

export const maxDaysForDownload: Field = {
	displayName: 'Max Days for Download',
	name: 'maxDaysForDownload',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 3650 },
	default: 0,
	description:
		'How many days of transactions to load, today included: 14 to 3650, or 0 for as many as the bank gives',
	format: {
		pattern: /^(0|1[4-9]|[2-9]\d|\d{3}|[12]\d{3}|3[0-5]\d{2}|36[0-4]\d|3650)$/,
		hint: '0 or a whole number from 14 to 3650',
	},
	...body('maxDaysForDownload'),
};

export const skipPositionsDownload: Field = {
	displayName: 'Skip Positions Download',
	name: 'skipPositionsDownload',
	type: 'boolean',
	default: false,
	description:
		'Whether to load only accounts and balances, without transactions and securities. Not possible once they have been loaded.',
	...body('skipPositionsDownload'),
};

export const loadOwnerData: Field = {
	displayName: 'Load Owner Data',
	name: 'loadOwnerData',
	type: 'boolean',
	default: false,
	description:
		'Whether to load who owns the accounts as well. In V2 only the banking interface Web Scraper can.',
	...body('loadOwnerData'),
};

export const importNewAccounts: Field = {
	displayName: 'Import New Accounts',
	name: 'importNewAccounts',
	type: 'boolean',
	default: false,
	description:
		'Whether to load accounts that are not there yet, those left out by an earlier import among them',
	...body('importNewAccounts'),
};

/** The procedure that the bank is to use without asking, out of those that the connection has. */
export const defaultTwoStepProcedureId: Field = {
	displayName: 'Default Two-Step Procedure Name or ID',
	name: 'defaultTwoStepProcedureId',
	type: 'options',
	typeOptions: {
		loadOptionsMethod: 'getTwoStepProcedures',
		loadOptionsDependsOn: ['bankConnectionId.value', 'updateFields.bankingInterface'],
	},
	default: '',
	description:
		'How the user confirms by default, when the bank asks for a further step; empty for no default. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	maxLength: 512,
	clears: true,
	...body('defaultTwoStepProcedureId'),
};
