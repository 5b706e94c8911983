import { refuse } from './errors';
import type { Call } from './operations/operation';
import type { Bank, BankingInterface, Connection, Credentials, LoginKind } from './state';
import { dataSources } from './views';

/** The part of a body that says how to get into the bank, of both versions. */
export interface LoginBody {
	bankingUserId?: string;
	bankingCustomerId?: string;
	bankingPin?: string;
	bankingInterface?: BankingInterface;
	loginCredentials?: { label: string; value: string }[];
}

/** The credentials a body holds, by what they are; an empty one is kept. */
export function credentialsIn({ version, body }: Call, bank: Bank): Credentials {
	const given = body as LoginBody;
	const credentials: [LoginKind, string | undefined][] =
		version === 'V1'
			? [
					['userId', given.bankingUserId],
					['customerId', given.bankingCustomerId],
					['pin', given.bankingPin],
				]
			: (given.loginCredentials ?? []).map(({ label, value }) => [kindOf(bank, label), value]);
	return Object.fromEntries(credentials.filter(([, value]) => value !== undefined));
}

function kindOf(bank: Bank, label: string): LoginKind {
	return (
		bank.loginFields.find((field) => field.label === label)?.kind ??
		refuse(422, 'ILLEGAL_FIELD_VALUE', `The bank has no login field '${label}'`)
	);
}

/** The way into the bank that a body names, or that V1 takes by itself. */
export function interfaceIn({ version, body }: Call, bank: Bank): BankingInterface {
	const possible = version === 'V1' ? dataSources(bank) : bank.interfaces;
	const [first] = possible;
	if (first === undefined) refuse(501, 'UNSUPPORTED_BANK', `${bank.name} is not supported`);
	const wanted = (body as LoginBody).bankingInterface ?? first;
	if (!possible.includes(wanted)) {
		refuse(400, 'BAD_REQUEST', `${bank.name} has no interface ${wanted}`);
	}
	return wanted;
}

/** Stored and changed credentials together; an empty text clears. */
export function merged(stored: Credentials, changes: Credentials): Credentials {
	return Object.fromEntries(
		Object.entries({ ...stored, ...changes }).filter(([, value]) => value !== ''),
	);
}

/** Whether all is there that the bank asks for; a customer id may always be left out. */
export const isComplete = ({ loginFields }: Bank, credentials: Credentials): boolean =>
	loginFields.every(({ kind }) => kind === 'customerId' || credentials[kind] !== undefined);

/** Another connection of the user to the same bank with the same login. */
export function findTwin(
	{ state, userId }: Call,
	bank: Bank,
	credentials: Credentials,
	except?: Connection,
): Connection | undefined {
	return state
		.connectionsOf(userId)
		.filter((connection) => connection !== except && connection.bankId === bank.id)
		.find(({ interfaces }) => loginOf(interfaces[0].credentials) === loginOf(credentials));
}

const loginOf = ({ userId, customerId }: Credentials): string =>
	JSON.stringify([userId ?? null, customerId ?? null]);

/** V1 sends the user to a form of finAPI for the banks whose credentials the client may not see. */
export function refuseWithoutWebForm({ version, state }: Call, bank: Bank): void {
	if (version !== 'V1' || !bank.needsWebForm) return;
	const id = state.newId('webForm');
	refuse(451, 'WEB_FORM_REQUIRED', id, { Location: `https://webform.bank.example/webForm/${id}` });
}
