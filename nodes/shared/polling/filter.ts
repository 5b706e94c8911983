import { plainText } from '../wire/json';
import { dayOf, daysBefore } from './days';
import type { Row } from './judge';
import type { Settings } from './source';

function goesThatWay({ direction }: Settings, amount: number): boolean {
	if (direction === 'all') return true;
	return direction === 'incoming' ? amount > 0 : amount < 0;
}

/** Whether a transaction is one that the user wants, new or not. */
export function isWanted({ columns }: Row, settings: Settings, now: number): boolean {
	const { accounts, minimumAmount, words, maximumAge } = settings;
	const amount = Number(columns.amount);
	const said = [columns.description, columns.counterparty].map(plainText).join('\n').toLowerCase();
	const date = plainText(columns.date);
	const oldest = maximumAge === Infinity ? '' : dayOf(daysBefore(now, maximumAge));
	return (
		(accounts.length === 0 || accounts.includes(plainText(columns.accountId))) &&
		goesThatWay(settings, amount) &&
		!(Math.abs(amount) < minimumAmount) &&
		words.every((word) => said.includes(word)) &&
		(date === '' || date >= oldest)
	);
}
