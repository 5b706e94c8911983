import type { Field, Operation } from '../operation';

const notices = new Map<string, Field>();

/** The warning of an operation, as the panel shows it; the same words are the same field. */
export function noticeFields({ value, notice }: Operation): Field[] {
	if (notice === undefined) return [];
	const field = notices.get(notice) ?? {
		displayName: notice,
		name: `${value}Notice`,
		type: 'notice',
		default: '',
	};
	notices.set(notice, field);
	return [field];
}
