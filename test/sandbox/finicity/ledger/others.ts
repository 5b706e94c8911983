import { cents, dayOfMonth, type Draft, isLastOfMonth } from './booking';
import type { Chance } from './chance';
import { purchases } from './purchases';

/** Savings: a transfer a month, and interest. */
export function savings(day: number, chance: Chance): Draft[] {
	const drafts: Draft[] = [];
	if (dayOfMonth(day) === 28) {
		drafts.push({
			amount: 200,
			description: 'Online Transfer from Checking',
			payee: 'Transfer from Checking',
			category: 'Transfer',
			type: 'transfer',
		});
	}
	if (isLastOfMonth(day)) {
		drafts.push({
			amount: cents(chance.between(8, 21)),
			description: 'INTEREST PAYMENT',
			payee: 'Interest',
			category: 'Interest Income',
			type: 'interest',
		});
	}
	return drafts;
}

/** A credit card: purchases, paid off once a month. */
export function card(day: number, chance: Chance): Draft[] {
	const payment: Draft = {
		amount: cents(chance.between(400, 900)),
		description: 'AUTOMATIC PAYMENT - THANK YOU',
		payee: 'Automatic Payment',
		category: 'Credit Card Payment',
		type: 'payment',
	};
	return dayOfMonth(day) === 25 ? [payment, ...purchases(chance)] : purchases(chance);
}

/** A loan: one payment a month, told with the day of its booking only. */
export function loan(day: number, chance: Chance): Draft[] {
	if (dayOfMonth(day) !== 1) return [];
	const interestAmount = cents(chance.between(700, 740));
	const escrowAmount = 410.5;
	return [
		{
			amount: 1833.2,
			description: 'PAYMENT RECEIVED',
			payee: 'Loan Payment',
			category: 'Loan Payment',
			type: 'payment',
			onlyPosted: true,
			more: {
				interestAmount,
				escrowAmount,
				principalAmount: cents(1833.2 - interestAmount - escrowAmount),
			},
		},
	];
}

/** An investment: bought once a month, and a dividend each quarter. */
export function investment(day: number, chance: Chance): Draft[] {
	const unitPrice = cents(chance.between(210, 260));
	const unitQuantity = 2.5;
	const security = { ticker: 'VTI', securityId: '922908769', securityIdType: 'CUSIP' };
	if (dayOfMonth(day) === 10) {
		return [
			{
				amount: -cents(unitPrice * unitQuantity),
				description: 'YOU BOUGHT VANGUARD TOTAL STOCK MKT ETF',
				payee: 'Vanguard',
				category: 'Buy',
				type: 'other',
				more: { ...security, unitPrice, unitQuantity, investmentTransactionType: 'purchased' },
			},
		];
	}
	const month = new Date(day * 86_400_000).getUTCMonth();
	if (dayOfMonth(day) !== 27 || month % 3 !== 2) return [];
	return [
		{
			amount: cents(chance.between(40, 70)),
			description: 'DIVIDEND RECEIVED VANGUARD TOTAL STOCK MKT ETF',
			payee: 'Vanguard',
			category: 'Dividend & Cap Gains',
			type: 'dividend',
			more: { ...security, incomeType: 'DIV', investmentTransactionType: 'dividend' },
		},
	];
}
