import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { IDataObject } from 'n8n-workflow';
import { claim, fingerprintOf, settle } from '../../../../nodes/shared/callback/repeats';

const MEGABYTE = 2 ** 20;
const now = Date.parse('2026-01-31T12:00:00Z');

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapUsed(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed;
}

const entries = Array.from(
	{ length: 2_000 },
	(_, number) => `${fingerprintOf('success', String(number))}:${now}`,
);

/** As another webhook process has kept it, which has taken in one callback after the other. */
function keptByAnother(newest: number): IDataObject {
	return { repeats: entries.slice(newest - 999, newest + 1).join(' ') };
}

describe('what is kept by another webhook process', () => {
	it('is known here', () => {
		expect(claim('known', keptByAnother(1_000), fingerprintOf('success', '7'), now)).toBe(false);
		expect(claim('known', keptByAnother(1_000), fingerprintOf('success', '7000'), now)).toBe(true);
	});

	it('does not stay in memory as a whole for each callback that was new in it', () => {
		const before = heapUsed();
		for (let newest = 1_000; newest < 2_000; newest += 1) {
			claim('memory', keptByAnother(newest), fingerprintOf('success', `own ${newest}`), now);
		}
		expect((heapUsed() - before) / MEGABYTE).toBeLessThan(10);
	});
});

describe('what a trigger has taken in', () => {
	const DAY = 24 * 60 * 60 * 1000;

	/** Callbacks of triggers that are switched off, or deleted, afterwards. */
	function takeIn(): void {
		for (let node = 0; node < 10; node += 1) {
			for (let number = 0; number < 5_000; number += 1) {
				const fingerprint = fingerprintOf('success', `${node} ${number}`);
				claim(`node ${node}`, {}, fingerprint, now);
				settle(`node ${node}`, fingerprint);
			}
		}
	}

	it('goes a day after the last call, and not before', () => {
		const before = heapUsed();
		takeIn();
		const fingerprint = fingerprintOf('success', '0 0');
		const claimAt = (nodeId: string, at: number) => claim(nodeId, {}, fingerprint, at);
		expect(claimAt('another node', now + DAY - 1)).toBe(true);
		expect(claimAt('node 0', now + DAY - 1)).toBe(false);
		expect(claimAt('one more node', now + DAY)).toBe(true);
		expect((heapUsed() - before) / MEGABYTE).toBeLessThan(1);
	});
});
