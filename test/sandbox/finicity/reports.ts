import type { Delivery, OutgoingCallback } from '../shared/delivery';
import { DeliveryQueue } from '../shared/delivery';
import { toJson } from '../shared/json';
import type { Report } from './model';
import type { FinicityState } from './state';

/** An event of a report as it goes out. */
export interface Notice extends OutgoingCallback {
	eventName: string;
}

/** Makes reports, and tells how far they are: each time once, and unsigned. */
export class Reports {
	private readonly queue = new DeliveryQueue<Notice>({
		...{ maxTries: 1, retryDelayMs: 0, timeoutMs: 10_000 },
	});

	constructor(private readonly state: FinicityState) {}

	get sent(): readonly Delivery<Notice>[] {
		return this.queue.sent;
	}

	async settled(): Promise<void> {
		await this.queue.emptied();
	}

	/** Somebody has a report made, and wants to be told of it. */
	begin(customerId: string, type: string, callbackUrl?: string): Report {
		const consumer = [...this.state.consumers.values()].find(
			(each) => each.customerId === customerId,
		);
		const report: Report = {
			id: `${this.state.newHex('report', 12)}-${type}`,
			requestId: this.state.newHex('report', 10),
			requesterName: 'Local Partner',
			createdDate: this.state.clock.seconds(),
			customerId,
			consumerId: consumer?.id,
			consumerSsn: consumer?.ssn?.slice(-4),
			type,
			status: 'inProgress',
			callbackUrl,
		};
		this.state.reports.set(report.id, report);
		this.tell(report, 'inProgress');
		return report;
	}

	/** It is made, or can't be. */
	end(report: Report, status: 'success' | 'failure' = 'success'): void {
		report.status = status;
		this.tell(report, status === 'success' ? 'done' : 'failed');
	}

	reset(): void {
		this.queue.clear();
	}

	private tell(report: Report, eventName: string): void {
		const { id, type, status, consumerId, consumerSsn, customerId, callbackUrl } = report;
		if (callbackUrl === undefined) return;
		const told = { id, type, status, consumerId, consumerSsn, customerId: Number(customerId) };
		this.queue.add(
			{
				eventName,
				address: callbackUrl,
				headers: { 'Content-Type': 'application/json' },
				body: Buffer.from(toJson({ eventName, ...told })),
			},
			0,
		);
	}
}
