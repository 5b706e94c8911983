import { htmlPage, redirect } from './shared/pages';
import type { LocalBank } from './shared/server';
import { startBank } from './shared/server';

let bank: LocalBank;
let origin: string;
let names: string[] = [];

beforeAll(async () => {
	bank = await startBank({
		basePath: '/api',
		seed: () => (names = []),
		answer: () => ({ status: 200, body: { names } }),
		pages: {
			'GET /login/{id}': ({ path, query }) =>
				htmlPage(`Login ${path.id}`, `<form method="post">${query.hint ?? ''}</form>`),
			'POST /login/{id}': ({ form }) => {
				if (form.name === undefined) return htmlPage('Who are you?', '', 400);
				names.push(form.name);
				return redirect('/done?ok=1');
			},
		},
	});
	origin = new URL(bank.baseUrl).origin;
});

afterAll(() => bank.close());

beforeEach(() => bank.reset());

const post = (form: Record<string, string>) =>
	fetch(`${origin}/login/1`, {
		method: 'POST',
		body: new URLSearchParams(form),
		redirect: 'manual',
	});

describe('a page', () => {
	it('is HTML, made with what is in its address', async () => {
		const response = await fetch(`${origin}/login/a%20%3Cb%3E?hint=hello`);
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
		const text = await response.text();
		expect(text).toContain('<h1>Login a &lt;b&gt;</h1>');
		expect(text).toContain('<form method="post">hello</form>');
	});

	it('takes a form, sends the browser on, and changes what the API knows', async () => {
		const response = await post({ name: 'Ana & Bo' });
		expect(response.status).toBe(302);
		expect(response.headers.get('location')).toBe('/done?ok=1');
		expect(await (await fetch(`${bank.baseUrl}/names`)).json()).toEqual({ names: ['Ana & Bo'] });
	});

	it('may refuse a form', async () => {
		const response = await post({});
		expect(response.status).toBe(400);
		expect(await response.text()).toContain('Who are you?');
	});

	it('is a visit, not a request: no fault hits it, and no request id goes out', async () => {
		bank.fault({ status: 500 });
		bank.latencyMs = 60_000;
		const response = await fetch(`${origin}/login/1`);
		expect(response.status).toBe(200);
		expect(response.headers.has('x-request-id')).toBe(false);
		expect((await fetch(`${origin}/favicon.ico`)).status).toBe(204);
		expect(bank.requests).toEqual([]);
		expect(bank.mostInFlight()).toBe(0);
		expect(bank.visits.map(({ url }) => url)).toEqual(['/login/1', '/favicon.ico']);

		bank.reset();
		expect(bank.visits).toEqual([]);
	});

	it('leaves other addresses and methods to the API', async () => {
		expect(await (await fetch(`${origin}/login/1/more`)).json()).toEqual({ names: [] });
		const deleted = await fetch(`${origin}/login/1`, { method: 'DELETE' });
		expect(await deleted.json()).toEqual({ names: [] });
		expect(bank.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
			'GET /login/1/more',
			'DELETE /login/1',
		]);
	});
});
