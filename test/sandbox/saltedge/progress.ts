import type { ApiVersion } from '../../contract/saltedge';
import { dateOf, day, minute } from '../shared/time';
import { isRight, isSameLogin } from './credentials';
import type {
	Attempt,
	AttemptFailure,
	Connection,
	ConnectionEvent,
	FetchScope,
	Provider,
	Stage,
	StageName,
} from './model';
import { isRunning, lastAttempt, lastStage, stageNames } from './model';
import type { Account } from './money/accounts';
import { accountKinds } from './money/accounts';
import { providerFailures } from './providers';
import type { SaltEdgeState } from './state';

/** What the stages work on. */
interface Work {
	state: SaltEdgeState;
	connection: Connection;
	attempt: Attempt;
	provider: Provider;
}

/** The steps of an attempt, by what the provider needs and what is fetched. */
export function planOf(
	version: ApiVersion,
	{ interactive }: Provider,
	scopes: readonly FetchScope[],
): StageName[] {
	const withTransactions = scopes.includes('transactions');
	const left: Partial<Record<StageName, boolean>> = {
		interactive,
		fetch_holder_info: scopes.includes('holder_info'),
		fetch_accounts: scopes.includes('accounts') || scopes.includes('accounts_without_balance'),
		fetch_recent: withTransactions,
		fetch_full: withTransactions,
		fetch_transactions: withTransactions,
	};
	return stageNames[version].filter((name) => left[name] ?? true);
}

function workOn(state: SaltEdgeState, connection: Connection): Work {
	const attempt = lastAttempt(connection);
	return { state, connection, attempt, provider: state.providerOf(connection) };
}

/** Brings a connection as far as it has come by the time, telling of each stage on the way. */
export function advance(state: SaltEdgeState, connection: Connection, until: number): void {
	const work = workOn(state, connection);
	const { attempt } = work;
	while (attempt.dueAt !== undefined && attempt.dueAt <= until) step(work, attempt.dueAt);
}

/** Begins an attempt with its first stage; the others are left to the clock. */
export function start(state: SaltEdgeState, connection: Connection, attempt: Attempt): void {
	connection.attempts.push(attempt);
	delete connection.nextRefreshAt;
	step(workOn(state, connection), attempt.createdAt);
}

/** What the end user who does not go on is told, and the client. */
export const gaveUp: Record<ApiVersion, AttemptFailure> = {
	v5: { errorClass: 'InteractiveAdapterTimeout', message: 'Nobody answered in time' },
	v6: { errorClass: 'Unfinished', message: 'The end user did not finish in time' },
};

/** Ends the attempt that goes on, for the end user does not go on with it. */
export function giveUp(state: SaltEdgeState, connection: Connection): void {
	const work = workOn(state, connection);
	fail(work, gaveUp[work.attempt.version], state.now());
}

/** Ends what goes on, if anything does, and begins the next step. */
function step(work: Work, at: number): void {
	const { attempt } = work;
	const failure = failureIn(work);
	if (failure) return fail(work, failure, at);
	end(work, at);

	const name = attempt.plan.shift();
	if (name === undefined) throw new Error(`The attempt ${attempt.id} is over`);
	attempt.step = name;
	if (name === 'interactive') return ask(work, at);
	enter(work, name, at);
	if (name === 'finish') return succeed(work, at);
	attempt.dueAt = at + work.state.stageDelayMs;
	report(work, 'notify', at);
}

/** What keeps a step from ending well. */
function failureIn({ connection, attempt, provider }: Work): AttemptFailure | undefined {
	const broken = providerFailures[provider.code];
	if (broken && broken.stage === attempt.step) return broken;
	if (attempt.step === 'connect') {
		if (attempt.mustMatch && !isSameLogin(provider, attempt.credentials, connection.credentials)) {
			return { errorClass: 'CredentialsNotMatch', message: 'This is the login of somebody else' };
		}
		if (!isRight(provider.required_fields, attempt.credentials)) {
			return { errorClass: 'InvalidCredentials', message: 'The provider refused the login' };
		}
	}
	if (attempt.step === 'interactive') {
		if (!attempt.reply) return gaveUp[attempt.version];
		if (!isRight(provider.interactive_fields, attempt.reply)) {
			return {
				errorClass: 'InvalidInteractiveCredentials',
				message: 'The provider refused the answer',
			};
		}
	}
	return undefined;
}

/** What there is when a step has gone well. */
function end(work: Work, at: number): void {
	const { connection, attempt } = work;
	if (attempt.step === 'fetch_holder_info') connection.holderInfoAt = at;
	if (attempt.step === 'fetch_accounts') {
		fetchAccounts(work, at);
		if (attempt.request.fetched_accounts_notify) report(work, 'success', at);
	}
	if (attempt.step === 'fetch_recent') attempt.finishedRecent = true;
	if (attempt.step === 'fetch_full' || attempt.step === 'fetch_transactions') {
		attempt.finishedRecent = true;
		fetchTransactions(work, at);
	}
}

/** The accounts that an attempt is about. */
function accountsIn({ connection, attempt }: Work): Account[] {
	const { include_natures, exclude_accounts = [] } = attempt.request;
	return connection.accounts.filter(
		({ id, kind }) =>
			!exclude_accounts.includes(id) && (!include_natures || include_natures.includes(kind)),
	);
}

function fetchAccounts(work: Work, at: number): void {
	const { state, connection, attempt } = work;
	const { include_natures } = attempt.request;
	for (const kind of accountKinds) {
		const isKnown = connection.accounts.some((account) => account.kind === kind);
		if (isKnown || (include_natures && !include_natures.includes(kind))) continue;
		const id = state.newId('account');
		connection.accounts.push({ id, kind, createdAt: at, updatedAt: at, hasBalance: true });
	}
	const hasBalance = !attempt.fetchScopes.includes('accounts_without_balance');
	for (const account of accountsIn(work)) Object.assign(account, { updatedAt: at, hasBalance });
}

function fetchTransactions(work: Work, at: number): void {
	const { connection, attempt } = work;
	const { request, consent } = attempt;
	connection.fetches.push({
		at,
		accounts: accountsIn(work),
		from: request.from_date ?? consent.fromDate,
		to: request.to_date ?? consent.toDate ?? dateOf(at + day),
		strategy: connection.unduplicationStrategy,
	});
}

function enter({ state, attempt }: Work, name: StageName, at: number): Stage {
	const stage: Stage = { id: state.newId('stage'), name, createdAt: at, updatedAt: at };
	attempt.stages.push(stage);
	return stage;
}

/** Waits for the answer to what the provider asks, for as long as the provider does. */
function ask(work: Work, at: number): void {
	const { attempt, provider } = work;
	const isStage = attempt.version === 'v5';
	const stage = isStage ? enter(work, 'interactive', at) : lastStage(attempt);
	const expiresAt = at + provider.max_interactive_delay * 1000;
	stage.question = {
		html: '<p>The bank has sent a code. <strong>Please enter it.</strong></p>',
		fields: provider.interactive_fields,
		expiresAt,
	};
	attempt.dueAt = expiresAt;
	// The widget asks by itself.
	if (isStage) report(work, attempt.inWidget ? 'notify' : 'interactive', at);
}

function succeed(work: Work, at: number): void {
	const { connection, attempt } = work;
	attempt.successAt = at;
	connection.credentials = connection.storesCredentials ? attempt.credentials : undefined;
	connection.status = 'active';
	connection.lastSuccessAt = at;
	connection.updatedAt = at;
	finish(work, 'success', at);
}

/** The end user has to do something about these before there can be another attempt. */
const deactivating = ['InvalidCredentials', 'CredentialsNotMatch'];

function fail(work: Work, failure: AttemptFailure, at: number): void {
	const { errorClass, message } = failure;
	work.attempt.failure = { errorClass, message, at };
	enter(work, 'finish', at);
	if (deactivating.includes(errorClass)) work.connection.status = 'inactive';
	finish(work, 'fail', at);
}

function finish(work: Work, type: 'success' | 'fail', at: number): void {
	const { connection, attempt, provider } = work;
	delete attempt.dueAt;
	if (connection.status === 'active' && attempt.automaticFetch) {
		connection.nextRefreshAt = at + provider.refresh_timeout * minute;
	}
	report(work, type, at);
}

function report(work: Work, type: ConnectionEvent['type'], at: number): void {
	const { state, connection, attempt } = work;
	const stage = lastStage(attempt);
	state.tell({ version: attempt.version, type, connection, attempt, stage, at });
}

/** Whether an attempt of the connection goes on. */
export const isProcessing = (connection: Connection): boolean => isRunning(lastAttempt(connection));
