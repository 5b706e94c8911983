import * as fc from 'fast-check';
import { type INodeType, NodeApiError } from 'n8n-workflow';
import { FinApiTransactionTrigger } from '../../nodes/FinApi/FinApiTransactionTrigger.node';
import { FinicityTransactionTrigger } from '../../nodes/Finicity/FinicityTransactionTrigger.node';
import { SaltEdgeTransactionTrigger } from '../../nodes/SaltEdge/SaltEdgeTransactionTrigger.node';
import type { StoredCredential } from '../support/credentials';
import { finApiCredential } from '../support/finApi';
import { byId, finicityCredential } from '../support/finicity';
import { type Loopback, startLoopback } from '../support/loopback';
import {
	dayOf,
	type Face,
	finApiFace,
	finicityFace,
	ModelBank,
	ModelServer,
	type ModelTransaction,
	saltEdgeFace,
} from '../support/modelBank';
import { type Given, PollingWorkflow, setTime } from '../support/polling';
import { saltEdgeCredential } from '../support/saltEdge';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.parse('2026-03-02T08:00:00Z');

interface BankUnderTest {
	name: string;
	nodeType: INodeType;
	face: Face;
	credential: string;
	credentials(baseUrl: string): StoredCredential;
	watched: Record<string, unknown>;
	/** Days from a reading back, as far as the bank lets transactions be read again at all. */
	window: number;
	hasPending: boolean;
	/** The first list that tells which accounts there are. */
	accountList: RegExp;
}

const keys = { partnerId: '1', partnerSecret: 'partner-secret', appKey: 'app-key' };
const client = { clientId: 'client', clientSecret: 'client-secret' };
const user = { userId: 'user', password: 'a-password' };

const banks: BankUnderTest[] = [
	{
		name: 'Finicity',
		nodeType: new FinicityTransactionTrigger(),
		face: finicityFace,
		credential: 'finicityApi',
		credentials: (baseUrl) => finicityCredential({ baseUrl, keys }),
		watched: { customerId: byId('7') },
		window: 15,
		hasPending: true,
		accountList: /\/accounts$/,
	},
	{
		name: 'finAPI',
		nodeType: new FinApiTransactionTrigger(),
		face: finApiFace,
		credential: 'finApi',
		credentials: (baseUrl) => finApiCredential({ baseUrl, version: 'V2', client, user }),
		watched: {},
		window: Infinity,
		hasPending: false,
		accountList: /\/accounts$/,
	},
	{
		name: 'Salt Edge',
		nodeType: new SaltEdgeTransactionTrigger(),
		face: saltEdgeFace,
		credential: 'saltEdgeApi',
		credentials: (baseUrl) =>
			saltEdgeCredential(
				{ baseUrl, keys: { appId: 'app', secret: 'app-secret' } },
				{ apiVersion: 'v6', baseUrl },
			),
		watched: { customerId: byId('8') },
		window: Infinity,
		hasPending: true,
		accountList: /\/connections\?/,
	},
];

/** What may happen: at the bank, in n8n, or between them. */
type Happening =
	| { kind: 'book'; which: number; daysAgo: number; isPending: boolean }
	| { kind: 'postInPlace' | 'postAsAnother' | 'edit' | 'remove'; which: number }
	| { kind: 'link'; days: number[]; readyAfter: number }
	| { kind: 'wait'; hours: number }
	| { kind: 'fail'; after: number }
	| { kind: 'outage'; which: number; days: number; after: number }
	| { kind: 'duringPoll'; after: number; which: number; days: number[] | null }
	| { kind: 'poll' | 'pollTwice' | 'restart' | 'crash' };

const which = fc.nat(50);
const days = fc.array(fc.nat(20), { maxLength: 4 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constant('book' as const),
			which,
			daysAgo: fc.nat(12),
			isPending: fc.boolean(),
		}),
	},
	{
		weight: 5,
		arbitrary: fc.record({
			kind: fc.constantFrom(
				...(['postInPlace', 'postInPlace', 'postAsAnother', 'edit', 'remove'] as const),
			),
			which,
		}),
	},
	fc.record({
		kind: fc.constant('link' as const),
		days,
		readyAfter: fc.constantFrom(0, 0, 2 * 60 * MINUTE),
	}),
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('wait' as const),
			hours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 100, max: 1200 })),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('fail' as const), after: fc.nat(7) }) },
	fc.record({
		kind: fc.constant('outage' as const),
		which,
		days: fc.integer({ min: 1, max: 60 }),
		after: fc.nat(3),
	}),
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('duringPoll' as const),
			after: fc.nat(7),
			which,
			days: fc.option(days),
		}),
	},
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constantFrom(
				...(['poll', 'poll', 'poll', 'pollTwice', 'restart', 'crash'] as const),
			),
		}),
	},
);

/** One story: a bank, a published workflow, and what each of them should know. */
class Story {
	readonly bank = new ModelBank();
	private readonly workflow: PollingWorkflow;
	private now = START;
	private lastPoll = START;
	/** When a poll has first seen each account with its history. */
	private readonly sightings = new Map<string, number>();
	/** How often each event was given: the transaction, pending or posted. */
	private readonly given = new Map<string, number>();
	private readonly mayComeTwice = new Set<string>();
	/** What was removed during a poll, which may have read it before. */
	private removed?: ModelTransaction;
	/** Accounts that were linked after the poll had asked for them. */
	private readonly unseen = new Set<string>();

	constructor(
		private readonly underTest: BankUnderTest,
		private readonly server: ModelServer,
		private readonly includePending: boolean,
		private readonly forgetsNothings: boolean,
	) {
		server.serve(this.bank);
		this.workflow = new PollingWorkflow(
			{
				nodeType: underTest.nodeType,
				credential: underTest.credential,
				credentials: underTest.credentials(server.loopback.url),
				parameters: { ...underTest.watched, ...(underTest.hasPending && { includePending }) },
			},
			forgetsNothings,
		);
		setTime(this.now);
	}

	async begin(accounts: number[][]): Promise<void> {
		for (const history of accounts) this.bank.link(history);
		this.pass(MINUTE);
		await this.succeed(async () => [await this.workflow.start()]);
		expect(this.given.size).toBe(0);
	}

	async tell(event: Happening): Promise<void> {
		this.pass(MINUTE);
		const { transactions, accounts } = this.bank;
		const pick = <T>(from: readonly T[]): T | undefined =>
			'which' in event ? from[event.which % Math.max(1, from.length)] : undefined;
		const pending = pick(transactions.filter(({ status }) => status === 'pending'));
		const any = pick(transactions);
		const account = pick(accounts.filter(({ readyAt }) => readyAt < this.now));
		switch (event.kind) {
			case 'book': {
				const { daysAgo, isPending } = event;
				if (account) this.bank.book(account, daysAgo, isPending ? 'pending' : 'posted');
				break;
			}
			case 'postInPlace':
			case 'postAsAnother':
				if (pending) this.bank[event.kind](pending);
				break;
			case 'edit':
			case 'remove':
				if (any) this.bank[event.kind](any);
				break;
			case 'link':
				this.bank.link(event.days, event.readyAfter);
				break;
			case 'wait':
				this.pass(event.hours * 60 * MINUTE);
				break;
			case 'fail':
				await this.pollWithFailure(event.after);
				break;
			case 'outage':
				// Something comes, n8n is down for long, and then the bank for a moment.
				if (account) this.bank.book(account);
				this.pass(event.days * DAY);
				await this.pollWithFailure(event.after);
				break;
			case 'duringPoll':
				await this.pollDuring(event.after, () => {
					if (event.days) this.bank.link(event.days);
					else if (event.which % 2 === 0 && any) this.removeNow(any);
					else if (account) this.bank.book(account);
				});
				break;
			case 'poll':
				await this.succeed(async () => [await this.workflow.poll()]);
				break;
			case 'pollTwice':
				// With the database's copy for each, n8n itself must not let two polls run at once.
				if (this.forgetsNothings) break;
				await this.succeed(async () => await this.workflow.pollAtOnce(2));
				break;
			case 'restart':
				await this.succeed(async () => [await this.workflow.start()]);
				break;
			case 'crash':
				await this.crash();
				break;
		}
	}

	async end(): Promise<void> {
		this.pass(MINUTE);
		await this.succeed(async () => [await this.workflow.poll()]);
	}

	private removeNow(transaction: ModelTransaction): void {
		this.removed = transaction;
		this.bank.remove(transaction);
	}

	private pass(milliseconds: number): void {
		this.now += milliseconds;
		jest.setSystemTime(this.now);
	}

	/** n8n ends after it has started the workflow and before it has written anything down. */
	private async crash(): Promise<void> {
		const { saved } = this.workflow;
		const given = await this.workflow.poll();
		this.workflow.saved = saved;
		for (const key of this.keysOf([given])) this.mayComeTwice.add(key);
		this.count([given]);
		await this.succeed(async () => [await this.workflow.start()]);
	}

	private async pollWithFailure(after: number): Promise<void> {
		const { saved } = this.workflow;
		this.server.plan({ after, fails: true });
		try {
			await this.succeed(async () => [await this.workflow.poll()]);
			expect(this.server.isPlanned).toBe(true);
		} catch (error) {
			if (!(error instanceof NodeApiError)) throw error;
			expect(error.message).toContain('The model has failed');
			expect(this.workflow.saved).toBe(saved);
		}
		this.server.plan(undefined);
	}

	/** Something happens at the bank between two requests of a poll. */
	private async pollDuring(after: number, happens: () => unknown): Promise<void> {
		const { accountList } = this.underTest;
		this.unseen.clear();
		this.server.plan({
			after,
			fails: false,
			happens: (before) => {
				const known = this.bank.accounts.length;
				// A poll has a time of its own: what comes during it comes after it has begun.
				jest.setSystemTime(this.now + 1);
				happens();
				if (!before.some(({ url }) => accountList.test(url))) return;
				for (const { id } of this.bank.accounts.slice(known)) this.unseen.add(id);
			},
		});
		try {
			await this.succeed(async () => [await this.workflow.poll()]);
		} catch (error) {
			// The pages may have moved so far that one is there twice.
			if (!(error instanceof NodeApiError)) throw error;
			expect(error.message).toContain('twice');
		}
		this.server.plan(undefined);
		this.unseen.clear();
		this.removed = undefined;
	}

	private keysOf(given: readonly Given[]): string[] {
		return given.flatMap((items) => items ?? []).map(({ id, status }) => `${id} ${status}`);
	}

	private count(given: readonly Given[]): void {
		for (const key of this.keysOf(given)) {
			const count = (this.given.get(key) ?? 0) + 1;
			this.given.set(key, count);
			if (!this.mayComeTwice.has(key)) expect([key, count]).toEqual([key, 1]);
			this.expectNews(key);
		}
	}

	/** What was given must have arrived after its account was known. */
	private expectNews(key: string): void {
		const [id, status] = key.split(' ');
		const known = [...this.bank.transactions, ...(this.removed ? [this.removed] : [])];
		const transaction = known.find((each) => String(each.id) === id);
		if (!transaction) throw new Error(`${key} was given, and is not there`);
		expect([key, transaction.status]).toEqual([key, status]);
		const isNews = this.arrivalOf(transaction) >= this.sightingOf(transaction);
		expect([key, isNews]).toEqual([key, true]);
	}

	private arrivalOf({ status, createdAt, postedAt }: ModelTransaction): number {
		return status === 'pending' ? createdAt : postedAt;
	}

	private sightingOf({ account }: ModelTransaction): number {
		return this.sightings.get(account.id) ?? Infinity;
	}

	private isInWindow({ date }: ModelTransaction): boolean {
		const { window } = this.underTest;
		return window === Infinity || date >= dayOf(this.lastPoll - window * DAY);
	}

	/** Polls, and checks that what should have come has come. */
	private async succeed(poll: () => Promise<Given[]>): Promise<void> {
		const given = await poll();
		this.count(given);
		for (const transaction of this.bank.transactions) {
			const { id, status } = transaction;
			const counts = status === 'posted' || (this.includePending && this.underTest.hasPending);
			const arrival = this.arrivalOf(transaction);
			if (!counts || arrival > this.now || arrival <= this.sightingOf(transaction)) continue;
			const key = `${id} ${status}`;
			if (this.isInWindow(transaction)) expect([key, this.given.has(key)]).toEqual([key, true]);
		}
		for (const { id, readyAt } of this.bank.accounts) {
			const isSeen = readyAt <= this.now + 1 && !this.unseen.has(id);
			if (isSeen && !this.sightings.has(id)) this.sightings.set(id, this.now + 1);
		}
		this.lastPoll = this.now;
	}
}

let loopback: Loopback;
beforeAll(async () => {
	loopback = await startLoopback();
});
afterAll(async () => {
	jest.useRealTimers();
	await loopback.close();
});

describe.each(banks)('new transactions of $name', (underTest) => {
	it('come once each, whatever happens, and history never does', async () => {
		const server = new ModelServer(loopback, underTest.face);
		await fc.assert(
			fc.asyncProperty(
				fc.array(days, { minLength: 1, maxLength: 2 }),
				fc.array(happening, { minLength: 5, maxLength: 25 }),
				fc.boolean(),
				fc.boolean(),
				async (accounts, happenings, includePending, forgetsNothings) => {
					const story = new Story(underTest, server, includePending, forgetsNothings);
					await story.begin(accounts);
					for (const event of happenings) await story.tell(event);
					await story.end();
				},
			),
			{ numRuns: Number(process.env.STORIES ?? 25) },
		);
	});
});
