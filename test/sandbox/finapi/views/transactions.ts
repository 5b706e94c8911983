import type { Category, Transaction } from '../model';
import type { FinApiState } from '../state';
import { dateTime } from '../time';
import { asAmount, asId, asIdOrNull } from './values';

/** A category as V2 shows it. */
export function viewCategory(state: FinApiState, { id, name, parentId, userId }: Category) {
	const children = [...state.categories.values()].filter((other) => other.parentId === id);
	const parent = parentId === null ? undefined : state.categories.get(parentId);
	return {
		id: asId(id),
		name,
		parentId: asIdOrNull(parentId),
		parentName: parent?.name ?? null,
		isCustom: userId !== null,
		...(children.length > 0 && { children: children.map((child) => asId(child.id)) }),
	};
}

/** Of what a bank need not say, only what it has said. */
function saidOf(transaction: Transaction) {
	const { originalCents, originalCurrency, feeCents } = transaction;
	return {
		...(originalCents !== undefined && {
			originalAmount: asAmount(originalCents),
			originalCurrency,
		}),
		...(feeCents !== undefined && { feeAmount: asAmount(feeCents), feeCurrency: 'EUR' }),
		counterpartMandateReference: transaction.counterpartMandateReference,
		counterpartCreditorId: transaction.counterpartCreditorId,
		counterpartAccountNumber: transaction.counterpartAccountNumber,
		counterpartBic: transaction.counterpartBic,
		counterpartBlz: transaction.counterpartBlz,
	};
}

/** The parts that a transaction is split into, the smallest id first. */
export const partsOf = (state: FinApiState, { id }: Transaction): Transaction[] =>
	[...state.transactions.values()].filter(({ parentId }) => parentId === id);

/** A transaction as V2 shows it: some of what is unknown is null there, and some is left out. */
export function viewTransaction(
	state: FinApiState,
	transaction: Transaction,
	parts: Transaction[],
) {
	const { id, accountId, parentId, cents, labelIds, importedAt, ...bank } = transaction;
	const category = state.categories.get(transaction.categoryId ?? '');
	return {
		id: asId(id),
		parentId: asIdOrNull(parentId),
		accountId: asId(accountId),
		valueDate: bank.valueDate,
		bankBookingDate: bank.bankBookingDate,
		finapiBookingDate: bank.finapiBookingDate,
		amount: asAmount(cents),
		currency: 'EUR',
		purpose: bank.purpose,
		counterpartName: bank.counterpartName,
		counterpartIban: bank.counterpartIban,
		type: bank.type,
		endToEndReference: bank.endToEndReference,
		...saidOf(transaction),
		category: category ? viewCategory(state, category) : null,
		labels: labelIds
			.flatMap((labelId) => state.labels.get(labelId) ?? [])
			.map((label) => ({ id: asId(label.id), name: label.name })),
		isPotentialDuplicate: bank.isPotentialDuplicate,
		isAdjustingEntry: bank.isAdjustingEntry,
		isNew: bank.isNew,
		importDate: dateTime(importedAt),
		...(parts.length > 0 && { children: parts.map((part) => asId(part.id)) }),
	};
}
