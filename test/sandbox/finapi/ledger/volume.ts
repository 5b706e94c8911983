import type { FinApiState } from '../state';
import { daysAfter } from '../time';
import { addBooking } from './delivery';

/** Puts so many small bookings on an account that its list gets long; none of them is new. */
export function deliverMore(state: FinApiState, accountId: string, count: number): void {
	const account = [...state.connections.values()]
		.flatMap(({ accounts }) => accounts)
		.find(({ id }) => id === accountId);
	if (!account) throw new Error(`There is no account ${accountId}`);
	for (let index = 1; index <= count; index += 1) {
		const day = daysAfter('2024-01-01', index % 360);
		const booking = {
			valueDate: day,
			bankBookingDate: day,
			cents: -index,
			purpose: `Kleinbetrag ${index}`,
			counterpartName: 'Fahrkartenautomat',
			counterpartIban: null,
			type: 'Kartenzahlung',
			endToEndReference: null,
		};
		addBooking(state, account, booking, { at: Date.parse(day), today: day }).isNew = false;
	}
}
