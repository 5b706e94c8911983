/** A browser without scripts, as far as the pages of the local banks need one: forms and buttons. */
export class Browser {
	/** What the page that is shown consists of. */
	html = '';
	status = 0;
	/** The address of the page, or the one that a page has sent the browser on to. */
	url = '';
	private filled = new Map<string, string>();

	/** Opens an address as typed in. */
	async open(url: string): Promise<void> {
		await this.load(url);
	}

	get title(): string {
		return textIn(/<title>(.*?)<\/title>/s.exec(this.html)?.[1] ?? '');
	}

	/** What the page warns of. */
	get alert(): string | undefined {
		const found = /<p role="alert">(.*?)<\/p>/s.exec(this.html)?.[1];
		return found === undefined ? undefined : textIn(found);
	}

	/** The buttons that there are. */
	get buttons(): string[] {
		return [...this.html.matchAll(/<button[^>]*>(.*?)<\/button>/gs)].map(([, label]) =>
			textIn(label ?? ''),
		);
	}

	/** Enters a value; a checkbox is unchecked with an empty one. */
	fill(name: string, value: string): void {
		if (!this.html.includes(`name="${name}"`)) throw new Error(`${this.title} has no ${name}`);
		this.filled.set(name, value);
	}

	/** Sends the form that has this button. */
	async click(label: string): Promise<void> {
		const forms = [...this.html.matchAll(/<form[^>]*>(.*?)<\/form>/gs)].map(
			([, form]) => form ?? '',
		);
		for (const form of forms) {
			const buttons = [...form.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)];
			const button = buttons.find(([, , text]) => textIn(text ?? '') === label);
			if (button) return await this.load(this.url, this.fieldsOf(form, button[1] ?? ''));
		}
		throw new Error(`${this.title} has no button ${label}, but ${this.buttons.join(', ')}`);
	}

	private fieldsOf(form: string, button: string): URLSearchParams {
		const fields = new URLSearchParams();
		for (const [, input = ''] of form.matchAll(/<input([^>]*)>/g)) {
			const name = attribute(input, 'name') ?? '';
			const isBox = attribute(input, 'type') === 'checkbox';
			const isUnchecked = isBox && (this.filled.get(name) === '' || !/\schecked/.test(input));
			if (isUnchecked) continue;
			fields.set(name, this.filled.get(name) ?? attribute(input, 'value') ?? (isBox ? 'on' : ''));
		}
		const name = attribute(button, 'name');
		if (name !== undefined) fields.set(name, attribute(button, 'value') ?? '');
		return fields;
	}

	private async load(url: string, form?: URLSearchParams): Promise<void> {
		const sending = form ? { method: 'POST', body: form } : {};
		const response = await fetch(url, { ...sending, redirect: 'manual' });
		this.status = response.status;
		this.html = await response.text();
		this.url = response.headers.get('location') ?? url;
		this.filled = new Map();
	}
}

const entities: Record<string, string> = {
	'&amp;': '&',
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
};

const textIn = (html: string): string =>
	html.replace(/<[^>]*>/g, '').replace(/&\w+;/g, (entity) => entities[entity] ?? entity);

function attribute(tag: string, name: string): string | undefined {
	const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
	return found === undefined ? undefined : textIn(found);
}
