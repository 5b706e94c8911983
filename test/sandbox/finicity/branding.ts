import type { Pages } from '../shared/pages';
import type { Institution } from './institutions';
import { institutionWith } from './institutions';

const sizes = {
	logo: [375, 72],
	alternateLogo: [375, 72],
	icon: [40, 40],
	tile: [160, 72],
} as const;

export interface Branding extends Record<keyof typeof sizes, string> {
	primaryColor: string;
}

/** The pictures of an institution, which the bank itself shows; undefined when there are none. */
export function brandingOf(
	{ id, primaryColor }: Institution,
	baseUrl: string,
): Branding | undefined {
	if (primaryColor === undefined) return undefined;
	const at = (picture: keyof typeof sizes) => `${baseUrl}/branding/${id}/${picture}.svg`;
	return {
		logo: at('logo'),
		alternateLogo: at('alternateLogo'),
		icon: at('icon'),
		primaryColor,
		tile: at('tile'),
	};
}

export const brandingPages: Pages = {
	'GET /branding/{institutionId}/{picture}': ({ path }) => {
		const color = institutionWith(path.institutionId ?? '')?.primaryColor;
		const size = sizes[(path.picture ?? '').replace(/\.svg$/, '') as keyof typeof sizes];
		if (color === undefined || size === undefined) return { status: 404 };
		const [width, height] = size;
		return {
			status: 200,
			contentType: 'image/svg+xml',
			body: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${color}"/></svg>`,
		};
	},
};
