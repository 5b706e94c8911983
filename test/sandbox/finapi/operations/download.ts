import {
	addAccounts,
	beginDownload,
	newConnection,
	newInterface,
	wantedAccounts,
} from '../downloads';
import type { Wish } from '../downloads';
import { refuse, rejectByBank } from '../errors';
import type { LoginBody } from '../login';
import {
	credentialsIn,
	findTwin,
	interfaceIn,
	isComplete,
	merged,
	refuseWithoutLicense,
	refuseWithoutUser,
	refuseWithoutWebForm,
	usesLabels,
} from '../login';
import type {
	AccountType,
	Bank,
	BankingInterface,
	Connection,
	ConnectionInterface,
	Credentials,
	FirstStep,
} from '../model';
import { accountTypes } from '../model';
import { viewConnection } from '../views/connections';
import type { Call, FinApiOperations } from './operation';
import { connectionOf, idIn, refuseBusy } from './operation';

/** What imports, updates and connects may be told, of both versions. */
interface DownloadBody extends LoginBody {
	bankId?: number | string;
	bankConnectionId?: number | string;
	sourceBankingInterface?: BankingInterface;
	name?: string;
	storePin?: boolean;
	storeSecrets?: boolean;
	skipBalancesDownload?: boolean;
	skipPositionsDownload?: boolean;
	loadOwnerData?: boolean;
	importNewAccounts?: boolean;
	maxDaysForDownload?: number;
	accountTypeIds?: number[];
	accountTypes?: AccountType[];
	accountReferences?: { iban: string }[];
	redirectUrl?: string;
}

/** The demo bank of V1 lets everybody in who names no interface. */
const isOpen = (call: Call, { isDemo }: Bank): boolean => isDemo === true && !usesLabels(call);

/** V1 never leaves positions out again once it has downloaded some. */
const cannotGoBack = (call: Call, bank: Bank): boolean =>
	call.version === 'V1' && !isOpen(call, bank);

function wishIn(call: Call, bank: Bank, on: BankingInterface): Wish {
	const body = call.body as DownloadBody;
	const byNumber = body.accountTypeIds?.map((id) => accountTypes[id - 1] ?? 'Checking');
	const canLoadOwner = call.version === 'V1' || on === 'WEB_SCRAPER';
	return {
		storeSecrets: (usesLabels(call) ? body.storeSecrets : body.storePin) === true,
		accountTypes: body.accountTypes ?? byNumber,
		ibans: body.accountReferences?.map(({ iban }) => iban),
		withBalances: !body.skipBalancesDownload,
		withPositions: !body.skipPositionsDownload || isOpen(call, bank),
		withOwners: body.loadOwnerData === true && canLoadOwner,
		maxDays: body.maxDaysForDownload ?? 0,
	};
}

/** Refuses what does not go together, or not with the bank. */
function checkOptions(
	body: DownloadBody,
	bank: Bank,
	{ isXs2a, wantsAccounts }: { isXs2a: boolean; wantsAccounts: boolean },
): void {
	const illegal = (message: string) => refuse(422, 'ILLEGAL_FIELD_VALUE', message);
	if (body.skipBalancesDownload && !body.skipPositionsDownload) {
		illegal('skipBalancesDownload needs skipPositionsDownload');
	}
	const { accountReferences, redirectUrl } = body;
	if (isXs2a && bank.properties.includes('REDIRECT_APPROACH') && redirectUrl === undefined) {
		illegal('The interface needs a redirectUrl');
	}
	if (isXs2a && bank.properties.includes('DETAILED_CONSENT')) {
		if (wantsAccounts && !accountReferences?.length) illegal('accountReferences are needed');
		const ibans = bank.accounts.map(({ iban }) => iban);
		const wrong = accountReferences?.find(({ iban }) => !ibans.includes(iban));
		if (wrong) illegal(`There is no account ${wrong.iban}`);
	}
}

function firstStep(
	call: Call,
	bank: Bank,
	name: string | null,
	credentials: Credentials,
): FirstStep | undefined {
	if (bank.isDemo && name === 'MSA') return 'challenge';
	return usesLabels(call) ? bank.firstStep?.(credentials) : undefined;
}

/** Without the choice of a procedure when there is a default. */
function chosenStep(
	step: FirstStep | undefined,
	bank: Bank,
	{ defaultTwoStepProcedureId }: ConnectionInterface,
): FirstStep | undefined {
	const procedure = bank.twoStepProcedures.find(
		({ procedureId }) => procedureId === defaultTwoStepProcedureId,
	);
	if (step !== 'procedure' || !procedure) return step;
	return procedure.implicitExecute ? 'decoupled' : 'challenge';
}

function checkCredentials(call: Call, bank: Bank, credentials: Credentials): void {
	if (!isOpen(call, bank) && !bank.accepts(credentials)) {
		rejectByBank(bank, 'Die Zugangsdaten sind falsch.');
	}
}

function checkCompleteness(call: Call, bank: Bank, credentials: Credentials): void {
	if (!isOpen(call, bank) && !isComplete(bank, credentials)) {
		refuse(422, 'ILLEGAL_FIELD_VALUE', 'Credentials are missing');
	}
}

function checkAccounts(bank: Bank, wish: Wish): void {
	if (wantedAccounts(bank, wish).length > 0) return;
	refuse(422, 'NO_ACCOUNTS_FOR_TYPE_LIST', 'The bank has no accounts of these types');
}

/** Goes on only when the bank has got all that it asks for. */
function passChallenges(call: Call, bank: Bank, step: FirstStep | undefined): void {
	const { contract, version, userId, body, state, challenges } = call;
	challenges.pass(
		{ operationId: contract.id, version, userId, body, bank, rounds: state.decoupledRounds },
		step,
	);
}

export const downloadOperations: FinApiOperations = {
	importBankConnection: (call) => {
		const { state, userId, version } = call;
		const body = call.body as DownloadBody;
		refuseWithoutLicense(call);
		const bank =
			state.banks.get(idIn(body.bankId)) ??
			refuse(422, 'UNKNOWN_ENTITY', `There is no bank ${body.bankId}`);
		const bankingInterface = interfaceIn(call, bank);
		refuseWithoutWebForm(call, bank);
		refuseWithoutUser(call, bank, bankingInterface);
		const credentials = merged({}, credentialsIn(call, bank));
		checkCompleteness(call, bank, credentials);
		checkOptions(body, bank, { isXs2a: bankingInterface === 'XS2A', wantsAccounts: true });
		if (findTwin(call, bank, credentials)) {
			refuse(422, 'ENTITY_EXISTS', 'This bank connection exists already');
		}
		const name = body.name || null;
		checkCredentials(call, bank, credentials);
		passChallenges(call, bank, firstStep(call, bank, name, credentials));

		const wish = wishIn(call, bank, bankingInterface);
		checkAccounts(bank, wish);
		const connected = newInterface(bankingInterface, credentials, wish);
		const connection = newConnection(state, { userId, bankId: bank.id, name }, connected);
		addAccounts(state, connection, wish);
		beginDownload(state, connection, connected, wish);
		return { status: 201, body: viewConnection[version](state, connection) };
	},

	updateBankConnection: (call) => {
		const { state, version } = call;
		const body = call.body as DownloadBody;
		refuseWithoutLicense(call);
		const connection = connectionOf(call, idIn(body.bankConnectionId));
		const bank = state.bankOf(connection);
		const bankingInterface = interfaceIn(call, bank);
		const on =
			connection.interfaces.find((connected) => connected.bankingInterface === bankingInterface) ??
			refuse(422, 'ILLEGAL_FIELD_VALUE', `${bankingInterface} is not connected`);
		refuseWithoutWebForm(call, bank);
		refuseWithoutUser(call, bank, bankingInterface);
		if (connection.updateStatus === 'IN_PROGRESS') refuseBusy();

		const credentials = merged(on.credentials, credentialsIn(call, bank));
		// Who has a consent needs neither credentials nor a second step.
		const hasConsent = (on.consentExpiresAt ?? 0) > state.now();
		if (!hasConsent && !isOpen(call, bank) && !isComplete(bank, credentials)) {
			refuse(422, 'MISSING_FIELD', 'Credentials are neither given nor stored');
		}
		const wantsAccounts = body.importNewAccounts === true;
		checkOptions(body, bank, { isXs2a: bankingInterface === 'XS2A', wantsAccounts });
		if (body.skipPositionsDownload && connection.hasPositions && cannotGoBack(call, bank)) {
			refuse(422, 'ILLEGAL_ENTITY_STATE', 'Positions have been downloaded before');
		}
		if (!hasConsent) checkCredentials(call, bank, credentials);
		const step = firstStep(call, bank, connection.name, credentials);
		passChallenges(call, bank, hasConsent ? undefined : chosenStep(step, bank, on));

		const wish = wishIn(call, bank, bankingInterface);
		if (wish.storeSecrets) on.credentials = credentials;
		if (wantsAccounts) addAccounts(state, connection, wish);
		beginDownload(state, connection, on, wish);
		return { status: 200, body: viewConnection[version](state, connection) };
	},

	connectInterface: (call) => {
		const { state, version } = call;
		const body = call.body as DownloadBody;
		refuseWithoutLicense(call);
		const connection = connectionOf(call, idIn(body.bankConnectionId), 422);
		const bank = state.bankOf(connection);
		const bankingInterface = interfaceIn(call, bank);
		checkNewInterface(connection, bankingInterface, body.sourceBankingInterface);
		refuseWithoutUser(call, bank, bankingInterface);
		if (connection.updateStatus === 'IN_PROGRESS') refuseBusy();
		const credentials = merged({}, credentialsIn(call, bank));
		checkCompleteness(call, bank, credentials);
		checkOptions(body, bank, { isXs2a: bankingInterface === 'XS2A', wantsAccounts: true });
		checkCredentials(call, bank, credentials);
		passChallenges(call, bank, firstStep(call, bank, connection.name, credentials));

		const wish = wishIn(call, bank, bankingInterface);
		checkAccounts(bank, wish);
		const connected = newInterface(bankingInterface, credentials, wish);
		connection.interfaces.push(connected);
		addAccounts(state, connection, wish);
		beginDownload(state, connection, connected, wish);
		return { status: 200, body: viewConnection[version](state, connection) };
	},
};

/** Refuses an interface that is there already, and a source that is not. */
function checkNewInterface(
	{ interfaces }: Connection,
	wanted: BankingInterface,
	source: BankingInterface | undefined,
): void {
	const isConnected = (name: BankingInterface) =>
		interfaces.some(({ bankingInterface }) => bankingInterface === name);
	if (isConnected(wanted)) refuse(422, 'ENTITY_EXISTS', `${wanted} is connected already`);
	if (source !== undefined && !isConnected(source)) {
		refuse(422, 'UNKNOWN_ENTITY', `${source} is not connected`);
	}
}
