import type { JsonSchema } from './contract';
import {
	accountTypeName,
	amount,
	bankingInterface,
	day,
	flag,
	id,
	listOf,
	oneOf,
	orNull,
	record,
	text,
	textOrNull,
} from './finapi.schemas';
import { dateTime } from './finapi.v2.schemas';

// Accounts and what is on them, in V2.

const idOrNull = orNull(id);
const amountOrNull = orNull(amount);

export const category = record(
	{
		id,
		name: text,
		parentId: idOrNull,
		parentName: textOrNull,
		isCustom: flag,
		children: orNull(listOf(id)),
	},
	['id', 'name', 'isCustom'],
);

const paymentCapabilities = [
	'sepaInstantMoneyTransfer',
	'sepaFutureMoneyTransfer',
	'sepaFutureCollectiveMoneyTransfer',
	'domesticMoneyTransfer',
	'domesticCollectiveMoneyTransfer',
	'domesticFutureMoneyTransfer',
	'domesticFutureCollectiveMoneyTransfer',
];

const accountInterface = record(
	{
		bankingInterface,
		status: oneOf(
			'UPDATED',
			'UPDATED_FIXED',
			'DOWNLOAD_IN_PROGRESS',
			'DOWNLOAD_FAILED',
			'DEPRECATED',
		),
		capabilities: listOf(
			oneOf(
				'DATA_DOWNLOAD',
				'IBAN_ONLY_SEPA_MONEY_TRANSFER',
				'IBAN_ONLY_SEPA_DIRECT_DEBIT',
				'SEPA_MONEY_TRANSFER',
				'SEPA_COLLECTIVE_MONEY_TRANSFER',
				'SEPA_BASIC_DIRECT_DEBIT',
				'SEPA_BASIC_COLLECTIVE_DIRECT_DEBIT',
				'SEPA_B2B_DIRECT_DEBIT',
				'SEPA_B2B_COLLECTIVE_DIRECT_DEBIT',
			),
		),
		paymentCapabilities: record(
			Object.fromEntries(paymentCapabilities.map((name) => [name, flag])),
			paymentCapabilities,
		),
		lastSuccessfulUpdate: orNull(dateTime),
		lastUpdateAttempt: orNull(dateTime),
	},
	['bankingInterface', 'status', 'capabilities', 'paymentCapabilities'],
);

export const account = record(
	{
		id,
		bankConnectionId: id,
		accountName: textOrNull,
		iban: textOrNull,
		accountNumber: text,
		subAccountNumber: textOrNull,
		accountHolderName: textOrNull,
		accountHolderId: textOrNull,
		accountCurrency: textOrNull,
		accountType: accountTypeName,
		balance: amountOrNull,
		overdraft: amountOrNull,
		overdraftLimit: amountOrNull,
		availableFunds: amountOrNull,
		isNew: flag,
		interfaces: listOf(accountInterface),
		isSeized: flag,
	},
	['id', 'bankConnectionId', 'accountNumber', 'accountType', 'isNew', 'interfaces', 'isSeized'],
);

export const dailyBalance = record(
	{
		date: day,
		balance: amount,
		income: amount,
		spending: { ...amount, minimum: 0 },
		internalAdjustingEntries: amountOrNull,
		transactions: listOf(id),
	},
	['date', 'balance', 'income', 'spending', 'transactions'],
);

const texts = (...names: readonly string[]): Record<string, JsonSchema> =>
	Object.fromEntries(names.map((name) => [name, textOrNull]));

export const transaction = record(
	{
		id,
		parentId: idOrNull,
		accountId: id,
		valueDate: day,
		bankBookingDate: day,
		finapiBookingDate: day,
		amount,
		purpose: orNull({ type: 'string', maxLength: 2000 }),
		counterpartName: orNull({ type: 'string', maxLength: 80 }),
		...texts(
			'currency',
			'counterpartAccountNumber',
			'counterpartIban',
			'counterpartBlz',
			'counterpartBic',
			'counterpartBankName',
			'counterpartMandateReference',
			'counterpartCustomerReference',
			'counterpartCreditorId',
			'counterpartDebitorId',
			'type',
			'typeCodeZka',
			'typeCodeSwift',
			'sepaPurposeCode',
			'bankTransactionCode',
			'bankTransactionCodeDescription',
			'primanota',
			'endToEndReference',
			'originalCurrency',
			'feeCurrency',
			'differentDebitor',
			'differentCreditor',
		),
		category: orNull(category),
		labels: listOf(record({ id, name: text }, ['id', 'name'])),
		isPotentialDuplicate: flag,
		isAdjustingEntry: flag,
		isNew: flag,
		importDate: dateTime,
		children: orNull(listOf(id)),
		paypalData: orNull(record({ invoiceNumber: textOrNull, fee: amountOrNull, net: amountOrNull })),
		certisData: orNull(record(texts('variableSymbol', 'constantSymbol', 'specificSymbol'))),
		compensationAmount: amountOrNull,
		originalAmount: amountOrNull,
		feeAmount: amountOrNull,
	},
	[
		'id',
		'accountId',
		'valueDate',
		'bankBookingDate',
		'finapiBookingDate',
		'amount',
		'labels',
		'isPotentialDuplicate',
		'isAdjustingEntry',
		'isNew',
		'importDate',
	],
);
