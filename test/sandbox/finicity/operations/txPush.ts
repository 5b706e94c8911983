import { badRequest, refuse, resourceNotFound } from '../errors';
import type { Subscription, Transaction } from '../model';
import { addTransaction } from '../bookkeeping';
import type { FinicityOperations } from './operation';
import { accountOf, customerOf } from './operation';

const shown = ({ id, accountId, type, callbackUrl, signingKey }: Subscription) => ({
	...{ id: BigInt(id), accountId: BigInt(accountId) },
	...{ type, callbackUrl, signingKey },
});

export const txPushOperations: FinicityOperations = {
	SubscribeToTxPushNotifications: async (call) => {
		const { callbackUrl } = call.body as { callbackUrl: string };
		const account = accountOf(call);
		const subscriptions = await call.txPush.subscribe(customerOf(call), account, callbackUrl);
		return { status: 201, body: { subscriptions: subscriptions.map(shown) } };
	},

	DeleteTxPushSubscription: (call) => {
		const { id: customerId } = customerOf(call);
		const subscription = call.state.subscriptions.get(call.path.subscriptionId ?? '');
		if (subscription?.customerId !== customerId) return resourceNotFound();
		call.state.subscriptions.delete(subscription.id);
		return { status: 204 };
	},

	CreateTxPushTestTransaction: (call) => {
		const { state, txPush } = call;
		if (customerOf(call).type !== 'testing') {
			refuse(badRequest('Test transactions are for testing customers only'));
		}
		const account = accountOf(call);
		type Given = Pick<Transaction, 'amount' | 'description' | 'status'>;
		const given = { status: 'active', ...call.body } as Given;
		let made: Transaction | undefined;
		txPush.watch([account], () => {
			made = addTransaction(state, account, given);
		});
		return { status: 201, body: { id: made?.id, createdDate: made?.createdDate } };
	},
};
