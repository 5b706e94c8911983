import type { Operation } from '../shared/operation';

type Alike = Omit<Operation, 'fields' | 'versions'>;
type Own = Pick<Operation, 'fields'> & Partial<Alike>;

/** An operation that differs between the versions: first what is alike, then what each has of its own. */
export function perVersion(alike: Alike, own: Record<'V2' | 'V1', Own>): Operation[] {
	return Object.entries(own).map(([version, rest]) => ({
		...alike,
		...rest,
		versions: [version],
	}));
}
