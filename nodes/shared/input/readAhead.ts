import { sleep } from 'n8n-workflow';

/** Few, as n8n does nothing else meanwhile; enough to take half the time of one after the other. */
const IN_A_ROW = 20;

/**
 * Reads the next items some in a row, while the requests of those before are out. n8n needs twice
 * the time for an expression that it evaluates between two requests.
 *
 * @param read may fail, which is then thrown when it is the item's turn
 * @returns what was read for an item; they must be asked for in their order
 */
export function readAhead<Read>(
	itemCount: number,
	read: (itemIndex: number) => Read,
): (itemIndex: number) => Read {
	const ahead = new Map<number, Read>();
	let next = 0;
	let isReading = false;

	function readRow(): void {
		const end = Math.min(next + IN_A_ROW, itemCount);
		for (; next < end; next++) {
			try {
				ahead.set(next, read(next));
			} catch {
				// Read once more when it is its turn, where the error belongs.
			}
		}
	}

	async function readRowMeanwhile(): Promise<void> {
		isReading = true;
		// Connections stand after the first pause, and have sent their requests after the second.
		await sleep(0);
		await sleep(0);
		readRow();
		isReading = false;
	}

	return (itemIndex) => {
		if (itemIndex >= next) readRow();
		const result = ahead.get(itemIndex) ?? read(itemIndex);
		ahead.delete(itemIndex);
		if (!isReading && next < itemCount && ahead.size < IN_A_ROW) void readRowMeanwhile();
		return result;
	};
}
