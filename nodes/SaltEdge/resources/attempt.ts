import type { Field, Resource, Shape } from '../../shared/operation';
import { locator } from '../../shared/panel/locator';
import { connectionInQuery, customerOfList, DIGITS } from '../fields';
import { dataPages } from '../paging';

const attemptId: Field = locator({
	displayName: 'Attempt',
	name: 'attemptId',
	description: 'The attempt. Choose one from the list, or enter the ID (digits only).',
	search: 'searchAttempts',
	dependsOn: ['connectionId.value'],
	format: DIGITS,
	example: '666666666666666666',
});

const shape: Shape = {
	simplify: [
		'id',
		'consent_id',
		'fetch_scopes',
		'user_present',
		'finished',
		'partial',
		'created_at',
		'success_at',
		'fail_at',
		'fail_error_class',
		'fail_message',
		'last_stage.name',
	],
};

export const attempt: Resource = {
	value: 'attempt',
	name: 'Attempt',
	operations: [
		{
			value: 'get',
			name: 'Get',
			action: 'Get attempt',
			description: 'Look up one attempt to fetch data, with the stages that it went through',
			versions: ['v5'],
			request: { method: 'GET', path: '/attempts/{attemptId}' },
			fields: [customerOfList, connectionInQuery, attemptId],
			answer: { kind: 'record', has: ['id'], ...shape },
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many attempts',
			description: 'List the attempts to fetch data of a connection, with their results',
			versions: ['v5'],
			request: { method: 'GET', path: '/attempts' },
			fields: [customerOfList, connectionInQuery],
			answer: { kind: 'records', ...dataPages, ...shape },
		},
	],
};
