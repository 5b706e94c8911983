import type { Resource } from '../../../shared/operation';
import { deleteConnection } from './delete';
import { deleteAll } from './deleteAll';
import { editV1, editV2 } from './edit';
import { get } from './get';
import { getMany } from './getMany';
import { getMultiple } from './getMultiple';
import { importV1, importV2 } from './import';
import { updateV1, updateV2 } from './update';

export const bankConnection: Resource = {
	value: 'bankConnection',
	name: 'Bank Connection',
	operations: [
		deleteConnection,
		deleteAll,
		editV2,
		editV1,
		get,
		getMany,
		getMultiple,
		importV2,
		importV1,
		updateV2,
		updateV1,
	],
};
