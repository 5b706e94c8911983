import { isBusy } from '../background';
import { refuse } from '../errors';
import type { LoginBody } from '../login';
import {
	credentialsIn,
	findTwin,
	merged,
	refuseWithoutLicense,
	refuseWithoutWebForm,
	usesLabels,
} from '../login';
import type { Bank, Connection, ConnectionInterface } from '../model';
import { viewConnection } from '../views/connections';
import type { Call, FinApiOperations } from './operation';
import { connectionOf, refuseBusy } from './operation';

interface EditBody extends LoginBody {
	name?: string;
	defaultTwoStepProcedureId?: string;
}

/** The interface that is changed; the older fields of V1 are about the first one. */
function editedInterface(call: Call, { interfaces }: Connection): ConnectionInterface | undefined {
	const { loginCredentials, defaultTwoStepProcedureId, ...body } = call.body as EditBody;
	const wanted = call.version === 'V1' ? body.interface : body.bankingInterface;
	const isNeeded =
		loginCredentials !== undefined ||
		(call.version === 'V2' && defaultTwoStepProcedureId !== undefined);
	if (wanted === undefined) {
		const name = call.version === 'V1' ? 'interface' : 'bankingInterface';
		if (isNeeded) refuse(400, 'MISSING_FIELD', `body ${name} is required next to what it is for`);
		return interfaces[0];
	}
	if (!isNeeded && !usesLabels(call)) return interfaces[0];
	const connected = interfaces.find(({ bankingInterface }) => bankingInterface === wanted);
	if (!connected && isNeeded) refuse(422, 'ILLEGAL_FIELD_VALUE', `${wanted} is not connected`);
	return connected ?? interfaces[0];
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
		if (changesLogin || defaultTwoStepProcedureId !== undefined) refuseWithoutLicense(call);
		// While transactions are categorized, only the credentials may not be touched.
		if (changesLogin ? isBusy(connection) : connection.updateStatus === 'IN_PROGRESS') refuseBusy();
		checkProcedure(bank, defaultTwoStepProcedureId);
		const credentials = merged(edited?.credentials ?? {}, changes);
		if (changesLogin && findTwin(call, bank, credentials, connection)) {
			refuse(422, 'ILLEGAL_FIELD_VALUE', 'Another bank connection has these credentials');
		}

		if (edited) {
			edited.credentials = credentials;
			// A consent was given for the credentials it came with.
			if (changesLogin) delete edited.consentExpiresAt;
			if (defaultTwoStepProcedureId !== undefined) {
				edited.defaultTwoStepProcedureId = defaultTwoStepProcedureId || null;
			}
		}
		if (name !== undefined) connection.name = name || null;
		return { status: 200, body: viewConnection[call.version](call.state, connection) };
	},
};
