import { byId } from '../../shared/paging';
import type { Bank, BankingInterface } from '../model';
import { matchesSearch } from '../operations/banks';
import type { FinApiState } from '../state';
import type { WebForm } from './model';

type Limits = Pick<WebForm, 'allowedInterfaces' | 'allowsTestBanks'>;

/** The way that a form takes into a bank, out of those that it may take. */
export const wayInto = (
	{ interfaces }: Bank,
	{ allowedInterfaces }: Pick<WebForm, 'allowedInterfaces'>,
): BankingInterface | undefined =>
	interfaces.find((each) => allowedInterfaces?.includes(each) ?? true);

/** Whether a form can do anything with a bank. */
export const isReachable = (bank: Bank, limits: Limits): boolean =>
	wayInto(bank, limits) !== undefined && (limits.allowsTestBanks || !bank.isTestBank);

/** The banks that a form offers, by a search or all of them. */
export const banksFor = (state: FinApiState, limits: Limits, search = ''): Bank[] =>
	[...state.banks.values()]
		.filter((bank) => isReachable(bank, limits) && matchesSearch(bank, search))
		.sort(byId);
