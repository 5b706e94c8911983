import { freePort } from '../../e2e/ports';

const given = new Set<number>();

/**
 * A port where no server of this test file was before. The engine remembers for a while what it has
 * learned of an address, and that must not count for the next server.
 */
export async function newPort(): Promise<number> {
	let port = await freePort();
	while (given.has(port)) port = await freePort();
	given.add(port);
	return port;
}
