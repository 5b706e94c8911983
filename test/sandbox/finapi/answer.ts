import type { ContractOperation } from '../../contract/contract';
import { finapiV1Contract, finapiV2Contract } from '../../contract/finapi';
import { parseExactly } from '../shared/json';
import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import type { CheckedOperation } from '../shared/validation';
import { compileContract } from '../shared/validation';
import type { Access, Holder } from './access';
import { settle } from './background';
import type { Challenges } from './challenges';
import { failure, refuse, refuseProblem, Refusal } from './errors';
import { bankOperations } from './operations/banks';
import { clientOperations } from './operations/client';
import { connectionOperations } from './operations/connections';
import { downloadOperations } from './operations/download';
import { editOperations } from './operations/edit';
import type { Operation } from './operations/operation';
import type { ApiVersion, FinApiState } from './state';

const operations: Record<string, Operation> = {
	...bankOperations,
	...clientOperations,
	...connectionOperations,
	...downloadOperations,
	...editOperations,
};

const routes = { V1: compileContract(finapiV1Contract), V2: compileContract(finapiV2Contract) };
const otherVersion: Record<ApiVersion, ApiVersion> = { V1: 'V2', V2: 'V1' };

export interface BankSide {
	version: ApiVersion;
	state: FinApiState;
	access: Access;
	challenges: Challenges;
}

const isSignIn = ({ id }: ContractOperation): boolean => id === 'getToken';

/** Whether a request goes where tokens come from, in whatever version. */
export function isTokenCall(request: RecordedRequest): boolean {
	return Object.values(routes).some((route) => {
		const found = route(request);
		return 'operation' in found && isSignIn(found.operation.contract);
	});
}

/** The operation of a request, also when only the other version has it. */
function operationOf(
	request: RecordedRequest,
	version: ApiVersion,
): { operation: CheckedOperation; version: ApiVersion } {
	const found = [version, otherVersion[version]].map((each) => ({
		version: each,
		...routes[each](request),
	}));
	for (const each of found) if ('operation' in each) return each;
	const allowed = found.flatMap((each) => ('allowed' in each ? each.allowed : []));
	if (allowed.length === 0) refuse(404, 'BAD_REQUEST', 'There is nothing at this address');
	refuse(405, 'METHOD_NOT_ALLOWED', 'This address does not take this method', {
		Allow: allowed.join(', '),
	});
}

function refuseVersion({ version }: BankSide, called: ApiVersion): void {
	if (called === version) return;
	refuse(403, 'FORBIDDEN', `API version mismatch: this client is bound to ${version}`);
}

/** Connections are the user's, the configuration is the client's, and V1's banks are for both. */
function refuseRole({ version }: BankSide, { id }: ContractOperation, { userId }: Holder): void {
	const isForClientOnly = id === 'getClientConfiguration';
	const isForBoth = version === 'V1' && id === 'getAndSearchAllBanks';
	const isClient = userId === undefined;
	if (isForBoth || isClient === isForClientOnly) return;
	const needed = isForClientOnly ? "the client's" : "a user's";
	refuse(403, 'UNAUTHORIZED_ACCESS', `This service needs ${needed} access token`);
}

/** Answers a request the way finAPI does: address, token, version, role, contract, then work. */
export function answerRequest(
	request: RecordedRequest,
	generatedId: string,
	bank: BankSide,
): Answer {
	settle(bank.state);
	const given = request.headers['x-request-id'] || generatedId;
	const requestId = given.length > 255 ? generatedId : given;
	const holder: Holder = {};

	function carryOut(): Answer {
		if (given !== requestId) refuse(400, 'BAD_REQUEST', 'X-Request-Id is too long');
		const { operation, version } = operationOf(request, bank.version);
		const { contract, check } = operation;
		if (isSignIn(contract)) {
			const refusal = bank.access.refuseClient(request);
			if (refusal) return refusal;
		} else {
			const found = bank.access.holderOf(request);
			if ('status' in found) return found;
			holder.userId = found.userId;
		}
		refuseVersion(bank, version);
		if (!isSignIn(contract)) refuseRole(bank, contract, holder);
		const checked = check(request);
		if (!checked.ok) refuseProblem(checked.problem);
		if (isSignIn(contract)) return bank.access.signIn(checked.values.body);

		const carriesOut = operations[contract.id];
		if (!carriesOut) throw new Error(`The sandbox does not carry out ${contract.id}`);
		const { state, challenges } = bank;
		return carriesOut({
			...checked.values,
			body: contract.body ? (parseExactly(request.rawBody) as Record<string, unknown>) : {},
			...{ id: contract.id, version, state, challenges, userId: holder.userId ?? '' },
		});
	}

	const answer = answerOrFailure(carryOut, (refusal) =>
		failure(refusal, { version: bank.version, request, requestId, userId: holder.userId }),
	);
	return { ...answer, headers: { ...answer.headers, 'X-Request-Id': requestId } };
}

function answerOrFailure(work: () => Answer, tell: (refusal: Refusal) => Answer): Answer {
	try {
		return work();
	} catch (error) {
		if (error instanceof Refusal) return tell(error);
		throw error;
	}
}
