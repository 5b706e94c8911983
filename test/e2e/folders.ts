import { join, resolve } from 'node:path';

/** The project: what is packed and given to n8n. */
export const projectFolder = resolve(__dirname, '../..');

/** The real n8n: its package.json and lock file, and after the installation its node_modules. */
export const n8nFolder = join(__dirname, 'n8n');

/** Everything a run writes (databases, logs), ignored by git. */
export const dataFolder = join(n8nFolder, 'data');

/** The part of it that belongs to the automated run, which begins by deleting it. */
export const testFolder = join(dataFolder, 'test');
