import { finapiWebFormContract } from '../../../contract/finapi';
import { Api } from '../../shared/api';
import { answerOrFailure } from '../../shared/refusal';
import type { RecordedRequest } from '../../shared/request';
import type { Answer } from '../../shared/server';
import type { WebFormFailure } from './errors';
import { failure, refuse, refuseProblem } from './errors';
import { webFormOperations } from './operations';
import type { Service, WebFormSide } from './side';
import { basePath } from './side';

const api = new Api<WebFormSide>(
	[{ contract: finapiWebFormContract, operations: webFormOperations, basePath }],
	refuseProblem,
);

/** Whether a request is for the Web Form service, and not for Access. */
export const isForWebForm = ({ path }: RecordedRequest): boolean => path.startsWith(`${basePath}/`);

/** Answers a request to the service, which takes the tokens of Access. */
export function answerWebForm(request: RecordedRequest, service: Service): Answer {
	const { state, access } = service;

	function carriedOut(): Answer {
		const { carryOut } = api.find(request);
		const holder = access.holderOf(request);
		if ('error' in holder) refuse(401, 'UNAUTHORIZED', holder.description);
		if (state.version === 'V1') refuse(403, 'FORBIDDEN', 'This client is bound to V1 of Access');
		const { userId, token = '' } = holder;
		if (userId === undefined) refuse(403, 'FORBIDDEN', "This service needs a user's access token");
		return carryOut({ ...service, userId, token });
	}

	return answerOrFailure(carriedOut, (reason: WebFormFailure) =>
		failure(reason, request, state.now()),
	);
}
