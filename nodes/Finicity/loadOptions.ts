import { explainedOptions } from '../shared/lookup';
import { accountEntries, accountsOfCustomer } from './accountsInPanel';

/** The accounts of the customer that the panel shows. */
export const getAccounts = explainedOptions(async (context) =>
	accountEntries(await accountsOfCustomer(context)),
);
