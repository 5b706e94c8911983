/** What the widget shows, or the address that it has sent the end user to. */
export interface WidgetPage {
	/** Of the page that is shown. */
	url: string;
	status: number;
	html: string;
	/** What the form of the page is for; undefined when it has none. */
	step?: string;
	/** Where the end user was sent, away from the widget. */
	left?: string;
}

const stepIn = (html: string): string | undefined => /name="step" value="(\w+)"/.exec(html)?.[1];

/** Whether an address is within the widget of a page. */
const isWithin = (address: string, page: string): boolean =>
	new URL(address).pathname === new URL(page).pathname;

async function visit(url: string, init: RequestInit = {}): Promise<WidgetPage> {
	const response = await fetch(url, { ...init, redirect: 'manual' });
	const html = await response.text();
	const location = response.headers.get('location');
	if (location === null) return { url, status: response.status, html, step: stepIn(html) };
	const next = new URL(location, url).href;
	return isWithin(next, url) ? await visit(next) : { url, status: 302, html, left: next };
}

/** Opens a link as a browser does. */
export const openWidget = async (connectUrl: string): Promise<WidgetPage> =>
	await visit(connectUrl);

async function post(
	{ url, step = '' }: WidgetPage,
	fields: Record<string, string>,
): Promise<WidgetPage> {
	return await visit(url, { method: 'POST', body: new URLSearchParams({ step, ...fields }) });
}

/** Fills the form of a page in and goes on. */
export const fillIn = async (
	page: WidgetPage,
	fields: Record<string, string> = {},
): Promise<WidgetPage> => await post(page, { action: 'go on', ...fields });

/** Presses the other button. */
export const cancel = async (page: WidgetPage): Promise<WidgetPage> =>
	await post(page, { action: 'abort' });

/** What an end user knows. */
export interface EndUser {
	/** The code of the bank. */
	provider?: string;
	login?: Record<string, string>;
	/** What the bank asks for after the login. */
	answer?: Record<string, string>;
}

const asFields = (values: Record<string, string>): Record<string, string> =>
	Object.fromEntries(Object.entries(values).map(([name, value]) => [`field.${name}`, value]));

/**
 * Goes through the widget up to the end; gives the page that it ends with, or that the end user
 * cannot go on with.
 *
 * @param wait lets the bank come to an end with what it does
 */
export async function connectBank(
	connectUrl: string,
	endUser: EndUser,
	wait: () => Promise<void> | void,
): Promise<WidgetPage> {
	const { provider = 'fakebank_simple_xf' } = endUser;
	const { login = { login: 'username', password: 'secret' }, answer = { sms: '123456' } } = endUser;
	const fields: Record<string, Record<string, string>> = {
		consent: {},
		provider: { provider_code: provider },
		login: asFields(login),
		question: asFields(answer),
		overview: {},
	};
	let page = await openWidget(connectUrl);
	while (page.left === undefined && page.status === 200) {
		if (page.step === undefined) {
			await wait();
			page = await openWidget(connectUrl);
			continue;
		}
		const filled = fields[page.step];
		if (!filled) break;
		const next = await fillIn(page, filled);
		const isRefused = next.step === page.step && next.html.includes('role="alert"');
		page = next;
		if (isRefused) break;
	}
	return page;
}
