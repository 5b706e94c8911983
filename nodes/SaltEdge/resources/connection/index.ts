import type { Resource } from '../../../shared/operation';
import { create } from './create';
import { deleteConnection } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { reconnect } from './reconnect';
import { refresh } from './refresh';
import { sendInteractiveStep } from './sendInteractiveStep';
import { update } from './update';

export const connection: Resource = {
	value: 'connection',
	name: 'Connection',
	operations: [
		create,
		deleteConnection,
		get,
		getMany,
		reconnect,
		refresh,
		sendInteractiveStep,
		update,
	],
};
