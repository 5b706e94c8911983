import { triesBeforeLock } from '../access';
import { refuse } from '../errors';
import type { ApiVersion } from '../model';
import { accountTypes } from '../model';
import type { FinApiState, Settings } from '../state';
import { viewCategory } from '../views/transactions';
import { masked } from '../views/values';
import type { FinApiOperations } from './operation';

/** International banks are in no group. */
const bankGroups = ({ banks }: FinApiState): string[] =>
	[...new Set([...banks.values()].flatMap(({ location }) => location ?? []))].sort();

const products = ['ACCESS', 'WEB_FORM'];

/** V1 still knows the older web form, and asks in another way what goes through which one. */
const onlyInV1 = {
	isXs2aEnabled: true,
	pinStorageAvailableInWebForm: true,
	storeSecretsAvailableInWebForm: true,
	applicationName: 'Sandbox',
	supportSubjectDefault: null,
	supportEmail: null,
	aisWebFormMode: 'INTERNAL',
	pisWebFormMode: 'DISABLED',
	pisStandaloneWebFormMode: 'DISABLED',
	autoDismountWebForm: false,
	categoryRestrictions: null,
	corsAllowedOrigins: null,
};

const enabledProducts = {
	access: true,
	webForm: true,
	customerDashboard: false,
	dataIntelligence: false,
	giroIdent: false,
	schufaApi: false,
	diLabelling: false,
	contractManager: false,
	giroCheck: false,
	kreditCheck: false,
	kreditCheckB2B: false,
	debitFlex: false,
	transparencyRegister: false,
};

/** Whether a client must leave the login to the web form. */
export const needsWebForm = ({ license }: FinApiState): boolean =>
	license === 'UNLICENSED' || license === 'PISP';

const onlyInV2 = (state: FinApiState) => ({
	aisEnabled: true,
	enabledProducts,
	aisViaWebForm: needsWebForm(state),
	pisViaWebForm: true,
	pisStandaloneViaWebForm: true,
	businessBanksEnabled: state.settings.businessBanksEnabled,
	// Written down, but not in force.
	categoryRestrictionsEnabled: false,
	categoryRestrictions: [...state.categories.values()]
		.slice(0, 1)
		.map((category) => viewCategory(state, category)),
	accountTypeRestrictions: accountTypes.filter((type) => type !== 'Pocket'),
});

function configuration(state: FinApiState, version: ApiVersion) {
	const { settings, tokenLife } = state;
	return {
		pfmServicesEnabled: state.pfmServicesEnabled,
		isAutomaticBatchUpdateEnabled: state.isAutomaticBatchUpdateEnabled,
		isDevelopmentModeEnabled: true,
		isNonEuroAccountsSupported: false,
		isAutoCategorizationEnabled: true,
		mandatorLicense: state.license,
		preferredConsentType: settings.preferredConsentType,
		userNotificationCallbackUrl: settings.userNotificationCallbackUrl,
		userSynchronizationCallbackUrl: settings.userSynchronizationCallbackUrl,
		refreshTokensValidityPeriod: tokenLife.refresh,
		userAccessTokensValidityPeriod: tokenLife.user,
		clientAccessTokensValidityPeriod: tokenLife.client,
		maxUserLoginAttempts: triesBeforeLock,
		transactionImportLimitation: 0,
		isUserAutoVerificationEnabled: settings.userAutoVerificationEnabled,
		isMandatorAdmin: false,
		isWebScrapingEnabled: true,
		paymentsEnabled: false,
		isStandalonePaymentsEnabled: false,
		availableBankGroups: bankGroups(state),
		products,
		finTSProductRegistrationNumber: settings.finTSProductRegistrationNumber && masked,
		betaBanksEnabled: settings.betaBanksEnabled,
		...(version === 'V1' ? onlyInV1 : onlyInV2(state)),
	};
}

interface EditBody extends Partial<Settings> {
	refreshTokensValidityPeriod?: number;
	userAccessTokensValidityPeriod?: number;
	clientAccessTokensValidityPeriod?: number;
}

function checkUrl(name: string, url: string | null | undefined): void {
	if (url && !/^https?:\/\/[^\s/]+/.test(url)) {
		refuse(400, 'BAD_REQUEST', `body ${name} must be an address that can be called`);
	}
}

export const clientOperations: FinApiOperations = {
	getClientConfiguration: ({ state, version }) => ({
		status: 200,
		body: configuration(state, version),
	}),

	editClientConfiguration: ({ state, version, body }) => {
		const {
			refreshTokensValidityPeriod: refresh,
			userAccessTokensValidityPeriod: user,
			clientAccessTokensValidityPeriod: client,
			...settings
		} = body as EditBody;
		checkUrl('userNotificationCallbackUrl', settings.userNotificationCallbackUrl);
		checkUrl('userSynchronizationCallbackUrl', settings.userSynchronizationCallbackUrl);
		const cleared = Object.entries(settings).map(([name, value]) => [
			name,
			value === '' ? null : value,
		]);
		state.settings = { ...state.settings, ...(Object.fromEntries(cleared) as Partial<Settings>) };
		const { tokenLife } = state;
		state.tokenLife = {
			refresh: refresh ?? tokenLife.refresh,
			user: user ?? tokenLife.user,
			client: client ?? tokenLife.client,
		};
		return { status: 200, body: configuration(state, version) };
	},
};
