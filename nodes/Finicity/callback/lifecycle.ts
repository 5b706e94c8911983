import type { IHookFunctions } from 'n8n-workflow';
import { isRegistered, register, withdraw } from '../../shared/callback/registration';
import { forgetReadings } from '../../shared/wire/credential';
import { readSettings, type Settings } from './settings';
import { addressOf, subscriptions } from './subscriptions';

/** What makes subscriptions other ones. */
function madeFor(context: IHookFunctions, { customerId, accountIds }: Settings): unknown {
	return [customerId, [...accountIds].sort(), addressOf(context)];
}

/** Whether the subscriptions of before still stand. */
export async function isSubscribed(context: IHookFunctions): Promise<boolean> {
	const settings = await readSettings(context);
	return settings.listensTo === 'txPush' && isRegistered(context, madeFor(context, settings));
}

/** Checks the settings, and subscribes accounts if the trigger listens to them. */
export async function begin(context: IHookFunctions): Promise<void> {
	forgetReadings(context);
	const settings = await readSettings(context);
	if (settings.listensTo === 'txPush') {
		await register(context, madeFor(context, settings), subscriptions(context, settings));
	} else {
		await withdraw(context, subscriptions(context));
	}
}

/** Takes back what was subscribed, whatever the settings are by now. */
export async function end(context: IHookFunctions): Promise<void> {
	await withdraw(context, subscriptions(context));
}
