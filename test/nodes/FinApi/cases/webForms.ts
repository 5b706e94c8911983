import type { FinApiSandbox } from '../../../sandbox/finapi';
import { runFinApi } from '../../../support/finApi';
import { byId } from '../../../support/finicity';
import type { Case } from './case';

const back = 'https://example.com/back';
const household = '9007199254740993';
const formId = 'b5a2c1d0-7001-4f3e-8d7c-000000007001';
const taskId = 'b5a2c1d0-8001-4f3e-8d7c-000000008001';

/** Creates a form, whose id is always the same. */
async function withForm(sandbox: FinApiSandbox) {
	const { items } = await runFinApi(sandbox, 'createForBankConnectionImport', {
		resource: 'webForm',
		additionalFields: { redirectUrl: back },
	});
	return { webFormId: items[0]?.json.id as string };
}

async function withTask(sandbox: FinApiSandbox) {
	const { items } = await runFinApi(sandbox, 'createBackgroundUpdate', {
		resource: 'task',
		bankConnectionId: byId(household),
		additionalFields: { redirectUrl: back },
	});
	return { taskId: items[0]?.json.id as string };
}

/** By the vendor's operationId. Written from the API facts, not from the node. */
export const webForms: Record<string, Case> = {
	createForBankConnectionImport: {
		resource: 'webForm',
		operation: 'createForBankConnectionImport',
		parameters: {
			additionalFields: {
				accountTypes: ['CHECKING', 'CREDIT_CARD'],
				allowedInterfaces: ['XS2A'],
				loadOwnerData: false,
				redirectUrl: back,
				skipBalancesDownload: true,
				skipDuplicateDetection: false,
				skipPositionsDownload: true,
				allowTestBank: true,
				bankId: '280001',
				bankConnectionName: 'MSA',
				finalised: 'https://n8n.example.com/done',
				maxDaysForDownload: 90,
			},
		},
		plain: { additionalFields: { redirectUrl: back } },
		sends: 'POST /webForm/api/webForms/bankConnectionImport',
		body: () =>
			'{"accountTypes":["CHECKING","CREDIT_CARD"],"allowTestBank":true,"bank":{"id":280001},' +
			'"allowedInterfaces":["XS2A"],"callbacks":{"finalised":"https://n8n.example.com/done"},' +
			'"bankConnectionName":"MSA","loadOwnerData":false,"maxDaysForDownload":90,' +
			`"redirectUrl":"${back}","skipBalancesDownload":true,"skipDuplicateDetection":false,` +
			'"skipPositionsDownload":true}',
		gives: [{ status: 'NOT_YET_OPENED', type: 'BANK_CONNECTION_IMPORT', errorCode: null }],
	},
	getWebForms: {
		resource: 'webForm',
		operation: 'getMany',
		parameters: { returnAll: true, filters: { order: 'createdAt,desc' } },
		before: async (sandbox) => {
			await withForm(sandbox);
			return {};
		},
		sends: 'GET /webForm/api/webForms?order=createdAt%2Cdesc&page=1&perPage=500',
		gives: [{ status: 'NOT_YET_OPENED' }],
	},
	getWebForm: {
		resource: 'webForm',
		operation: 'get',
		parameters: {},
		before: withForm,
		sends: `GET /webForm/api/webForms/${formId}`,
		gives: [{ id: formId, status: 'NOT_YET_OPENED' }],
	},
	cancelWebForm: {
		resource: 'webForm',
		operation: 'cancel',
		parameters: {},
		before: withForm,
		sends: `POST /webForm/api/webForms/${formId}/cancel`,
		gives: [{ id: formId, status: 'CANCELLED' }],
	},
	deleteWebForm: {
		resource: 'webForm',
		operation: 'delete',
		parameters: {},
		before: withForm,
		sends: `DELETE /webForm/api/webForms/${formId}`,
		gives: [{ deleted: true }],
	},
	createBankConnectionUpdateTask: {
		resource: 'task',
		operation: 'createBackgroundUpdate',
		parameters: {
			bankConnectionId: byId(household),
			importNewAccountsMode: 'CONDITIONAL',
			additionalFields: {
				finalised: 'https://n8n.example.com/done',
				webFormRequired: 'https://n8n.example.com/form',
				redirectUrl: back,
				manageSavedSettings: ['CREDENTIALS'],
				ipAddress: '203.0.113.7',
				deviceOs: 'iOS',
				userAgent: 'Safari',
			},
		},
		plain: { bankConnectionId: byId('4500000000003'), additionalFields: { redirectUrl: back } },
		sends: 'POST /webForm/api/tasks/backgroundUpdate',
		body: () =>
			`{"bankConnectionId":${household},"importNewAccountsMode":"CONDITIONAL",` +
			'"callbacks":{"finalised":"https://n8n.example.com/done",' +
			'"webFormRequired":"https://n8n.example.com/form"},"manageSavedSettings":["CREDENTIALS"],' +
			`"redirectUrl":"${back}","userMetadata":` +
			'{"userAgent":"Safari","deviceOs":"iOS","ipAddress":"203.0.113.7"}}',
		gives: [{ status: 'NOT_YET_STARTED', bankConnectionId: household, webFormUrl: null }],
	},
	getTasks: {
		resource: 'task',
		operation: 'getMany',
		parameters: { returnAll: true },
		before: async (sandbox) => {
			await withTask(sandbox);
			return {};
		},
		sends: 'GET /webForm/api/tasks?page=1&perPage=500',
		gives: [{ bankConnectionId: household }],
	},
	getTask: {
		resource: 'task',
		operation: 'get',
		parameters: {},
		before: withTask,
		sends: `GET /webForm/api/tasks/${taskId}`,
		gives: [{ id: taskId, status: 'NOT_YET_STARTED' }],
	},
};
