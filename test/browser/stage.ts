import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type Credential, type Editor, signIn } from '../e2e/editor';
import { testFolder } from '../e2e/folders';
import { type N8n, startN8n } from '../e2e/n8n';
import { freePort } from '../e2e/ports';
import { startChromium } from './chromium';
import { type EditorTab, openEditor } from './editorTab';

/** A real n8n with this package, and a browser that is signed in to it. */
export interface Stage {
	n8n: N8n;
	/** The same n8n by its calls, to prepare what the browser then sees. */
	editor: Editor;
	tab: EditorTab;
	/** Saves credentials, and tells their ids by type. */
	save(credentials: readonly Credential[]): Promise<Record<string, string>>;
	close(): Promise<void>;
}

/** @param name of its folder, so that two of them share nothing */
export async function startStage(name: string): Promise<Stage> {
	const n8n = await startN8n(await freePort(), join(testFolder, `browser-${name}`));
	let browser: Browser | undefined;
	const close = async () => {
		await browser?.close();
		await n8n.stop();
	};
	try {
		const editor = await signIn(n8n.url);
		browser = await startChromium();
		const tab = await openEditor(browser, n8n.url);
		return {
			n8n,
			editor,
			tab,
			async save(credentials) {
				const ids: Record<string, string> = {};
				for (const credential of credentials) {
					ids[credential.type] = await editor.saveCredential(credential);
				}
				return ids;
			},
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}
