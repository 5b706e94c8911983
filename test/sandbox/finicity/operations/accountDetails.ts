import { pendingAmount } from '../bookkeeping';
import { accountTypeNotSupported, failure, refuse, registryFailure } from '../errors';
import { institutionWith } from '../institutions';
import { cents } from '../ledger/booking';
import type { Account, Customer } from '../model';
import { aggregationCode } from '../model';
import { documentDateOf, periodOf, statementOf, statementPdf } from '../statements';
import { dateTimeText } from '../dates';
import type { Call, FinicityOperations } from './operation';
import { accountOf, customerOf } from './operation';

const deposits = ['checking', 'savings', 'moneyMarket'];
const depositsAndCertificates = [...deposits, 'cd'];
const loans = ['mortgage', 'loan', 'studentLoan', 'studentLoanGroup', 'studentLoanAccount'];

/** The account the path names, if it is of one of these kinds. */
function accountOfType(call: Call, types: readonly string[]): Account {
	const account = accountOf(call);
	return types.includes(account.type) ? account : refuse(accountTypeNotSupported());
}

/** Whether the bank would ask the person something before it tells of the account. */
const asks = ({ state }: Call, account: Account): boolean =>
	state.loginOf(account)?.trouble === aggregationCode.questionAsked;

const address = {
	line1: '434 W Ascension Way',
	line2: 'Suite #200',
	city: 'Murray',
	state: 'UT',
	postalCode: '84123',
};
const addressText = Object.values(address).join(' ');

const nameOf = ({ firstName, lastName, username }: Customer): string =>
	[firstName, lastName].filter(Boolean).join(' ') || username;

function holderOf(call: Call, account: Account) {
	const customer = customerOf(call);
	const { firstName, lastName, email, phone } = customer;
	const isBusiness = account.marketSegment === 'business';
	return {
		relationship: isBusiness ? 'BUSINESS' : 'PRIMARY',
		ownerName: nameOf(customer),
		firstName,
		lastName,
		nameClassification: isBusiness ? 'business' : 'person',
		nameClassificationconfidencescore: 0.97,
		addresses: [{ ownerAddress: addressText, type: 'Home', ...address, country: 'USA' }],
		emails: email === undefined ? [] : [{ isPrimary: true, email, emailType: 'Personal' }],
		phones: phone === undefined ? [] : [{ type: 'CELL', country: '1', phone }],
		identityInsights: call.query.withInsights === true ? insights : undefined,
	};
}

const insights = {
	requestRefId: 'be3ad617-04ad-43e1-a438-79425b6511b6',
	isEmailValid: true,
	emailFirstSeenDays: 453,
	emailToName: 'match',
	isPhoneValid: true,
	phoneLineType: 'mobile',
	phoneToName: 'match',
	addressToName: 'match',
	emailRisk: 0.12,
	identityRiskScore: 122,
	warnings: [],
	alerts: [],
};

const routingNumberOf = ({ institutionId }: Account): string =>
	institutionWith(institutionId)?.routingNumber ?? '325081403';

function balanceAnswer(account: Account, available: number, date: number) {
	return {
		status: 200,
		body: {
			id: Number(account.customerId),
			realAccountNumberLast4: account.realAccountNumberLast4 ?? '',
			availableBalance: available,
			availableBalanceDate: date,
			clearedBalance: account.balance,
			clearedBalanceDate: account.balanceDate,
			aggregationStatusCode: account.aggregationStatusCode ?? 0,
			currency: account.currency,
		},
	};
}

/** What can be spent, as it was known when the account was read last. */
const cachedBalance = ({ balance, detail }: Account): number =>
	Number(detail?.availableBalanceAmount ?? balance);

function loanDetails({ id, number, type, balance }: Account) {
	const payable = (what: string, suffix: string) => ({
		[`${what}PaymentNumber`]: `52${number}${suffix}`,
		[`${what}PaymentAddress`]: 'PO Box 718 Wexford PA 15090',
		[`${what}FuturePayoffAmount`]: cents(-balance),
		[`${what}FuturePayoffDate`]: '2030-01-01T00:00:00.000Z',
	});
	const loan = { accountId: id, loanNumber: `${number}-1`, ...payable('loan', '1') };
	const group = { accountId: id, groupNumber: `${number}-A`, ...payable('group', 'A') };
	return {
		loanNumber: number,
		loanPaymentNumber: `52${number}`,
		loanPaymentAddress: 'PO Box 718 Wexford PA 15090',
		accountDetail: {
			accountId: id,
			accountNumber: number,
			...payable('account', ''),
			...(type.startsWith('studentLoan')
				? { groupDetail: [{ ...group, groupLoanDetail: [loan] }] }
				: { loanDetail: [loan] }),
		},
	};
}

export const accountDetailOperations: FinicityOperations = {
	GetAccountOwner: (call) => {
		const account = accountOf(call);
		if (asks(call, account)) return { status: 203 };
		const ownerName = nameOf(customerOf(call));
		const asOfDate = call.state.clock.seconds();
		return { status: 200, body: { ownerName, ownerAddress: addressText, asOfDate } };
	},

	GetAccountOwnerDetails: (call) => {
		const account = accountOf(call);
		if (asks(call, account)) return { status: 203 };
		return { status: 200, body: { holders: [holderOf(call, account)] } };
	},

	GetAccountACHDetails: (call) => {
		const account = accountOfType(call, depositsAndCertificates);
		const routingNumber = routingNumberOf(account);
		return { status: 200, body: { routingNumber, realAccountNumber: account.number } };
	},

	GetAccountPaymentInstructionDetails: (call) => {
		const account = accountOfType(call, deposits);
		const descriptors = [{ type: 'routingNumber', value: routingNumberOf(account) }];
		const ach = { type: 'ach', accountNumber: account.number, tanEnabled: false, descriptors };
		const rtp = { ...ach, type: 'rtp', transferInEnabled: true, transferOutEnabled: false };
		return { status: 200, body: { paymentInstruction: [ach, rtp] } };
	},

	GetAvailableBalanceLive: (call) => {
		const account = accountOfType(call, depositsAndCertificates);
		const now = call.state.clock.seconds();
		const age = now - (account.aggregationSuccessDate ?? 0);
		if (age < Number(call.query.balance_cache_interval) * 60) {
			return balanceAnswer(account, cachedBalance(account), account.balanceDate);
		}
		const available = cents(account.balance + pendingAmount(call.state, account));
		return balanceAnswer(account, available, now);
	},

	GetAvailableBalance: (call) => {
		const account = accountOfType(call, depositsAndCertificates);
		return balanceAnswer(account, cachedBalance(account), account.balanceDate);
	},

	GetLoanPaymentDetails: (call) => ({
		status: 200,
		body: loanDetails(accountOfType(call, loans)),
	}),

	GetCustomerAccountStatement: (call) => {
		const account = accountOf(call);
		const statement = statementOf(call.state, account, Number(call.query.index));
		if (!statement) return failure(404, '960', 'statement not found.');
		return {
			status: 200,
			contentType: call.contract.success.contentType,
			body: statementPdf(call.state, account, statement),
		};
	},

	GetCustomerAccountMultipleStatement: (call) => {
		const account = accountOf(call);
		const asOfDate = call.state.clock.seconds();
		const statements = String(call.query.index)
			.split(',')
			.map((index) => {
				const statement = statementOf(call.state, account, Number(index));
				if (!statement) return { index, asOfDate, code: '960', message: 'statement not found.' };
				const documentDate = documentDateOf(statement);
				const id = `a9e96186-2896-4a21-8759-${documentDate.replaceAll('-', '').padStart(12, '0')}-${account.id}`;
				return { index, id, asOfDate, description: periodOf(statement), documentDate };
			});
		return { status: 200, body: { statements } };
	},

	getCustomerAuthorizationDetails: ({ state, path }) => {
		const login = state.institutionLogins.get(path.institution_login_id ?? '');
		if (login?.connection !== 'oauth') {
			return registryFailure(404, '3003', 'Institution Login Id is not found');
		}
		const { authorization } = login;
		if (!authorization) {
			return registryFailure(404, '3004', 'Institution Login Id details are not found');
		}
		return {
			status: 200,
			body: {
				institutionLoginId: BigInt(login.id),
				authorizationStartDate: dateTimeText(authorization.start),
				authorizationEndDate: dateTimeText(authorization.end),
			},
		};
	},
};
