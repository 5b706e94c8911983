import { expire } from './forms';
import type { Service } from './side';
import { advance, isOpen } from './tasks';
import { isFinal } from './views';

/** Catches up with the clock: tasks go on, and forms expire. */
export function settleWebForms(service: Service): void {
	for (const task of service.state.tasks.values()) advance(service, task);
	for (const form of service.state.webForms.values()) expire(service, form);
}

/** When somebody is to be told of something that happens by itself. */
export function dueAtWebForms({ state }: Pick<Service, 'state'>): number[] {
	const tasks = [...state.tasks.values()]
		.filter(isOpen)
		.filter(({ callbackUrls }) => callbackUrls.finalised ?? callbackUrls.webFormRequired)
		.map(({ dueAt }) => dueAt);
	const forms = [...state.webForms.values()]
		.filter((form) => !isFinal(form) && form.callbackUrl !== null)
		.map(({ expiresAt }) => expiresAt);
	return [...tasks, ...forms];
}
