import { cents, dayOfMonth, type Draft } from './booking';
import type { Chance } from './chance';
import { purchases } from './purchases';

/** What leaves the account on the same day of each month. */
const bills: Record<number, (chance: Chance) => Draft> = {
	1: () => ({
		amount: -1450,
		description: 'RIVERSIDE APARTMENTS ACH RENT',
		payee: 'Riverside Apartments',
		category: 'Mortgage & Rent',
		type: 'directDebit',
	}),
	5: () => ({
		amount: -15.99,
		description: 'NETFLIX.COM 866-579-7172 CA',
		payee: 'Netflix',
		category: 'Streaming Services',
		type: 'repeatPayment',
	}),
	12: (chance) => ({
		amount: -cents(chance.between(70, 140)),
		description: 'ROCKY MTN POWER BILL PAY',
		memo: 'Account ending 4471',
		payee: 'Rocky Mountain Power',
		category: 'Utilities',
		type: 'payment',
	}),
	20: () => ({
		amount: -65,
		description: 'VERIZON WIRELESS PAYMENTS',
		payee: 'Verizon Wireless',
		category: 'Mobile Phone',
		type: 'payment',
	}),
	28: () => ({
		amount: -200,
		description: 'Online Transfer to Savings',
		payee: 'Transfer to Savings',
		category: 'Transfer',
		type: 'transfer',
	}),
};

const payroll: Draft = {
	amount: 2184.37,
	description: 'ACME LOGISTICS PAYROLL PPD ID: 9111012345',
	payee: 'Acme Logistics',
	category: 'Paycheck',
	type: 'directDeposit',
};

/** A household: wages every other Friday, bills once a month, purchases nearly every day. */
export function checking(day: number, chance: Chance): Draft[] {
	const drafts: Draft[] = [];
	const bill = bills[dayOfMonth(day)];
	if (bill) drafts.push(bill(chance));
	// 1970-01-02 was a Friday.
	if (day % 14 === 1) drafts.push(payroll);
	if (chance.next() < 0.03) {
		drafts.push({
			amount: -chance.oneOf([40, 60, 100]),
			description: 'ATM WITHDRAWAL 001427 MURRAY UT',
			payee: 'ATM Withdrawal',
			category: 'Cash & ATM',
			type: 'atm',
		});
	}
	if (chance.next() < 0.02) {
		const checkNum = String(Math.floor(chance.between(1000, 1999)));
		drafts.push({
			amount: -cents(chance.between(50, 400)),
			description: `CHECK ${checkNum}`,
			payee: 'Check',
			category: 'Check',
			type: 'check',
			more: { checkNum },
		});
	}
	return [...drafts, ...purchases(chance)];
}
