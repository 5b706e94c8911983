import { escapeHtml } from '../../shared/pages';

/** A value as XML: an element for each property, the items of a list one after the other. */
export function toXml(name: string, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (Array.isArray(value)) return value.map((item) => toXml(name, item)).join('');
	const inner =
		typeof value === 'object'
			? Object.entries(value)
					.map(([child, content]) => toXml(child, content))
					.join('')
			: escapeHtml(String(value));
	return `<${name}>${inner}</${name}>`;
}
