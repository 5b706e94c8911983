import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
	type BankCounts,
	type BankOrder,
	type BankSettings,
	ENDED_FORMS,
	FIRST_TOKEN,
} from './bank';

let settings: BankSettings = { latency: 0, records: 0, pageSize: 1_000 };
let counts: BankCounts;
let connections = 0;
/** What each partner's requests must carry, by the partner. */
const tokens = new Map([['bench', FIRST_TOKEN]]);
let waiting: { requests: number; tell: () => void } | undefined;

function reset(): void {
	counts = { requests: 0, signIns: 0, refused: 0, signed: 0, mostConnections: connections };
}

function customer(index: number): object {
	return {
		id: String(1_005_000_000 + index),
		username: `customer-${index}@example.com`,
		firstName: 'Ada',
		lastName: `Lovelace ${index}`,
		type: 'active',
		createdDate: 1_767_225_600 + index,
		lastModifiedDate: 1_769_904_000 + index,
		email: `ada.lovelace.${index}@example.com`,
		phone: '1-801-984-4200',
		applicationId: '00278431-b712-4f30-a044-b611f25e533d',
	};
}

function transaction(index: number): object {
	return {
		id: 30_000_000 + index,
		parentId: null,
		accountId: 4_711,
		valueDate: '2026-01-31',
		bankBookingDate: '2026-01-31',
		finapiBookingDate: '2026-01-31',
		amount: -(index % 10_000) / 100,
		currency: 'EUR',
		purpose: `Invoice ${index} of the market hall, thank you for your order`,
		counterpartName: 'Markthalle',
		counterpartAccountNumber: '1234567',
		counterpartIban: 'DE02120300000000202051',
		counterpartBlz: '12030000',
		counterpartBic: 'BYLADEM1001',
		counterpartBankName: 'Deutsche Kreditbank Berlin',
		type: 'SEPA direct debit',
		typeCodeZka: '105',
		category: { id: 378, name: 'Groceries', parentId: 373, parentName: 'Living', isCustom: false },
		labels: [],
		isPotentialDuplicate: false,
		isAdjustingEntry: false,
		isNew: true,
		importDate: '2026-01-31T09:30:00.000Z',
		children: [],
	};
}

/** Written once, so that a page costs the bank next to nothing. */
const pages = new Map<string, string>();

/** The page at an address of a list. */
function page(url: string, write: (search: URLSearchParams) => object): string {
	const key = `${url} ${settings.records} ${settings.pageSize}`;
	const known = pages.get(key);
	if (known) return known;
	const written = JSON.stringify(write(new URL(url, 'http://bank').searchParams));
	pages.set(key, written);
	return written;
}

/** So many records, from one of them on, as far as there are any. */
function recordsFrom(first: number, count: number, record: (index: number) => object): object[] {
	const length = Math.max(0, Math.min(count, settings.records - first + 1));
	return Array.from({ length }, (_, index) => record(first + index));
}

function customerPage(search: URLSearchParams): object {
	const start = Number(search.get('start'));
	const customers = recordsFrom(
		start,
		Math.min(settings.pageSize, Number(search.get('limit'))),
		customer,
	);
	return {
		found: settings.records,
		displaying: customers.length,
		moreAvailable: start + customers.length <= settings.records,
		customers,
	};
}

function transactionPage(search: URLSearchParams): object {
	const number = Number(search.get('page'));
	const perPage = Math.min(settings.pageSize, Number(search.get('perPage')));
	return {
		transactions: recordsFrom((number - 1) * perPage + 1, perPage, transaction),
		paging: {
			page: number,
			perPage,
			pageCount: Math.ceil(settings.records / perPage),
			totalCount: settings.records,
		},
		income: 0,
		spending: 0,
		balance: 0,
	};
}

const connection = JSON.stringify({
	data: {
		id: '907152193875460302',
		secret: 'q5Fz1bWn8xTs',
		provider_id: '1234',
		provider_code: 'fake_bank_simple',
		provider_name: 'Fake Bank Simple',
		customer_id: '905273625378439187',
		created_at: '2026-01-31T09:30:00Z',
		updated_at: '2026-01-31T09:30:00Z',
		last_success_at: '2026-01-31T09:30:00Z',
		next_refresh_possible_at: '2026-01-31T10:30:00Z',
		status: 'active',
		categorization: 'personal',
		daily_refresh: false,
		store_credentials: true,
		country_code: 'XF',
		last_attempt: { id: '905282247122488201', finished: true, finished_recent: true },
		show_consent_confirmation: false,
		last_consent_id: '905282247122488202',
	},
});

/** As a sign-in gives it, until the tokens of that partner run out. */
function tokenFor(partnerId: string): string {
	const token = tokens.get(partnerId) ?? `token-${randomUUID()}`;
	tokens.set(partnerId, token);
	return token;
}

/** As finAPI has a web form that its user has gone through. */
function webForm(id: string): [status: number, body: string] {
	if (!id.startsWith(ENDED_FORMS)) {
		return [404, '{"code":"UNKNOWN_ENTITY","description":"There is no such web form"}'];
	}
	const payload = { bankConnectionId: 30_000_001 };
	const type = 'BANK_CONNECTION_IMPORT';
	return [200, JSON.stringify({ id, type, status: 'COMPLETED', payload })];
}

async function answerTo(request: IncomingMessage): Promise<[status: number, body: string]> {
	const { headers, url = '' } = request;
	const { pathname } = new URL(url, 'http://bank');
	if (pathname === '/aggregation/v2/partners/authentication') {
		const { partnerId } = JSON.parse(await text(request)) as { partnerId: string };
		counts.signIns += 1;
		return [200, JSON.stringify({ token: tokenFor(partnerId) })];
	}
	if (pathname === '/api/v2/oauth/token') {
		const token = tokenFor(new URLSearchParams(await text(request)).get('username') ?? '');
		counts.signIns += 1;
		return [200, JSON.stringify({ access_token: token, token_type: 'bearer', expires_in: 3_600 })];
	}
	const form = /^\/api\/webForms\/(.+)/.exec(pathname)?.[1];
	if (form === undefined) counts.requests += 1;
	if (headers.signature) counts.signed += 1;
	if (pathname.startsWith('/v5/connections/')) return [200, connection];
	const token = headers.authorization?.replace('Bearer ', '') ?? headers['finicity-app-token'];
	if (![...tokens.values()].includes(String(token))) {
		counts.refused += 1;
		return [401, '{"code":10023,"message":"The app token is not valid or has expired"}'];
	}
	if (form !== undefined) return webForm(form);
	if (pathname === '/aggregation/v1/customers') return [200, page(url, customerPage)];
	if (pathname === '/api/v2/transactions') return [200, page(url, transactionPage)];
	return [200, JSON.stringify(customer(Number(pathname.split('/').pop()) - 1_005_000_000))];
}

function finish(response: ServerResponse, status: number, body: string): void {
	response.writeHead(status, {
		'content-type': 'application/json',
		'content-length': Buffer.byteLength(body),
	});
	response.end(body);
	if (waiting && counts.requests - counts.refused >= waiting.requests) waiting.tell();
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const arrived = performance.now();
	const [status, body] = await answerTo(request);
	const left = settings.latency - (performance.now() - arrived);
	if (left > 0) setTimeout(finish, left, response, status, body);
	else finish(response, status, body);
}

/** What the bench itself asks: new settings, or the counts as soon as enough is answered. */
async function control(request: IncomingMessage, response: ServerResponse): Promise<void> {
	if (request.method === 'POST') {
		const { expire, ...changed } = JSON.parse(await text(request)) as BankOrder;
		settings = { ...settings, ...changed };
		if (expire !== undefined) tokens.delete(expire);
		reset();
	} else {
		const requests = Number(request.headers.requests);
		await new Promise<void>((tell) => {
			waiting = { requests, tell };
			if (counts.requests - counts.refused >= requests) tell();
		});
	}
	response.end(JSON.stringify(counts));
}

reset();
const server = createServer((request, response) => {
	if (request.url === '/bench') void control(request, response);
	else void serve(request, response);
});
server.on('connection', (socket) => {
	connections += 1;
	counts.mostConnections = Math.max(counts.mostConnections, connections);
	socket.on('close', () => (connections -= 1));
});
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
