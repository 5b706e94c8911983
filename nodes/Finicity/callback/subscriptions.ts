import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { listRecords } from '../../shared/answer/listing';
import { saysMissing } from '../../shared/answer/none';
import { readPage, unproven } from '../../shared/answer/reading';
import { ownAddress } from '../../shared/callback/address';
import { keptEntries, type Registrar } from '../../shared/callback/registration';
import { plainText } from '../../shared/wire/json';
import type { Request } from '../../shared/wire/request';
import { send } from '../../shared/wire/send';
import { openSession, type Session } from '../../shared/wire/session';
import { finicity } from '../api';
import { ADDRESS_ENDS } from './kinds';
import type { Settings } from './settings';

/** One of the two subscriptions of an account, for itself or for its transactions. */
export interface Subscription extends IDataObject {
	id: string;
	customerId: string;
	accountId: string;
}

/** Where Finicity sends the events. */
export function addressOf(context: IHookFunctions): string {
	return ownAddress(context, ADDRESS_ENDS, 'txPush');
}

/** The accounts that this trigger has subscribed to. */
export function subscribedAccounts(context: IWebhookFunctions): Set<string> {
	return new Set(keptEntries<Subscription>(context).map(({ accountId }) => accountId));
}

async function accountsToSubscribe(
	session: Session,
	{ customerId, accountIds }: Settings,
): Promise<string[]> {
	if (accountIds.length > 0) return accountIds;
	const request: Request = {
		method: 'GET',
		path: `/aggregation/v1/customers/${customerId}/accounts`,
	};
	const list = { property: 'accounts', noneCodes: ['38003', '38006'] };
	const accounts = await listRecords(session, request, list, Infinity);
	if (accounts.length > 0) return accounts.map(({ id }) => plainText(id));
	throw new NodeOperationError(
		session.context.getNode(),
		`'Customer' ${customerId} has no accounts to subscribe to. Have the customer connect a bank first, then publish again.`,
	);
}

/** Finicity asks the address for an answer before it says yes. */
async function subscribe(
	session: Session,
	customerId: string,
	accountId: string,
	callbackUrl: string,
): Promise<Subscription[]> {
	const request: Request = {
		method: 'POST',
		path: `/aggregation/v1/customers/${customerId}/accounts/${accountId}/txpush`,
		body: { callbackUrl },
	};
	const answer = await send(session, request);
	const { records } = readPage(session, request, answer, { property: 'subscriptions' });
	const ids = records.map(({ id }) => plainText(id ?? ''));
	if (ids.length === 0 || ids.includes('')) {
		throw unproven(session, request, answer, 'without ids of subscriptions');
	}
	return ids.map((id) => ({ id, customerId, accountId }));
}

/** With what to do about it: of a workflow that can't be published, n8n shows the message alone. */
function notSubscribed(session: Session, accountId: string, url: string, error: Error): Error {
	if (!(error instanceof NodeApiError)) return error;
	return new NodeOperationError(
		session.context.getNode(),
		`Account ${accountId} could not be subscribed to: ${error.message}. Finicity must reach ${url} from the internet, at port 80 or 443 and with HTTPS for real accounts; TxPush does not go together with Data Access Tiers.`,
	);
}

/** Subscribes the accounts that the user has chosen, and takes those subscriptions back by their ids. */
export function subscriptions(
	context: IHookFunctions,
	settings?: Settings,
): Registrar<Subscription> {
	return {
		async register(tell) {
			if (!settings) return;
			const session = await openSession(context, finicity);
			const url = addressOf(context);
			for (const accountId of await accountsToSubscribe(session, settings)) {
				const made = await subscribe(session, settings.customerId, accountId, url).catch(
					(error: Error) => Promise.reject(notSubscribed(session, accountId, url, error)),
				);
				made.forEach(tell);
			}
		},
		async withdraw({ customerId, id }, signal) {
			const session = { ...(await openSession(context, finicity)), signal };
			const path = `/aggregation/v1/customers/${customerId}/subscriptions/${id}`;
			await send(session, { method: 'DELETE', path }).catch((error: Error) =>
				// It is gone, or its account is.
				saysMissing(error) ? undefined : Promise.reject(error),
			);
		},
	};
}
