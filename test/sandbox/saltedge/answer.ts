import { saltedgeContract } from '../../contract/saltedge';
import { Api } from '../shared/api';
import { answerOrFailure } from '../shared/refusal';
import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import type { ClientKeys } from './access';
import { checkAccept, checkKeys } from './access';
import type { Failure } from './errors';
import { failure, refuse, refuseProblem } from './errors';
import { catalogOperations } from './operations/catalog';
import { connectionOperations } from './operations/connections';
import { customerOperations } from './operations/customers';
import { fetchingOperations } from './operations/fetching';
import type { BankSide } from './operations/operation';
import { checkSignature } from './signing';

/** What all paths of the API begin with. */
export const basePath = '/api/v5';

const api = new Api<BankSide>(
	[
		{
			contract: saltedgeContract,
			basePath,
			operations: {
				...catalogOperations,
				...connectionOperations,
				...customerOperations,
				...fetchingOperations,
			},
		},
	],
	refuseProblem,
);

/** Answers a request the way Salt Edge does: keys, signature, address, contract, then work. */
export function answerRequest(
	request: RecordedRequest,
	requestId: string,
	{ keys, state }: BankSide & { keys: ClientKeys },
): Answer {
	return answerOrFailure(
		() => {
			checkKeys(request, keys);
			if (state.publicKey) checkSignature(request, state.publicKey);
			checkAccept(request);
			const { carryOut } = api.find(request);
			checkEncoding(request);
			return carryOut({ state });
		},
		(reason: Failure) => failure(reason, request, requestId),
	);
}

function checkEncoding({ rawBytes, rawBody }: RecordedRequest): void {
	if (!rawBytes.equals(Buffer.from(rawBody))) refuse('InvalidEncoding', 'The body is not UTF-8');
}
