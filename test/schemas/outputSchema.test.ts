import { Ajv } from 'ajv';
import { hasGaps, type OutputSchema, schemaOf, strictly, withGapsFilled } from './outputSchema';

const text = { type: 'string' };
const number = { type: 'number' };
const object = (properties: Record<string, OutputSchema>): OutputSchema => ({
	type: 'object',
	properties,
});

describe('the schema of values', () => {
	it('has every property of the records, with the types that their values have', () => {
		const records = [
			{ id: 1, name: 'One', tags: [], owner: { name: null } },
			{ id: 2, tags: ['a'], isNew: true, owner: { name: 'Ada' } },
		];
		expect(schemaOf(records)).toEqual(
			object({
				id: number,
				name: text,
				tags: { type: 'array', items: text },
				owner: object({ name: text }),
				isNew: { type: 'boolean' },
			}),
		);
	});

	it('names the types in the order in which the editor is to show them', () => {
		expect(schemaOf(['9007199254740993', 1])).toEqual({ type: ['number', 'string'] });
	});

	it('says nothing of what is always null or empty', () => {
		expect(schemaOf([{ a: null, b: [], c: {} }])).toEqual(
			object({ a: { type: 'null' }, b: { type: 'array' }, c: object({}) }),
		);
	});

	it('is none where the editor could show one half only', () => {
		expect(() => schemaOf(['x', {}])).toThrow('at times object and at times string');
		expect(() => schemaOf([[], {}])).toThrow('at times array and at times object');
	});
});

describe('gaps', () => {
	const full = object({
		a: text,
		b: { type: 'array', items: object({ c: text, d: number }) },
		more: text,
	});

	it('are filled wherever they are, and nothing else is touched', () => {
		const entry = { c: null, own: true };
		const schema = schemaOf([{ a: null, b: [entry], other: null }]);
		expect(hasGaps(schema)).toBe(true);
		expect(withGapsFilled(schema, full)).toEqual(
			object({
				a: text,
				b: { type: 'array', items: object({ c: text, own: { type: 'boolean' } }) },
				other: { type: 'null' },
			}),
		);
		expect(hasGaps(full)).toBe(false);
	});

	it('are filled with all that there is where nothing is known', () => {
		expect(withGapsFilled(schemaOf([{ b: [] }]), full)).toEqual(
			object({ b: { type: 'array', items: object({ c: text, d: number }) } }),
		);
	});
});

describe('a schema taken strictly', () => {
	const fits = (records: object[], value: unknown) =>
		new Ajv({ allowUnionTypes: true }).validate(strictly(schemaOf(records)), value);

	it('takes what it was made of, and null', () => {
		const record = { id: 1, tags: ['a'], none: [], owner: { name: 'Ada' }, nothing: null };
		expect(fits([record], record)).toBe(true);
		expect(fits([record], { id: null, owner: null, tags: null })).toBe(true);
	});

	it.each([
		['another type', { id: '1' }],
		['a property that it does not name', { id: 1, other: 1 }],
		['an entry of another type', { tags: [1] }],
		['an entry where it knows of none', { none: [1] }],
		['a value where it knows of none', { nothing: 1 }],
		['a property inside that it does not name', { owner: { name: 'Ada', age: 36 } }],
	])('refuses %s', (_, value) => {
		const record = { id: 1, tags: ['a'], none: [], owner: { name: 'Ada' }, nothing: null };
		expect(fits([record], value)).toBe(false);
	});
});
