import { triesBeforeLock } from '../access';
import type { ApiVersion, FinApiState } from '../state';
import type { FinApiOperations } from './operation';

/** International banks are in no group. */
const bankGroups = ({ banks }: FinApiState): string[] =>
	[...new Set([...banks.values()].flatMap(({ location }) => location ?? []))].sort();

/** V2's licence fits the sandbox, which imports without a web form and makes no payments. */
const onlyIn: Record<ApiVersion, Record<string, unknown>> = {
	V1: { pinStorageAvailableInWebForm: true },
	V2: {
		aisViaWebForm: false,
		pisViaWebForm: true,
		pisStandaloneViaWebForm: true,
		mandatorLicense: 'AISP',
	},
};

export const clientOperations: FinApiOperations = {
	getClientConfiguration: ({ state, version }) => ({
		status: 200,
		body: {
			isAutomaticBatchUpdateEnabled: true,
			isUserAutoVerificationEnabled: false,
			isMandatorAdmin: false,
			isWebScrapingEnabled: true,
			clientAccessTokensValidityPeriod: state.tokenLifeSeconds,
			userAccessTokensValidityPeriod: state.tokenLifeSeconds,
			// Refresh tokens live until they are revoked.
			refreshTokensValidityPeriod: 0,
			maxUserLoginAttempts: triesBeforeLock,
			availableBankGroups: bankGroups(state),
			...onlyIn[version],
		},
	}),
};
