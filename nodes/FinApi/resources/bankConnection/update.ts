import type { Field, Operation } from '../../../shared/operation';
import { download } from '../../completion';
import { updatedConnectionId } from '../../fields';
import { furtherStepFields } from '../../furtherStepFields';
import { importNewAccounts, loadOwnerData, skipPositionsDownload } from './fields';
import * as v1 from './fieldsV1';
import * as v2 from './fieldsV2';
import { simplifiedConnection } from './simplified';

const additionalFields: Field = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
};

const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update bank connection',
	description:
		'Load new data from the bank, in the background unless you wait for it. When the bank asks for a further step, such as a TAN, gives an item that says so.',
	request: { method: 'POST', path: '/bankConnections/update', timeout: 180_000 },
	fields: [],
	answer: { kind: 'record', simplify: simplifiedConnection },
	furtherSteps: true,
	completion: download,
};

export const updateV2: Operation = {
	...update,
	versions: ['V2'],
	fields: [
		updatedConnectionId,
		{ ...v2.bankingInterface, required: true },
		v2.loginCredentials,
		...furtherStepFields,
		{
			...additionalFields,
			options: [
				v2.accountReferences,
				v2.accountTypes,
				importNewAccounts,
				loadOwnerData,
				v2.redirectUrl,
				v2.skipBalancesDownload,
				skipPositionsDownload,
				v2.storeSecrets,
			],
		},
	],
};

export const updateV1: Operation = {
	...update,
	versions: ['V1'],
	fields: [
		updatedConnectionId,
		v1.bankingPin,
		{
			...additionalFields,
			options: [
				v1.challengeResponse,
				importNewAccounts,
				loadOwnerData,
				skipPositionsDownload,
				v1.storePin,
			],
		},
	],
};
