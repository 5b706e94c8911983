import { finicityContract } from '../../contract/finicity';
import { Api } from '../shared/api';
import { Refusal } from '../shared/refusal';
import type { RecordedRequest } from '../shared/request';
import { accepts } from '../shared/request';
import type { Answer } from '../shared/server';
import { badRequest, failure, refuse, refuseProblem } from './errors';
import { accountDetailOperations } from './operations/accountDetails';
import { accountOperations } from './operations/accounts';
import { applicationOperations } from './operations/applications';
import { connectOperations } from './operations/connect';
import { consentOperations } from './operations/consents';
import { consumerOperations } from './operations/consumers';
import { customerOperations } from './operations/customers';
import { institutionOperations } from './operations/institutions';
import type { BankSide, FinicityAnswer } from './operations/operation';
import { reportOperations } from './operations/reports';
import { signInOperations } from './operations/signIn';
import { transactionOperations } from './operations/transactions';
import { txPushOperations } from './operations/txPush';
import type { ContractOperation } from '../../contract/contract';

const signIn = 'CreateToken';

const api = new Api<BankSide, FinicityAnswer>(
	[
		{
			contract: finicityContract,
			operations: {
				...signInOperations,
				...connectOperations,
				...institutionOperations,
				...customerOperations,
				...consumerOperations,
				...applicationOperations,
				...accountOperations,
				...accountDetailOperations,
				...transactionOperations,
				...txPushOperations,
				...reportOperations,
				...consentOperations,
			},
		},
	],
	refuseProblem,
);

/** Whether a request goes where tokens come from. */
export const isTokenCall = (request: RecordedRequest): boolean => api.leadsTo(signIn, request);

/** Answers a request the way Finicity does: address, keys, contract and only then the work. */
export async function answerRequest(request: RecordedRequest, bank: BankSide): Promise<Answer> {
	const given = await answered(request, bank);
	return bank.settings.codesAsNumbers ? withNumberedCode(given) : given;
}

async function answered(request: RecordedRequest, bank: BankSide): Promise<Answer> {
	try {
		const { contract, carryOut } = api.find(request);
		if (contract.id !== signIn) {
			bank.access.check(request);
			checkAccept(request, contract);
		}
		checkHeaders(request, contract);
		return await carryOut(bank);
	} catch (error) {
		if (error instanceof Refusal) return (error as Refusal<Answer>).reason;
		throw error;
	}
}

/** The real bank answers XML to some who do not ask for JSON; here nobody may forget to ask. */
function checkAccept(request: RecordedRequest, { success }: ContractOperation): void {
	const isFile = success.contentType !== undefined && accepts(request, success.contentType);
	if (isFile || accepts(request, 'application/json')) return;
	refuse(failure(406, '20000', "Only 'application/json' is supported.", { status: '406' }));
}

/** Of the headers that belong to one operation only the known values are taken. */
function checkHeaders({ headers }: RecordedRequest, contract: ContractOperation): void {
	for (const [name, { enum: known }] of Object.entries(contract.headers ?? {})) {
		const given = headers[name.toLowerCase()];
		if (given !== undefined && known && !known.includes(given)) {
			refuse(badRequest(`${name} must be one of ${known.join(', ')}`));
		}
	}
}

function withNumberedCode(answer: Answer): Answer {
	const body = answer.body as { code?: unknown } | undefined;
	const isNumber = typeof body?.code === 'string' && /^\d+$/.test(body.code);
	return isNumber ? { ...answer, body: { ...body, code: Number(body.code) } } : answer;
}
