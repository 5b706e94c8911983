import type { Provider } from '../model';

/** What an account is, and what happens on it. */
export type AccountKind = 'account' | 'credit_card';

/** An account of a connection. */
export interface Account {
	id: string;
	kind: AccountKind;
	createdAt: number;
	updatedAt: number;
	/** Whether the balance was to be fetched, too. */
	hasBalance: boolean;
}

/** The accounts that there are at every bank, in the order in which they are fetched. */
export const accountKinds: readonly AccountKind[] = ['account', 'credit_card'];

const names: Record<string, Record<AccountKind, string>> = {
	DE: { account: 'Girokonto', credit_card: 'Kreditkarte „Größenwahn“' },
	FR: { account: 'Compte chèques', credit_card: 'Carte bleue' },
	IT: { account: 'Conto corrente', credit_card: 'Carta di credito' },
};
const otherNames = { account: 'Current account', credit_card: 'Credit card' };

export const accountName = ({ country_code }: Provider, kind: AccountKind): string =>
	(names[country_code] ?? otherNames)[kind];

/** What an account begins with, in cents. */
export const openingCents: Record<AccountKind, number> = { account: 185_000, credit_card: 0 };

export const creditLimit = 2500;

/** What an IBAN of the country consists of behind the check digits; of others as in Germany. */
function bankNumber(country: string, digits: string): string {
	if (country === 'FR') return digits.padStart(23, '3');
	if (country === 'IT') return `X${digits.padStart(22, '0')}`;
	return digits.padStart(18, '37');
}

/** An IBAN with the right check digits. */
export function ibanOf({ country_code }: Provider, accountId: string): string {
	const country = ['DE', 'FR', 'IT'].includes(country_code) ? country_code : 'DE';
	const number = bankNumber(country, accountId.slice(-10));
	const inDigits = [...`${number}${country}00`].map((one) => parseInt(one, 36)).join('');
	const check = 98n - (BigInt(inDigits) % 97n);
	return `${country}${String(check).padStart(2, '0')}${number}`;
}
