import type { Account } from '../model';
import type { Booking, Draft } from './booking';
import { Chance } from './chance';
import { checking } from './checking';
import { card, investment, loan, savings } from './others';

const kinds: Record<string, (day: number, chance: Chance) => Draft[]> = {
	checking,
	savings,
	moneyMarket: savings,
	cd: savings,
	creditCard: card,
	lineOfCredit: card,
	mortgage: loan,
	loan,
	studentLoan: loan,
};

/** What the bank of an account books on a day; the same each time it is asked. */
export function bookingsOn({ id, type }: Pick<Account, 'id' | 'type'>, day: number): Booking[] {
	const drafts = (kinds[type] ?? investment)(day, new Chance(`${id} ${day}`));
	return drafts.map((draft, number) => ({ fate: 'final', ...draft, day, number }));
}
