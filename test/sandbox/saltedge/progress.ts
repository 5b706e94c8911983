import { minute } from '../shared/time';
import { isRight, isSameLogin } from './credentials';
import type {
	Attempt,
	AttemptFailure,
	Connection,
	ConnectionEvent,
	EventListener,
	FetchScope,
	Provider,
	Stage,
	StageName,
} from './model';
import { isRunning, lastAttempt, lastStage, stageNames } from './model';
import { providerFailures } from './providers';
import type { SaltEdgeState } from './state';

/** What the stages work on. */
interface Work {
	state: SaltEdgeState;
	connection: Connection;
	attempt: Attempt;
	provider: Provider;
	tell: EventListener;
}

const accountsPerConnection = 2;

/** The stages of an attempt, by what the provider needs and what is fetched. */
export function planOf({ interactive }: Provider, scopes: readonly FetchScope[]): StageName[] {
	const withAccounts = scopes.includes('accounts') || scopes.includes('accounts_without_balance');
	const left: Partial<Record<StageName, boolean>> = {
		interactive,
		fetch_holder_info: scopes.includes('holder_info'),
		fetch_accounts: withAccounts,
		fetch_recent: scopes.includes('transactions'),
		fetch_full: scopes.includes('transactions'),
	};
	return stageNames.filter((name) => left[name] ?? true);
}

/** Brings a connection as far as it has come by the time, telling of each stage on the way. */
export function advance(
	state: SaltEdgeState,
	connection: Connection,
	until: number,
	tell: EventListener,
): void {
	const attempt = lastAttempt(connection);
	const work = { state, connection, attempt, provider: state.providerOf(connection), tell };
	while (attempt.dueAt !== undefined && attempt.dueAt <= until) step(work, attempt.dueAt);
}

/** Begins an attempt with its first stage; the others are left to the clock. */
export function start(
	state: SaltEdgeState,
	connection: Connection,
	attempt: Attempt,
	tell: EventListener,
): void {
	connection.attempts.push(attempt);
	delete connection.nextRefreshAt;
	const provider = state.providerOf(connection);
	step({ state, connection, attempt, provider, tell }, attempt.createdAt);
}

/** Ends the stage that there is, if any, and begins the next one. */
function step(work: Work, at: number): void {
	const { attempt } = work;
	const current = attempt.stages.at(-1);
	const failure = current && failureIn(work, current);
	if (failure) return fail(work, failure, at);
	if (current) end(work, current, at);

	const name = attempt.plan.shift();
	if (name === undefined) throw new Error(`The attempt ${attempt.id} is over`);
	const stage = enter(work, name, at);
	if (name === 'finish') return succeed(work, at);
	if (name === 'interactive') return ask(work, stage, at);
	attempt.dueAt = at + work.state.stageDelayMs;
	report(work, 'notify', at);
}

/** What keeps a stage from ending well. */
function failureIn(
	{ connection, attempt, provider }: Work,
	{ name }: Stage,
): AttemptFailure | undefined {
	const broken = providerFailures[provider.code];
	if (broken?.stage === name) return broken;
	if (name === 'connect') {
		if (attempt.mustMatch && !isSameLogin(provider, attempt.credentials, connection.credentials)) {
			return { errorClass: 'CredentialsNotMatch', message: 'This is the login of somebody else' };
		}
		if (!isRight(provider.required_fields, attempt.credentials)) {
			return { errorClass: 'InvalidCredentials', message: 'The provider refused the login' };
		}
	}
	if (name === 'interactive') {
		if (!attempt.reply) {
			return { errorClass: 'InteractiveAdapterTimeout', message: 'Nobody answered in time' };
		}
		if (!isRight(provider.interactive_fields, attempt.reply)) {
			return {
				errorClass: 'InvalidInteractiveCredentials',
				message: 'The provider refused the answer',
			};
		}
	}
	return undefined;
}

/** What there is when a stage has gone well. */
function end(work: Work, { name }: Stage, at: number): void {
	const { state, connection, attempt } = work;
	if (name === 'fetch_accounts') {
		while (connection.accountIds.length < accountsPerConnection) {
			connection.accountIds.push(state.newId('account'));
		}
		if (attempt.request.fetched_accounts_notify) report(work, 'success', at);
	}
	if (name === 'fetch_recent') attempt.finishedRecent = true;
}

function enter({ state, attempt }: Work, name: StageName, at: number): Stage {
	const stage: Stage = { id: state.newId('stage'), name, createdAt: at, updatedAt: at };
	attempt.stages.push(stage);
	return stage;
}

/** Waits for the answer to what the provider asks, for as long as the provider does. */
function ask(work: Work, stage: Stage, at: number): void {
	const { attempt, provider } = work;
	const expiresAt = at + provider.max_interactive_delay * 1000;
	stage.question = {
		html: '<p>The bank has sent a code. <strong>Please enter it.</strong></p>',
		fields: provider.interactive_fields,
		expiresAt,
	};
	attempt.dueAt = expiresAt;
	report(work, 'interactive', at);
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
	const { connection, attempt, tell } = work;
	tell({ type, connection, attempt, stage: lastStage(attempt), at });
}

/** Whether an attempt of the connection goes on. */
export const isProcessing = (connection: Connection): boolean => isRunning(lastAttempt(connection));
