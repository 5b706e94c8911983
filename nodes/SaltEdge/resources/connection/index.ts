import type { Operation, Resource } from '../../../shared/operation';
import { filters, query } from '../../../shared/panel/field';
import { perVersion } from '../../../shared/panel/perVersion';
import { connectionId, customerId, customerOfList } from '../../fields';
import { dataPages } from '../../paging';
import { connectionShape } from './shape';
import * as v5 from './v5';
import * as v6 from './v6';

const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete connection',
	description: 'Remove a connection with its data and revoke its consent',
	notice: "This can't be undone.",
	request: { method: 'DELETE', path: '/connections/{connectionId}' },
	fields: [customerOfList, connectionId],
	answer: { kind: 'deleted', proof: 'removed' },
};

const get = perVersion(
	{
		value: 'get',
		name: 'Get',
		action: 'Get connection',
		description: 'Look up one connection by ID: its status, and the result of its last fetch',
		request: { method: 'GET', path: '/connections/{connectionId}' },
		answer: { kind: 'record', has: ['id'], ...connectionShape },
	},
	{
		v6: {
			fields: [
				customerOfList,
				connectionId,
				filters([
					{
						displayName: 'Include Holder Info',
						name: 'includeHolderInfo',
						type: 'boolean',
						default: false,
						description: 'Whether to include the account holders, as holder_info',
						...query('include_holder_info'),
					},
				]),
			],
		},
		v5: { fields: [customerOfList, connectionId] },
	},
);

const getMany: Operation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many connections',
	description: 'List the connections of a customer',
	request: { method: 'GET', path: '/connections' },
	fields: [customerId],
	answer: { kind: 'records', ...dataPages, ...connectionShape },
};

export const connection: Resource = {
	value: 'connection',
	name: 'Connection',
	operations: [
		v5.create,
		v6.createConnectUrl,
		v6.createReconnectUrl,
		remove,
		...get,
		getMany,
		v5.reconnect,
		v6.refresh,
		v5.refresh,
		v6.refreshInBackground,
		v5.sendInteractiveStep,
		v5.update,
	],
};
