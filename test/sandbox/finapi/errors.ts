import { Refusal } from '../shared/refusal';
import type { RecordedRequest } from '../shared/request';
import type { Answer } from '../shared/server';
import type { Problem } from '../shared/validation';
import type { ApiVersion, Bank, TwoStepProcedure } from './state';
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
	request: RecordedRequest;
	requestId: string;
	userId: string | undefined;
}

/** A failure in the shape of its version. */
export function failure(
	{ status, details, headers, bank }: Failure,
	{ version, request, requestId, userId }: FailureContext,
): Answer {
	const { multiStepAuthentication, ...plain } = details;
	const answer = { status, headers };
	if (version === 'V1') {
		return { ...answer, body: { errors: [plain], date: germanTime(Date.now()), requestId } };
	}
	return {
		...answer,
		body: {
			errors: [{ ...plain, multiStepAuthentication }],
			date: dateTime(Date.now()),
			requestId,
			endpoint: `${request.method} ${request.path}`,
			authContext: userId === undefined ? '1' : '1/21',
			bank: bank && `${bank.blz} - ${bank.name}`,
		},
	};
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

const queryCodes: Record<string, string> = {
	'ids maxItems': 'TOO_MANY_IDS',
	'tppAuthenticationGroupIds maxItems': 'TOO_MANY_IDS',
	'perPage minimum': 'ILLEGAL_PAGE_SIZE',
	'perPage maximum': 'ILLEGAL_PAGE_SIZE',
	'order pattern': 'UNSUPPORTED_ORDER',
};

/** Values that can be read, but may not be. */
const valueRules = ['anyOf', 'minimum', 'maximum', 'minLength', 'maxLength', 'pattern'];

/** Tells a broken rule with the code finAPI has for it, or the general one. */
export function refuseProblem({ in: place, name, rule, message, allowed = [] }: Problem): never {
	if (place === 'address') refuseAddress(allowed);
	if (rule === 'contentType') refuse(415, 'UNSUPPORTED_MEDIA_TYPE', message);
	if (rule === 'required') refuse(400, 'MISSING_FIELD', message);
	if (place === 'body' && valueRules.includes(rule)) {
		refuse(422, 'ILLEGAL_FIELD_VALUE', message);
	}
	const [parameter] = name.split('/');
	refuse(400, queryCodes[`${parameter} ${rule}`] ?? 'BAD_REQUEST', message);
}
