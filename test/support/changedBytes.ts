import * as fc from 'fast-check';

/** Bytes in which one is another than before. */
export const withChangedByte = (bytes: Buffer) =>
	fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, mask]) => {
		const changed = Buffer.from(bytes);
		changed[at] = (bytes[at] ?? 0) ^ mask;
		return changed;
	});

/** Bytes with some more anywhere among them. */
export const withInserted = (bytes: Buffer) =>
	fc
		.tuple(fc.nat(bytes.length), fc.uint8Array({ minLength: 1, maxLength: 20 }))
		.map(([at, more]) => Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]));

/** Bytes of which some are gone, from anywhere. */
export const withRemoved = (bytes: Buffer) =>
	fc
		.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 20 }))
		.map(([at, length]) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]));

/** Bytes of which two have changed places. */
export const withSwapped = (bytes: Buffer) =>
	fc
		.tuple(fc.nat(bytes.length - 1), fc.nat(bytes.length - 1))
		.filter(([one, other]) => bytes[one] !== bytes[other])
		.map(([one, other]) => {
			const changed = Buffer.from(bytes);
			changed[one] = bytes[other] ?? 0;
			changed[other] = bytes[one] ?? 0;
			return changed;
		});

export const changedBytes = (bytes: Buffer) =>
	fc.oneof(withChangedByte(bytes), withInserted(bytes), withRemoved(bytes), withSwapped(bytes));
