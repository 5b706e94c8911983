import type { AccountType, Booking } from '../model';
import { monthsAfter } from '../time';

/** What happens on an account in every month, on the same day of it. */
interface Habit {
	on: number;
	cents: number | ((day: string) => number);
	/** Empty for what the bank itself books. */
	with: string;
	iban?: string;
	purpose: string | ((month: string) => string);
	type: string;
	category?: string;
	more?: Partial<Booking>;
}

/** An amount that differs from day to day, and is the same whenever it is asked for. */
const around =
	(cents: number, spread: number) =>
	(day: string): number =>
		cents - (((Date.parse(day) / 86_400_000) * 7919) % spread);

const directDebit = (creditorId: string, mandate: string): Partial<Booking> => ({
	counterpartCreditorId: creditorId,
	counterpartMandateReference: mandate,
});

const groceries = (on: number): Habit => ({
	on,
	cents: around(-3_120, 4_400),
	with: 'REWE Markt GmbH',
	iban: 'DE82370400440512345600',
	purpose: 'REWE SAGT DANKE. 4711 Köln Südstadt',
	type: 'Kartenzahlung',
	category: 'Lebensmittel',
});

const habits: Partial<Record<AccountType, readonly Habit[]>> = {
	Checking: [
		{
			on: 1,
			cents: -85_000,
			with: 'Hausverwaltung Größl & Söhne',
			iban: 'DE12500105170648489890',
			purpose: (month) => `Miete ${month} Whg. 3. OG links`,
			type: 'Dauerauftrag',
			category: 'Miete',
		},
		{
			on: 2,
			cents: -7_400,
			with: 'RheinEnergie AG',
			iban: 'DE46370501980000123456',
			purpose: (month) => `Abschlag Strom ${month} Vertragskonto 20044711`,
			type: 'Lastschrift',
			category: 'Strom und Gas',
			more: directDebit('DE46ZZZ00000012345', 'RE-20044711'),
		},
		groceries(3),
		{
			on: 5,
			cents: -1_099,
			with: 'Spotify AB',
			purpose: 'Spotify Premium P0A1B2C3',
			type: 'Lastschrift',
			category: 'Streaming',
			more: directDebit('SE87ZZZ556703748501', 'SPOT-0815'),
		},
		{
			on: 8,
			cents: -1_850,
			with: 'Jürgen Weiß',
			iban: 'DE75512108001245126199',
			purpose: 'Pizza 🍕 am Samstag, danke!',
			type: 'Echtzeitüberweisung',
		},
		{
			on: 9,
			cents: -2_500,
			with: 'Zoë Mustermann',
			iban: 'DE02120300000000202051',
			purpose: 'Taschengeld 🧸👨‍👩‍👧',
			type: 'Dauerauftrag',
		},
		groceries(10),
		{
			on: 12,
			cents: around(-5_230, 1_800),
			with: 'Aral Tankstelle Weißenburg',
			purpose: 'ARAL 100234 KÖLN//DE',
			type: 'Kartenzahlung',
			category: 'Tanken',
		},
		{
			on: 15,
			cents: -5_990,
			with: 'Bücher Müller e.K.',
			purpose: 'Bestellung 302-1234567',
			type: 'Lastschrift',
			category: 'Freizeit',
		},
		groceries(17),
		{
			on: 20,
			cents: 1_995,
			with: 'Bücher Müller e.K.',
			purpose: 'Erstattung zu Bestellung 302-1234567',
			type: 'Gutschrift',
			category: 'Erstattungen',
		},
		{
			on: 22,
			cents: around(-3_400, 2_600),
			with: 'Gasthaus Zum Löwen',
			purpose: 'Gasthaus Zum Löwen Köln',
			type: 'Kartenzahlung',
			category: 'Restaurants und Cafés',
		},
		groceries(24),
		{
			on: 27,
			cents: 235_000,
			with: 'Muster & Söhne GmbH',
			iban: 'DE89370400440532013000',
			purpose: (month) => `LOHN / GEHALT ${month}`,
			type: 'Gehalt/Rente',
			category: 'Gehalt',
		},
		{
			on: 28,
			cents: -20_000,
			with: 'Erika Mustermann',
			iban: 'DE96530612301000000002',
			purpose: 'Sparen',
			type: 'Dauerauftrag',
			category: 'Sparen',
		},
	],
	Savings: [
		{
			on: 25,
			cents: around(310, 120),
			with: '',
			purpose: (month) => `Zinsen ${month}`,
			type: 'Zinsgutschrift',
			category: 'Zinsen',
		},
		{
			on: 28,
			cents: 20_000,
			with: 'Erika Mustermann',
			iban: 'DE26530612301000000001',
			purpose: 'Sparen',
			type: 'Gutschrift',
			category: 'Sparen',
		},
	],
	CreditCard: [
		{
			on: 4,
			cents: -11_241,
			with: 'HOTEL ON RIVINGTON NEW YORK',
			purpose: 'HOTEL ON RIVINGTON NEW YORK USD 121,60',
			type: 'Kartenzahlung',
			category: 'Reisen',
			more: { originalCents: -12_160, originalCurrency: 'USD', feeCents: -195 },
		},
		{
			on: 11,
			cents: around(-1_990, 900),
			with: 'Café Extrablatt',
			purpose: 'CAFE EXTRABLATT ☕',
			type: 'Kartenzahlung',
			category: 'Restaurants und Cafés',
		},
		{
			on: 18,
			cents: -999,
			with: 'Wolkenspeicher Ltd.',
			purpose: 'Abo Wolkenspeicher 200 GB',
			type: 'Kartenzahlung',
		},
		{
			on: 26,
			cents: 14_000,
			with: 'Erika Mustermann',
			purpose: 'Ausgleich Kreditkarte',
			type: 'Gutschrift',
		},
	],
	Loan: [
		{
			on: 1,
			cents: 35_000,
			with: 'EM GmbH',
			purpose: (month) => `Rate ${month} Darlehen 600123`,
			type: 'Gutschrift',
			category: 'Kredite',
		},
	],
};

function booked(habit: Habit, day: string): Booking {
	const { cents, purpose, type, category, iban, more } = habit;
	const [year = '', month = ''] = day.split('-');
	return {
		valueDate: day,
		bankBookingDate: day,
		cents: typeof cents === 'function' ? cents(day) : cents,
		purpose: typeof purpose === 'function' ? purpose(`${month}/${year}`) : purpose,
		counterpartName: habit.with || null,
		counterpartIban: iban ?? null,
		type,
		endToEndReference: type === 'Lastschrift' ? `E2E-${day}` : null,
		...(category !== undefined && { category }),
		...more,
	};
}

/** The months from one day to another, like 2026-03. */
function monthsBetween(from: string, to: string): string[] {
	const months: string[] = [];
	for (let first = `${from.slice(0, 7)}-01`; first <= to; first = monthsAfter(first, 1)) {
		months.push(first.slice(0, 7));
	}
	return months;
}

/**
 * What the bank has booked on an account of the type from one day to another, both included, day by
 * day.
 */
export const bookingsBetween = (type: AccountType, from: string, to: string): Booking[] =>
	monthsBetween(from, to).flatMap((month) =>
		(habits[type] ?? [])
			.map((habit) => ({ habit, day: `${month}-${String(habit.on).padStart(2, '0')}` }))
			.filter(({ day }) => from <= day && day <= to)
			.map(({ habit, day }) => booked(habit, day)),
	);
