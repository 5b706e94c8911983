import type { Category, Label } from '../model';
import { user } from './users';

/** By their parents. The ids are those of this sandbox; every finAPI has others. */
const tree: Record<string, readonly string[]> = {
	Wohnen: ['Miete', 'Strom und Gas'],
	Lebenshaltung: ['Lebensmittel', 'Restaurants und Cafés', 'Tanken'],
	Freizeit: ['Streaming', 'Reisen'],
	Einnahmen: ['Gehalt', 'Erstattungen', 'Zinsen'],
	Finanzen: ['Sparen', 'Kredite'],
};

/** The categories that finAPI has by itself: tens are parents, and the numbers behind their children. */
export const categoriesAtFirst: readonly Category[] = Object.entries(tree).flatMap(
	([name, children], index) => {
		const id = String(370 + index * 10);
		const below = children.map((child, place) => ({
			id: String(371 + index * 10 + place),
			name: child,
			parentId: id,
		}));
		return [{ id, name, parentId: null }, ...below];
	},
);

/** The labels that users have made. */
export const labelsAtFirst: readonly Label[] = [
	{ id: '1001', name: 'Haushalt', userId: user.userId },
	{ id: '1002', name: 'Steuererklärung', userId: user.userId },
	{ id: '1003', name: 'Gemeinsam mit Jürgen', userId: user.userId },
	{ id: '1004', name: 'Garten', userId: 'neighbour' },
];
