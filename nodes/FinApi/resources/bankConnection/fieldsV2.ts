import type { Field } from '../../../shared/operation';
import { body } from '../../../shared/panel/field';
import { ACCOUNT_TYPES } from '../../accountTypes';
import { BANKING_INTERFACES } from '../../bankingInterfaces';
import * as both from './fields';

export const skipBalancesDownload: Field = {
	displayName: 'Skip Balances Download',
	name: 'skipBalancesDownload',
	type: 'boolean',
	default: false,
	description:
		"Whether to load only the accounts, without their balances. Goes together with 'Skip Positions Download'.",
	needs: 'skipPositionsDownload',
	...body('skipBalancesDownload'),
};

export const accountTypes: Field = {
	displayName: 'Account Types',
	name: 'accountTypes',
	type: 'multiOptions',
	options: [...ACCOUNT_TYPES],
	default: [],
	description: 'Only accounts of these types are imported; all of them when none is chosen',
	...body('accountTypes'),
};

export const loadOwnerData: Field = {
	...both.loadOwnerData,
	description:
		'Whether to load who owns the accounts as well, which only the banking interface Web Scraper can',
};

/** Where the new interface of a connection takes its settings from. */
export const sourceBankingInterface: Field = {
	displayName: 'Source Banking Interface',
	name: 'sourceBankingInterface',
	type: 'options',
	options: [...BANKING_INTERFACES],
	default: 'XS2A',
	description: 'The interface of the connection out of whose settings the new one is set up',
	...body('sourceBankingInterface'),
};
