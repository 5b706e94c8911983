import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { isObject, plainText } from '../shared/wire/json';
import { explainedOptions, lookUpAll, lookUpOne, openInPanel, PanelAdvice } from '../shared/lookup';
import { ANYBODY } from './access';
import { finApi } from './api';
import { BANKING_INTERFACES, interfaceName } from './bankingInterfaces';
import { categoryPages } from './paging';

/** The id in a field of the panel; nothing while it is empty, or an expression. */
function chosenId(context: ILoadOptionsFunctions, name: string): string {
	const value = context.getCurrentNodeParameter(name, { extractValue: true });
	const text = plainText(value ?? '').trim();
	return /^\d+$/.test(text) ? text : '';
}

async function connectionInPanel(context: ILoadOptionsFunctions): Promise<IDataObject> {
	const id = chosenId(context, 'bankConnectionId');
	if (id !== '') {
		return await lookUpOne(await openInPanel(context, finApi), `/bankConnections/${id}`);
	}
	throw new PanelAdvice(
		context,
		'Choose a bank connection first',
		'When it is an expression, enter this field as an expression, too.',
	);
}

/** Whether the panel is about a bank that is not connected yet. */
function isImport(context: ILoadOptionsFunctions): boolean {
	return context.getCurrentNodeParameter('operation') === 'import';
}

async function bankInPanel(context: ILoadOptionsFunctions): Promise<IDataObject> {
	if (!isImport(context)) {
		const { bank } = await connectionInPanel(context);
		return isObject(bank) ? (bank as IDataObject) : {};
	}
	const id = chosenId(context, 'bankId');
	if (id === '') {
		throw new PanelAdvice(
			context,
			'Choose a bank first',
			'When it is an expression, enter this field as an expression, too.',
		);
	}
	const ask = { path: '/banks', query: { ids: id } };
	const session = await openInPanel(context, finApi, ANYBODY);
	const [bank = {}] = await lookUpAll(session, ask, { property: 'banks' });
	return bank;
}

function listIn(record: IDataObject, property: string): IDataObject[] {
	const list = record[property];
	return Array.isArray(list) ? ((list as unknown[]).filter(isObject) as IDataObject[]) : [];
}

/** The interface that the panel names; none while it is an expression. */
function chosenInterface(context: ILoadOptionsFunctions): string | undefined {
	const chosen = ['', 'updateFields.', 'additionalFields.']
		.map((collection) => `${collection}bankingInterface`)
		.map((name) => context.getCurrentNodeParameter(name))
		.find((value) => typeof value === 'string' && value !== '' && !value.startsWith('='));
	return chosen as string | undefined;
}

/** The interfaces of a bank or a connection, or the chosen one of them. */
function interfacesOf(record: IDataObject, chosen: string | undefined): IDataObject[] {
	return listIn(record, 'interfaces').filter(
		(each) => chosen === undefined || interfaceName(each) === chosen,
	);
}

/** Whether the bank, or the connection, is named by an expression that only a run resolves. */
function isUnknown(context: ILoadOptionsFunctions): boolean {
	const name = isImport(context) ? 'bankId' : 'bankConnectionId';
	const value = context.getCurrentNodeParameter(name, { extractValue: true });
	return plainText(value ?? '').startsWith('=');
}

const interfacesIn = (record: unknown) =>
	isObject(record) ? listIn(record as IDataObject, 'interfaces').map(interfaceName) : [];

/** The interfaces that may be chosen: those of the bank, of the connection, or what that lacks. */
async function interfacesToChoose(context: ILoadOptionsFunctions): Promise<(string | undefined)[]> {
	if (isImport(context)) return interfacesIn(await bankInPanel(context));
	const connection = await connectionInPanel(context);
	const connected = interfacesIn(connection);
	if (context.getCurrentNodeParameter('operation') !== 'connectInterface') return connected;
	return interfacesIn(connection.bank).filter((name) => !connected.includes(name));
}

/** The interfaces that the operation can be about; all of them while the record is unknown. */
export const getBankingInterfaces = explainedOptions(async (context) => {
	if (isUnknown(context)) return [...BANKING_INTERFACES];
	const names = await interfacesToChoose(context);
	return BANKING_INTERFACES.filter(({ value }) => names.includes(plainText(value)));
});

/** What the bank calls the parts of its login, on the chosen interface or on all of them. */
export const getLoginLabels = explainedOptions(async (context) => {
	const labels = interfacesOf(await bankInPanel(context), chosenInterface(context))
		.flatMap((each) => listIn(each, 'loginCredentials'))
		.map(({ label }) => plainText(label));
	return [...new Set(labels)].map((label) => ({ name: label, value: label }));
});

/** Every category, behind the name of its parent. */
async function categoriesFor(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const session = await openInPanel(context, finApi);
	const categories = await lookUpAll(session, { path: '/categories' }, categoryPages);
	return categories
		.map(({ id, name, parentName }) => ({
			name: [parentName, name].filter(Boolean).map(plainText).join(' › '),
			value: plainText(id),
		}))
		.sort((one, other) => one.name.localeCompare(other.name));
}

/** No category, as finAPI says it. */
const NO_CATEGORY: INodePropertyOptions = { name: 'None', value: '0' };

export const getCategories = explainedOptions(categoriesFor);

export const getCategoriesOrNone = explainedOptions(async (context) => [
	NO_CATEGORY,
	...(await categoriesFor(context)),
]);

/** For a part of a transaction, which has the category of the whole unless it says so. */
export const getCategoriesOfPart = explainedOptions(async (context) => [
	{ name: 'Same as the Transaction', value: '' },
	NO_CATEGORY,
	...(await categoriesFor(context)),
]);

/** The ways to confirm that a connection has, on the chosen interface or on all; and none of them. */
export const getTwoStepProcedures = explainedOptions(async (context) => {
	const connection = await connectionInPanel(context);
	// In V1 a connection has those of its interfaces itself, too.
	const procedures = [connection, ...interfacesOf(connection, chosenInterface(context))]
		.flatMap((each) => listIn(each, 'twoStepProcedures'))
		.map(({ procedureId, procedureName }): [string, INodePropertyOptions] => {
			const value = plainText(procedureId);
			return [value, { name: `${plainText(procedureName)} (${value})`, value }];
		});
	return [{ name: 'None', value: '' }, ...new Map(procedures).values()];
});
