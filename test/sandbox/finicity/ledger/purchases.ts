import type { Draft, Fate } from './booking';
import { cents } from './booking';
import type { Chance } from './chance';

interface Merchant {
	payee: string;
	description: string;
	category: string;
	least: number;
	most: number;
	city: string;
	state?: string;
	country?: string;
}

const merchants: readonly Merchant[] = [
	{
		payee: 'Trader Joe’s',
		description: 'TRADER JOE S #352 MURRAY UT',
		category: 'Groceries',
		...{ least: 12, most: 140, city: 'Murray', state: 'UT' },
	},
	{
		payee: 'Smith’s',
		description: 'SMITHS FOOD #4459 SALT LAKE CITY UT',
		category: 'Groceries',
		...{ least: 8, most: 95, city: 'Salt Lake City', state: 'UT' },
	},
	{
		payee: 'Café Müller',
		description: 'Café Müller, Zürich – Löwenstraße 12',
		category: 'Coffee Shops',
		...{ least: 4, most: 19, city: 'Zürich', country: 'CH' },
	},
	{
		payee: 'Bäckerei Grüß Gott',
		description: 'BÄCKEREI GRÜSS GOTT WIEN',
		category: 'Food & Dining',
		...{ least: 3, most: 22, city: 'Wien', country: 'AT' },
	},
	{
		payee: 'Zoë Ødegård',
		description: 'Venmo: Zoë Ødegård 🍕🎉 pizza night',
		category: 'Restaurants',
		...{ least: 9, most: 48, city: 'Murray', state: 'UT' },
	},
	{
		payee: 'Shell',
		description: 'SHELL OIL 57444212 PROVO UT',
		category: 'Gas & Fuel',
		...{ least: 24, most: 68, city: 'Provo', state: 'UT' },
	},
	{
		payee: 'Amazon',
		description: 'AMZN Mktp US*2K4RT81Q3 Amzn.com/bill WA',
		category: 'Shopping',
		...{ least: 6, most: 180, city: 'Seattle', state: 'WA' },
	},
	{
		payee: 'Trax',
		description: 'UTA FAREPAY "TRAX" & BUS',
		category: 'Public Transportation',
		...{ least: 2.5, most: 10, city: 'Salt Lake City', state: 'UT' },
	},
	{
		payee: 'Walgreens',
		description: 'WALGREENS #6611 MURRAY UT',
		category: 'Pharmacy',
		...{ least: 5, most: 60, city: 'Murray', state: 'UT' },
	},
];

function fateOf(chance: Chance): Fate {
	const drawn = chance.next();
	if (drawn < 0.4) return 'final';
	if (drawn < 0.7) return 'inPlace';
	if (drawn < 0.9) return 'newId';
	return drawn < 0.95 ? 'dropped' : 'takenBack';
}

/** What is bought on a day: nothing on some, up to three things on others. */
export function purchases(chance: Chance): Draft[] {
	const count = Math.floor(chance.between(0, 3.4));
	return Array.from({ length: count }, () => {
		const { least, most, ...merchant } = chance.oneOf(merchants);
		return {
			...merchant,
			type: 'pointOfSale',
			amount: -cents(chance.between(least, most)),
			fate: fateOf(chance),
		};
	});
}
