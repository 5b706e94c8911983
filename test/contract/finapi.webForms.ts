import type { JsonSchema } from './contract';
import type { FinApiOperation } from './finapi.operation';
import { listOf, page, paging, record } from './finapi.schemas';
import { importForm, task, updateTask, uuid, webForm } from './finapi.webForm.schemas';

const forms = { path: '/api/webForms', token: 'user', pathParameters: {}, query: {} } as const;
const form = { ...forms, path: `${forms.path}/{id}`, pathParameters: { id: uuid } };
const tasks = { ...forms, path: '/api/tasks' };

/** One text, unlike in Access. */
const order = { type: 'string', pattern: '^createdAt(,(asc|desc))?$' } as const;

const listed = (
	item: JsonSchema,
): Pick<FinApiOperation, 'query' | 'success' | 'failures' | 'paging'> => ({
	query: { order, ...page },
	success: {
		status: 200,
		body: record({ items: { ...listOf(item), maxItems: 500 }, paging }, ['items', 'paging']),
	},
	failures: [400, 401, 403],
	paging: { style: 'pageNumber', records: 'items', maxPageSize: 500 },
});

/** finAPI Web Form, a service with hosts of its own; the tokens are those of Access. */
export const webForms: readonly FinApiOperation[] = [
	{
		id: 'createForBankConnectionImport',
		method: 'POST',
		...forms,
		path: `${forms.path}/bankConnectionImport`,
		body: importForm,
		success: { status: 201, body: webForm },
		failures: [400, 401, 403, 404, 422],
	},
	{ id: 'getWebForms', method: 'GET', ...forms, ...listed(webForm) },
	{
		id: 'getWebForm',
		method: 'GET',
		...form,
		success: { status: 200, body: webForm },
		failures: [401, 403, 404],
	},
	{
		id: 'cancelWebForm',
		method: 'POST',
		...form,
		path: `${form.path}/cancel`,
		success: { status: 200, body: webForm },
		failures: [401, 403, 404, 422],
	},
	{
		id: 'deleteWebForm',
		method: 'DELETE',
		...form,
		success: { status: 200 },
		failures: [401, 403, 404],
	},
	{
		id: 'createBankConnectionUpdateTask',
		method: 'POST',
		...tasks,
		path: `${tasks.path}/backgroundUpdate`,
		body: updateTask,
		success: { status: 201, body: task },
		failures: [400, 401, 403, 404, 422, 423],
	},
	{ id: 'getTasks', method: 'GET', ...tasks, ...listed(task) },
	{
		id: 'getTask',
		method: 'GET',
		...tasks,
		path: `${tasks.path}/{id}`,
		pathParameters: { id: uuid },
		success: { status: 200, body: task },
		failures: [401, 403, 404],
	},
];
