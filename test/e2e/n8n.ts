import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, lastLines } from './failure';
import { n8nFolder } from './folders';
import { startGroup, stopGroup } from './group';
import { installPackage } from './package';
import { freePort } from './ports';

const nodeBinary = join(n8nFolder, 'node_modules/node/bin/node');
const n8nScript = join(n8nFolder, 'node_modules/n8n/bin/n8n');
const READY_WITHIN = 300_000;

/** Who signs in to the editor. It only listens on this machine, so its password is no secret. */
export const owner = {
	email: 'demo@example.com',
	password: 'Open-Banking-1',
	/** The password's bcrypt hash, which is what n8n asks for. The same at every start, so a browser stays signed in. */
	hash: '$2a$10$iwvpK1d/bCKV5xrfoRxDXOH36RUFIQJwTJGaQSLHsHiKPDDa9F34m',
};

/** n8n ends with the program that started it, however that one ends: even when it is killed. */
const endWithParent = `process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))`;

/** A running n8n. */
export interface N8n {
	/** Address of the editor. */
	url: string;
	logFile: string;
	/** Settles when n8n has ended, whoever ended it. */
	ended: Promise<unknown>;
	stop(): Promise<void>;
}

/** The whole environment of n8n: settings of the user's own n8n, like its database, must not get in. */
function environment(port: number, brokerPort: number, userFolder: string): NodeJS.ProcessEnv {
	return {
		// n8n starts further processes as plain "node".
		PATH: `${dirname(nodeBinary)}:${process.env.PATH}`,
		HOME: userFolder,
		TMPDIR: join(userFolder, 'tmp'),
		N8N_USER_FOLDER: userFolder,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: owner.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: 'Open',
		N8N_INSTANCE_OWNER_LAST_NAME: 'Banking',
		N8N_INSTANCE_OWNER_PASSWORD_HASH: owner.hash,
		// A package from disk is an unverified one; n8n 3 will only load it when told so.
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		// Nothing that calls n8n's own servers or stands between the user and the canvas.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_DISABLED_MODULES: 'mcp-registry',
	};
}

async function isReady(url: string): Promise<boolean> {
	try {
		return (await fetch(`${url}/healthz/readiness`)).ok;
	} catch {
		return false;
	}
}

/**
 * Starts a real n8n with this package in it and waits until the editor can be used.
 *
 * @param userFolder where that n8n keeps its database and everything else it writes
 * @throws Failure with the end of n8n's log when it doesn't come up
 */
export async function startN8n(
	port: number,
	userFolder: string,
	signal?: AbortSignal,
): Promise<N8n> {
	await mkdir(join(userFolder, 'tmp'), { recursive: true });
	await installPackage(userFolder);
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(userFolder, 'n8n.log');
	const log = await open(logFile, 'w');
	const server = startGroup(
		nodeBinary,
		['--import', `data:text/javascript,${encodeURIComponent(endWithParent)}`, n8nScript, 'start'],
		{
			cwd: userFolder,
			env: environment(port, await freePort(), userFolder),
			stdio: ['ignore', log.fd, log.fd, 'ipc'],
		},
	);
	await log.close();
	let hasEnded = false;
	const ended = once(server, 'exit').then(() => (hasEnded = true));
	const stop = async () => await stopGroup(server);
	try {
		const deadline = Date.now() + READY_WITHIN;
		while (!(await isReady(url))) {
			signal?.throwIfAborted();
			if (hasEnded || Date.now() > deadline) {
				const what = hasEnded ? 'n8n ended while it started' : 'n8n did not become ready in time';
				throw new Failure(`${what}. The end of its log:\n${await lastLines(logFile)}`);
			}
			await sleep(100);
		}
	} catch (error) {
		await stop();
		throw error;
	}
	return { url, logFile, ended, stop };
}
