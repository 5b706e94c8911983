import { finicityContract } from '../../contract/finicity';
import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import { compileContract } from '../shared/validation';
import type { Access, PartnerKeys } from './access';
import { failure, refuseProblem, Refusal } from './errors';
import { accountOperations } from './operations/accounts';
import { applicationOperations } from './operations/applications';
import { customerOperations } from './operations/customers';
import type { Operation } from './operations/operation';
import type { FinicityState } from './state';

const operations: Record<string, Operation> = {
	...applicationOperations,
	...customerOperations,
	...accountOperations,
};

const signIn = 'CreateToken';
const route = compileContract(finicityContract);

/** Whether a request goes where tokens come from. */
export function isTokenCall(request: RecordedRequest): boolean {
	const found = route(request);
	return 'operation' in found && found.operation.contract.id === signIn;
}

/** Answers a request the way Finicity does: address, keys, contract and only then the work. */
export function answerRequest(
	request: RecordedRequest,
	{ state, access, partnerId }: { state: FinicityState; access: Access; partnerId: string },
): Answer {
	const found = route(request);
	if ('allowed' in found) return refuseAddress(found.allowed);
	const { contract, check } = found.operation;

	if (contract.id !== signIn) {
		const refusal = access.refuse(request) ?? refuseAccept(request);
		if (refusal) return refusal;
	}
	const checked = check(request);
	if (!checked.ok) return refuseProblem(contract.id, checked.problem);
	if (contract.id === signIn) {
		return access.signIn(request, checked.values.body as unknown as PartnerKeys);
	}

	const operation = operations[contract.id];
	if (!operation) throw new Error(`The sandbox does not carry out ${contract.id}`);
	try {
		return operation({ ...checked.values, state, partnerId });
	} catch (error) {
		if (error instanceof Refusal) return error.answer;
		throw error;
	}
}

function refuseAddress(allowed: readonly string[]): Answer {
	if (allowed.length === 0) return failure(404, '404', 'There is nothing at this address.');
	const refusal = failure(405, '405', 'This address does not take this method.');
	return { ...refusal, headers: { Allow: allowed.join(', ') } };
}

/** The real bank answers XML to some who do not ask for JSON; here nobody may forget to ask. */
function refuseAccept({ headers }: RecordedRequest): Answer | undefined {
	const accepted = (headers.accept ?? '').split(',').map((type) => type.split(';')[0]?.trim());
	return accepted.includes('application/json')
		? undefined
		: { status: 406, body: 'Accept must name application/json' };
}
