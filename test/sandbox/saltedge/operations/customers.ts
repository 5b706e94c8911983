import { refuse } from '../errors';
import type { Customer } from '../model';
import * as v5 from '../views/v5';
import * as v6 from '../views/v6';
import { deleteConnection } from './connections';
import type { Call, SaltEdgeOperations } from './operation';
import { answer, answerPage, anyCustomer } from './operation';

const viewIn = ({ version }: Call) => (version === 'v5' ? v5.viewCustomer : v6.viewCustomer);

const customerNamed = ({ state, path }: Call): Customer =>
	anyCustomer(state, path.customer_id ?? '');

function create(call: Call): Customer {
	const { state } = call;
	const { identifier, email, categorization_type } = call.body.data as {
		identifier: string;
		email?: string;
		categorization_type?: Customer['categorizationType'];
	};
	if ([...state.customers.values()].some((other) => other.identifier === identifier)) {
		refuse('DuplicatedCustomer', 'There is a customer with this identifier');
	}
	const id = state.newId('customer');
	const customer: Customer = {
		...{ id, identifier, email, categorizationType: categorization_type },
		secret: `sandbox-customer-secret-${id}`,
		blockedAt: null,
		createdAt: state.now(),
	};
	state.customers.set(id, customer);
	return customer;
}

export const customerOperations: SaltEdgeOperations = {
	customers_get: (call) => {
		const { identifier: wanted } = call.query;
		const all = [...call.state.customers.values()].filter(
			({ identifier }) => wanted === undefined || identifier === wanted,
		);
		return answerPage(call, all, viewIn(call));
	},

	customers_post: (call) => answer(viewIn(call)(create(call))),

	customers_customer_id_get: (call) => answer(viewIn(call)(customerNamed(call))),

	customers_customer_id_delete: (call) => {
		const { state, version } = call;
		const { id } = customerNamed(call);
		for (const connection of state.connectionsOf(id)) deleteConnection(call, connection);
		state.customers.delete(id);
		return answer({ [version === 'v5' ? 'id' : 'customer_id']: id, deleted: true });
	},

	customers_customer_id_lock_put: (call) => {
		const customer = customerNamed(call);
		customer.blockedAt ??= call.state.now();
		return answer({ id: customer.id, locked: true });
	},

	customers_customer_id_unlock_put: (call) => {
		const customer = customerNamed(call);
		if (customer.blockedAt !== null) customer.updatedAt = call.state.now();
		customer.blockedAt = null;
		return answer({ id: customer.id, unlocked: true });
	},
};
