import type { Account, Booking } from '../model';
import { daysAfter } from '../time';

const purchase = (day: string, cents: number): Booking => ({
	valueDate: day,
	bankBookingDate: day,
	cents,
	purpose: 'Bäckerei Schäfer, Köln 🥐',
	counterpartName: 'Bäckerei Schäfer',
	counterpartIban: null,
	type: 'Kartenzahlung',
	endToEndReference: null,
	category: 'Lebensmittel',
});

/** The same once more, as finAPI marks it when a bank reports a booking twice. */
const again = (booking: Booking): Booking => ({ ...booking, isPotentialDuplicate: true });

/** Booked by the bank for a day to come, though it counts already. */
const ahead = (today: string): Booking => ({
	...purchase(daysAfter(today, 2), -4_200),
	purpose: 'Vormerkung Stadtwerke Parkhaus Dom',
	counterpartName: 'Stadtwerke Köln Parkhäuser',
	type: 'Lastschrift',
});

/** What finAPI adds by itself where the sum of all bookings is not the balance. */
const adjusting = (day: string): Booking => ({
	...purchase(day, 1_234),
	purpose: 'Zwischensaldo',
	counterpartName: null,
	type: 'Zwischensaldo',
	category: undefined,
	isAdjustingEntry: true,
});

/** Known to the bank late: booked some days ago, and not told before. */
const late = (today: string): Booking => ({
	...purchase(daysAfter(today, -3), -1_795),
	purpose: 'Parkhaus Flughafen Köln/Bonn',
	counterpartName: 'Flughafen Köln/Bonn GmbH',
	category: undefined,
});

/** What a first download finds besides what happens every month. */
function atFirst(today: string, firstDay: string): Booking[] {
	const twin = purchase(daysAfter(today, -10), -890);
	const some = [adjusting(firstDay), twin, again(twin), ahead(today)];
	return some.filter(({ bankBookingDate }) => bankBookingDate >= firstDay);
}

/** What each later download finds, however soon it comes. */
function afterwards(account: Account, today: string): Booking[] {
	const latest = purchase(today, -250 - account.deliveries);
	const isEven = account.deliveries % 2 === 0;
	return [late(today), latest, ...(isEven ? [again(latest)] : [])];
}

/** What a download finds besides what happens every month: 4 at first, then 2 and 3 in turns. */
export function occasionsOf(account: Account, today: string, firstDay: string): Booking[] {
	if (account.type === 'Checking') {
		return account.deliveries === 0 ? atFirst(today, firstDay) : afterwards(account, today);
	}
	const isUsedDaily = account.type === 'CreditCard' && account.deliveries > 0;
	return isUsedDaily ? [purchase(today, -390)] : [];
}
