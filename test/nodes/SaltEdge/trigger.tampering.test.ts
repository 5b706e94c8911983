import * as fc from 'fast-check';
import { isSignedBy } from '../../../nodes/SaltEdge/callback/signature';
import {
	bodyOf,
	callbackKeys,
	closeTriggers,
	dataOf,
	expectNothing,
	listen,
	otherKeys,
	post,
	signatureOf,
	tell,
} from '../../support/saltEdgeTrigger';
import {
	withChangedByte,
	withInserted,
	withRemoved,
	withSwapped,
} from '../../support/changedBytes';
import type { Trigger } from '../../support/trigger';

const address = 'https://n8n.example.com/webhook/b7b5c3c4-3f53-4c58-9f4e-0c1d6a3f7a01/success';
const body = bodyOf(dataOf.success);
const signature = signatureOf(address, body);
const signatureBytes = Buffer.from(signature, 'base64');

const right = { signature, address, body };
const accepts = (changes: Partial<typeof right>) => {
	const claimed = { ...right, ...changes };
	return isSignedBy(callbackKeys.publicKey, claimed.signature, claimed.address, claimed.body);
};

const printable = fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code));

/** A text in which one character is another, or is gone, or has one more before it. */
const withChangedCharacter = (text: string) =>
	fc
		.tuple(
			fc.nat(text.length - 1),
			fc.oneof(printable, fc.constantFrom('é', '\n', '\0')),
			fc.constantFrom('replaced', 'inserted', 'removed'),
		)
		.map(([at, character, change]) => {
			const put = change === 'removed' ? '' : character;
			return text.slice(0, at) + put + text.slice(change === 'inserted' ? at : at + 1);
		})
		.filter((changed) => changed !== text);

/** One that is never accepted, however often it is tried. */
function never<T>(arbitrary: fc.Arbitrary<T>, isAccepted: (value: T) => boolean, numRuns: number) {
	fc.assert(
		fc.property(arbitrary, (value) => !isAccepted(value)),
		{ numRuns },
	);
}

describe('a signature does not hold', () => {
	it('unless nothing is changed', () => {
		expect(accepts({})).toBe(true);
		expect(accepts({ body: Buffer.from(body), signature: signatureBytes.toString('base64') })).toBe(
			true,
		);
	});

	it('for a body with a changed byte', () => {
		never(withChangedByte(body), (changed) => accepts({ body: changed }), 2000);
	});

	it('for a body with each of its bits flipped in turn', () => {
		for (let bit = 0; bit < body.length * 8; bit += 1) {
			const changed = Buffer.from(body);
			changed[bit >> 3] = (body[bit >> 3] ?? 0) ^ (1 << (bit & 7));
			expect(accepts({ body: changed })).toBe(false);
		}
	});

	it('for a body with bytes put in, taken out, or swapped', () => {
		const changes = fc.oneof(withInserted(body), withRemoved(body), withSwapped(body));
		never(changes, (changed) => accepts({ body: changed }), 2000);
	});

	it('for an address with a changed character', () => {
		never(withChangedCharacter(address), (changed) => accepts({ address: changed }), 2000);
	});

	it('for an address and a body between which the border is elsewhere', () => {
		const bytes = Buffer.from('one|{"data":{}}|two|three');
		const signed = signatureOf(address, bytes);
		const claims = (end: string, rest: string) =>
			accepts({ address: address + end, body: Buffer.from(rest), signature: signed });
		expect(claims('', bytes.toString())).toBe(true);
		expect(claims('|one', '{"data":{}}|two|three')).toBe(true);
		expect(claims('one', '{"data":{}}|two|three')).toBe(false);
	});

	it('with a changed byte of it', () => {
		never(
			withChangedByte(signatureBytes),
			(changed) => accepts({ signature: changed.toString('base64') }),
			2000,
		);
	});

	it('with each of its bits flipped in turn', () => {
		for (let bit = 0; bit < signatureBytes.length * 8; bit += 1) {
			const changed = Buffer.from(signatureBytes);
			changed[bit >> 3] = (signatureBytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
			expect(accepts({ signature: changed.toString('base64') })).toBe(false);
		}
	});

	it('with bytes put in, taken out, or swapped', () => {
		const changes = fc.oneof(
			withInserted(signatureBytes),
			withRemoved(signatureBytes),
			withSwapped(signatureBytes),
		);
		never(changes, (changed) => accepts({ signature: changed.toString('base64') }), 1000);
	});

	it('with a changed character of its text, also one that base64 would pass over', () => {
		never(withChangedCharacter(signature), (changed) => accepts({ signature: changed }), 2000);
	});

	it('with white space anywhere in its text', () => {
		const spaced = fc
			.tuple(fc.nat(signature.length), fc.constantFrom(' ', '\n', '\r\n', '\t', '\u00a0'))
			.map(([at, space]) => signature.slice(0, at) + space + signature.slice(at));
		never(spaced, (changed) => accepts({ signature: changed }), 1000);
	});

	it('as any text or any bytes', () => {
		never(fc.string(), (made) => accepts({ signature: made }), 500);
		const bytes = fc.uint8Array({ minLength: 256, maxLength: 256 });
		never(bytes, (made) => accepts({ signature: Buffer.from(made).toString('base64') }), 500);
	});

	it('with another key', () => {
		expect(isSignedBy(otherKeys.publicKey, signature, address, body)).toBe(false);
	});

	it('as the same number written larger by the modulus', () => {
		const { n = '' } = callbackKeys.publicKey.export({ format: 'jwk' });
		const hex = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`);
		const sum = hex(signatureBytes) + hex(Buffer.from(n, 'base64url'));
		const digits = sum.toString(16);
		const larger = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
		expect(accepts({ signature: larger.toString('base64') })).toBe(false);
	});
});

describe('over HTTP', () => {
	let trigger: Trigger;

	beforeAll(async () => (trigger = await listen()));

	afterAll(closeTriggers);

	const url = () => trigger.local('success');
	const refused = async (bytes: Buffer, signed: string) => {
		const { status } = await post(url(), bytes, { Signature: signed });
		return status === 401;
	};
	const never = async <T>(
		arbitrary: fc.Arbitrary<T>,
		isRefused: (value: T) => Promise<boolean>,
	) => {
		await fc.assert(fc.asyncProperty(arbitrary, isRefused), { numRuns: 200 });
		expectNothing(trigger);
	};

	it('a signature for a changed address starts nothing', async () => {
		await never(
			withChangedCharacter(trigger.address('success')),
			async (changed) => await refused(body, signatureOf(changed, body)),
		);
	});

	it('what comes unchanged after all of that starts the workflow', async () => {
		expect((await tell(trigger, 'success', dataOf.success)).status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});
});
