import { isBusy } from '../background';
import { refuse } from '../errors';
import type { LoginBody } from '../login';
import { credentialsIn, findTwin, merged, refuseWithoutWebForm } from '../login';
import type { Bank, Connection, ConnectionInterface } from '../state';
import { viewConnection } from '../views';
import type { Call, FinApiOperations } from './operation';
import { connectionOf, refuseBusy } from './operation';

interface EditBody extends LoginBody {
	name?: string;
	defaultTwoStepProcedureId?: string;
}

/** The interface that is changed: V1 knows only one, V2 must be told. */
function editedInterface({ version, body }: Call, { interfaces }: Connection): ConnectionInterface {
	const { bankingInterface, loginCredentials, defaultTwoStepProcedureId } = body as EditBody;
	if (version === 'V1' || (!loginCredentials && defaultTwoStepProcedureId === undefined)) {
		return interfaces[0];
	}
	if (bankingInterface === undefined) {
		refuse(400, 'MISSING_FIELD', 'body bankingInterface is required next to what it is for');
	}
	return (
		interfaces.find((connected) => connected.bankingInterface === bankingInterface) ??
		refuse(422, 'ILLEGAL_FIELD_VALUE', `${bankingInterface} is not connected`)
	);
}

function checkProcedure({ twoStepProcedures }: Bank, id: string | undefined): void {
	const isKnown = !id || twoStepProcedures.some(({ procedureId }) => procedureId === id);
	if (!isKnown) refuse(422, 'INVALID_TWO_STEP_PROCEDURE', `There is no procedure ${id}`);
}

export const editOperations: FinApiOperations = {
	editBankConnection: (call) => {
		const connection = connectionOf(call, call.path.id ?? '');
		const bank = call.state.bankOf(connection);
		const { name, defaultTwoStepProcedureId } = call.body as EditBody;
		const edited = editedInterface(call, connection);
		const changes = credentialsIn(call, bank);
		const changesLogin = Object.keys(changes).length > 0;

		if (changesLogin) refuseWithoutWebForm(call, bank);
		// While transactions are categorized, only the credentials may not be touched.
		if (changesLogin ? isBusy(connection) : connection.updateStatus === 'IN_PROGRESS') refuseBusy();
		checkProcedure(bank, defaultTwoStepProcedureId);
		const credentials = merged(edited.credentials, changes);
		if (changesLogin && findTwin(call, bank, credentials, connection)) {
			refuse(422, 'ILLEGAL_FIELD_VALUE', 'Another bank connection has these credentials');
		}

		edited.credentials = credentials;
		// A consent was given for the credentials it came with.
		if (changesLogin) delete edited.consentExpiresAt;
		if (defaultTwoStepProcedureId !== undefined) {
			edited.defaultTwoStepProcedureId = defaultTwoStepProcedureId || null;
		}
		if (name !== undefined) connection.name = name || null;
		return { status: 200, body: viewConnection[call.version](call.state, connection) };
	},
};
