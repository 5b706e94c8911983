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
		"Whether to load only the accounts, without their balances. Only together with 'Skip Positions Download'.",
	needs: 'skipPositionsDownload',
	...body('skipBalancesDownload'),
};

export const accountTypes: Field = {
	displayName: 'Account Types',
	name: 'accountTypes',
	type: 'multiOptions',
	options: [...ACCOUNT_TYPES],
	default: [],
	description: 'Import only accounts of these types; all types when none is chosen',
	...body('accountTypes'),
};

export const loadOwnerData: Field = {
	...both.loadOwnerData,
	description:
		'Whether to load the owners of the accounts as well. Only possible with the banking interface Web Scraper.',
};

/** Where the new interface of a connection takes its settings from. */
export const sourceBankingInterface: Field = {
	displayName: 'Source Banking Interface',
	name: 'sourceBankingInterface',
	type: 'options',
	options: [...BANKING_INTERFACES],
	default: 'XS2A',
	description: 'The existing interface from which to copy the settings for the new one',
	...body('sourceBankingInterface'),
};
