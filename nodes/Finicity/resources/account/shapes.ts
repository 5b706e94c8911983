import type { IDataObject } from 'n8n-workflow';
import type { Answer, Columns } from '../../../shared/operation';
import { isObject, readPath } from '../../../shared/wire/json';
import { isoTime } from '../../times';

/** A short account: whether it is fresh, and what other operations ask for. */
export const accountSummary: Columns = {
	id: 'id',
	customerId: 'customerId',
	institutionId: 'institutionId',
	institutionLoginId: 'institutionLoginId',
	name: 'name',
	accountNumberDisplay: 'accountNumberDisplay',
	type: 'type',
	status: 'status',
	balance: 'balance',
	availableBalance: 'detail.availableBalanceAmount',
	currency: 'currency',
	aggregationStatusCode: 'aggregationStatusCode',
	aggregationSuccessDate: ({ aggregationSuccessDate }) => isoTime(aggregationSuccessDate),
	aggregationAttemptDate: ({ aggregationAttemptDate }) => isoTime(aggregationAttemptDate),
};

/** The API sends a customer's accounts whole, never in pages. */
const accounts = { kind: 'records', property: 'accounts' } as const;

export const refreshedAccounts: Answer = { ...accounts, simplify: accountSummary };

/** By these codes the bank says that the customer has none, has none at this bank or by this login. */
const NONE = ['38003', '38006', '38007'];

export const accountList: Answer = { ...accounts, noneCodes: NONE, simplify: accountSummary };

/** What Simplify keeps of an account without numbers and balances. */
export const simpleAccountSummary = [
	'id',
	'customerId',
	'institutionId',
	'institutionLoginId',
	'name',
	'accountNumberDisplay',
	'type',
	'status',
	'aggregationStatusCode',
	'currency',
] as const;

export const simpleAccountList: Answer = {
	...accounts,
	noneCodes: NONE,
	simplify: simpleAccountSummary,
};

/** The entry of a list that says so of itself, or the first one. */
function mainOf(list: unknown, mark?: string): unknown {
	if (!Array.isArray(list)) return undefined;
	const entries = list as unknown[];
	return entries.find((entry) => mark && isObject(entry) && entry[mark] === true) ?? entries[0];
}

const ofMain = (list: string, name: string, mark?: string) => (record: IDataObject) =>
	readPath(mainOf(record[list], mark), name) ?? null;

/** A short owner of an account. */
export const ownerSummary: Columns = {
	ownerName: 'ownerName',
	relationship: 'relationship',
	nameClassification: 'nameClassification',
	firstName: 'firstName',
	middleName: 'middleName',
	lastName: 'lastName',
	suffix: 'suffix',
	address: ofMain('addresses', 'ownerAddress'),
	email: ofMain('emails', 'email', 'isPrimary'),
	phone: ofMain('phones', 'phone'),
};

/** A short balance; the bank's `id` is that of the customer. */
export const balanceSummary: Columns = {
	customerId: ({ id }) => (id === undefined ? null : String(id as string)),
	accountNumberLast4: 'realAccountNumberLast4',
	currency: 'currency',
	availableBalance: 'availableBalance',
	availableBalanceDate: ({ availableBalanceDate }) => isoTime(availableBalanceDate),
	clearedBalance: 'clearedBalance',
	clearedBalanceDate: ({ clearedBalanceDate }) => isoTime(clearedBalanceDate),
	aggregationStatusCode: 'aggregationStatusCode',
};

function descriptor(type: string) {
	return ({ descriptors }: IDataObject) => {
		const all = Array.isArray(descriptors) ? (descriptors as IDataObject[]) : [];
		return all.find((each) => each.type === type)?.value ?? null;
	};
}

/** One way in which an account can be paid. */
export const paymentInstructionSummary: Columns = {
	type: 'type',
	accountNumber: 'accountNumber',
	routingNumber: descriptor('routingNumber'),
	tanEnabled: 'tanEnabled',
	transferInEnabled: 'transferInEnabled',
	transferOutEnabled: 'transferOutEnabled',
};

/** How a loan is paid, and paid off. */
export const loanSummary: Columns = {
	accountId: 'accountDetail.accountId',
	loanNumber: 'loanNumber',
	paymentNumber: 'loanPaymentNumber',
	paymentAddress: 'loanPaymentAddress',
	futurePayoffAmount: 'accountDetail.accountFuturePayoffAmount',
	futurePayoffDate: 'accountDetail.accountFuturePayoffDate',
};

/** Statements come as PDF, though the bank calls them bytes of any kind. */
export const statementFile: Answer = {
	kind: 'file',
	mimeType: 'application/pdf',
	mark: '%PDF-',
	fileName: ({ accountId, index }) => `statement-${String(accountId)}-${String(index ?? 1)}.pdf`,
};
