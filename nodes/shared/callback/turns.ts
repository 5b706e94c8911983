/** How many calls of a node may be asked about at the bank at once. */
const MOST_AT_ONCE = 20;
/** How many bytes may wait for that, of each node. */
const MOST_WAITING = 16_000_000;
/** Bytes that a call counts for besides its body: n8n keeps an expression engine for it meanwhile. */
const OF_EACH_CALL = 100_000;

interface Place {
	bytes: number;
	begin(): void;
}

/** The calls of a node, in the order in which they came. */
interface Line {
	underWay: Set<Place>;
	waiting: Set<Place>;
	waitingBytes: number;
}

const lines = new Map<string, Line>();

function advance(line: Line): void {
	for (const place of line.waiting) {
		if (line.underWay.size >= MOST_AT_ONCE) return;
		line.waiting.delete(place);
		line.waitingBytes -= place.bytes;
		line.underWay.add(place);
		place.begin();
	}
}

function leave(line: Line, place: Place): void {
	line.underWay.delete(place);
	if (line.waiting.delete(place)) line.waitingBytes -= place.bytes;
	advance(line);
}

/**
 * Does something of which a node has only so many under way and only so many waiting: who knows an
 * address could otherwise keep the bank and n8n busy with made-up calls.
 *
 * @param size of the call's body, in bytes
 * @param work begins at once; `turn` resolves when the bank may be asked. It may end before that
 * @returns nothing, and does nothing, when too many are waiting
 */
export async function inTurn<Result>(
	nodeId: string,
	size: number,
	work: (turn: Promise<void>) => Promise<Result>,
): Promise<{ result: Result } | undefined> {
	const line = lines.get(nodeId) ?? { underWay: new Set(), waiting: new Set(), waitingBytes: 0 };
	const bytes = size + OF_EACH_CALL;
	const mustWait = line.underWay.size >= MOST_AT_ONCE;
	if (mustWait && line.waitingBytes + bytes > MOST_WAITING) return undefined;
	lines.set(nodeId, line);
	let begin: () => void = () => undefined;
	const turn = new Promise<void>((resolve) => (begin = resolve));
	const place: Place = { bytes, begin };
	line.waiting.add(place);
	line.waitingBytes += bytes;
	advance(line);
	try {
		return { result: await work(turn) };
	} finally {
		leave(line, place);
		if (line.underWay.size + line.waiting.size === 0) lines.delete(nodeId);
	}
}
