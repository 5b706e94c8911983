import { refuse } from '../errors';
import { pageOf } from '../paging';
import { viewCustomer } from '../views';
import type { Operation } from './operation';
import { answer } from './operation';

export const customerOperations: Record<string, Operation> = {
	customers_get: ({ state, query, url }) => {
		const all = [...state.customers.values()].filter(
			({ identifier }) => query.identifier === undefined || identifier === query.identifier,
		);
		const { records, meta } = pageOf(all, query, { pageSize: state.pageSize, url });
		return { status: 200, body: { data: records.map(viewCustomer), meta } };
	},

	customers_post: ({ state, data }) => {
		const identifier = String(data.identifier);
		if ([...state.customers.values()].some((other) => other.identifier === identifier)) {
			refuse('DuplicatedCustomer', 'There is a customer with this identifier');
		}
		const id = state.newId('customer');
		const secret = `sandbox-customer-secret-${id}`;
		const customer = { id, identifier, secret, blockedAt: null, createdAt: Date.now() };
		state.customers.set(id, customer);
		return answer(viewCustomer(customer));
	},
};
