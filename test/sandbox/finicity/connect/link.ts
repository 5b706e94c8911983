import { createHmac } from 'node:crypto';
import type { FinicityState } from '../state';
import type { ConnectSession, ConnectSettings } from './session';

/** A link lives for two hours. */
const lifeMs = 2 * 60 * 60 * 1000;

const signatureOf = (query: URLSearchParams, secret: string): string =>
	createHmac('sha256', secret).update(query.toString()).digest('hex');

/** Makes a link, and remembers what it is for. */
export function makeLink(
	state: FinicityState,
	{ partnerId, partnerSecret }: { partnerId: string; partnerSecret: string },
	baseUrl: string,
	settings: Omit<ConnectSettings, 'expiresAt'>,
): string {
	const now = state.clock.now();
	const { kind, customerId, consumerId, institutionId, institutionLoginId } = settings;
	const told = { consumerId, institutionId, institutionLoginId };
	const query = new URLSearchParams({
		customerId,
		origin: 'url',
		partnerId,
		session: state.newHex('event', 16),
		timestamp: String(now),
		ttl: String(now + lifeMs),
		type: kind,
	});
	for (const [name, value] of Object.entries(told)) {
		if (value !== undefined) query.set(name, value);
	}
	const signature = signatureOf(query, partnerSecret);
	query.set('signature', signature);
	state.connectSessions.set(signature, { ...settings, expiresAt: now + lifeMs });
	return `${baseUrl}/connect?${query.toString()}`;
}

/** Why a link does not open Connect, in words for the person. */
export type BrokenLink =
	'This link is not valid' | 'This link has expired' | 'This link has been used';

/** The session of a link, or why there is none. */
export function sessionOf(
	state: FinicityState,
	{ partnerSecret }: { partnerSecret: string },
	rawQuery: string,
): ConnectSession | BrokenLink {
	const query = new URLSearchParams(rawQuery);
	const signature = query.get('signature') ?? '';
	query.delete('signature');
	const session = state.connectSessions.get(signature);
	if (!session || signatureOf(query, partnerSecret) !== signature) return 'This link is not valid';
	if (state.clock.now() >= session.expiresAt) return 'This link has expired';
	if (session.singleUse && session.step === 'done') return 'This link has been used';
	return session;
}
