import type { Field } from '../../shared/operation';
import { body } from '../../shared/panel/field';
import { ACCOUNT_TYPES } from '../accountTypes';
import { BANKING_INTERFACES } from '../bankingInterfaces';
import { UUID } from '../formats';
import { redirectUrl, skipPositionsDownload } from './bankConnection/fields';
import { loadOwnerData, skipBalancesDownload } from './bankConnection/fieldsV2';

const secureUrl = {
	pattern:
		/^https:\/\/[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-zA-Z0-9()]{1,63}\b[-a-zA-Z0-9()@:%_+.~#?&/=]*$/,
	hint: 'an address that begins with https:// on a host with a dot in its name',
};

/** An address that finAPI calls by itself. */
export const callback = (name: string, displayName: string, when: string): Field => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/finapi',
	description: `The https address that finAPI calls once when ${when}: the Production URL of a finAPI Trigger. If this workflow waits for the call itself, use {{ $execution.resumeUrl }}.`,
	format: secureUrl,
	maxLength: 2048,
	...body(`callbacks.${name}`),
});

/** What both a form and a task may be told of the download. */
export const downloadFields: readonly Field[] = [
	{
		displayName: 'Account Types',
		name: 'accountTypes',
		type: 'multiOptions',
		// Web Form writes in capitals what Access does not.
		options: ACCOUNT_TYPES.map(({ name, value }) => ({
			name,
			value: value === 'CreditCard' ? 'CREDIT_CARD' : String(value).toUpperCase(),
		})),
		default: [],
		description: 'Only accounts of these types; all types when none is chosen',
		...body('accountTypes'),
	},
	{
		displayName: 'Banking Interfaces',
		name: 'allowedInterfaces',
		type: 'multiOptions',
		options: [...BANKING_INTERFACES],
		default: [],
		description: 'How finAPI may reach the bank; all ways when none is chosen',
		...body('allowedInterfaces'),
	},
	loadOwnerData,
	{
		displayName: 'Profile ID',
		name: 'profileId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 3fa85f64-5717-4562-b3fc-2c963f66afa6',
		description: 'The ID of the profile (36 characters) that sets the design of the form',
		format: UUID,
		...body('profileId'),
	},
	{
		...redirectUrl,
		description:
			'Where the bank sends the user back to. Licensed clients must enter it, others must not.',
		format: secureUrl,
	},
	skipBalancesDownload,
	{
		displayName: 'Skip Duplicate Detection',
		name: 'skipDuplicateDetection',
		type: 'boolean',
		default: false,
		description: 'Whether to connect a login even if the user has connected it before',
		...body('skipDuplicateDetection'),
	},
	skipPositionsDownload,
];
