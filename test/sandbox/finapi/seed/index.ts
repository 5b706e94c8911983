import type { FinApiState } from '../state';
import { deliverMore } from '../ledger/volume';
import { banksOf, generatedBank } from './banks';
import { categoriesAtFirst, labelsAtFirst } from './categories';
import { seedConnections } from './connections';
import { usersAtFirst } from './users';

/** What makes lists long enough to page. */
export interface Extras {
	banks: number;
	/** On the checking account of the household. */
	transactions: number;
}

/** Fills an empty state. */
export function seed(state: FinApiState, extras: Extras): void {
	for (const one of usersAtFirst()) state.users.set(one.id, one);
	for (const bank of banksOf(state.version)) state.banks.set(bank.id, bank);
	for (let index = 1; index <= extras.banks; index += 1) {
		const bank = generatedBank(index);
		state.banks.set(bank.id, bank);
	}
	for (const category of categoriesAtFirst) state.categories.set(category.id, category);
	for (const label of labelsAtFirst) state.labels.set(label.id, label);
	seedConnections(state);
	deliverMore(state, '8400000000001', extras.transactions);
}
