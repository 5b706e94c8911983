import type { Field, Operation } from '../../../shared/operation';
import { download } from '../../completion';
import { bankId } from '../../fields';
import { furtherStepFields } from '../../furtherStepFields';
import { loadOwnerData, maxDaysForDownload, skipPositionsDownload } from './fields';
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

const importConnection: Operation = {
	value: 'import',
	name: 'Import',
	action: 'Import bank connection',
	description:
		'Connect the user to a bank and load accounts and transactions, in the background unless you wait for it. When the bank asks for a further step, such as a TAN, gives an item that says so.',
	request: { method: 'POST', path: '/bankConnections/import', timeout: 180_000 },
	fields: [],
	answer: { kind: 'record', simplify: simplifiedConnection },
	furtherSteps: true,
	completion: download,
};

export const importV2: Operation = {
	...importConnection,
	versions: ['V2'],
	fields: [
		bankId,
		{ ...v2.bankingInterface, required: true },
		v2.loginCredentials,
		...furtherStepFields,
		{
			...additionalFields,
			options: [
				v2.accountReferences,
				v2.accountTypes,
				loadOwnerData,
				maxDaysForDownload,
				v2.nameV2,
				v2.redirectUrl,
				v2.skipBalancesDownload,
				skipPositionsDownload,
				v2.storeSecrets,
			],
		},
	],
};

export const importV1: Operation = {
	...importConnection,
	versions: ['V1'],
	fields: [
		bankId,
		v1.bankingUserId,
		v1.bankingPin,
		{
			...additionalFields,
			options: [
				v1.accountTypeIds,
				v1.bankingCustomerId,
				v1.challengeResponse,
				loadOwnerData,
				maxDaysForDownload,
				v1.nameV1,
				skipPositionsDownload,
				v1.storePin,
			],
		},
	],
};
