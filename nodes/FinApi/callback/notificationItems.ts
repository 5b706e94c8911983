import type { IDataObject } from 'n8n-workflow';
import { shaper } from '../../shared/answer/simplify';
import { isObject, parseJson } from '../../shared/wire/json';
import { NEW_TRANSACTIONS } from '../notificationEvents';
import { simplifiedTransaction } from '../resources/transaction/shape';
import type { Notification } from './event';
import type { Settings } from './settings';

/** What is encrypted of an account that has new transactions. */
const OF_ACCOUNT = ['accountName', 'accountNumber', 'accountIban', 'bankConnectionName', 'details'];

/** Texts that are decrypted where they stand, and why one of them could not be. */
class Reader {
	failure?: string;

	constructor(
		private readonly decrypt: Settings['decrypt'],
		private readonly names: readonly string[],
	) {}

	/** A value in which the texts of these names are decrypted. What can't be stays as it is. */
	read(value: unknown, name = ''): unknown {
		if (typeof value === 'string') return this.names.includes(name) ? this.clear(value) : value;
		// What is in a list has the name of the list.
		if (Array.isArray(value)) return value.map((each) => this.read(each, name));
		if (!isObject(value)) return value;
		return Object.fromEntries(
			Object.entries(value).map(([inner, each]) => [inner, this.read(each, inner)]),
		);
	}

	private clear(text: string): string {
		try {
			return this.decrypt(text);
		} catch (error) {
			this.failure = (error as Error).message;
			return text;
		}
	}
}

function objectsIn(list: unknown): IDataObject[] {
	return Array.isArray(list) ? ((list as unknown[]).filter(isObject) as IDataObject[]) : [];
}

/** The transactions that are told of an account, if they are. */
function transactionsIn({ details }: IDataObject): IDataObject[] {
	const told = typeof details === 'string' ? parseJson(details) : details;
	return isObject(told) ? objectsIn(told.transactionDetails) : [];
}

/** An item for each transaction of an account, or for the account when it says only how many. */
function accountItems(
	common: IDataObject,
	account: IDataObject,
	{ decrypt, simplifies: simplify }: Settings,
): IDataObject[] {
	const reader = new Reader(decrypt, OF_ACCOUNT);
	const { details, ...clear } = reader.read(account) as IDataObject;
	const decryptionError = reader.failure && { decryptionError: reader.failure };
	const transactions = transactionsIn({ details });
	if (transactions.length === 0) {
		return [{ ...common, ...clear, ...(details !== undefined && { details }), ...decryptionError }];
	}
	const { accountId } = clear;
	const shape = shaper({ simplify: simplifiedTransaction }, { simplify, includeSecret: false });
	return transactions.map((each) => ({
		...{ ...common, ...clear },
		transaction: shape({ accountId, ...each }),
		...decryptionError,
	}));
}

/**
 * The items of a notification. New transactions are what a workflow is about, so it gets one item for
 * each; what other events tell is not documented, and passed on as it comes.
 */
export function notificationItems(
	{ type: event, ruleId, handle, told }: Notification,
	settings: Settings,
): IDataObject[] {
	const { confirms: confirmed, decrypt, encryptedFields } = settings;
	const common: IDataObject = {
		...{ event, notificationRuleId: ruleId, callbackHandle: handle ?? null, confirmed },
	};
	const accounts = event === NEW_TRANSACTIONS ? objectsIn(told.newTransactions) : [];
	if (accounts.length > 0) {
		return accounts.flatMap((account) => accountItems(common, account, settings));
	}
	const reader = new Reader(decrypt, encryptedFields);
	const clear = reader.read(told) as IDataObject;
	return [{ ...clear, ...common, ...(reader.failure && { decryptionError: reader.failure }) }];
}
