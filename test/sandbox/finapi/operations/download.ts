import { day } from '../../shared/time';
import { startDownload } from '../background';
import { refuse, rejectByBank } from '../errors';
import type { LoginBody } from '../login';
import {
	credentialsIn,
	findTwin,
	interfaceIn,
	isComplete,
	merged,
	refuseWithoutWebForm,
} from '../login';
import type {
	Account,
	AccountType,
	Bank,
	Connection,
	ConnectionInterface,
	Credentials,
	FirstStep,
} from '../state';
import { accountTypes } from '../state';
import { isSecret, viewConnection } from '../views';
import type { Call, FinApiOperations } from './operation';
import { connectionOf, refuseBusy } from './operation';

/** What imports and updates may be told, of both versions. */
interface DownloadBody extends LoginBody {
	bankId?: number | string;
	bankConnectionId?: number | string;
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

/** The demo bank of V1 lets everybody in. */
const isOpen = ({ version }: Call, { isDemo }: Bank): boolean =>
	version === 'V1' && isDemo === true;

/** V1 never leaves positions out again once it has downloaded some. */
const cannotGoBack = (call: Call, bank: Bank): boolean =>
	call.version === 'V1' && !isOpen(call, bank);

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
	{ version }: Call,
	bank: Bank,
	name: string | null,
	credentials: Credentials,
): FirstStep | undefined {
	if (bank.isDemo && name === 'MSA') return 'challenge';
	return version === 'V2' ? bank.firstStep?.(credentials) : undefined;
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

/** Goes on only when the bank has got all that it asks for. */
function passChallenges(call: Call, bank: Bank, step: FirstStep | undefined): void {
	const { contract, version, userId, body, state, challenges } = call;
	challenges.pass(
		{ operationId: contract.id, version, userId, body, bank, rounds: state.decoupledRounds },
		step,
	);
}

/** The accounts of the bank that were asked for. */
function wantedAccounts(bank: Bank, body: DownloadBody): Bank['accounts'] {
	const types = body.accountTypes ?? body.accountTypeIds?.map((id) => accountTypes[id - 1]);
	const ibans = body.accountReferences?.map(({ iban }) => iban);
	return bank.accounts.filter(
		({ type, iban }) => (types?.includes(type) ?? true) && (ibans?.includes(iban) ?? true),
	);
}

const open = ({ state }: Call, accounts: Bank['accounts']): Account[] =>
	accounts.map((account) => ({ id: state.newId('account'), ...account }));

const withoutSecrets = (credentials: Credentials): Credentials =>
	Object.fromEntries(
		Object.entries(credentials).filter(([kind]) => !isSecret(kind as keyof Credentials)),
	);

const mayStore = ({ storePin, storeSecrets }: DownloadBody): boolean =>
	storePin === true || storeSecrets === true;

/** Lets the connection show what the answer must show already, and starts the rest. */
function download(call: Call, bank: Bank, connection: Connection, on: ConnectionInterface): object {
	const { skipPositionsDownload, loadOwnerData } = call.body as DownloadBody;
	if (on.bankingInterface === 'XS2A') on.consentExpiresAt = Date.now() + 90 * day;
	const canLoadOwner = call.version === 'V1' || on.bankingInterface === 'WEB_SCRAPER';
	if (loadOwnerData && canLoadOwner) connection.hasOwners = true;
	const withPositions = !skipPositionsDownload || isOpen(call, bank);
	startDownload(call.state, connection, { on, withPositions });
	return viewConnection[call.version](call.state, connection);
}

export const downloadOperations: FinApiOperations = {
	importBankConnection: (call) => {
		const { state, userId } = call;
		const body = call.body as DownloadBody;
		const bank =
			state.banks.get(String(body.bankId)) ??
			refuse(422, 'UNKNOWN_ENTITY', `There is no bank ${body.bankId}`);
		const bankingInterface = interfaceIn(call, bank);
		refuseWithoutWebForm(call, bank);
		const credentials = merged({}, credentialsIn(call, bank));
		if (!isOpen(call, bank) && !isComplete(bank, credentials)) {
			refuse(422, 'ILLEGAL_FIELD_VALUE', 'Credentials are missing');
		}
		checkOptions(body, bank, { isXs2a: bankingInterface === 'XS2A', wantsAccounts: true });
		if (findTwin(call, bank, credentials)) {
			refuse(422, 'ENTITY_EXISTS', 'This bank connection exists already');
		}
		const name = body.name || null;
		checkCredentials(call, bank, credentials);
		passChallenges(call, bank, firstStep(call, bank, name, credentials));

		const wanted = wantedAccounts(bank, body);
		if (wanted.length === 0) {
			refuse(422, 'NO_ACCOUNTS_FOR_TYPE_LIST', 'The bank has no accounts of these types');
		}
		const connected: ConnectionInterface = {
			bankingInterface,
			credentials: mayStore(body) ? credentials : withoutSecrets(credentials),
			defaultTwoStepProcedureId: null,
			maxDaysForDownload: body.maxDaysForDownload ?? 0,
			lastManualUpdate: null,
			lastAutoUpdate: null,
			userActionRequired: false,
		};
		const connection: Connection = {
			id: state.newId('connection'),
			...{ userId, bankId: bank.id, name, accounts: open(call, wanted) },
			updateStatus: 'READY',
			categorizationStatus: 'READY',
			interfaces: [connected],
			hasOwners: false,
			hasPositions: false,
		};
		state.connections.set(connection.id, connection);
		return { status: 201, body: download(call, bank, connection, connected) };
	},

	updateBankConnection: (call) => {
		const body = call.body as DownloadBody;
		const connection = connectionOf(call, String(body.bankConnectionId));
		const bank = call.state.bankOf(connection);
		const bankingInterface = interfaceIn(call, bank);
		const on =
			connection.interfaces.find((connected) => connected.bankingInterface === bankingInterface) ??
			refuse(422, 'ILLEGAL_FIELD_VALUE', `${bankingInterface} is not connected`);
		refuseWithoutWebForm(call, bank);
		if (connection.updateStatus === 'IN_PROGRESS') refuseBusy();

		const given = credentialsIn(call, bank);
		const credentials = merged(on.credentials, given);
		// Who has a consent needs neither credentials nor a second step.
		const hasConsent = (on.consentExpiresAt ?? 0) > Date.now();
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

		if (mayStore(body)) on.credentials = credentials;
		if (wantsAccounts) {
			const known = connection.accounts.map(({ iban }) => iban);
			const added = wantedAccounts(bank, body).filter(({ iban }) => !known.includes(iban));
			connection.accounts.push(...open(call, added));
		}
		return { status: 200, body: download(call, bank, connection, on) };
	},
};
