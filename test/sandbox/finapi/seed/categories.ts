import type { Category, Label } from '../model';
import { user } from './users';

/** By their parents. The ids are those of this sandbox; every finAPI has others. */
const tree: Record<string, readonly string[]> = {
	Wohnen: ['Miete', 'Strom und Gas', 'Telefon und Internet'],
	Lebenshaltung: ['Lebensmittel', 'Restaurants und Cafés', 'Tanken', 'Drogerie', 'Kleidung'],
	Freizeit: ['Streaming', 'Reisen', 'Sport und Fitness'],
	Einnahmen: ['Gehalt', 'Erstattungen', 'Zinsen', 'Kindergeld'],
	Finanzen: ['Sparen', 'Kredite', 'Versicherungen', 'Bankgebühren'],
};

/** Those that finAPI has by itself: tens are parents, and the numbers behind their children. */
const ofFinApi: readonly Category[] = Object.entries(tree).flatMap(([name, children], index) => {
	const id = String(370 + index * 10);
	const below = children.map((child, place) => ({
		id: String(371 + index * 10 + place),
		name: child,
		parentId: id,
		userId: null,
	}));
	return [{ id, name, parentId: null, userId: null }, ...below];
});

export const categoriesAtFirst: readonly Category[] = [
	...ofFinApi,
	{ id: '1501', name: 'Musikverein', parentId: null, userId: user.userId },
	{ id: '1502', name: 'Noten und Instrumente', parentId: '1501', userId: user.userId },
	{ id: '1503', name: 'Imkerei', parentId: null, userId: 'neighbour' },
];

/** The labels that users have made. */
export const labelsAtFirst: readonly Label[] = [
	{ id: '1001', name: 'Haushalt', userId: user.userId },
	{ id: '1002', name: 'Steuererklärung', userId: user.userId },
	{ id: '1003', name: 'Gemeinsam mit Jürgen', userId: user.userId },
	{ id: '1004', name: 'Garten', userId: 'neighbour' },
];
