import type { ApiVersion, Bank, BankingInterface, LoginKind } from '../model';
import type { FinApiState } from '../state';
import { asId } from './values';

/** What V1 knew before there was XS2A; it imports over these when no interface is named. */
export const dataSources = (bank: Bank): BankingInterface[] =>
	bank.interfaces.filter((bankingInterface) => bankingInterface !== 'XS2A');

export const isSecret = (kind: LoginKind): boolean => kind === 'pin';

/** All but the customer ID, which may always be left out. */
export const isMandatory = (kind: LoginKind): boolean => kind !== 'customerId';

const popularity = (state: FinApiState, { id }: Bank): number =>
	[...state.connections.values()].filter(({ bankId }) => bankId === id).length;

const labelOf = ({ loginFields }: Bank, kind: LoginKind): string | null =>
	loginFields.find((field) => field.kind === kind)?.label ?? null;

/** All XS2A interfaces of the sandbox belong to it. */
export const tppAuthenticationGroup = { id: 1, name: 'Sandbox XS2A' };

/** What both versions say of an interface. */
const interfaceOf = (bank: Bank, bankingInterface: BankingInterface) => ({
	tppAuthenticationGroup: bankingInterface === 'XS2A' ? tppAuthenticationGroup : null,
	properties: bankingInterface === 'XS2A' ? bank.properties : [],
	loginHint: bank.loginHint,
	health: 100,
	lastCommunicationAttempt: null,
	lastSuccessfulCommunication: null,
	isAisSupported: true,
	aisAccountTypes: [...new Set(bank.accounts.map(({ type }) => type))],
});

const loginField = ({ kind, label }: Bank['loginFields'][number]) => ({
	label,
	isSecret: isSecret(kind),
	isVolatile: false,
});

const none = (...names: readonly string[]): Record<string, false> =>
	Object.fromEntries(names.map((name) => [name, false]));

const noPaymentsInV1 = none(
	'sepaMoneyTransfer',
	'sepaInstantMoneyTransfer',
	'sepaCollectiveMoneyTransfer',
	'sepaFutureDatedMoneyTransfer',
	'sepaStandingOrder',
);

function bankV1(state: FinApiState, bank: Bank) {
	const { id, name, blz, bic, location, city, isTestBank, loginHint } = bank;
	const supportedDataSources = dataSources(bank);
	return {
		...{ id: asId(id), name, loginHint, bic, blz, blzs: [], location, city, isTestBank },
		loginFieldUserId: labelOf(bank, 'userId'),
		loginFieldCustomerId: labelOf(bank, 'customerId'),
		loginFieldPin: labelOf(bank, 'pin'),
		isCustomerIdPassword: isSecret('customerId'),
		isSupported: supportedDataSources.length > 0,
		supportedDataSources,
		pinsAreVolatile: false,
		popularity: popularity(state, bank),
		health: 100,
		lastCommunicationAttempt: null,
		lastSuccessfulCommunication: null,
		interfaces: bank.interfaces.map((each) => ({
			...interfaceOf(bank, each),
			interface: each,
			loginCredentials: bank.loginFields.map(loginField),
			isMoneyTransferSupported: false,
			paymentCapabilities: noPaymentsInV1,
		})),
		bankGroup: null,
		isBeta: false,
	};
}

const noPaymentsInV2 = none(
	...Object.keys(noPaymentsInV1),
	'sepaDirectDebit',
	'domesticMoneyTransfer',
	'domesticCollectiveMoneyTransfer',
	'domesticFutureDatedMoneyTransfer',
);

function bankV2(state: FinApiState, bank: Bank) {
	const { id, name, blz, bic, location, city, isTestBank } = bank;
	return {
		...{ id: asId(id), name, bic, blz, location, city, isTestBank, isBeta: false },
		popularity: popularity(state, bank),
		bankGroup: null,
		logo: { url: `https://cdn.finapi.example/logos/${id}.svg` },
		interfaces: bank.interfaces.map((each) => ({
			...interfaceOf(bank, each),
			bankingInterface: each,
			loginCredentials: bank.loginFields.map((field) => ({
				...loginField(field),
				isMandatory: isMandatory(field.kind),
			})),
			isPisSupported: false,
			paymentCapabilities: noPaymentsInV2,
			aisCapabilities: { standingOrdersDownload: false },
		})),
	};
}

/** A bank as its version shows it. */
export const viewBank = { V1: bankV1, V2: bankV2 } satisfies Record<ApiVersion, unknown>;
