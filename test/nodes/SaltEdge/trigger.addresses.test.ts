import {
	bodyOf,
	closeTriggers,
	dataOf,
	deliver,
	expectNothing,
	listen,
	post,
	signatureOf,
} from '../../support/saltEdgeTrigger';
import type { Trigger } from '../../support/trigger';

afterEach(closeTriggers);

const body = bodyOf(dataOf.success);
const rows = (...address: [callbackType: string, url: string][]) => ({
	options: {
		registeredAddresses: {
			address: address.map(([callbackType, url]) => ({ callbackType, url })),
		},
	},
});

/** Calls the node's own address with a signature for the one that stands in the dashboard. */
const send = async (trigger: Trigger, end: string, signedFor: string) =>
	(await post(trigger.local(end), body, { Signature: signatureOf(signedFor, body) })).status;

describe('a registered address', () => {
	it.each([
		['of another host', 'https://hooks.example.com/salt-edge/success'],
		['of http', 'http://hooks.example.com/success'],
		['with a slash at its end', 'https://hooks.example.com/success/'],
		['of a host alone', 'https://hooks.example.com'],
		['of a host with a slash', 'https://hooks.example.com/'],
		['with a port', 'https://hooks.example.com:8443/success'],
		['with the port that goes without saying', 'https://hooks.example.com:443/success'],
		['with a query', 'https://hooks.example.com/in?type=success&key=a%20b'],
		['with a query of nothing', 'https://hooks.example.com/success?'],
		['with capitals', 'https://Hooks.Example.com/Success'],
		['with more slashes than it needs', 'https://hooks.example.com//x/../success'],
		['with letters beyond ASCII', 'https://hooks.example.com/büro'],
		['with letters escaped', 'https://hooks.example.com/b%C3%BCro'],
	])('%s is what Salt Edge has signed, to the letter', async (_, registered) => {
		const trigger = await listen(rows(['success', registered]));
		expect(await send(trigger, 'success', registered)).toBe(200);
		expect(trigger.started).toEqual([[expect.objectContaining({ type: 'success' })]]);
	});

	const registered = 'https://hooks.example.com/success';

	it.each([
		['a slash at its end', `${registered}/`],
		['no path', 'https://hooks.example.com/'],
		['a query', `${registered}?`],
		['its port', 'https://hooks.example.com:443/success'],
		['http', 'http://hooks.example.com/success'],
		['capitals', 'https://Hooks.example.com/success'],
		['a letter more', `${registered}s`],
		['a letter less', registered.slice(0, -1)],
	])('does not stand for one with %s', async (_, signedFor) => {
		const trigger = await listen(rows(['success', registered]));
		expect(await send(trigger, 'success', signedFor)).toBe(401);
		expectNothing(trigger);
		expect(trigger.log.join()).toContain(`not Salt Edge's for ${registered}. When`);
	});

	it("takes the place of the node's own", async () => {
		const trigger = await listen(rows(['success', registered]));
		expect((await deliver(trigger, 'success', body)).status).toBe(401);
		expectNothing(trigger);
	});

	it('leaves those of the other types as they are', async () => {
		const trigger = await listen(rows(['success', registered]));
		for (const end of ['failure', 'provider-changes', 'all']) {
			expect(await send(trigger, end, registered)).toBe(401);
			expect((await deliver(trigger, end, body)).status).toBe(200);
		}
	});

	it('may be one of several for a type', async () => {
		const trigger = await listen(
			rows(['success', registered], ['failure', `${registered}/f`], ['success', `${registered}/2`]),
		);
		expect(await send(trigger, 'success', registered)).toBe(200);
		expect(await send(trigger, 'success', `${registered}/2`)).toBe(200);
		expect(await send(trigger, 'success', `${registered}/f`)).toBe(401);
		expect(await send(trigger, 'failure', `${registered}/f`)).toBe(200);
		expect(await send(trigger, 'failure', registered)).toBe(401);
		expect(trigger.log[0]).toContain(` ${registered} or ${registered}/2. When`);
	});

	it('may be one for the address of all types', async () => {
		const trigger = await listen(rows(['all', registered]));
		expect(await send(trigger, 'all', registered)).toBe(200);
		expect(await send(trigger, 'success', registered)).toBe(401);
	});

	it('is taken without the blanks around it', async () => {
		const trigger = await listen(rows(['success', `  ${registered}\n`]));
		expect(await send(trigger, 'success', registered)).toBe(200);
	});

	it('may come from an expression', async () => {
		const trigger = await listen(
			rows(['success', '={{ "https://hooks." + "example.com/success" }}']),
		);
		expect(await send(trigger, 'success', registered)).toBe(200);
	});

	it('counts in a test too', async () => {
		const trigger = await listen(rows(['success', registered]), { isTest: true });
		expect(await send(trigger, 'success', registered)).toBe(200);
		expect((await deliver(trigger, 'success', body)).status).toBe(401);
	});
});

describe("the node's own addresses", () => {
	it('stand when no row was added', async () => {
		const trigger = await listen(rows());
		expect((await deliver(trigger, 'success', body)).status).toBe(200);
	});

	it.each([
		['success', 'failure'],
		['failure', 'success'],
		['success', 'all'],
		['all', 'success'],
		['destroy', 'provider-changes'],
	])('keep a callback to …/%s from passing as one to …/%s', async (signedFor, sentTo) => {
		const trigger = await listen();
		expect(await send(trigger, sentTo, trigger.address(signedFor))).toBe(401);
		expectNothing(trigger);
		expect(await send(trigger, signedFor, trigger.address(signedFor))).toBe(200);
	});
});
