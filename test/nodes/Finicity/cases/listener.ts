import { echoCode } from '../../../support/finicityCaller';
import { type Loopback, startLoopback } from '../../../support/loopback';

/** Stands for the address of a server that takes events. */
export const LISTENER = 'http://listener.example.com/events';

/** The server. */
export async function startListener(): Promise<Loopback> {
	const listener = await startLoopback();
	listener.reply(echoCode);
	return listener;
}

/** The same with the address of the server in it. */
export function sentTo<Value>({ url }: Loopback, value: Value): Value {
	return value && (JSON.parse(JSON.stringify(value).replaceAll(LISTENER, url)) as Value);
}
