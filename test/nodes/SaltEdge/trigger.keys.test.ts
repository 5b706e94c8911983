import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { NodeOperationError } from 'n8n-workflow';
import { PUBLISHED, publishedKey } from '../../../nodes/SaltEdge/callback/publishedKeys';
import {
	bodyOf,
	callbackKeys,
	closeTriggers,
	dataOf,
	expectNothing,
	listen,
	otherKeys,
	pemOf,
	post,
	signatureOf,
	triggerSetup,
} from '../../support/saltEdgeTrigger';
import { publish, type Trigger } from '../../support/trigger';

afterEach(async () => {
	jest.restoreAllMocks();
	await closeTriggers();
});

const refusal = { status: 401, message: 'The signature does not hold' };
const body = bodyOf(dataOf.success);
const withKey = (publicKey: string) => ({ options: { publicKey } });

/** Built-in keys whose private halves are here. */
function replacePublished() {
	const keys = new Map([
		['5.0', callbackKeys.publicKey],
		['6.0', otherKeys.publicKey],
	]);
	const derOf = (version: string) => keys.get(version)?.export({ type: 'spki', format: 'der' });
	const published = (version: string) => derOf(version)?.toString('base64');
	jest.spyOn(PUBLISHED, 'get').mockImplementation(published);
}

/** Sends a callback that the key has signed and that names a version; none for no version at all. */
const send = async (trigger: Trigger, key: KeyObject, version: string | string[] = []) =>
	await post(trigger.local('success'), body, {
		Signature: signatureOf(trigger.address('success'), body, key),
		'Signature-key-version': version,
	});

describe('the built-in keys', () => {
	it.each([
		['5.0', '84525000c5a5c62167281583c00fe6f65a93f6d50e53c4f4356fdfb183759fe1'],
		['6.0', 'ac83f5844f78557742f8991ee8c6d8dd8c8c330fa5521bff968bc4711171fe2e'],
	])('are for %s the one that Salt Edge has published', (version, fingerprint) => {
		const der = publishedKey(version)?.export({ type: 'spki', format: 'der' }) ?? '';
		expect(createHash('sha256').update(der).digest('hex')).toBe(fingerprint);
	});

	it('are no more than these two', () => {
		expect([...PUBLISHED.keys()]).toEqual(['5.0', '6.0']);
	});

	it.each(['5.0', '6.0'])('refuse what another key has signed as %s', async (version) => {
		const trigger = await listen(withKey(''));
		expect(await send(trigger, callbackKeys.privateKey, version)).toEqual(refusal);
		expectNothing(trigger);
		expect(trigger.log.join()).toContain("its signature is not Salt Edge's");
	});

	it.each<[string, KeyObject, number]>([
		['5.0', callbackKeys.privateKey, 200],
		['5.0', otherKeys.privateKey, 401],
		['6.0', otherKeys.privateKey, 200],
		['6.0', callbackKeys.privateKey, 401],
	])('are chosen by Signature-key-version: %s', async (version, key, status) => {
		replacePublished();
		const trigger = await listen(withKey(''));
		expect((await send(trigger, key, version)).status).toBe(status);
		expect(trigger.started).toHaveLength(status === 200 ? 1 : 0);
	});

	it.each<[string, string | string[]]>([
		['no version', []],
		['an empty version', ''],
		['a doubled version', ['5.0', '5.0']],
		['version 5', '5'],
		['version 5.00', '5.00'],
		['version v5.0', 'v5.0'],
		['version 4.0', '4.0'],
		['version 7.0', '7.0'],
		['version size', 'size'],
		['version __proto__', '__proto__'],
		['a version of only a blank', '\u00a0'],
	])('know none for %s', async (_, version) => {
		replacePublished();
		const trigger = await listen(withKey(''));
		expect(await send(trigger, callbackKeys.privateKey, version)).toEqual(refusal);
		expectNothing(trigger);
		expect(trigger.log.join()).toContain('no key is known for Signature-key-version');
	});

	it("are missing in n8n's log by the start of an overlong version", async () => {
		const trigger = await listen(withKey(''));
		await send(trigger, callbackKeys.privateKey, `${'9'.repeat(20)}-and-more`);
		expect(trigger.log).toEqual([
			`Salt Edge Trigger: refused a callback, for no key is known for Signature-key-version '${'9'.repeat(20)}'.`,
		]);
	});
});

const pem = pemOf(callbackKeys.publicKey);
const pkcs1 = callbackKeys.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();

describe('a pasted Public Key', () => {
	it.each([
		['as it is', pem],
		['with blanks around it', `\n  ${pem}\n\n`],
		['with the line ends of Windows', pem.replaceAll('\n', '\r\n')],
		['on one line', pem.replaceAll('\n', ' ')],
		['on one line without blanks', pem.replaceAll('\n', '')],
		['with \\n for its line breaks', pem.replaceAll('\n', '\\n')],
		['with a line before it', `Salt Edge, 6.0:\n${pem}`],
		['with a certificate before it', pem.replaceAll('PUBLIC KEY', 'CERTIFICATE') + pem],
		['as PKCS#1', pkcs1],
		['as PKCS#1 on one line', pkcs1.replaceAll('\n', ' ')],
	])('is taken %s', async (_, pasted) => {
		const setup = withKey(pasted);
		await expect(publish(triggerSetup(setup))).resolves.toBe(true);
		const trigger = await listen(setup);
		expect((await send(trigger, callbackKeys.privateKey, '5.0')).status).toBe(200);
		expect((await send(trigger, otherKeys.privateKey, '5.0')).status).toBe(401);
		expect(trigger.started).toHaveLength(1);
	});

	it.each<[string, string | string[]]>([
		['6.0', '6.0'],
		['an unknown version', '9.9'],
		['no version', []],
	])('counts for %s too', async (_, version) => {
		const trigger = await listen(withKey(pem));
		expect((await send(trigger, callbackKeys.privateKey, version)).status).toBe(200);
	});

	it.each(['5.0', '6.0'])('takes the place of the built-in one of %s', async (version) => {
		replacePublished();
		const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const trigger = await listen(withKey(pemOf(publicKey)));
		expect((await send(trigger, callbackKeys.privateKey, version)).status).toBe(401);
		expect((await send(trigger, otherKeys.privateKey, version)).status).toBe(401);
		expect((await send(trigger, privateKey, version)).status).toBe(200);
	});

	it.each(['', '  \n', '={{ null }}', '={{ undefined }}'])(
		"that is empty ('%s') leaves the built-in ones in place",
		async (pasted) => {
			replacePublished();
			const trigger = await listen(withKey(pasted));
			expect((await send(trigger, otherKeys.privateKey, '6.0')).status).toBe(200);
		},
	);
});

describe('refused as Public Key is', () => {
	const { privateKey } = callbackKeys;
	const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
	const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
	const wrap = (label: string, content: string) =>
		`-----BEGIN ${label}-----\n${content}\n-----END ${label}-----\n`;
	const inside = (text: string) => text.replace(/-----[^-]+-----/g, '').trim();

	it.each([
		['a private key', secret],
		['a private key as PKCS#1', privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
		['a private key that is named a public one', wrap('PUBLIC KEY', inside(secret))],
		['an encrypted private key', encrypted()],
		['a key on an elliptic curve', pemOf(ec.publicKey)],
		['a key for RSA-PSS', pemOf(pss.publicKey)],
		['a certificate', wrap('CERTIFICATE', inside(pem))],
		['a key without its first and last line', inside(pem)],
		['a key without its last line', pem.replace(/-----END.*/s, '')],
		['a key that was cut', wrap('PUBLIC KEY', inside(pem).slice(0, 200))],
		['a PEM with nothing in it', wrap('PUBLIC KEY', '')],
		['a fingerprint', 'SHA256:hFJQAMWlxiFnKBWDwA/m9lqT9tUOU8T0NW/fsYN1n+E'],
		['an address', 'https://www.saltedge.com/key.pem'],
		['a number', '={{ 4711 }}'],
		['an object', '={{ { key: "x" } }}'],
	])('%s', async (_, pasted) => {
		const error = (await publish(triggerSetup(withKey(pasted))).catch(
			(thrown: unknown) => thrown,
		)) as NodeOperationError;
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toMatch(/^'Public Key' is not an RSA public key in PEM\. Paste /);
		expect(error.message).toContain('-----BEGIN PUBLIC KEY-----');
		// It may have been the half that is secret.
		const shown = [error.message, error.description, error.stack].join();
		expect(shown).not.toContain(inside(secret).slice(40, 60));
	});

	function encrypted(): string {
		const cipher = { cipher: 'aes-256-cbc', passphrase: 'Haushalt' };
		return privateKey.export({ type: 'pkcs8', format: 'pem', ...cipher }).toString();
	}
});
