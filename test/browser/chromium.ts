import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Debian and its kin put it; CHROMIUM names another one. */
const BINARY = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Chromium is not to call anybody but n8n, and needs no graphics card for it. */
const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// What the editor fetches from other sites isn't there, and the cache works as it does for people.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** A tab of the browser in which nothing may go wrong unseen. */
export interface Tab {
	page: Page;
	/** What went wrong since it was asked last: console errors, failed requests, answers that refuse. */
	problems(): string[];
	close(): Promise<void>;
}

/**
 * Starts the browser without a window.
 *
 * @throws Error that says how to install it, when it is missing
 */
export async function startChromium(): Promise<Browser> {
	if (!existsSync(BINARY)) {
		throw new Error(
			`There is no Chromium at ${BINARY}. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.`,
		);
	}
	return await chromium.launch({ executablePath: BINARY, args: ARGUMENTS });
}

/**
 * Opens a tab on a site of this machine. Other sites can't be reached, so what the editor fetches
 * from them doesn't count.
 */
export async function openTab(browser: Browser, site: string): Promise<Tab> {
	const context = await browser.newContext({
		viewport: { width: 1400, height: 900 },
		baseURL: site,
	});
	const page = await context.newPage();
	let problems: string[] = [];
	const isOwn = (url: string) => url === '' || url.startsWith(site);
	page.on('pageerror', (error) => problems.push(`Uncaught: ${error.message}`));
	page.on('console', (message) => {
		const { url } = message.location();
		// The answer itself is a problem already.
		const isOfAnAnswer = message.text().startsWith('Failed to load resource');
		if (message.type() === 'error' && isOwn(url) && !isOfAnAnswer) {
			problems.push(`Console: ${message.text()}`);
		}
	});
	page.on('requestfailed', (request) => {
		const { errorText } = request.failure() ?? {};
		// Whatever was under way when another page was opened.
		if (errorText !== 'net::ERR_ABORTED' && isOwn(request.url())) {
			problems.push(`Failed: ${request.method()} ${request.url()} ${errorText}`);
		}
	});
	page.on('response', (response) => {
		if (response.status() >= 400) {
			problems.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
		}
	});
	return {
		page,
		problems() {
			const seen = problems;
			problems = [];
			return seen;
		},
		close: async () => await context.close(),
	};
}
