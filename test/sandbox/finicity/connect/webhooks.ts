import { createHmac } from 'node:crypto';
import { toJson } from '../../shared/json';
import type { FinicityState } from '../state';
import type { ConnectSession, WebhookTarget } from './session';
import { toXml } from './xml';

const timeoutMs = 10_000;

/** One event as it goes out, the same each time it is sent. */
export interface Webhook {
	eventType: string;
	url: string;
	headers: Record<string, string>;
	body: string;
}

/** One attempt to deliver an event, and what came of it: a status, or a failure without one. */
export interface Delivery extends Webhook {
	status?: number;
	failure?: string;
}

/** Tells of what a person does in Connect, at the address that the session was made with. */
export class Webhooks {
	/** Every attempt, in order. */
	readonly sent: Delivery[] = [];
	/** Whether a ping is signed like any event; the vendor does not say. */
	signsPings = true;
	private undelivered: Webhook[] = [];

	constructor(
		private readonly state: FinicityState,
		private readonly partnerSecret: string,
	) {}

	/** Whether an address answers; nothing else is sent there when it does not. */
	async ping(target: WebhookTarget): Promise<boolean> {
		const event = { eventType: 'ping', payload: {} };
		const { status = 0 } = await this.deliver(this.made(target, event, this.signsPings));
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
		this.sent.length = 0;
		this.undelivered = [];
		this.signsPings = true;
	}

	private made(
		{ url, contentType, headers }: WebhookTarget,
		event: { eventType: string },
		isSigned: boolean,
	): Webhook {
		const body = contentType === 'application/xml' ? toXml('event', event) : toJson(event);
		return {
			eventType: event.eventType,
			url,
			headers: {
				...headers,
				'Content-Type': contentType,
				...(isSigned ? { 'X-Finicity-Signature': this.signatureOf(body) } : {}),
			},
			body,
		};
	}

	private async trySend(webhook: Webhook): Promise<void> {
		const { status } = await this.deliver(webhook);
		if (status !== 200) this.undelivered.push(webhook);
	}

	private async deliver(webhook: Webhook): Promise<Delivery> {
		const delivery: Delivery = { ...webhook };
		this.sent.push(delivery);
		try {
			const { url, headers, body } = webhook;
			const signal = AbortSignal.timeout(timeoutMs);
			const response = await fetch(url, {
				method: 'POST',
				headers,
				body,
				signal,
				redirect: 'manual',
			});
			await response.arrayBuffer();
			delivery.status = response.status;
		} catch (error) {
			delivery.failure = String(error);
		}
		return delivery;
	}
}
