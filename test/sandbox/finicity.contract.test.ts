import type { ContractOperation } from '../contract/contract';
import { finicityContract } from '../contract/finicity';
import { expectAnswerOf, expectRequestId, pathOf } from '../support/contractCase';
import type { Reply } from '../support/exchange';
import { echoCode, FinicityCaller, refused } from '../support/finicityCaller';
import { type Loopback, startLoopback } from '../support/loopback';
import type { FinicitySandbox } from './finicity';
import { startFinicity } from './finicity';

const maria = '7000000001';
const budgetApp = '5a2db0c5-0001-4a00-8000-000000000001';
const longLoginId = '9007199254740993';

const now = '2026-03-15T12:00:00Z';
const lastMonth = { fromDate: 1_770_000_000, toDate: 1_773_576_000 };

let bank: FinicitySandbox;
let caller: FinicityCaller;
/** Somebody who wants to be told of transactions. */
let listener: Loopback;

beforeAll(async () => {
	bank = await startFinicity({ now });
	listener = await startLoopback();
	listener.reply(echoCode);
});

afterAll(async () => {
	await bank.close();
	await listener.close();
});

beforeEach(() => {
	bank.reset();
	caller = new FinicityCaller(bank);
});

it('has every operation that is used, and the call for a token', () => {
	const ids = finicityContract.map(({ id }) => id);
	expect(new Set(ids).size).toBe(71);
	expect(ids).toHaveLength(71);
});

it('has a schema for each placeholder of a path', () => {
	for (const { path, pathParameters } of finicityContract) {
		const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		expect(Object.keys(pathParameters)).toEqual(placeholders);
	}
});

it('has only required parameters that are there', () => {
	for (const { query, requiredQuery = [], commaSeparated = [] } of finicityContract) {
		expect(Object.keys(query)).toEqual(expect.arrayContaining([...requiredQuery]));
		expect(Object.keys(query)).toEqual(expect.arrayContaining([...commaSeparated]));
	}
});

/** What a call needs besides what all calls have. */
interface Needs {
	path?: Record<string, string>;
	query?: Record<string, string | number>;
	body?: unknown;
}

const pathValues: Record<string, string> = {
	customerId: maria,
	accountId: '5011000001',
	institutionLoginId: '1007000001',
	institution_login_id: '1007000001',
	institutionId: '101732',
	applicationId: budgetApp,
	application_id: budgetApp,
	preAppId: '2581',
	routing_number: '011000015',
	consumerId: '0bf46322c167b562e6cbed9d40e19a4c',
};

const registration = {
	appName: 'Savings Coach',
	appDescription: 'Helps to put money aside',
	appUrl: 'https://coach.example.com/',
	ownerName: 'Coach Inc',
	ownerAddressLine1: '1 Example Street',
	ownerAddressLine2: 'Floor 2',
	ownerCity: 'Murray',
	ownerState: 'UT',
	ownerPostalCode: '84123',
	ownerCountry: 'USA',
	image: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'),
};

const link = () => ({ partnerId: bank.keys.partnerId, customerId: maria });
const consent = () => ({ consent_receipt_id: [...bank.state.consents.keys()][0] ?? '' });
const path = `/aggregation/v3/customers/${maria}/transactions`;

/** One of Maria's transactions. */
async function transaction(): Promise<{ id: number; uniqueTransactionId: string }> {
	const { json } = await caller.get(`${path}?fromDate=0&toDate=${lastMonth.toDate}&limit=1`);
	const [first] = json?.transactions as { id: number; uniqueTransactionId: string }[];
	return first ?? { id: 0, uniqueTransactionId: '' };
}

/** A subscription to one of Maria's accounts. */
async function subscription(): Promise<string> {
	const address = `/aggregation/v1/customers/${maria}/accounts/5011000001/txpush`;
	const { json } = await caller.send('POST', address, { body: { callbackUrl: listener.url } });
	const [first] = json?.subscriptions as { id: number }[];
	return String(first?.id);
}

const needs: Record<string, () => Needs | Promise<Needs>> = {
	CreateToken: () => {
		const { partnerId, partnerSecret } = bank.keys;
		return { body: { partnerId, partnerSecret } };
	},
	RegisterApp: () => ({ body: registration }),
	ModifyAppRegistration: () => ({ body: registration }),
	AddCustomer: () => ({ body: { username: 'new.customer', firstName: 'New' } }),
	AddTestingCustomer: () => ({ body: { username: 'new.customer', phone: '1-801-555-0100' } }),
	ModifyCustomer: () => ({ body: { lastName: 'Silva' } }),
	GenerateConnectUrl: () => ({ body: link() }),
	GenerateLiteConnectUrl: () => ({ body: { ...link(), institutionId: 101732 } }),
	GenerateFixConnectUrl: () => ({ body: { ...link(), institutionLoginId: '1007000001' } }),
	SendConnectEmail: () => ({
		body: { ...link(), consumerId: pathValues.consumerId, email: { to: 'maria@example.com' } },
	}),
	GetAllExperience: () => ({ query: { appName: 'Household Budget', productCode: 'TXN,STMT' } }),
	CreateConsumer: () => ({
		path: { customerId: '7000000002' },
		body: {
			firstName: 'Renée',
			lastName: 'M',
			state: 'UT',
			ssn: '999-12-3456',
			phone: '8015550100',
		},
	}),
	ModifyConsumer: () => ({ body: { city: 'Provo' } }),
	GetLoanPaymentDetails: () => ({
		path: { customerId: '7000000003', accountId: '5011000007' },
	}),
	getCustomerAuthorizationDetails: () => ({ path: { institution_login_id: longLoginId } }),
	GetAllCustomerTransactions: () => ({ query: lastMonth }),
	GetCustomerAccountTransactions: () => ({ query: { ...lastMonth, showDailyBalance: 'true' } }),
	GetCustomerTransaction: async () => ({
		path: { transactionId: String((await transaction()).id) },
	}),
	GetTransactionByUniqueTransactionId: async () => ({
		path: { uniqueTransactionId: (await transaction()).uniqueTransactionId },
	}),
	refreshTransactions: () => ({ body: { institutionLoginId: '1007000001' } }),
	getTransactionRefreshStatus: async () => {
		const { json } = await caller.send(
			'POST',
			`/aggregation/customers/${maria}/transactions/refreshes`,
			{ body: { accountIds: ['5011000001'] } },
		);
		return { path: { refreshId: String(json?.refreshId) } };
	},
	SubscribeToTxPushNotifications: () => ({ body: { callbackUrl: listener.url } }),
	DeleteTxPushSubscription: async () => ({ path: { subscriptionId: await subscription() } }),
	CreateTxPushTestTransaction: () => ({
		body: { amount: 1.5, description: 'Refund', transactionDate: lastMonth.fromDate },
	}),
	GetReportsByCustomerId: () => {
		bank.reports.begin(maria, 'voa');
		return {};
	},
	GetReportsByConsumerId: () => {
		bank.reports.end(bank.reports.begin(maria, 'voi'));
		return {};
	},
	GetDataSharingConsentsByCustomerId: () => ({ query: { customer_id: maria } }),
	GetDataSharingConsentsByID: () => ({ path: consent() }),
	RevokeDataSharingConsentById: () => ({ path: consent() }),
	RevokeDataSharingConsentByInstitutionLoginID: () => ({ path: consent() }),
};

/** A call of an operation that is right in all. */
async function callOf(operation: ContractOperation): Promise<Call> {
	const { path: own = {}, query = {}, body } = (await needs[operation.id]?.()) ?? {};
	const address = pathOf(operation, { ...pathValues, ...own });
	return { method: operation.method, address, query: query as Record<string, string>, body };
}

interface Call {
	method: string;
	address: string;
	query: Record<string, string>;
	body: unknown;
}

async function send({ method, address, query, body }: Call): Promise<Reply> {
	const search = new URLSearchParams(query).toString();
	return await caller.send(method, search ? `${address}?${search}` : address, { body });
}

const named = (operations: readonly ContractOperation[]) =>
	operations.map((operation) => [operation.id, operation] as const);

it.each(named(finicityContract))('%s answers as its contract says', async (_id, operation) => {
	const reply = await send(await callOf(operation));
	expectAnswerOf(operation, reply);
	expectRequestId(reply);
});

it.each(named(finicityContract.filter(({ id }) => id !== 'CreateToken')))(
	'%s needs a token and refuses an unknown query parameter',
	async (_id, operation) => {
		const call = await callOf(operation);
		const query = { ...call.query, colour: 'blue' };
		expect((await send({ ...call, query })).status).toBe(400);
		caller.token = '';
		expect(await send(call)).toMatchObject(refused(401, '10024'));
	},
);
