import type { Loopback, Received } from './loopback';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

export interface ModelAccount {
	id: string;
	/** When its history has come. */
	readyAt: number;
}

/** A payment on an account, under an id that may change when it is posted. */
export interface ModelTransaction {
	id: number;
	account: ModelAccount;
	status: 'pending' | 'posted';
	/** When the bank has booked it, as a day of its own. */
	date: string;
	amount: number;
	description: string;
	/** When the bank has told of it, and of its being posted. */
	createdAt: number;
	postedAt: number;
	/** Hours that lie between its import and the moment from which on it can be seen. */
	lag: number;
}

export const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

/** A bank that does to its transactions all that banks do, on the day that a test says. */
export class ModelBank {
	readonly accounts: ModelAccount[] = [];
	transactions: ModelTransaction[] = [];
	private lastId = 1000;

	/** Small, so that most readings have several. */
	constructor(readonly pageSize = 3) {}

	/** An account with transactions of the last days, which come when its first download is over. */
	link(days: readonly number[], readyAfter = 0): ModelAccount {
		const readyAt = Date.now() + readyAfter;
		const account = { id: String(501 + this.accounts.length), readyAt };
		this.accounts.push(account);
		for (const ago of days) {
			Object.assign(this.book(account, ago), { createdAt: readyAt, postedAt: readyAt });
		}
		return account;
	}

	/** What the bank tells of by now. */
	get told(): ModelTransaction[] {
		return this.transactions.filter(({ createdAt }) => createdAt <= Date.now());
	}

	/** The bank tells of a transaction that it has booked some days ago. */
	book(
		account: ModelAccount,
		daysAgo = 0,
		status: ModelTransaction['status'] = 'posted',
	): ModelTransaction {
		const id = (this.lastId += 1);
		const [now, amount] = [Date.now(), ((id % 7) - 3.5) * 10];
		const date = dayOf(now - daysAgo * DAY);
		const description = `payment ${id}`;
		const transaction = {
			...{ id, account, status, date, amount, description },
			...{ createdAt: now, postedAt: now, lag: (id % 3) * 9 },
		};
		this.transactions.push(transaction);
		return transaction;
	}

	/** What was pending is posted, under its own id. */
	postInPlace(transaction: ModelTransaction): void {
		Object.assign(transaction, { status: 'posted', postedAt: Date.now() });
	}

	/** What was pending is gone, and there is another one instead. */
	postAsAnother(transaction: ModelTransaction): ModelTransaction {
		this.remove(transaction);
		const posted = this.book(transaction.account);
		return Object.assign(posted, { date: transaction.date, amount: transaction.amount });
	}

	edit(transaction: ModelTransaction): void {
		Object.assign(transaction, { description: 'changed', amount: transaction.amount + 1 });
	}

	remove(transaction: ModelTransaction): void {
		this.transactions = this.transactions.filter((each) => each !== transaction);
	}
}

/** What one of the APIs makes of the model, as far as its trigger asks. */
export type Face = (bank: ModelBank, request: Received) => unknown;

function queryOf({ url }: Received): URLSearchParams {
	return new URL(url, 'http://localhost').searchParams;
}

const pathOf = ({ url }: Received): string => new URL(url, 'http://localhost').pathname;

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`) / 1000;

export const finicityFace: Face = (bank, request) => {
	const [path, query] = [pathOf(request), queryOf(request)];
	if (path.endsWith('/authentication')) return { token: 'a-token-of-the-model' };
	if (path.endsWith('/accounts')) {
		return {
			accounts: bank.accounts.map(({ id, readyAt }) => ({
				id,
				...(readyAt <= Date.now() && { aggregationSuccessDate: Math.floor(readyAt / 1000) }),
			})),
		};
	}
	const [from, to] = [Number(query.get('fromDate')), Number(query.get('toDate'))];
	const start = Number(query.get('start')) - 1;
	const isAscending = query.get('sort') === 'asc';
	const all = bank.told
		.filter(({ date }) => noon(date) >= from && noon(date) <= to)
		.filter(({ status }) => status === 'posted' || query.get('includePending') === 'true')
		.sort((one, other) => noon(one.date) - noon(other.date) || one.id - other.id);
	const page = (isAscending ? all : all.reverse()).slice(start, start + bank.pageSize);
	return {
		found: all.length,
		displaying: page.length,
		moreAvailable: String(start + bank.pageSize < all.length),
		fromDate: String(from),
		toDate: String(to),
		sort: query.get('sort'),
		transactions: page.map(({ id, account, status, date, amount, description, createdAt }) => ({
			id,
			accountId: Number(account.id),
			customerId: 7,
			status: status === 'posted' ? 'active' : 'pending',
			transactionDate: noon(date),
			...(status === 'posted' && { postedDate: noon(date) }),
			createdDate: Math.floor(createdAt / 1000),
			amount,
			description,
		})),
	};
};

const importedAt = ({ postedAt, lag }: ModelTransaction): number => postedAt - lag * HOUR;

const german = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** finAPI knows none that are pending, so an import is what becomes posted. */
export const finApiFace: Face = (bank, request) => {
	const [path, query] = [pathOf(request), queryOf(request)];
	if (path.endsWith('/token')) {
		return { access_token: 'a-token-of-the-model', token_type: 'bearer', expires_in: 3600 };
	}
	if (path.endsWith('/accounts')) {
		return {
			accounts: bank.accounts.map(({ id, readyAt }) => {
				const isReady = readyAt <= Date.now();
				const lastSuccessfulUpdate = isReady ? new Date(readyAt).toISOString() : null;
				const status = isReady ? 'UPDATED' : 'DOWNLOAD_IN_PROGRESS';
				return { id: Number(id), interfaces: [{ status, lastSuccessfulUpdate }] };
			}),
		};
	}
	const [page, perPage] = [
		Number(query.get('page')),
		Math.min(bank.pageSize, Number(query.get('perPage'))),
	];
	const minImportDate = query.get('minImportDate') ?? '';
	const minBankBookingDate = query.get('minBankBookingDate') ?? '';
	const all = bank.told
		.filter(({ status }) => status === 'posted')
		.filter((each) => german.format(importedAt(each)) >= minImportDate)
		.filter(({ date }) => date >= minBankBookingDate)
		.sort((one, other) => one.id - other.id);
	const inOrder = query.get('order') === 'id,asc' ? all : all.reverse();
	const start = (page - 1) * perPage;
	return {
		transactions: inOrder.slice(start, start + perPage).map((each) => ({
			id: each.id,
			accountId: Number(each.account.id),
			bankBookingDate: each.date,
			valueDate: each.date,
			amount: each.amount,
			currency: 'EUR',
			purpose: each.description,
			counterpartName: null,
			isAdjustingEntry: false,
			isPotentialDuplicate: false,
			importDate: `${german.format(importedAt(each))}T10:00:00.000+01:00`,
		})),
		paging: {
			page,
			perPage,
			pageCount: Math.ceil(all.length / perPage),
			totalCount: all.length,
		},
	};
};

/** Each account is a connection of its own, for one fetch is all that a connection has at first. */
export const saltEdgeFace: Face = (bank, request) => {
	const [path, query] = [pathOf(request), queryOf(request)];
	const iso = (moment: number) => new Date(moment).toISOString();
	const whole = { next_id: null, next_page: null };
	if (path.endsWith('/connections')) {
		const data = bank.accounts.map(({ id, readyAt }) => {
			const finished = readyAt <= Date.now();
			const success_at = finished ? iso(readyAt) : null;
			return { id: `9${id}`, last_attempt: { finished, success_at } };
		});
		return { data, meta: whole };
	}
	if (path.endsWith('/accounts')) {
		const data = bank.accounts.map(({ id, readyAt }) => ({
			id,
			connection_id: `9${id}`,
			created_at: iso(readyAt - 1),
		}));
		return { data, meta: whole };
	}
	const wanted = query.get('pending') === 'true' ? 'pending' : 'posted';
	const from = BigInt(query.get('from_id') ?? 0);
	const all = bank.told
		.filter(({ account }) => `9${account.id}` === query.get('connection_id'))
		.filter(({ status, id }) => status === wanted && BigInt(id) >= from)
		.sort((one, other) => one.id - other.id);
	const next = all[bank.pageSize];
	return {
		data: all
			.slice(0, bank.pageSize)
			.map(({ id, account, status, date, amount, description, createdAt }) => ({
				id: String(id),
				account_id: account.id,
				status,
				made_on: date,
				amount,
				currency_code: 'EUR',
				description,
				category: 'other',
				duplicated: false,
				created_at: iso(createdAt),
			})),
		meta: { next_id: next ? String(next.id) : null, next_page: null },
	};
};

/** Something that is to happen when a request comes, in place of its answer or before it. */
interface Incident {
	/** How many requests come before it. */
	after: number;
	happens?(before: readonly Received[]): void;
	/** The request is refused then. */
	fails: boolean;
}

/** Lets a server answer for the model. */
export class ModelServer {
	private incident?: Incident;

	constructor(
		readonly loopback: Loopback,
		private readonly face: Face,
	) {}

	serve(bank: ModelBank): void {
		this.plan(undefined);
		this.loopback.reply((request, response) => {
			const { incident } = this;
			const isSignIn = /authentication|token$/.test(request.url);
			if (!isSignIn && incident && incident.after-- === 0) {
				this.incident = undefined;
				incident.happens?.(this.loopback.received.slice(0, -1));
				if (incident.fails) {
					response.statusCode = 400;
					return { message: 'The model has failed', code: 'MODEL_FAILURE' };
				}
			}
			return this.face(bank, request);
		});
	}

	/** Lets something happen during the requests from now on; nothing takes an earlier plan back. */
	plan(incident: Incident | undefined): void {
		this.incident = incident;
		this.loopback.received.length = 0;
	}

	/** Whether it is still to come. */
	get isPlanned(): boolean {
		return this.incident !== undefined;
	}
}
