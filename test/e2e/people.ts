import { setTimeout as sleep } from 'node:timers/promises';
import { fillWebForm } from '../sandbox/finapi';
import { Browser } from '../support/browser';
import { connectBank } from '../support/saltEdgeWidget';

// What a person does with a link that a bank has made: connects a bank, and goes where it leads.

export async function connectAtFinicity(link: string): Promise<void> {
	const browser = new Browser();
	await browser.open(link);
	browser.fill('search', 'FinBank');
	await browser.click('Search');
	await browser.click('FinBank');
	browser.fill('username', 'profile_02');
	browser.fill('password', 'profile_02');
	await browser.click('Sign in');
	await browser.click('Share');
	await browser.open(browser.url);
	if (browser.status !== 200) throw new Error(`${browser.url} answered ${browser.status}`);
}

export async function connectAtFinApi(link: string): Promise<void> {
	const login = ['demo_no_msa', 'demo_no_msa'];
	const page = await fillWebForm(link, { bankId: '280001', login, storeSecrets: true });
	if (page.status >= 400) throw new Error(`The form ended with ${page.status}: ${page.text}`);
}

/** @returns where the widget has sent the person to */
export async function connectAtSaltEdge(link: string, name = 'username'): Promise<string> {
	const login = { login: name, password: 'secret' };
	const page = await connectBank(link, { login }, async () => await sleep(50));
	if (page.left === undefined) throw new Error(`The widget ended with: ${page.html}`);
	return page.left;
}
