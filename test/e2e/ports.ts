import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Failure } from './failure';

async function listenOnce(port: number): Promise<number> {
	const server = createServer().listen(port, '127.0.0.1');
	await once(server, 'listening');
	const { port: taken } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return taken;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
	return await listenOnce(0);
}

/**
 * The port for a server that has a usual one.
 *
 * @param variable the environment variable that names another port
 * @throws Failure when the variable holds no port, or something already listens there
 */
export async function usualPort(variable: string, usual: number): Promise<number> {
	const text = process.env[variable] || String(usual);
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new Failure(`${variable} must be a port from 1 to 65535, not "${text}".`);
	}
	try {
		return await listenOnce(port);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		const reason = code === 'EADDRINUSE' ? 'is already in use' : `can't be used (${code})`;
		throw new Failure(
			`Port ${port} ${reason}. Stop what uses it, or choose another port with ${variable}, for example: ${variable}=${port === 65_535 ? port - 1 : port + 1} npm start`,
		);
	}
}
