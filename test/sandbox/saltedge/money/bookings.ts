import { dateOf, day } from '../../shared/time';
import type { AccountKind } from './accounts';
import { randomOf } from './random';

/** Something that happens on an account of the bank. */
export interface Booking {
	/** The same for the same booking, whenever it is asked for. */
	key: string;
	madeOn: string;
	/** The day from which the bank hands it out. */
	arrivesOn: string;
	cents: number;
	mode: 'normal' | 'fee' | 'transfer';
	description: string;
	category: string;
	extra: Readonly<Record<string, unknown>>;
	/** Whether the bank hands it out twice. */
	comesTwice?: true;
}

type Details = Pick<Booking, 'cents' | 'description' | 'category'> &
	Partial<Pick<Booking, 'mode' | 'extra' | 'comesTwice'>> & { daysLate?: number };

/** A day of the calendar. */
interface Day {
	at: number;
	date: string;
	ofMonth: number;
	/** From 1. */
	month: number;
	/** Sunday is 0. */
	ofWeek: number;
	random: () => number;
}

const shops = ['REWE Köln-Süd', 'EDEKA Grünewald', 'Bioladen Frühling', 'Kaufhaus Weiß'];
const lunches = ['Café Zürich', 'Imbiß „Zum Ömer“', 'Ramen 一番', 'Crêperie Noël'];
const friends = ['José García', 'Zoë Brønsted', 'Łukasz Żak', 'Renée Müller-Lüdenscheidt'];

const pick = (random: () => number, among: readonly string[]): string =>
	among[Math.floor(random() * among.length)] ?? '';

const between = (random: () => number, least: number, most: number): number =>
	Math.round(least + random() * (most - least));

function* onCurrentAccount({ ofMonth, month, ofWeek, random }: Day): Generator<Details> {
	if (ofMonth === 1) {
		yield {
			cents: -98_000,
			description: 'Miete Wohnung 4. OG links',
			category: 'rent',
			extra: { payee: 'Hausverwaltung Grün GmbH', payee_information: 'Mieter-Nr. 0042' },
		};
	}
	if (ofMonth === 2) {
		yield {
			cents: -25_000,
			description: 'Übertrag auf Sparkonto',
			category: 'transfer',
			mode: 'transfer',
			extra: { transfer_account_name: 'Sparkonto', transfer_id: `savings-${month}` },
		};
	}
	if (ofMonth === 3) {
		yield {
			cents: -7_450,
			description: 'Abschlag Strom & Gas',
			category: 'utilities',
			extra: { payee: 'Stadtwerke Köln', additional: 'Zähler 1 EMH 0042' },
		};
	}
	if (ofMonth === 5) {
		// Told late: it has a day before those that were there already.
		yield {
			cents: -2_999,
			description: 'Mobilfunk-Rechnung',
			category: 'phone',
			extra: { payee: 'Müller Mobil' },
			daysLate: 3,
		};
	}
	if (ofMonth === 9) {
		yield {
			cents: -8_990,
			description: 'Modehaus Schöneberg, Winterjacke',
			category: 'clothing',
			extra: { payee: 'Modehaus Schöneberg' },
		};
	}
	if (ofMonth === 12 && month % 3 === 0) {
		yield { cents: -1_350, description: 'Kontoführung', category: 'service_fee', mode: 'fee' };
	}
	if (ofMonth === 15 && month % 2 === 0) {
		yield {
			cents: -3_900,
			description: 'Fitness-Studio „Fußballgott“',
			category: 'sport',
			extra: { payee: 'Fitness GmbH & Co. KG' },
			comesTwice: true,
		};
	}
	if (ofMonth === 17) {
		yield {
			cents: 8_990,
			description: 'Erstattung Modehaus Schöneberg, Rücksendung',
			category: 'clothing',
			extra: { payer: 'Modehaus Schöneberg', type: 'refund' },
		};
	}
	if (ofMonth === 20) {
		yield { cents: -10_000, description: 'Geldautomat Köln Hbf', category: 'cash' };
	}
	if (ofMonth === 25) {
		yield {
			cents: month === 11 ? 368_517 : 284_317,
			description: 'Lohn/Gehalt',
			category: 'salary',
			extra: { payer: 'Söhne & Töchter GmbH', payer_information: 'Personal-Nr. 0815' },
		};
	}
	if ([1, 4, 6].includes(ofWeek)) {
		const payee = pick(random, shops);
		yield {
			cents: -between(random, 899, 9_450),
			description: `${payee} //Kartenzahlung`,
			category: 'groceries',
			extra: { payee, mcc: '5411', time: '17:42:00' },
		};
	}
	if ([2, 5].includes(ofWeek) && random() < 0.6) {
		yield {
			cents: -between(random, 180, 1_240),
			description: 'Bäckerei Müller',
			category: 'groceries',
			extra: { payee: 'Bäckerei Müller', mcc: '5462', time: '07:05:00' },
		};
	}
	if (ofWeek === 0) {
		const friend = pick(random, friends);
		const isBack = random() < 0.3;
		yield {
			cents: isBack ? 1_450 : -1_450,
			description: isBack ? 'Danke fürs Auslegen 🙏' : `Pizza mit ${friend} 🍕🥳`,
			category: 'restaurants',
			extra: isBack ? { payer: friend } : { payee: friend, end_to_end_id: 'NOTPROVIDED' },
		};
	}
}

/** What is paid in another currency. */
function abroad(
	original: { amount: number; currency: string; rate: number },
	details: Omit<Details, 'cents'>,
): Details {
	return {
		...details,
		cents: Math.round(original.amount * original.rate * 100),
		extra: {
			...details.extra,
			original_amount: original.amount,
			original_currency_code: original.currency,
			exchange_rate: original.rate,
		},
	};
}

function* onCreditCard({ ofMonth, month, ofWeek, random }: Day): Generator<Details> {
	if (ofMonth === 4) {
		yield { cents: -1_299, description: 'Streaming Español 📺', category: 'subscriptions' };
	}
	if (ofMonth === 8) {
		yield abroad(
			{ amount: -20, currency: 'USD', rate: 0.9215 },
			{
				description: 'SOFTWARE INC. SAN JOSÉ CA',
				category: 'subscriptions',
				extra: { merchant_id: '445566', mcc: '5734' },
			},
		);
		yield { cents: -32, description: 'Auslandsentgelt', category: 'service_fee', mode: 'fee' };
	}
	if ([7, 12].includes(month) && ofMonth >= 10 && ofMonth <= 14) {
		yield abroad(
			{ amount: -between(random, 1_200, 9_800), currency: 'JPY', rate: 0.0061 },
			{ description: '東京カフェ ☕', category: 'restaurants', extra: { mcc: '5814' } },
		);
		yield abroad(
			{ amount: -between(random, 9_000, 19_900) / 100, currency: 'CHF', rate: 1.0435 },
			{ description: 'Hôtel Zürich', category: 'hotel', extra: { mcc: '7011' }, daysLate: 4 },
		);
	}
	if (ofMonth === 28) {
		yield {
			cents: 45_000,
			description: 'Ausgleich Kreditkarte',
			category: 'transfer',
			mode: 'transfer',
			extra: { transfer_account_name: 'Girokonto', transfer_id: `card-${month}` },
		};
	}
	if (ofWeek === 3) {
		const payee = pick(random, lunches);
		yield {
			cents: -between(random, 890, 2_240),
			description: payee,
			category: 'restaurants',
			extra: { payee, mcc: '5812', time: '12:31:00' },
		};
	}
	if (ofWeek === 5) {
		yield {
			cents: -between(random, 4_500, 8_200),
			description: 'Tankstelle Süd, Säule 7',
			category: 'gas_and_fuel',
			extra: { payee: 'Tankstelle Süd', mcc: '5541', time: '18:20:00' },
		};
	}
}

const happens: Record<AccountKind, (day: Day) => Generator<Details>> = {
	account: onCurrentAccount,
	credit_card: onCreditCard,
};

/** A booking out of its details, made on a day. */
export function booking(key: string, at: number, { daysLate = 0, ...details }: Details): Booking {
	const arrivesOn = dateOf(at + daysLate * day);
	return {
		mode: 'normal',
		...details,
		key,
		madeOn: dateOf(at),
		arrivesOn,
		extra: { ...details.extra, posting_date: arrivesOn },
	};
}

/** What happens on an account on a day, always the same. */
export function bookingsOn(account: { id: string; kind: AccountKind }, date: string): Booking[] {
	const at = Date.parse(date);
	const inUtc = new Date(at);
	const details = happens[account.kind]({
		at,
		date,
		ofMonth: inUtc.getUTCDate(),
		month: inUtc.getUTCMonth() + 1,
		ofWeek: inUtc.getUTCDay(),
		random: randomOf(`${account.id} ${date}`),
	});
	return [...details].map((each, index) => booking(`${date} ${index}`, at, each));
}
