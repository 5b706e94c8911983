import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '../shared/refusal';
import type { Challenge, ChallengeStatus, Failure } from './errors';
import { refuse, rejectByBank } from './errors';
import type { ApiVersion, Bank, FirstStep } from './model';

/** The call that a bank wants more for. */
export interface Challenged {
	version: ApiVersion;
	operationId: string;
	userId: string;
	body: Record<string, unknown>;
	bank: Bank;
	/** How often the bank still waits for a decoupled authentication. */
	rounds: number;
}

interface Pending {
	call: Pick<Challenged, 'operationId' | 'userId' | 'body'>;
	challenge: Challenge;
	roundsLeft: number;
}

type Answers = Record<string, unknown> & { hash: string };

/** The TAN that is always right. */
const tan = '123456';
const challengeText = `Bitte geben Sie die TAN ${tan} ein.`;

const firstStatus: Record<FirstStep, ChallengeStatus> = {
	procedure: 'TWO_STEP_PROCEDURE_REQUIRED',
	challenge: 'CHALLENGE_RESPONSE_REQUIRED',
	redirect: 'REDIRECT_REQUIRED',
	decoupled: 'DECOUPLED_AUTH_REQUIRED',
};

/** Where the answer to each challenge belongs. */
const answerFields: Record<ChallengeStatus, string> = {
	TWO_STEP_PROCEDURE_REQUIRED: 'twoStepProcedureId',
	CHALLENGE_RESPONSE_REQUIRED: 'challengeResponse',
	REDIRECT_REQUIRED: 'redirectCallback',
	DECOUPLED_AUTH_REQUIRED: 'decoupledCallback',
	DECOUPLED_AUTH_IN_PROGRESS: 'decoupledCallback',
};

/** The challenges of the banks that wait for an answer. */
export class Challenges {
	private pending = new Map<string, Pending>();
	private issued = 0;

	clear(): void {
		this.pending.clear();
	}

	/** Returns once the bank is content; until then it throws the next challenge, or a refusal. */
	pass(call: Challenged, firstStep: FirstStep | undefined): void {
		const { challengeResponse, multiStepAuthentication, ...body } = call.body;
		const plain = { ...call, body };
		if (call.version === 'V1' && challengeResponse !== undefined) {
			this.answerByRepetition(plain, challengeResponse);
		} else if (multiStepAuthentication !== undefined) {
			this.answerByHash(plain, multiStepAuthentication as Answers);
		} else if (firstStep) {
			this.challenge(plain, firstStatus[firstStep], call.rounds);
		}
	}

	/** V1 once had no hash: the call is known again by its repetition. */
	private answerByRepetition(call: Challenged, answer: unknown): void {
		const pending = [...this.pending.values()].find((other) => isSame(other.call, call));
		if (!pending) noChallenge();
		this.pending.delete(pending.challenge.hash);
		if (answer !== tan) rejectByBank(call.bank, 'Die TAN ist falsch.');
	}

	private answerByHash(call: Challenged, { hash, ...answers }: Answers): void {
		const pending = this.pending.get(hash);
		if (!pending || pending.call.userId !== call.userId) noChallenge();
		if (!isSame(pending.call, call)) {
			refuse(422, 'ILLEGAL_FIELD_VALUE', 'The call must be repeated with its whole body');
		}
		const { challenge } = pending;
		const field = answerFields[challenge.status];
		if (!isDeepStrictEqual(Object.keys(answers), [field])) {
			refuse(422, 'ILLEGAL_FIELD_VALUE', `multiStepAuthentication must hold hash and ${field}`);
		}
		this.pending.delete(hash);
		this.judge(call, pending, answers[field]);
	}

	private judge(call: Challenged, { challenge, roundsLeft }: Pending, answer: unknown): void {
		const { bank } = call;
		switch (challenge.status) {
			case 'TWO_STEP_PROCEDURE_REQUIRED': {
				const chosen = bank.twoStepProcedures.find(({ procedureId }) => procedureId === answer);
				if (!chosen) refuse(422, 'INVALID_TWO_STEP_PROCEDURE', 'There is no such procedure');
				const next = chosen.implicitExecute ? 'decoupled' : 'challenge';
				return this.challenge(call, firstStatus[next], roundsLeft);
			}
			case 'CHALLENGE_RESPONSE_REQUIRED':
				if (answer !== tan) rejectByBank(bank, 'Die TAN ist falsch.');
				return;
			case 'REDIRECT_REQUIRED': {
				const state = new URLSearchParams(String(answer)).get('state');
				if (state !== challenge.redirectContext) rejectByBank(bank, 'Die Anmeldung ist ungültig.');
				return;
			}
			case 'DECOUPLED_AUTH_REQUIRED':
			case 'DECOUPLED_AUTH_IN_PROGRESS':
				if (answer !== true) rejectByBank(bank, 'Die Freigabe wurde abgelehnt.');
				if (roundsLeft > 0) {
					this.challenge(call, 'DECOUPLED_AUTH_IN_PROGRESS', roundsLeft - 1);
				}
		}
	}

	private challenge(call: Challenged, status: ChallengeStatus, roundsLeft: number): never {
		const { bank, operationId, userId, body } = call;
		for (const [hash, other] of this.pending) {
			if (isSame(other.call, call)) this.pending.delete(hash);
		}
		this.issued += 1;
		const number = String(this.issued).padStart(4, '0');
		const hash = createHash('md5').update(`challenge ${number}`).digest('hex');
		const challenge = { ...noChallengeYet, hash, status, ...particulars(call, status, number) };
		this.pending.set(hash, { call: { operationId, userId, body }, challenge, roundsLeft });
		throw new Refusal<Failure>({
			status: 510,
			details: {
				message: challenge.challengeMessage ?? 'Die Bank verlangt eine weitere Anmeldung.',
				code: 'ADDITIONAL_AUTHENTICATION_REQUIRED',
				type: 'BUSINESS',
				multiStepAuthentication: challenge,
			},
			bank,
		});
	}
}

const noChallengeYet = {
	challengeMessage: null,
	answerFieldLabel: null,
	redirectUrl: null,
	redirectContext: null,
	redirectContextField: null,
	twoStepProcedures: null,
	photoTanMimeType: null,
	photoTanData: null,
	opticalData: null,
	opticalDataAsReinerSct: false,
} as const;

/** What comes with one kind of challenge only. */
function particulars(
	{ bank, body }: Challenged,
	status: ChallengeStatus,
	number: string,
): Partial<Challenge> {
	if (status === 'CHALLENGE_RESPONSE_REQUIRED') {
		return { challengeMessage: challengeText, answerFieldLabel: 'TAN' };
	}
	if (status === 'TWO_STEP_PROCEDURE_REQUIRED') {
		return { twoStepProcedures: bank.twoStepProcedures };
	}
	if (status === 'REDIRECT_REQUIRED') {
		const redirectContext = `context-${number}`;
		const back = encodeURIComponent(String(body.redirectUrl));
		return {
			redirectUrl: `https://login.bank.example/?state=${redirectContext}&redirect_uri=${back}`,
			redirectContext,
			redirectContextField: 'state',
		};
	}
	return {};
}

function isSame(one: Pending['call'], other: Pending['call']): boolean {
	return (
		one.userId === other.userId &&
		one.operationId === other.operationId &&
		isDeepStrictEqual(one.body, other.body)
	);
}

function noChallenge(): never {
	refuse(422, 'NO_EXISTING_CHALLENGE', 'There is no challenge that waits for this answer');
}
