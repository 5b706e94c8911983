import { rm } from 'node:fs/promises';
import { installN8n } from './install';
import { testFolder } from './folders';

/** Installs n8n where it is missing, and forgets what earlier runs have left behind. */
export default async function globalSetup(): Promise<void> {
	await installN8n();
	await rm(testFolder, { recursive: true, force: true });
}
