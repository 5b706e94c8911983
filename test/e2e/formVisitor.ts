import { until } from '../support/until';

/** The address at which n8n tells how a workflow stands that has form pages. */
function statusAddress(url: string): string {
	const address = new URL(url);
	address.pathname += '/n8n-execution-status';
	return address.href;
}

const load = async (url: string): Promise<string> => await (await fetch(url)).text();

/** A person at a form of n8n, which can have several pages. */
export class FormVisitor {
	private constructor(
		private url: string,
		public html: string,
	) {}

	/** Opens the production address of a Form Trigger. */
	static async open(url: string): Promise<FormVisitor> {
		return new FormVisitor(url, await load(url));
	}

	/**
	 * Fills the page in, sends it, and waits for the next one as the page itself does.
	 *
	 * @param shows what the next page can be told by
	 */
	async submit(values: readonly string[], shows: string): Promise<void> {
		const body = new FormData();
		values.forEach((value, index) => body.set(`field-${index}`, value));
		const response = await fetch(this.url, { method: 'POST', body });
		const answer = (await response.json()) as { formWaitingUrl?: string };
		this.url = answer.formWaitingUrl ?? this.url;
		await until(
			async () => {
				const status = await load(statusAddress(this.url));
				if (!['form-waiting', 'success'].includes(status)) return false;
				this.html = await load(this.url);
				return this.html.includes(shows);
			},
			{ everyMs: 200 },
		);
	}
}
