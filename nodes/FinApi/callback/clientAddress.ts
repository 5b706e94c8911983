import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { readRecord, unproven } from '../../shared/answer/reading';
import { ownAddress } from '../../shared/callback/address';
import {
	isRegistered,
	type Registrar,
	register,
	withdraw,
} from '../../shared/callback/registration';
import { forgetReadings } from '../../shared/wire/credential';
import type { Request } from '../../shared/wire/request';
import { send } from '../../shared/wire/send';
import { openSession, type Session } from '../../shared/wire/session';
import { CLIENT } from '../access';
import { finApi } from '../api';
import { ADDRESS_ENDS } from './kinds';
import { readSettings, type Settings } from './settings';

/** An address that finAPI calls for the whole client, and under which name it keeps it. */
interface ClientAddress extends IDataObject {
	setting: string;
	url: string;
}

const PATH = '/clientConfiguration';

/** What finAPI calls the address for what a trigger listens to. */
function settingFor({ listensTo }: Settings): string {
	return listensTo === 'notifications'
		? 'userNotificationCallbackUrl'
		: 'userSynchronizationCallbackUrl';
}

async function clientSession(context: IHookFunctions): Promise<Session> {
	return await openSession(context, finApi, { signInAs: CLIENT });
}

/** Asks for the configuration of the client, or changes it, and gives what finAPI answers. */
async function configuration(session: Session, body?: IDataObject): Promise<IDataObject> {
	const request: Request = { method: body ? 'PATCH' : 'GET', path: PATH, ...(body && { body }) };
	const answer = await send(session, request);
	const told = readRecord(session, request, answer, { has: ['mandatorLicense'] });
	const isSame = Object.entries(body ?? {}).every(([name, value]) => (told[name] ?? '') === value);
	if (isSame) return told;
	throw unproven(session, request, answer, 'with another address than it was sent');
}

/**
 * Sets the one address of the client, where none is: another one may be that of a program whose calls
 * would end without a word. Takes it away while it is still the same.
 */
function clientAddress(context: IHookFunctions, wanted?: ClientAddress): Registrar<ClientAddress> {
	return {
		async register(tell) {
			if (!wanted) return;
			const { setting, url } = wanted;
			const session = await clientSession(context);
			const before = (await configuration(session))[setting] || url;
			if (before !== url) {
				throw new NodeOperationError(
					context.getNode(),
					`finAPI calls another address for this client already: ${String(before)}. When nobody needs it any more, remove it with Client Configuration › Edit, then publish again. Otherwise switch 'Set Address at finAPI' off.`,
				);
			}
			// Before it is there: a PATCH without an answer may have set it.
			tell(wanted);
			await configuration(session, { [setting]: url });
		},
		async withdraw({ setting, url }, signal) {
			const session = { ...(await clientSession(context)), signal };
			const { [setting]: now } = await configuration(session);
			if (now === url) await configuration(session, { [setting]: '' });
		},
	};
}

/** The address that the user wants set, if it is to be. */
function wantedAddress(context: IHookFunctions, settings: Settings): ClientAddress | undefined {
	if (!settings.setsAddress) return undefined;
	const url = ownAddress(context, ADDRESS_ENDS, settings.listensTo);
	return { setting: settingFor(settings), url };
}

/** Whether what the user wants is set since before n8n was started. */
export async function isSet(context: IHookFunctions): Promise<boolean> {
	const wanted = wantedAddress(context, await readSettings(context));
	return wanted !== undefined && isRegistered(context, wanted);
}

/** Checks the settings, and sets the address if the user wants it. */
export async function begin(context: IHookFunctions): Promise<void> {
	forgetReadings(context);
	const wanted = wantedAddress(context, await readSettings(context));
	if (wanted) await register(context, wanted, clientAddress(context, wanted));
	else await end(context);
}

/** Takes back what was set, whatever the settings are by now. */
export async function end(context: IHookFunctions): Promise<void> {
	await withdraw(context, clientAddress(context));
}
