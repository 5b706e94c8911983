import { refuse } from '../errors';
import { pageOf } from '../paging';
import { viewCustomer } from '../views';
import type { SaltEdgeOperations } from './operation';
import { answer, dataIn } from './operation';

export const customerOperations: SaltEdgeOperations = {
	customers_get: ({ state, query, request }) => {
		const all = [...state.customers.values()].filter(
			({ identifier }) => query.identifier === undefined || identifier === query.identifier,
		);
		const { records, meta } = pageOf(all, query, { pageSize: state.pageSize, ...request });
		return { status: 200, body: { data: records.map(viewCustomer), meta } };
	},

	customers_post: (call) => {
		const { state } = call;
		const identifier = String(dataIn(call).identifier);
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
