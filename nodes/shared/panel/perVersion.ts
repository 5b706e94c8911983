import type { Operation } from '../operation';

type Alike = Omit<Operation, 'fields' | 'versions'>;
type Own = Pick<Operation, 'fields'> & Partial<Alike>;

/**
 * An operation that differs between the versions of an API.
 *
 * @param alike what all of them have
 * @param own what each has of its own, by version
 */
export function perVersion(alike: Alike, own: Readonly<Record<string, Own>>): Operation[] {
	return Object.entries(own).map(([version, rest]) => ({
		...alike,
		...rest,
		versions: [version],
	}));
}
