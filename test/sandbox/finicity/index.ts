import type { FaultRule } from '../shared/faults';
import type { RecordedRequest } from '../shared/request';
import type { LocalBank } from '../shared/server';
import { startBank } from '../shared/server';
import type { PartnerKeys } from './access';
import { Access } from './access';
import { answerRequest, isTokenCall } from './answer';
import { seed } from './seed';
import { FinicityState } from './state';

export type { FaultRule, FinicityState, RecordedRequest };

/** A strict local stand-in for the Finicity API. */
export interface FinicitySandbox extends LocalBank {
	keys: PartnerKeys;
	state: FinicityState;
	/** A valid token without a call. */
	issueToken(): string;
	/** All tokens so far are expired. */
	expireTokens(): void;
	/** Whether too many failed tries have locked the partner. */
	locked(): boolean;
	unlock(): void;
}

export interface FinicityOptions {
	port?: number;
	keys?: Partial<PartnerKeys>;
	/** How many generated customers to add, to make the list long enough to page. */
	customers?: number;
}

const fakeKeys: PartnerKeys = {
	partnerId: '2445580000001',
	partnerSecret: 'sandbox-partner-secret',
	appKey: 'sandbox-app-key',
};

/** Starts the stand-in on loopback, on a free port unless one is given. */
export async function startFinicity(options: FinicityOptions = {}): Promise<FinicitySandbox> {
	const keys = { ...fakeKeys, ...options.keys };
	const access = new Access(keys);
	const state = new FinicityState();
	const bank = await startBank({
		port: options.port,
		seed() {
			access.reset();
			state.clear();
			seed(state, options.customers ?? 0);
		},
		answer: (request) => answerRequest(request, { state, access, partnerId: keys.partnerId }),
		isTokenCall,
	});

	return Object.assign(bank, {
		keys,
		state,
		issueToken: () => access.issueToken(),
		expireTokens: () => access.expireTokens(),
		locked: () => access.locked(),
		unlock: () => access.unlock(),
	});
}
