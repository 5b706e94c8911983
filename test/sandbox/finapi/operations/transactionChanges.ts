import { refuse } from '../errors';
import type { Transaction } from '../model';
import { partsOf, viewTransaction } from '../views/transactions';
import { asId } from '../views/values';
import type { Call, FinApiOperations } from './operation';
import { idIn, idsIn, transactionOf } from './operation';
import { ownTransactions } from './transactions';

/** What one transaction or many are to become; what is not given stays. */
interface Changes {
	isNew?: boolean;
	isPotentialDuplicate?: boolean;
	/** `0` clears. */
	categoryId?: string;
	trains: boolean;
	labelIds?: string[];
}

function changesIn(call: Call): Changes {
	const { isNew, isPotentialDuplicate, categoryId, trainCategorization, labelIds } = call.body;
	const changes = [isNew, isPotentialDuplicate, categoryId, labelIds];
	if (changes.every((change) => change === undefined)) {
		refuse(400, 'MISSING_FIELD', 'body must say what to change');
	}
	if (isPotentialDuplicate === true) {
		refuse(422, 'ILLEGAL_FIELD_VALUE', 'body isPotentialDuplicate may only become false');
	}
	if (trainCategorization !== undefined && categoryId === undefined) {
		refuse(400, 'BAD_REQUEST', 'body trainCategorization goes with categoryId only');
	}
	const given = {
		categoryId: categoryId === undefined ? undefined : idIn(categoryId),
		labelIds: idsIn(labelIds),
	};
	checkCategory(call, given.categoryId);
	checkLabels(call, given.labelIds);
	return {
		isNew: isNew as boolean | undefined,
		isPotentialDuplicate: isPotentialDuplicate as boolean | undefined,
		...given,
		trains: trainCategorization !== false,
	};
}

function checkCategory({ state, userId }: Call, id: string | undefined): void {
	if (id === undefined || id === '0') return;
	const category = state.categories.get(id);
	if (category && (category.userId ?? userId) === userId) return;
	refuse(404, 'UNKNOWN_ENTITY', `There is no category ${id}`);
}

function checkLabels({ state, userId }: Call, ids: readonly string[] | undefined): void {
	const unknown = ids?.find((id) => state.labels.get(id)?.userId !== userId);
	if (unknown !== undefined) refuse(404, 'UNKNOWN_ENTITY', `There is no label ${unknown}`);
}

/** Changes a transaction; tells whether it is another one now. */
function change({ state, userId }: Call, transaction: Transaction, changes: Changes): boolean {
	const before = JSON.stringify(transaction);
	transaction.isNew = changes.isNew ?? transaction.isNew;
	transaction.isPotentialDuplicate =
		changes.isPotentialDuplicate ?? transaction.isPotentialDuplicate;
	transaction.labelIds = changes.labelIds ?? transaction.labelIds;
	if (changes.categoryId !== undefined) {
		transaction.categoryId = changes.categoryId === '0' ? null : changes.categoryId;
	}
	const isOther = JSON.stringify(transaction) !== before;
	if (changes.categoryId !== undefined) transaction.isCategorized = true;
	const { categoryId, counterpartName } = transaction;
	if (changes.categoryId !== undefined && changes.trains && categoryId && counterpartName) {
		state.users.get(userId)?.training.set(counterpartName, categoryId);
	}
	return isOther;
}

interface PartBody {
	amount: number;
	categoryId?: number | string;
	purpose?: string;
	counterpart?: string;
	counterpartAccountNumber?: string;
	counterpartIban?: string;
	counterpartBic?: string;
	counterpartBlz?: string;
	labelIds?: unknown;
}

const cents = (amount: number): number => Math.round(amount * 100);

/** Parts inherit what is not said of them, but for the labels. */
function addPart({ state }: Call, whole: Transaction, part: PartBody): void {
	const kind = whole.id.length >= 16 ? 'longTransaction' : 'transaction';
	const { categoryId } = part;
	const own = categoryId === undefined ? whole.categoryId : idIn(categoryId);
	const id = state.newId(kind);
	state.transactions.set(id, {
		...whole,
		id,
		parentId: whole.id,
		cents: cents(part.amount),
		purpose: part.purpose ?? whole.purpose,
		counterpartName: part.counterpart ?? whole.counterpartName,
		counterpartIban: part.counterpartIban ?? whole.counterpartIban,
		counterpartAccountNumber: part.counterpartAccountNumber ?? whole.counterpartAccountNumber,
		counterpartBic: part.counterpartBic ?? whole.counterpartBic,
		counterpartBlz: part.counterpartBlz ?? whole.counterpartBlz,
		categoryId: own === '0' ? null : own,
		isCategorized: true,
		labelIds: idsIn(part.labelIds) ?? [],
	});
}

function dropParts({ state }: Call, whole: Transaction): void {
	for (const { id } of partsOf(state, whole)) state.transactions.delete(id);
}

function wholeOf(call: Call): Transaction {
	const transaction = transactionOf(call, call.path.id ?? '');
	if (transaction.parentId !== null) {
		refuse(422, 'ILLEGAL_ENTITY_STATE', 'This transaction is a part of another one');
	}
	return transaction;
}

const viewed = ({ state }: Call, transaction: Transaction) => ({
	status: 200,
	body: viewTransaction(state, transaction, partsOf(state, transaction)),
});

export const transactionChangeOperations: FinApiOperations = {
	editTransaction: (call) => {
		const transaction = transactionOf(call, call.path.id ?? '');
		change(call, transaction, changesIn(call));
		return viewed(call, transaction);
	},

	editMultipleTransactions: (call) => {
		const ids = idsIn(call.body.ids);
		const accountIds = idsIn(call.body.accountIds);
		const changes = changesIn(call);
		if (!ids && (changes.categoryId !== undefined || changes.labelIds)) {
			refuse(400, 'BAD_REQUEST', 'body categoryId and labelIds go with ids only');
		}
		const changed = ownTransactions(call)
			.filter(({ id }) => ids?.includes(id) ?? true)
			.filter(({ accountId }) => accountIds?.includes(accountId) ?? true)
			.filter((transaction) => change(call, transaction, changes));
		return { status: 200, body: { identifiers: changed.map(({ id }) => asId(id)) } };
	},

	splitTransaction: (call) => {
		const whole = wholeOf(call);
		const parts = call.body.subTransactions as PartBody[];
		const sum = parts.reduce((total, { amount }) => total + cents(amount), 0);
		if (parts.length < 2) refuse(422, 'ILLEGAL_FIELD_VALUE', 'There must be two parts or more');
		if (sum !== whole.cents) {
			refuse(422, 'ILLEGAL_FIELD_VALUE', 'The parts do not add up to the whole');
		}
		for (const { categoryId, labelIds } of parts) {
			checkCategory(call, categoryId === undefined ? undefined : idIn(categoryId));
			checkLabels(call, idsIn(labelIds));
		}
		dropParts(call, whole);
		for (const part of parts) addPart(call, whole, part);
		return viewed(call, whole);
	},

	restoreTransaction: (call) => {
		const whole = wholeOf(call);
		dropParts(call, whole);
		return viewed(call, whole);
	},
};
