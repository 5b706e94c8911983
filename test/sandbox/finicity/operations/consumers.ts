import { failure, refuse } from '../errors';
import type { Consumer } from '../model';
import type { Call, FinicityOperations } from './operation';
import { customerOf } from './operation';

type Given = Partial<Omit<Consumer, 'id' | 'customerId' | 'createdDate'>>;

const invalid = (message: string) => refuse(failure(400, '10100', message));

/** Refuses what a report could not be made with; nothing secret is told back. */
function check({ ssn, phone, email }: Given): void {
	if (ssn !== undefined && !/^(\d{9}|\d{3}-\d{2}-\d{4})$/.test(ssn)) {
		invalid('Invalid format for field consumer.ssn.  Required format is 9 digits.');
	}
	if (phone !== undefined && !/^[\d+() -]{7,15}$/.test(phone)) {
		invalid('Invalid format for field consumer.phone.');
	}
	if (email !== undefined && !/^[^@\s]+@[^@\s]+$/.test(email)) {
		invalid('Invalid format for field consumer.email.');
	}
}

const withPlainSsn = (given: Given): Given =>
	given.ssn === undefined ? given : { ...given, ssn: given.ssn.replaceAll('-', '') };

/** As it is answered: of the social security number the last digits, of what is missing nothing. */
const shown = (consumer: Consumer) => ({
	...consumer,
	customerId: Number(consumer.customerId),
	address: consumer.address ?? '',
	city: consumer.city ?? '',
	zip: consumer.zip ?? '',
	phone: consumer.phone ?? '',
	email: consumer.email ?? '',
	birthday: consumer.birthday ?? {},
	ssn: consumer.ssn?.slice(-4) ?? '',
});

const ofCustomer = ({ state }: Call, customerId: string): Consumer | undefined =>
	[...state.consumers.values()].find((consumer) => consumer.customerId === customerId);

function consumerIn({ state, path: { consumerId = '' } }: Call): Consumer {
	const found = state.consumers.get(consumerId);
	return found ?? refuse(failure(404, '10100', `Cannot find consumer with id ${consumerId}.`));
}

export const consumerOperations: FinicityOperations = {
	CreateConsumer: (call) => {
		const { id: customerId } = customerOf(call);
		const given = call.body as Given & Pick<Consumer, 'firstName' | 'lastName' | 'state'>;
		check(given);
		if (given.ssn === undefined && given.birthday === undefined) {
			return failure(400, '10005', 'Missing parameter (ssn or birthday)');
		}
		if (given.phone === undefined && given.email === undefined) {
			return failure(400, '10005', 'Missing parameter (phone or email)');
		}
		if (ofCustomer(call, customerId)) {
			return failure(409, '11000', `A consumer already exists for customer ${customerId}`);
		}
		const createdDate = call.state.clock.seconds();
		const id = call.state.newHex('consumer', 32);
		call.state.consumers.set(id, { ...given, ...withPlainSsn(given), id, customerId, createdDate });
		return { status: 201, body: { id, createdDate, customerId: Number(customerId) } };
	},

	GetConsumer: (call) => ({ status: 200, body: shown(consumerIn(call)) }),

	GetConsumerForCustomer: (call) => {
		const { id } = customerOf(call);
		const consumer = ofCustomer(call, id);
		if (consumer) return { status: 200, body: shown(consumer) };
		return failure(404, '10100', `Cannot find consumer for customer with id ${id}.`);
	},

	ModifyConsumer: (call) => {
		const consumer = consumerIn(call);
		const given = call.body as Given;
		check(given);
		if (Object.keys(given).length === 0) return failure(400, '10025', 'No data to update.');
		Object.assign(consumer, withPlainSsn(given));
		return { status: 204 };
	},
};
