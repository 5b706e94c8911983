import { badRequest, failure, noApplications, refuse } from '../errors';
import { pageFromRecord } from '../paging';
import { approvedApplication, findApplication } from './applications';
import type { Call, FinicityOperations } from './operation';
import { customerOf } from './operation';
import { consentsOf, revoke } from '../consents';
import { linkAccounts, profiles } from '../finbank';
import { finBank } from '../institutions';
import type { Customer } from '../model';

type NewCustomer = Pick<
	Customer,
	'username' | 'firstName' | 'lastName' | 'applicationId' | 'phone' | 'email'
>;

// Finicity does not say which characters a name may not have; these are never part of one.
const notInNames = /[<>{}[\]|\\^;"\p{Cc}]/u;

function checkNames(...names: (string | undefined)[]): void {
	if (names.some((name) => name !== undefined && notInNames.test(name))) {
		refuse(failure(400, '45003', 'Invalid character in name fields.'));
	}
}

const inList = ({ createdDate, lastModifiedDate, ...customer }: Customer) => {
	const { id, username, firstName, lastName, phone, email, type } = customer;
	return {
		...{ id, username, firstName, lastName, phone, email, type },
		createdDate: String(createdDate),
		lastModifiedDate: String(lastModifiedDate),
	};
};

const inFull = (customer: Customer) => ({
	...inList(customer),
	applicationId: customer.applicationId,
});

function addCustomer({ state, body }: Call, type: Customer['type']): Customer {
	const given = body as unknown as NewCustomer;
	checkNames(given.firstName, given.lastName);
	if ([...state.customers.values()].some((other) => other.username === given.username)) {
		refuse(failure(409, '110002', 'Username is not available.'));
	}
	if (given.applicationId !== undefined && !approvedApplication(state, given.applicationId)) {
		refuse(badRequest('applicationId is not an approved application'));
	}
	const now = state.clock.seconds();
	const customer: Customer = {
		id: state.newId('customer'),
		type,
		...given,
		createdDate: now,
		lastModifiedDate: now,
	};
	state.customers.set(customer.id, customer);
	return customer;
}

const created = ({ id, username, createdDate }: Customer) => ({
	status: 201,
	body: { id, username, createdDate },
});

export const customerOperations: FinicityOperations = {
	AddCustomer: (call) => {
		// Not about the keys, though the status says so.
		if (call.settings.plan === 'testDrive') {
			return failure(401, '10021', 'Not available from the Test Drive');
		}
		return created(addCustomer(call, 'active'));
	},

	AddTestingCustomer: (call) => {
		const customer = addCustomer(call, 'testing');
		if (call.settings.autoConnect) {
			linkAccounts(call.state, customer.id, finBank, profiles.profile_02 ?? []);
		}
		return created(customer);
	},

	GetCustomers: ({ state, query }) => {
		const searched = String(query.search ?? '').toLowerCase();
		const matching = [...state.customers.values()].filter(
			(customer) =>
				(query.username === undefined || customer.username === query.username) &&
				(query.type === undefined || customer.type === query.type) &&
				[customer.username, `${customer.firstName ?? ''} ${customer.lastName ?? ''}`].some((text) =>
					text.toLowerCase().includes(searched),
				),
		);
		const { records, ...counts } = pageFromRecord(matching, query);
		return { status: 200, body: { ...counts, customers: records.map(inList) } };
	},

	GetCustomer: (call) => ({ status: 200, body: inFull(customerOf(call)) }),

	GetCustomerWithAppData: (call) => {
		const customer = customerOf(call);
		const { applicationId } = customer;
		const application = findApplication(call.state, applicationId);
		if (!application) return noApplications();
		return {
			status: 200,
			// The names are always there in this answer, even when the customer was added without.
			body: {
				...inFull(customer),
				firstName: customer.firstName ?? '',
				lastName: customer.lastName ?? '',
				applicationName: application.appName,
			},
		};
	},

	ModifyCustomer: (call) => {
		const customer = customerOf(call);
		const { firstName, lastName } = call.body as Pick<Customer, 'firstName' | 'lastName'>;
		if (firstName === undefined && lastName === undefined) {
			return failure(400, '10025', 'No data to update.');
		}
		checkNames(firstName, lastName);
		if (customer.disputed) {
			return failure(403, '10406', 'The active dispute statement for this consumer exists.', {
				status: '403',
			});
		}
		Object.assign(customer, call.body, { lastModifiedDate: call.state.clock.seconds() });
		return { status: 204 };
	},

	DeleteCustomer: (call) => {
		const { id } = customerOf(call);
		for (const { institutions } of consentsOf(call.state, id)) {
			revoke(call.state, institutions, 'PARTNER');
		}
		call.state.deleteAccounts(call.state.accountsOf(id));
		call.state.customers.delete(id);
		return { status: 204 };
	},
};
