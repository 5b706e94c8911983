import { createHmac, randomBytes } from 'node:crypto';
import type { Delivery, OutgoingCallback } from '../shared/delivery';
import { DeliveryQueue } from '../shared/delivery';
import { toJson } from '../shared/json';
import { transactionsOf } from './bookkeeping';
import { badRequest, refuse } from './errors';
import type { Account, Customer, Subscription, Transaction } from './model';
import type { FinicityState } from './state';

// A try at a time, so that no test waits: `retry` is the next one.
const rules = { maxTries: 1, retryDelayMs: 0, timeoutMs: 10_000 };
const handshakeTimeoutMs = 10_000;

/** One event as it goes out, the same each time it is sent. */
export interface Push extends OutgoingCallback {
	class: Subscription['type'];
	type: 'created' | 'modified' | 'deleted';
}

export type PushDelivery = Delivery<Push>;

/** Tells of what is new at accounts, to those who have subscribed to them. */
export class TxPush {
	/** How often each event is sent, though it was taken. */
	repeats = 0;
	private undelivered: Push[] = [];
	private readonly queue = new DeliveryQueue<Push>(rules);

	constructor(private readonly state: FinicityState) {}

	/** Every attempt, in order, and what came of it. */
	get sent(): readonly PushDelivery[] {
		return this.queue.sent;
	}

	/** Resolves when nothing is left to be sent. */
	async settled(): Promise<void> {
		await this.queue.emptied();
	}

	/**
	 * Subscribes an address to an account: to the account itself, and to its transactions. The address
	 * has to echo a code first.
	 */
	async subscribe(
		customer: Customer,
		{ id: accountId }: Account,
		callbackUrl: string,
	): Promise<Subscription[]> {
		checkAddress(customer, callbackUrl);
		if (!(await echoes(callbackUrl))) {
			refuse(badRequest('callbackUrl did not answer with the txpush_verification_code'));
		}
		return (['account', 'transaction'] as const).map((type) => {
			const subscription: Subscription = {
				id: this.state.newId('subscription'),
				customerId: customer.id,
				accountId,
				type,
				callbackUrl,
				signingKey: randomBytes(16).toString('hex'),
			};
			this.state.subscriptions.set(subscription.id, subscription);
			return subscription;
		});
	}

	/** Does something, and tells what it has changed at accounts. */
	watch(accounts: readonly Account[], change: () => void): void {
		const watched = accounts.filter(({ id }) => this.subscriptionsTo(id).length > 0);
		const before = watched.map((account) => known(this.state, account));
		change();
		watched.forEach((account, index) => this.tellChanges(account, before[index] ?? new Map()));
	}

	/** Tells of a transaction, or of the account itself. */
	tell(accountId: string, event: Pick<Push, 'class' | 'type'>, record: object): void {
		const body = Buffer.from(toJson({ event: { ...event, records: [record] } }));
		for (const subscription of this.subscriptionsTo(accountId)) {
			if (subscription.type === event.class) this.send({ ...event, ...sealed(subscription, body) });
		}
	}

	/** Sends again what was not taken, as Finicity does for six hours. */
	async retry(): Promise<void> {
		await this.settled();
		const taken = new Set(this.sent.filter(({ status }) => status === 200).map(({ body }) => body));
		const again = this.undelivered.filter(({ body }) => !taken.has(body));
		this.undelivered = again;
		for (const push of again) this.queue.add(push, 0);
		await this.settled();
	}

	reset(): void {
		this.queue.clear();
		this.undelivered = [];
		this.repeats = 0;
	}

	private subscriptionsTo(accountId: string): Subscription[] {
		return [...this.state.subscriptions.values()].filter((each) => each.accountId === accountId);
	}

	private tellChanges(account: Account, before: ReadonlyMap<bigint, Transaction>): void {
		if (!this.state.accounts.has(account.id)) {
			this.tell(account.id, { class: 'account', type: 'deleted' }, account);
			return;
		}
		const now = known(this.state, account);
		let isChanged = false;
		const tell = (type: Push['type'], transaction: Transaction) => {
			isChanged = true;
			this.tell(account.id, { class: 'transaction', type }, transaction);
		};
		for (const [id, transaction] of now) {
			const old = before.get(id);
			if (!old) tell('created', transaction);
			else if (old.status !== transaction.status) tell('modified', transaction);
		}
		for (const [id, transaction] of before) if (!now.has(id)) tell('deleted', transaction);
		if (isChanged) this.tell(account.id, { class: 'account', type: 'modified' }, account);
	}

	private send(push: Push): void {
		this.undelivered.push(push);
		this.queue.add(push, this.repeats);
	}
}

function known(state: FinicityState, account: Account): Map<bigint, Transaction> {
	return new Map(transactionsOf(state, account).map((each) => [each.id, each]));
}

/** Accounts of real persons are told of over HTTPS only, and nothing at odd ports. */
function checkAddress({ type }: Customer, callbackUrl: string): void {
	const url = URL.canParse(callbackUrl) ? new URL(callbackUrl) : undefined;
	if (!url || !/^https?:$/.test(url.protocol)) refuse(badRequest('callbackUrl is no address'));
	if (type === 'active' && url.protocol !== 'https:') {
		refuse(badRequest('callbackUrl must begin with https'));
	}
	const isHere = url.hostname === '127.0.0.1';
	if (!isHere && !['', '80', '443'].includes(url.port)) {
		refuse(badRequest('callbackUrl must be at port 80 or 443'));
	}
}

/** Whether somebody at the address gives a code back, as plain text. */
async function echoes(callbackUrl: string): Promise<boolean> {
	const code = randomBytes(12).toString('hex');
	const address = new URL(callbackUrl);
	address.searchParams.set('txpush_verification_code', code);
	try {
		const signal = AbortSignal.timeout(handshakeTimeoutMs);
		const response = await fetch(address, { redirect: 'manual', signal });
		const type = response.headers.get('content-type') ?? '';
		const text = await response.text();
		return response.status === 200 && type.startsWith('text/plain') && text === code;
	} catch {
		return false;
	}
}

/** With a signature, whose rules are not known: nobody can check it. */
function sealed({ callbackUrl, signingKey }: Subscription, body: Buffer): OutgoingCallback {
	const signature = createHmac('sha256', signingKey).update(body).digest('hex');
	return {
		address: callbackUrl,
		headers: { 'Content-Type': 'application/json', 'x-txpush-signature': signature },
		body,
	};
}
