import type { ApiVersion, SaltEdgeOperation } from '../../contract/saltedge';
import { saltedgeContracts } from '../../contract/saltedge';
import { Api } from '../shared/api';
import { answerOrFailure } from '../shared/refusal';
import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import type { ClientKeys } from './access';
import { checkAccept, checkKeys, isNamed } from './access';
import type { Failure } from './errors';
import { failure, forbidden, refuse, refuseProblem } from './errors';
import { attemptOperations } from './operations/attempts';
import { catalogOperations } from './operations/catalog';
import { connectionOperations } from './operations/connections';
import { consentOperations } from './operations/consents';
import { customerOperations } from './operations/customers';
import { directOperations } from './operations/direct';
import { moneyOperations } from './operations/money';
import type { BankSide, Call, SaltEdgeOperations } from './operations/operation';
import { refreshOperations } from './operations/refreshes';
import { sessionOperations } from './operations/sessions';
import { checkSignature } from './signing';
import type { SaltEdgeState } from './state';

/** What all paths of a version begin with. */
export const basePaths: Record<ApiVersion, string> = { v5: '/api/v5', v6: '/api/v6' };

const operations: SaltEdgeOperations = {
	...attemptOperations,
	...catalogOperations,
	...connectionOperations,
	...consentOperations,
	...customerOperations,
	...directOperations,
	...moneyOperations,
	...refreshOperations,
	...sessionOperations,
};

/** Refuses a call that names none of the things of which it has to name one. */
function checkEither(call: Call): void {
	const { eitherOf } = call.contract as SaltEdgeOperation;
	const data = (call.body.data ?? {}) as object;
	if (eitherOf?.some((name) => name in call.query || name in data) === false) {
		refuse('WrongRequestFormat', `${eitherOf.join(' or ')} must be given`);
	}
}

const checked = Object.entries(operations).map(
	([id, operation]): [string, SaltEdgeOperations[string]] => [
		id,
		(call) => {
			checkEither(call);
			return operation(call);
		},
	],
);

const api = new Api<BankSide>(
	(['v5', 'v6'] as const).map((version) => ({
		contract: saltedgeContracts[version],
		basePath: basePaths[version],
		operations: Object.fromEntries(checked),
	})),
	refuseProblem,
);

const versionOf = ({ path }: RecordedRequest): ApiVersion =>
	path.startsWith(`${basePaths.v6}/`) ? 'v6' : 'v5';

/** Answers a request the way Salt Edge does: keys, signature, address, contract, then work. */
export function answerRequest(
	request: RecordedRequest,
	requestId: string,
	{ keys, state }: { keys: ClientKeys; state: SaltEdgeState },
): Answer {
	const version = versionOf(request);
	if (version === 'v6' && !isNamed(request)) return forbidden;
	return answerOrFailure(
		() => {
			checkKeys(request, keys);
			if (state.publicKey) checkSignature(request, state.publicKey);
			checkAccept(request);
			const { carryOut } = api.find(request);
			checkEncoding(request);
			return carryOut({ state, version });
		},
		(reason: Failure) => failure(reason, request, { requestId, version }),
	);
}

function checkEncoding({ rawBytes, rawBody }: RecordedRequest): void {
	if (!rawBytes.equals(Buffer.from(rawBody))) refuse('InvalidEncoding', 'The body is not UTF-8');
}
