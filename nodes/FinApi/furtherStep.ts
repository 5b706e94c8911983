import type { IDataObject } from 'n8n-workflow';
import type { RawAnswer } from '../shared/operation';
import { isObject, parseJson } from '../shared/wire/json';

const AUTHENTICATION_REQUIRED = 510;
const WEB_FORM_REQUIRED = 451;

const SAME_CALL = 'Run the same operation again with the same fields';

/** The field that answers each status, and how. */
const ANSWERS: Readonly<Record<string, { answerWith: string; howToGoOn: string }>> = {
	CHALLENGE_RESPONSE_REQUIRED: {
		answerWith: 'challengeResponse',
		howToGoOn: `${SAME_CALL}, 'Further Step' set to Challenge Response, this hash, and what the user enters.`,
	},
	TWO_STEP_PROCEDURE_REQUIRED: {
		answerWith: 'twoStepProcedureId',
		howToGoOn: `${SAME_CALL}, 'Further Step' set to Two-Step Procedure, this hash, and the procedureId that the user chooses.`,
	},
	REDIRECT_REQUIRED: {
		answerWith: 'redirectCallback',
		howToGoOn: `Send the user to redirectUrl. ${SAME_CALL} when the user comes back, 'Further Step' set to Redirect Callback, this hash, and the query of the address that the user came back to.`,
	},
	DECOUPLED_AUTH_REQUIRED: {
		answerWith: 'decoupledCallback',
		howToGoOn: `The user confirms in the app of the bank. ${SAME_CALL}, 'Further Step' set to Decoupled Callback and this hash, every 5 seconds at most.`,
	},
	DECOUPLED_AUTH_IN_PROGRESS: {
		answerWith: 'decoupledCallback',
		howToGoOn: `The user has not confirmed yet. ${SAME_CALL}, 'Further Step' set to Decoupled Callback and this hash, in 5 seconds.`,
	},
};

/** V1 may ask without a hash. */
const WITHOUT_HASH = {
	howToGoOn: `${SAME_CALL}, and 'Challenge Response (Deprecated)' with what the user enters.`,
};

function answerTo(status: string, hasHash: boolean): IDataObject {
	if (!hasHash) return WITHOUT_HASH;
	return ANSWERS[status] ?? { howToGoOn: `${SAME_CALL}, and what the bank asks for.` };
}

function withoutNull(values: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function challenge(error: IDataObject): IDataObject {
	const { multiStepAuthentication } = error;
	const asked: IDataObject = isObject(multiStepAuthentication)
		? (multiStepAuthentication as IDataObject)
		: { status: 'CHALLENGE_RESPONSE_REQUIRED' };
	const { status, challengeMessage, opticalDataAsReinerSct, ...details } = asked;
	return withoutNull({
		...details,
		// It says something about the optical data only.
		...(details.opticalData ? { opticalDataAsReinerSct } : {}),
		stepRequired: true,
		status,
		message: challengeMessage ?? error.message ?? null,
		...answerTo(String(status), Boolean(details.hash)),
	});
}

/**
 * What a bank wants of the user before finAPI goes on: a TAN, the choice of a procedure, a visit
 * at the bank or in finAPI's web form. `answerWith` names the field that takes the answer.
 *
 * @returns `undefined` for any other answer
 */
export function readFurtherStep({ status, headers, text }: RawAnswer): IDataObject | undefined {
	if (status !== AUTHENTICATION_REQUIRED && status !== WEB_FORM_REQUIRED) return undefined;
	const body = parseJson(text);
	const [error] = isObject(body) && Array.isArray(body.errors) ? (body.errors as unknown[]) : [];
	if (!isObject(error)) return undefined;
	if (status === AUTHENTICATION_REQUIRED) return challenge(error as IDataObject);
	const { location } = headers;
	if (!location || !error.message) return undefined;
	return {
		stepRequired: true,
		status: 'WEB_FORM_REQUIRED',
		webFormId: String(error.message),
		webFormUrl: location,
		howToGoOn:
			'Send the user to webFormUrl. The import or update goes on there by itself; Get Many shows what came of it.',
	};
}
