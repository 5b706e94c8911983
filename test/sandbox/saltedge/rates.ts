import { randomOf } from './money/random';

/** What one of a currency is worth in US dollars, about. */
const about: Record<string, number> = {
	CHF: 1.12,
	EUR: 1.09,
	GBP: 1.27,
	JPY: 0.0067,
	PLN: 0.2534,
	USD: 1,
};

/** The rates of a day, always the same. */
export const ratesOn = (date: string) =>
	Object.entries(about).map(([currency_code, usual]) => {
		const change = currency_code === 'USD' ? 0 : randomOf(currency_code + date)() / 50 - 0.01;
		return { currency_code, rate: Number((usual * (1 + change)).toFixed(6)) };
	});
