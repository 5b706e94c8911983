import { createHmac } from 'node:crypto';
import type { Delivery, OutgoingCallback } from '../../shared/delivery';
import { DeliveryQueue } from '../../shared/delivery';
import { toJson } from '../../shared/json';
import type { FinicityState } from '../state';
import type { ConnectSession, WebhookTarget } from './session';
import { toXml } from './xml';

// A try at a time, so that no test waits: `retry` is the next one.
const rules = { maxTries: 1, retryDelayMs: 0, timeoutMs: 10_000 };

/** One event as it goes out, the same each time it is sent. */
export interface Webhook extends OutgoingCallback {
	eventType: string;
}

export type WebhookDelivery = Delivery<Webhook>;

/** Tells of what a person does in Connect, at the address that the session was made with. */
export class Webhooks {
	/** Whether a ping is signed like any event; the vendor does not say. */
	signsPings = true;
	private undelivered: Webhook[] = [];
	private readonly queue = new DeliveryQueue<Webhook>(rules);

	constructor(
		private readonly state: FinicityState,
		private readonly partnerSecret: string,
	) {}

	/** Every attempt, in order, and what came of it: a status, or a failure without one. */
	get sent(): readonly WebhookDelivery[] {
		return this.queue.sent;
	}

	/** Whether an address answers; nothing else is sent there when it does not. */
	async ping(target: WebhookTarget): Promise<boolean> {
		const event = { eventType: 'ping', payload: {} };
		const status = await this.deliver(this.made(target, event, this.signsPings));
		return status >= 200 && status < 300;
	}

	/** Tells of an event and waits until it is taken, or not; `retry` sends it again. */
	async tell(
		{ webhook, customerId, consumerId }: ConnectSession,
		eventType: string,
		payload: object,
	): Promise<void> {
		if (!webhook) return;
		const eventId = `${this.state.clock.now()}-${this.state.newHex('event', 24)}`;
		const event = {
			customerId,
			consumerId,
			eventType,
			eventId,
			payload,
			webhookData: webhook.data,
		};
		await this.trySend(this.made(webhook, event, true));
	}

	/** Sends again what was not taken, as Finicity does for three days. */
	async retry(): Promise<void> {
		const again = this.undelivered;
		this.undelivered = [];
		for (const webhook of again) await this.trySend(webhook);
	}

	/** How any body is signed. */
	signatureOf(body: string | Buffer): string {
		return createHmac('sha256', this.partnerSecret).update(body).digest('hex');
	}

	reset(): void {
		this.queue.clear();
		this.undelivered = [];
		this.signsPings = true;
	}

	private made(
		{ url, contentType, headers }: WebhookTarget,
		event: { eventType: string },
		isSigned: boolean,
	): Webhook {
		const text = contentType === 'application/xml' ? toXml('event', event) : toJson(event);
		const body = Buffer.from(text);
		return {
			eventType: event.eventType,
			address: url,
			headers: {
				...headers,
				'Content-Type': contentType,
				...(isSigned ? { 'X-Finicity-Signature': this.signatureOf(body) } : {}),
			},
			body,
		};
	}

	private async trySend(webhook: Webhook): Promise<void> {
		if ((await this.deliver(webhook)) !== 200) this.undelivered.push(webhook);
	}

	/** The status that an event is answered with; 0 when there is no answer. */
	private async deliver(webhook: Webhook): Promise<number> {
		this.queue.add(webhook, 0);
		await this.queue.emptied();
		return [...this.sent].reverse().find(({ body }) => body === webhook.body)?.status ?? 0;
	}
}
