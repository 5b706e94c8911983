/** What a person at a web form knows. */
export interface Answers {
	/** Of a form that leaves the bank open. */
	bankId?: string;
	/** In the order of the fields of the bank. */
	login?: readonly string[];
	storeSecrets?: boolean;
	procedureId?: string;
	tan?: string;
	/** At the bank's own site or in its app. */
	decision?: 'approve' | 'deny';
}

/** A page of a web form as it has been served. */
export interface FormPage {
	status: number;
	text: string;
	/** Where the browser is sent to at the end. */
	location: string | null;
}

/** A person at a web form: sees a page, fills it in, presses a button. */
export class Visitor {
	private page: FormPage = { status: 0, text: '', location: null };

	constructor(private readonly url: string) {}

	get seen(): FormPage {
		return this.page;
	}

	/** Opens the form, once for all. */
	async open(): Promise<FormPage> {
		return this.keep(await fetch(this.url, { redirect: 'manual' }));
	}

	/** Presses a button of the page: what is filled in goes along. */
	async submit(filled: Record<string, string>): Promise<FormPage> {
		const session = /name="session" value="([^"]*)"/.exec(this.page.text)?.[1] ?? '';
		const body = new URLSearchParams({ session, ...filled });
		const [address = ''] = this.url.split('?');
		return this.keep(await fetch(address, { method: 'POST', body, redirect: 'manual' }));
	}

	async abort(): Promise<FormPage> {
		return await this.submit({ action: 'abort' });
	}

	/** Fills in what this page asks for, out of what the person knows. */
	async goOn(answers: Answers): Promise<FormPage> {
		const asksFor = (name: string) => this.page.text.includes(`name="${name}"`);
		const { bankId, login = [], procedureId, tan, decision, storeSecrets } = answers;
		if (asksFor('bankId')) return await this.submit({ bankId: bankId ?? '' });
		if (asksFor('procedureId')) return await this.submit({ procedureId: procedureId ?? '955' });
		if (asksFor('tan')) return await this.submit({ tan: tan ?? '123456' });
		if (asksFor('decision')) return await this.submit({ decision: decision ?? 'approve' });
		const fields = login.map((value, index) => [`field${index}`, value]);
		return await this.submit({
			...(Object.fromEntries(fields) as Record<string, string>),
			...(storeSecrets && { storeSecrets: 'on' }),
		});
	}

	private async keep(response: Response): Promise<FormPage> {
		this.page = {
			status: response.status,
			text: await response.text(),
			location: response.headers.get('location'),
		};
		return this.page;
	}
}

/** No form has as many pages. */
const patience = 12;

/** Fills a form in from its first page to its end, and gives the last page. */
export async function fillWebForm(url: string, answers: Answers): Promise<FormPage> {
	const visitor = new Visitor(url);
	let page = await visitor.open();
	for (let pages = 0; page.text.includes('name="session"'); pages += 1) {
		if (pages === patience) throw new Error(`The form does not go on: ${page.text}`);
		page = await visitor.goOn(answers);
	}
	return page;
}
