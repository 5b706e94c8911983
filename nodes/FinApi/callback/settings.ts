import type { IDataObject } from 'n8n-workflow';
import type { TriggerContext } from '../../shared/callback/receiver';
import { SettingsReader } from '../../shared/callback/settings';
import { shown, toNumber } from '../../shared/input/value';
import { credentialOfTrigger } from '../../shared/wire/credential';
import { webFormUrlOf } from '../access';
import { decryption } from '../decryption';
import { ANY, KINDS, type Kind } from './kinds';

/** What the user has set in the trigger. */
export interface Settings {
	listensTo: Kind;
	/** Names of events, or one that stands for all. */
	types: string[];
	confirms: boolean;
	/** What the handle of a notification must hold; empty for anything. */
	handleSecret: string;
	/** Reads a text of a notification, and throws for one that this key is not for. */
	decrypt(text: string): string;
	/** Names of encrypted texts in notifications whose content is not documented. */
	encryptedFields: string[];
	simplifies: boolean;
	/** The trigger sets its address as the client's, and takes it back. */
	setsAddress: boolean;
	waitsForData: boolean;
	/** Seconds for that. */
	maxWait: number;
	ignoresRepeats: boolean;
}

/** Seconds for which the data of a bank is waited for at most, and unless the user says otherwise. */
export const LONGEST_WAIT = 1_800;
export const USUAL_WAIT = 300;

function readKind(reader: SettingsReader): Kind {
	const chosen = reader.text('listenTo');
	const kind = KINDS.find((each) => each === chosen);
	if (kind) return kind;
	throw reader.refused('Listen To', `has no '${chosen}'`, `Choose one of ${KINDS.join(', ')}.`);
}

/** Where the events of a kind are chosen. */
const TYPES: Readonly<Partial<Record<Kind, string>>> = {
	formsAndTasks: 'endEvents',
	notifications: 'notificationEvents',
};

function readTypes(reader: SettingsReader, kind: Kind): string[] {
	const name = TYPES[kind];
	if (name === undefined) return [ANY];
	const types = reader.list(name);
	if (types.length > 0) return types;
	throw reader.refused('Events', 'is empty', 'Choose at least one event, or All.');
}

function readMaxWait(reader: SettingsReader): number {
	const value = reader.value('options.maxWait', USUAL_WAIT);
	const seconds = toNumber(value);
	if (seconds !== undefined && seconds >= 1 && seconds <= LONGEST_WAIT) return seconds;
	throw reader.refused(
		'Max Wait for Data (Seconds)',
		`must be a number of seconds from 1 to ${LONGEST_WAIT}, but is ${shown(value)}`,
		`Remove the option to wait ${USUAL_WAIT} seconds.`,
	);
}

/** What keeps a credential from asking about an event, told when the workflow is published. */
function checkCredential(reader: SettingsReader, kind: Kind, credentials: IDataObject): void {
	const { authentication, apiVersion } = credentials;
	const wayOut = "Choose another credential, or switch 'Confirm With finAPI' off.";
	if (kind === 'userDeletions') {
		if (authentication !== 'accessToken') return;
		throw reader.refused('Credential', 'has no Client Secret to ask finAPI with', wayOut);
	}
	if (authentication === 'client') {
		const what = kind === 'notifications' ? 'notification rules' : 'web forms and tasks';
		const complaint = `signs in with Client, but ${what} are a user's`;
		throw reader.refused('Credential', complaint, wayOut);
	}
	if (kind !== 'formsAndTasks') return;
	if (apiVersion === 'V1') {
		throw reader.refused('Credential', 'is for V1, which has no such web forms and tasks', wayOut);
	}
	webFormUrlOf(credentials);
}

/**
 * Reads what the user has set.
 *
 * @throws NodeOperationError that names the field which can't be used
 */
export async function readSettings(context: TriggerContext): Promise<Settings> {
	const reader = new SettingsReader(context);
	const listensTo = readKind(reader);
	const confirms = reader.toggle('Confirm With finAPI', 'confirm', true);
	const isNotified = listensTo === 'notifications';
	const credentials: IDataObject = await credentialOfTrigger(context, 'finApi');
	if (confirms) checkCredential(reader, listensTo, credentials);
	return {
		...{ listensTo, types: readTypes(reader, listensTo), confirms },
		handleSecret: isNotified ? reader.text('handleSecret') : '',
		decrypt: isNotified ? decryption(credentials) : (text) => text,
		encryptedFields: isNotified ? reader.names('options.encryptedFields') : [],
		simplifies: isNotified && reader.toggle('Simplify', 'simplify', true),
		setsAddress:
			listensTo !== 'formsAndTasks' && reader.toggle('Set Address at finAPI', 'setAddress', false),
		waitsForData:
			confirms &&
			listensTo === 'formsAndTasks' &&
			reader.toggle('Wait for Data', 'waitForData', false),
		maxWait: readMaxWait(reader),
		ignoresRepeats: reader.toggle('Ignore Repeats', 'options.ignoreRepeats', true),
	};
}

/** Whether the user wants events of a name. */
export function isChosen({ types }: Settings, type: string): boolean {
	return types.includes(ANY) || types.includes(type);
}
