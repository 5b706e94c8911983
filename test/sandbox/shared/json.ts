/**
 * Writes JSON like `JSON.stringify`, but a bigint as a plain number with every digit: banks send
 * ids beyond 2^53, and only the real digits show whether a client loses some.
 */
export function toJson(value: unknown): string {
	if (typeof value === 'bigint') return value.toString();
	if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
	if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
	const members = Object.entries(value)
		.filter(([, member]) => member !== undefined)
		.map(([name, member]) => `${JSON.stringify(name)}:${toJson(member)}`);
	return `{${members.join(',')}}`;
}

const textsAndNumbers = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Parses JSON; an integer too long for a JavaScript number comes out as a text of its digits. */
export function parseExactly(text: string): unknown {
	return JSON.parse(
		text.replace(textsAndNumbers, (token) => {
			const isLost = /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token));
			return isLost ? `"${token}"` : token;
		}),
	);
}
