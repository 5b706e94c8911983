import { userMetadataHeaders } from '../../contract/finapi.operation';
import { refuse } from './errors';
import { needsWebForm } from './operations/client';
import type { Call } from './operations/operation';
import type { Bank, BankingInterface, Connection, Credentials, LoginKind } from './model';
import { dataSources, isMandatory } from './views/banks';

/** The part of a body that says how to get into the bank, of both versions. */
export interface LoginBody {
	bankingUserId?: string;
	bankingCustomerId?: string;
	bankingPin?: string;
	/** What V1 calls it. */
	interface?: BankingInterface;
	bankingInterface?: BankingInterface;
	loginCredentials?: { label: string; value: string }[];
}

/** Whether a body goes by the labels of a bank; the old fields of V1 are then worth nothing. */
export const usesLabels = ({ version, body }: Pick<Call, 'version' | 'body'>): boolean =>
	version === 'V2' || body.loginCredentials !== undefined || body.interface !== undefined;

/** The credentials a body holds, by what they are; an empty one is kept. */
export function credentialsIn(call: Pick<Call, 'version' | 'body'>, bank: Bank): Credentials {
	const given = call.body as LoginBody;
	const credentials: [LoginKind, string | undefined][] = usesLabels(call)
		? (given.loginCredentials ?? []).map(({ label, value }) => [kindOf(bank, label), value])
		: [
				['userId', given.bankingUserId],
				['customerId', given.bankingCustomerId],
				['pin', given.bankingPin],
			];
	return Object.fromEntries(credentials.filter(([, value]) => value !== undefined));
}

function kindOf(bank: Bank, label: string): LoginKind {
	return (
		bank.loginFields.find((field) => field.label === label)?.kind ??
		refuse(422, 'ILLEGAL_FIELD_VALUE', `The bank has no login field '${label}'`)
	);
}

/** The way into the bank that a body names; V1 may leave it to finAPI, which then takes no XS2A. */
export function interfaceIn({ version, body }: Call, bank: Bank): BankingInterface {
	const given = body as LoginBody;
	const wanted = version === 'V1' ? given.interface : given.bankingInterface;
	if (version === 'V1' && given.loginCredentials && wanted === undefined) {
		refuse(400, 'MISSING_FIELD', 'body interface is required next to loginCredentials');
	}
	const possible = wanted === undefined ? dataSources(bank) : bank.interfaces;
	const [first] = possible;
	if (first === undefined) refuse(501, 'UNSUPPORTED_BANK', `${bank.name} is not supported`);
	if (!possible.includes(wanted ?? first)) {
		refuse(400, 'BAD_REQUEST', `${bank.name} has no interface ${wanted}`);
	}
	return wanted ?? first;
}

/** Stored and changed credentials together; an empty text clears. */
export function merged(stored: Credentials, changes: Credentials): Credentials {
	return Object.fromEntries(
		Object.entries({ ...stored, ...changes }).filter(([, value]) => value !== ''),
	);
}

/** Whether all is there that the bank asks for; a customer id may always be left out. */
export const isComplete = ({ loginFields }: Bank, credentials: Credentials): boolean =>
	loginFields.every(({ kind }) => !isMandatory(kind) || credentials[kind] !== undefined);

/** Another connection of the user to the same bank with the same login. */
export function findTwin(
	{ state, userId }: Pick<Call, 'state' | 'userId'>,
	bank: Bank,
	credentials: Credentials,
	except?: Connection,
): Connection | undefined {
	return state
		.connectionsOf(userId)
		.filter((connection) => connection !== except && connection.bankId === bank.id)
		.find(({ interfaces }) =>
			interfaces.some((connected) => loginOf(connected.credentials) === loginOf(credentials)),
		);
}

const loginOf = ({ userId, customerId }: Credentials): string =>
	JSON.stringify([userId ?? null, customerId ?? null]);

/** V1 sends the user to a form of finAPI for the banks whose credentials the client may not see. */
export function refuseWithoutWebForm({ version, state, body }: Call, bank: Bank): void {
	if (version !== 'V1' || !(bank.needsWebForm || body.forceWebForm === true)) return;
	const id = state.newId('webForm');
	refuse(451, 'WEB_FORM_REQUIRED', id, { Location: `https://webform.bank.example/webForm/${id}` });
}

/** V2 has clients that may not see credentials: they send their users to Web Form. */
export function refuseWithoutLicense({ version, state }: Call): void {
	if (version !== 'V2' || !needsWebForm(state)) return;
	refuse(403, 'FORBIDDEN', 'This client must use the Web Form');
}

/** Some banks do not talk to a client by XS2A that does not say who is present. */
export function refuseWithoutUser({ request }: Call, bank: Bank, on: BankingInterface): void {
	if (on !== 'XS2A' || !bank.needsUserMetadata) return;
	const missing = Object.keys(userMetadataHeaders).filter(
		(name) => !request.headers[name.toLowerCase()],
	);
	if (missing.length > 0) {
		refuse(422, 'NO_PSU_METADATA', `The bank needs the headers ${missing.join(', ')}`);
	}
}
