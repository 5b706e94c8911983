import { finicityContract } from '../../contract/finicity';
import { Api } from '../shared/api';
import { answerOrFailure } from '../shared/refusal';
import type { RecordedRequest } from '../shared/request';
import { accepts } from '../shared/request';
import type { Answer } from '../shared/server';
import { refuse, refuseProblem } from './errors';
import { accountOperations } from './operations/accounts';
import { applicationOperations } from './operations/applications';
import { customerOperations } from './operations/customers';
import type { BankSide } from './operations/operation';
import { signInOperations } from './operations/signIn';

const signIn = 'CreateToken';

const api = new Api<BankSide>(
	[
		{
			contract: finicityContract,
			operations: {
				...signInOperations,
				...applicationOperations,
				...customerOperations,
				...accountOperations,
			},
		},
	],
	refuseProblem,
);

/** Whether a request goes where tokens come from. */
export const isTokenCall = (request: RecordedRequest): boolean => api.leadsTo(signIn, request);

/** Answers a request the way Finicity does: address, keys, contract and only then the work. */
export function answerRequest(request: RecordedRequest, bank: BankSide): Answer {
	return answerOrFailure(
		() => {
			const { contract, carryOut } = api.find(request);
			if (contract.id !== signIn) {
				bank.access.check(request);
				checkAccept(request);
			}
			return carryOut(bank);
		},
		(failure: Answer) => failure,
	);
}

/** The real bank answers XML to some who do not ask for JSON; here nobody may forget to ask. */
function checkAccept(request: RecordedRequest): void {
	if (!accepts(request, 'application/json')) {
		refuse({ status: 406, body: 'Accept must name application/json' });
	}
}
