import { readAhead } from '../../../../nodes/shared/input/readAhead';
import { arrivals, until } from '../../../support/until';

/** A reader that notes what it reads. */
function noting(count: number, fails: (itemIndex: number) => boolean = () => false) {
	const reads: number[] = [];
	const take = readAhead(count, (itemIndex) => {
		reads.push(itemIndex);
		if (fails(itemIndex)) throw new Error(`No ${itemIndex}`);
		return { itemIndex };
	});
	return { reads, take };
}

const indices = (count: number) => Array.from({ length: count }, (_, index) => index);

it('gives what was read for each item, and reads none twice', async () => {
	const { reads, take } = noting(130);
	const taken: unknown[] = [];
	for (const itemIndex of indices(130)) {
		taken.push(take(itemIndex));
		if (itemIndex % 7 === 0) await arrivals();
	}
	expect(taken).toEqual(indices(130).map((itemIndex) => ({ itemIndex })));
	await arrivals();
	expect(reads).toEqual(indices(130));
});

it('reads the next items while nobody asks, but not far ahead', async () => {
	const { reads, take } = noting(1_000);
	take(0);
	const inARow = reads.length;
	expect(inARow).toBeGreaterThan(1);
	for (const itemIndex of indices(inARow).slice(1)) take(itemIndex);
	expect(reads).toHaveLength(inARow);
	await until(() => reads.length > inARow);
	await arrivals();
	expect(reads).toEqual(indices(2 * inARow));

	take(inARow);
	await until(() => reads.length > 2 * inARow);
	take(inARow + 1);
	await arrivals();
	expect(reads).toEqual(indices(3 * inARow));
});

it('reads no more items than there are', async () => {
	const { reads, take } = noting(3);
	take(0);
	await arrivals();
	expect(reads).toEqual([0, 1, 2]);
});

it.each([
	['one', (itemIndex: number) => itemIndex === 25],
	['the first', (itemIndex: number) => itemIndex === 0],
	['the last', (itemIndex: number) => itemIndex === 64],
	['all', () => true],
])('throws the error of an item when it is its turn: %s', async (_, fails) => {
	const { take } = noting(65, fails);
	for (const itemIndex of indices(65)) {
		if (fails(itemIndex)) expect(() => take(itemIndex)).toThrow(`No ${itemIndex}`);
		else expect(take(itemIndex)).toEqual({ itemIndex });
		if (itemIndex % 10 === 0) await arrivals();
	}
});
