import { Seen } from '../../../../nodes/shared/polling/seen';

/** So many ids on each of some days of March. */
function fill(seen: Seen, days: readonly number[], count: number): void {
	for (const day of days) {
		for (let number = 0; number < count; number++) seen.add(`${day}:${number}`, groupOf(day));
	}
}

const groupOf = (day: number) => `2026-03-${String(day).padStart(2, '0')}`;

/** Whether all of a day are known, or none of them. */
function isKnown(seen: Seen, day: number, count: number): boolean {
	const known = Array.from({ length: count }, (_, number) => seen.has(`${day}:${number}`));
	expect(new Set(known).size).toBe(1);
	return known[0] === true;
}

describe('what was seen', () => {
	it('is known again after it was kept as text', () => {
		const seen = new Seen();
		fill(seen, [1, 2], 300);
		const again = new Seen(JSON.parse(JSON.stringify(seen.texts())) as Record<string, string>);
		expect(again.size).toBe(600);
		expect(isKnown(again, 1, 300) && isKnown(again, 2, 300)).toBe(true);
		expect(again.has('3:0')).toBe(false);
		expect(again.has('1:300')).toBe(false);
		expect(again.texts()).toEqual(seen.texts());
	});

	it('takes ten characters an id', () => {
		const seen = new Seen();
		fill(seen, [1], 10_000);
		expect(JSON.stringify(seen.texts()).length).toBeLessThan(100_100);
	});

	it('is kept up to 10,000 ids, the oldest days forgotten first', () => {
		const seen = new Seen();
		fill(seen, [3, 1, 2, 4], 2500);
		seen.prune(() => false);
		expect(seen.size).toBe(10_000);
		fill(seen, [5], 1);
		seen.prune(() => false);
		expect([1, 2, 3, 4].map((day) => isKnown(seen, day, 2500))).toEqual([false, true, true, true]);
		expect(seen.has('5:0')).toBe(true);
	});

	it('is never forgotten while it can come again, however much it is', () => {
		const seen = new Seen();
		fill(seen, [1, 2, 3, 4], 4000);
		seen.prune((group) => group >= groupOf(2));
		expect(seen.size).toBe(12_000);
		expect(isKnown(seen, 1, 4000)).toBe(false);
		expect(isKnown(seen, 2, 4000)).toBe(true);
	});

	it('stays known when the bank has changed its day', () => {
		const seen = new Seen();
		fill(seen, [1], 4000);
		seen.add('1:7', groupOf(9));
		fill(seen, [8], 8000);
		seen.prune(() => false);
		expect(seen.has('1:6')).toBe(false);
		expect(seen.has('1:7')).toBe(true);
	});
});
