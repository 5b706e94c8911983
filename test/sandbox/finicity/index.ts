import type { FaultRule } from '../shared/faults';
import type { RecordedRequest } from '../shared/request';
import type { LocalBank } from '../shared/server';
import { startBank } from '../shared/server';
import type { PartnerKeys } from './access';
import { Access } from './access';
import { answerRequest, isTokenCall } from './answer';
import { aggregate, transactionsOf } from './bookkeeping';
import { brandingPages } from './branding';
import type { Span } from './clock';
import { BankClock, dayOf, nightFrom } from './clock';
import { connectPages } from './connect/pages';
import type { WebhookDelivery } from './connect/webhooks';
import { Webhooks } from './connect/webhooks';
import { linkAccounts, profiles } from './finbank';
import { finBank } from './institutions';
import type { Draft } from './ledger/booking';
import type { Account } from './model';
import { aggregationCode } from './model';
import type { BankSettings, BankSide } from './operations/operation';
import { Reports } from './reports';
import { seed } from './seed';
import { FinicityState } from './state';
import { TxPush } from './txPush';

export { aggregationCode };
export type { FaultRule, FinicityState, RecordedRequest, Reports, TxPush };
export type { WebhookDelivery, Webhooks };

/** A strict local stand-in for the Finicity API. */
export interface FinicitySandbox extends LocalBank {
	keys: PartnerKeys;
	state: FinicityState;
	/** What the bank is like; may be changed at any time, until `reset`. */
	settings: BankSettings;
	/** What those who connect a bank set off. */
	webhooks: Webhooks;
	/** What those are told who have subscribed to accounts. */
	txPush: TxPush;
	/** Reports, and what those are told who wait for them. */
	reports: Reports;
	/** A valid token without a call. */
	issueToken(): string;
	/** All tokens so far are expired. */
	expireTokens(): void;
	/** Whether too many failed tries have locked the partner. */
	locked(): boolean;
	unlock(): void;
	/** The bank's time in Unix seconds. */
	now(): number;
	/** Moves the bank's time; nothing happens by that alone. */
	advance(span: Span): void;
	/** Lets nights pass: at the end of each, every account is read from its bank. */
	passNights(count?: number): void;
	/** What a person does with a link of Connect, done at once and without events. */
	connect(customerId: string, options?: { institutionId?: string; profile?: string }): Account[];
	/** From now on the bank gives nothing for this login; `Connect`'s fix mends it. */
	breakLogin(institutionLoginId: string, code?: number): void;
	/** The bank books something, at the last noon before the next night or some days earlier; that night brings it. */
	book(accountId: string, booking: Draft & { daysAgo?: number }): void;
}

export interface FinicityOptions extends Partial<BankSettings> {
	port?: number;
	keys?: Partial<PartnerKeys>;
	/** How many generated customers to add, to make the list long enough to page. */
	customers?: number;
	/** The bank's time stands still here, until it is moved; without it goes on. */
	now?: Date | string;
}

const fakeKeys: PartnerKeys = {
	partnerId: '2445580000001',
	partnerSecret: 'sandbox-partner-secret',
	appKey: 'sandbox-app-key',
};

/** Bookings that a test makes are counted from here on, beyond those of any day. */
const firstFurtherBooking = 100;

/** Starts the stand-in on loopback, on a free port unless one is given. */
export async function startFinicity(options: FinicityOptions = {}): Promise<FinicitySandbox> {
	const { port, keys: givenKeys, customers = 0, now: startAt, ...givenSettings } = options;
	const keys = { ...fakeKeys, ...givenKeys };
	const clock = new BankClock(startAt === undefined ? undefined : new Date(startAt));
	const access = new Access(keys);
	const state = new FinicityState(clock);
	const webhooks = new Webhooks(state, keys.partnerSecret);
	const txPush = new TxPush(state);
	const reports = new Reports(state);
	const initialSettings: BankSettings = {
		...{ plan: 'full', refreshLooks: 1, codesAsNumbers: false, autoConnect: false },
		...givenSettings,
	};
	const settings = { ...initialSettings };
	const side = (): BankSide => ({
		...{ state, access, keys, settings, webhooks, txPush },
		baseUrl: bank.baseUrl,
	});
	const bank = await startBank({
		port,
		seed() {
			clock.reset();
			access.reset();
			webhooks.reset();
			txPush.reset();
			reports.reset();
			Object.assign(settings, initialSettings);
			state.clear();
			seed(state, customers);
		},
		answer: async (request) => await answerRequest(request, side()),
		isTokenCall,
		pages: { ...connectPages(side), ...brandingPages },
		stop() {
			webhooks.reset();
			txPush.reset();
			reports.reset();
		},
	});

	return Object.assign(bank, {
		...{ keys, state, settings, webhooks, txPush, reports },
		issueToken: () => access.issueToken(),
		expireTokens: () => access.expireTokens(),
		locked: () => access.locked(),
		unlock: () => access.unlock(),
		now: () => clock.seconds(),
		advance: (span: Span) => clock.advance(span),
		passNights(count = 1) {
			for (let night = 1; night <= count; night += 1) {
				// A second on, or a night that has just been would be the next one.
				const seconds = nightFrom(clock.seconds() + 1) - clock.seconds();
				clock.advance({ seconds });
				const all = [...state.accounts.values()];
				txPush.watch(all, () => void aggregate(state, all));
			}
		},
		connect: (customerId: string, { institutionId = finBank, profile = 'profile_02' } = {}) =>
			linkAccounts(state, customerId, institutionId, profiles[profile] ?? []).accounts,
		breakLogin(institutionLoginId: string, code: number = aggregationCode.wrongLogin) {
			const login = state.institutionLogins.get(institutionLoginId);
			if (!login) throw new Error(`There is no institution login ${institutionLoginId}`);
			login.trouble = code;
		},
		book(accountId: string, { daysAgo = 0, ...booking }: Draft & { daysAgo?: number }) {
			const account = state.accounts.get(accountId);
			if (!account) throw new Error(`There is no account ${accountId}`);
			// What was known before must not be counted up with it.
			transactionsOf(state, account);
			const further = state.furtherBookings.get(accountId) ?? [];
			// Before 04:00, the next night is over before noon of today has been.
			const day = dayOf(nightFrom(clock.seconds() + 1)) - 1 - daysAgo;
			const number = firstFurtherBooking + further.length;
			state.furtherBookings.set(accountId, [
				...further,
				{ fate: 'final', ...booking, day, number },
			]);
		},
	});
}
