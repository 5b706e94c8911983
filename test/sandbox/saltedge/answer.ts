import { saltedgeV5Contract } from '../../contract/saltedge';
import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import { compileContract } from '../shared/validation';
import type { ClientKeys } from './access';
import { checkAccept, checkKeys } from './access';
import { failure, refuse, refuseProblem, Refusal } from './errors';
import { catalogOperations } from './operations/catalog';
import { connectionOperations } from './operations/connections';
import { customerOperations } from './operations/customers';
import { fetchingOperations } from './operations/fetching';
import type { Operation } from './operations/operation';
import { checkSignature } from './signing';
import type { SaltEdgeState } from './state';

/** What all paths of the API begin with. */
export const basePath = '/api/v5';

const operations: Record<string, Operation> = {
	...catalogOperations,
	...connectionOperations,
	...customerOperations,
	...fetchingOperations,
};

const route = compileContract(saltedgeV5Contract);

export interface BankSide {
	keys: ClientKeys;
	state: SaltEdgeState;
}

/** Answers a request the way Salt Edge does: keys, signature, address, contract, then work. */
export function answerRequest(request: RecordedRequest, requestId: string, bank: BankSide): Answer {
	try {
		return carryOut(request, bank);
	} catch (error) {
		if (error instanceof Refusal) return failure(error, request, requestId);
		throw error;
	}
}

function carryOut(request: RecordedRequest, { keys, state }: BankSide): Answer {
	checkKeys(request, keys);
	if (state.publicKey) checkSignature(request, state.publicKey);
	checkAccept(request);
	const { method, path, url } = request;
	const inside = path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : '';
	const found = route({ ...request, path: inside });
	// An address of another method is as unknown as any other.
	if ('allowed' in found) refuse('RouteNotFound', `There is no ${method} ${path}`);
	checkEncoding(request);

	const { contract, check } = found.operation;
	const checked = check({ ...request, path: inside });
	if (!checked.ok) refuseProblem(checked.problem);
	const carriesOut = operations[contract.id];
	if (!carriesOut) throw new Error(`The sandbox does not carry out ${contract.id}`);
	const { data = {} } = checked.values.body as { data?: Record<string, unknown> };
	return carriesOut({ ...checked.values, state, url, data });
}

function checkEncoding({ rawBytes, rawBody }: RecordedRequest): void {
	if (!rawBytes.equals(Buffer.from(rawBody))) refuse('InvalidEncoding', 'The body is not UTF-8');
}
