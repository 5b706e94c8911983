import type { ContractOperation } from '../../contract/contract';
import { finapiV1Contract, finapiV2Contract } from '../../contract/finapi';
import type { FinApiOperation } from '../../contract/finapi.operation';
import { Api } from '../shared/api';
import { answerOrFailure } from '../shared/refusal';
import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import type { Holder } from './access';
import type { Failure } from './errors';
import { failure, refuse, refuseProblem, unauthorized } from './errors';
import type { ApiVersion } from './model';
import { accountOperations } from './operations/accounts';
import { bankOperations } from './operations/banks';
import { categoryOperations } from './operations/categories';
import { clientOperations } from './operations/client';
import { connectionOperations } from './operations/connections';
import { dailyBalanceOperations } from './operations/dailyBalances';
import { downloadOperations } from './operations/download';
import { editOperations } from './operations/edit';
import { notificationRuleOperations } from './operations/notificationRules';
import type { BankSide } from './operations/operation';
import { signInOperations } from './operations/signIn';
import { transactionChangeOperations } from './operations/transactionChanges';
import { transactionDeletionOperations } from './operations/transactionDeletion';
import { transactionOperations } from './operations/transactions';
import { userOperations } from './operations/users';

const signIn = 'getToken';

const operations = {
	...signInOperations,
	...clientOperations,
	...userOperations,
	...bankOperations,
	...connectionOperations,
	...downloadOperations,
	...editOperations,
	...accountOperations,
	...dailyBalanceOperations,
	...transactionOperations,
	...transactionChangeOperations,
	...transactionDeletionOperations,
	...categoryOperations,
	...notificationRuleOperations,
};

const contracts: Record<ApiVersion, readonly FinApiOperation[]> = {
	V1: finapiV1Contract,
	V2: finapiV2Contract,
};
const v1 = { contract: contracts.V1, operations };
const v2 = { contract: contracts.V2, operations };

/** The operations of the other version are there as well, for a client to be turned away from. */
const apis: Record<ApiVersion, Api<BankSide>> = {
	V1: new Api([v1, v2], refuseProblem),
	V2: new Api([v2, v1], refuseProblem),
};

/** Whether a request goes where tokens come from, in whatever version. */
export const isTokenCall = (request: RecordedRequest): boolean => apis.V2.leadsTo(signIn, request);

function refuseVersion(version: ApiVersion, contract: ContractOperation): void {
	if (contracts[version].some((own) => own === contract)) return;
	refuse(403, 'FORBIDDEN', `API version mismatch: this client is bound to ${version}`);
}

/** Refuses a token of the wrong kind. */
function refuseRole(version: ApiVersion, { id }: ContractOperation, { userId }: Holder): void {
	const needed = contracts[version].find((own) => own.id === id)?.token;
	const own = userId === undefined ? 'client' : 'user';
	if (needed === 'userOrClient' || needed === own) return;
	const whose = needed === 'client' ? "the client's" : "a user's";
	refuse(403, 'UNAUTHORIZED_ACCESS', `This service needs ${whose} access token`);
}

/** What is closed to a client without the services of personal finance management. */
const inPfm = new Set([
	'getDailyBalances',
	...Object.keys(transactionOperations),
	...Object.keys(transactionChangeOperations),
	'deleteAllTransactions',
	...Object.keys(categoryOperations),
	...Object.keys(notificationRuleOperations),
]);
inPfm.delete('getTransaction');

function refuseService({ state }: Pick<BankSide, 'state'>, { id }: ContractOperation): void {
	if (state.pfmServicesEnabled || !inPfm.has(id)) return;
	refuse(403, 'FORBIDDEN', 'This service is not enabled for the client');
}

/** Answers a request the way finAPI does: address, token, version, role, contract, then work. */
export function answerRequest(
	request: RecordedRequest,
	generatedId: string,
	bank: Omit<BankSide, 'userId'>,
): Answer {
	const { version, access, state } = bank;
	const given = request.headers['x-request-id'] || generatedId;
	const requestId = given.length > 255 ? generatedId : given;
	const holder: Holder = {};

	function carriedOut(): Answer {
		if (given !== requestId) refuse(400, 'BAD_REQUEST', 'X-Request-Id is too long');
		const { contract, carryOut } = apis[version].find(request);
		if (contract.id === signIn) {
			const refusal = access.refuseClient(request);
			if (refusal) return refusal;
		} else {
			const found = access.holderOf(request);
			if ('error' in found) return unauthorized(found.error, found.description);
			holder.userId = found.userId;
		}
		refuseVersion(version, contract);
		if (contract.id !== signIn) refuseRole(version, contract, holder);
		refuseService(bank, contract);
		return carryOut({ ...bank, userId: holder.userId ?? '' });
	}

	const answer = answerOrFailure(carriedOut, (reason: Failure) =>
		failure(reason, { version, at: state.now(), request, requestId, userId: holder.userId }),
	);
	return { ...answer, headers: { ...answer.headers, 'X-Request-Id': requestId } };
}
