import type { ContractOperation } from '../../contract/contract';
import { Refusal } from '../shared/refusal';
import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import type { Problem } from '../shared/validation';
import type { ApiVersion, Bank, TwoStepProcedure } from './model';
import { dateTime, germanTime } from './time';

export type ChallengeStatus =
	| 'CHALLENGE_RESPONSE_REQUIRED'
	| 'TWO_STEP_PROCEDURE_REQUIRED'
	| 'REDIRECT_REQUIRED'
	| 'DECOUPLED_AUTH_REQUIRED'
	| 'DECOUPLED_AUTH_IN_PROGRESS';

/** What the user has to do next, the way V2 tells it. */
export interface Challenge {
	hash: string;
	status: ChallengeStatus;
	challengeMessage: string | null;
	answerFieldLabel: string | null;
	redirectUrl: string | null;
	redirectContext: string | null;
	redirectContextField: string | null;
	twoStepProcedures: readonly TwoStepProcedure[] | null;
	photoTanMimeType: null;
	photoTanData: null;
	opticalData: null;
	opticalDataAsReinerSct: false;
}

interface ErrorDetails {
	message: string;
	code: string;
	/** BUSINESS is meant for the user and in German, TECHNICAL for developers. */
	type: 'BUSINESS' | 'TECHNICAL';
	multiStepAuthentication?: Challenge;
}

/** Why a call is refused. */
export interface Failure {
	status: number;
	details: ErrorDetails;
	headers?: Record<string, string>;
	/** The bank it is about. */
	bank?: Bank;
}

/** Ends the call with a failure that is none of the user's business. */
export function refuse(
	status: number,
	code: string,
	message: string,
	headers?: Record<string, string>,
): never {
	const details: ErrorDetails = { message, code, type: 'TECHNICAL' };
	throw new Refusal<Failure>({ status, details, headers });
}

/** Ends the call with what the bank says to the user. */
export function rejectByBank(bank: Bank, message: string): never {
	const details: ErrorDetails = { message, code: 'BANK_SERVER_REJECTION', type: 'BUSINESS' };
	throw new Refusal<Failure>({ status: 422, details, bank });
}

export interface FailureContext {
	version: ApiVersion;
	/** Milliseconds. */
	at: number;
	request: RecordedRequest;
	requestId: string;
	userId: string | undefined;
}

/** V1 has always a place for a challenge, and knows less of it. */
function challengeV1(challenge: Challenge | undefined): object | null {
	if (!challenge) return null;
	const known: Partial<Challenge> = { ...challenge };
	delete known.opticalDataAsReinerSct;
	return known;
}

/** A failure in the shape of its version. */
export function failure(
	{ status, details, headers, bank }: Failure,
	{ version, at, request, requestId, userId }: FailureContext,
): Answer {
	const { multiStepAuthentication, ...plain } = details;
	const about = bank && `${bank.blz} - ${bank.name}`;
	const common = {
		requestId,
		endpoint: `${request.method} ${request.path}`,
		authContext: userId === undefined ? '1' : '1/21',
	};
	const body =
		version === 'V1'
			? {
					errors: [{ ...plain, multiStepAuthentication: challengeV1(multiStepAuthentication) }],
					date: germanTime(at),
					...common,
					bank: about ?? null,
				}
			: {
					errors: [{ ...plain, multiStepAuthentication }],
					date: dateTime(at),
					...common,
					bank: about,
				};
	return { status, headers, body };
}

/** A refused client or token; both versions say it in the same words of OAuth. */
export const unauthorized = (error: string, description: string): Answer => ({
	status: 401,
	body: { error, error_description: description },
});

function refuseAddress(allowed: readonly string[]): never {
	if (allowed.length === 0) refuse(404, 'BAD_REQUEST', 'There is nothing at this address');
	refuse(405, 'METHOD_NOT_ALLOWED', 'This address does not take this method', {
		Allow: allowed.join(', '),
	});
}

const codes: Record<string, string> = {
	'ids maxItems': 'TOO_MANY_IDS',
	'tppAuthenticationGroupIds maxItems': 'TOO_MANY_IDS',
	'accountIds maxItems': 'TOO_MANY_IDS',
	'perPage minimum': 'ILLEGAL_PAGE_SIZE',
	'perPage maximum': 'ILLEGAL_PAGE_SIZE',
	'order pattern': 'UNSUPPORTED_ORDER',
};

/** Values that can be read, but may not be. */
const valueRules = ['anyOf', 'minimum', 'maximum', 'minLength', 'maxLength', 'pattern'];

/** These call a value that may not be a bad request, whatever else they answer 422 for. */
const strictAtOnce = ['createUser', 'editAuthorizedUser'];

/** Tells a broken rule with the code finAPI has for it, or the general one. */
export function refuseProblem(
	{ in: place, name, rule, message, allowed = [] }: Problem,
	contract?: ContractOperation,
): never {
	if (place === 'address') refuseAddress(allowed);
	if (rule === 'contentType') refuse(415, 'UNSUPPORTED_MEDIA_TYPE', message);
	if (rule === 'required') refuse(400, 'MISSING_FIELD', message);
	const mayBeIllegal =
		contract?.failures.includes(422) === true && !strictAtOnce.includes(contract.id);
	if (place === 'body' && mayBeIllegal && valueRules.includes(rule)) {
		refuse(422, 'ILLEGAL_FIELD_VALUE', message);
	}
	const [parameter] = name.split('/');
	refuse(400, codes[`${parameter} ${rule}`] ?? 'BAD_REQUEST', message);
}
