import { plainText } from '../../shared/wire/json';
import { SettingsReader } from '../../shared/callback/settings';
import type { TriggerContext } from '../../shared/callback/receiver';
import { credentialOfTrigger } from '../../shared/wire/credential';
import { DIGITS } from '../fields';
import { ANY, KINDS, type Kind } from './kinds';

/** What the user has set in the trigger. */
export interface Settings {
	listensTo: Kind;
	/** Names of events, or one that stands for all. */
	types: string[];
	/** What Connect's events are signed with; of the others none is. */
	partnerSecret: string;
	/** Empty for all. */
	customerIds: string[];
	confirms: boolean;
	/** Whose accounts are subscribed. */
	customerId: string;
	/** Empty for all of the customer's. */
	accountIds: string[];
	simplifies: boolean;
	ignoresRepeats: boolean;
}

/** Where the events of a kind are chosen. */
const TYPES: Readonly<Record<Kind, string>> = {
	connect: 'connectEvents',
	reports: 'reportEvents',
	txPush: 'pushEvents',
};

function readKind(reader: SettingsReader): Kind {
	const chosen = reader.text('listenTo');
	const kind = KINDS.find((each) => each === chosen);
	if (kind) return kind;
	throw reader.refused('Listen To', `has no '${chosen}'`, `Choose one of ${KINDS.join(', ')}.`);
}

function readTypes(reader: SettingsReader, kind: Kind): string[] {
	const types = reader.list(TYPES[kind]);
	if (types.length > 0) return types;
	throw reader.refused('Events', 'is empty', 'Choose at least one event, or All.');
}

async function readSecret(context: TriggerContext, reader: SettingsReader): Promise<string> {
	const { authentication, partnerSecret } = await credentialOfTrigger(context, 'finicityApi');
	const secret = authentication === 'appToken' ? '' : plainText(partnerSecret ?? '').trim();
	if (secret !== '') return secret;
	throw reader.refused(
		'Credential',
		'has no Partner Secret, with which Finicity signs events',
		"Choose a credential that signs in with 'Partner Credentials'.",
	);
}

function readCustomer(reader: SettingsReader, context: TriggerContext): string {
	const value = context.getNodeParameter('customerId', '', { extractValue: true });
	const id = plainText(value).trim();
	if (DIGITS.pattern.test(id)) return id;
	throw reader.refused(
		'Customer',
		id === '' ? 'is empty' : `must be ${DIGITS.hint}, but is '${id}'`,
		'Choose the customer whose accounts you want to be told of.',
	);
}

function readAccounts(reader: SettingsReader): string[] {
	const from = reader.text('accountsFrom') || 'all';
	if (from === 'all') return [];
	const ids = reader.ids('Accounts', 'accountIds');
	if (ids.length > 0) return [...new Set(ids)];
	throw reader.refused('Accounts', 'is empty', "Choose accounts, or set 'Subscribe To' to all.");
}

/**
 * Reads what the user has set.
 *
 * @throws NodeOperationError that names the field which can't be used
 */
export async function readSettings(context: TriggerContext): Promise<Settings> {
	const reader = new SettingsReader(context);
	const listensTo = readKind(reader);
	const isPush = listensTo === 'txPush';
	return {
		listensTo,
		types: readTypes(reader, listensTo),
		partnerSecret: listensTo === 'connect' ? await readSecret(context, reader) : '',
		customerIds: isPush ? [] : reader.ids('Customer IDs', 'filters.customerIds'),
		confirms: listensTo !== 'connect' && reader.toggle('Confirm With Finicity', 'confirm', true),
		customerId: isPush ? readCustomer(reader, context) : '',
		accountIds: isPush ? readAccounts(reader) : [],
		simplifies: reader.toggle('Simplify', 'simplify', true),
		ignoresRepeats: reader.toggle('Ignore Repeats', 'options.ignoreRepeats', true),
	};
}

/** Whether the user wants events of a name. */
export function isChosen({ types }: Settings, type: string): boolean {
	return types.includes(ANY) || types.includes(type);
}
