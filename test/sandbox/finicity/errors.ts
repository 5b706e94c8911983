import type { ContractOperation } from '../../contract/contract';
import { Refusal } from '../shared/refusal';
import type { Answer } from '../shared/server';
import type { Problem } from '../shared/validation';

/** Ends the call with a failure. */
export function refuse(failure: Answer): never {
	throw new Refusal(failure);
}

/** An error in the shape most Finicity calls answer with. */
export const failure = (
	status: number,
	code: string,
	message: string,
	more: Record<string, string> = {},
): Answer => ({ status, body: { code, message, ...more } });

/** The newer calls add the status and keep the details in `user_message`. */
export const registryFailure = (status: 400 | 404, code: string, details: string): Answer =>
	failure(status, code, status === 400 ? 'Bad Request' : 'Resource Not Found', {
		status: String(status),
		user_message: details,
	});

export const badRequest = (details: string): Answer =>
	failure(400, '14020', `Bad request. (${details})`);

/** Some of the newer calls write the code as a number. */
export const numberedFailure = (status: number, code: number, message: string): Answer => ({
	status,
	body: { code, message },
});

/** A field that is right by its form, and wrong all the same. */
export const invalidField = (message: string): Answer =>
	failure(400, '10010', message, {
		status: '400',
		user_message: 'One or more of the fields are not valid.',
		tags: '',
	});

export const accountTypeNotSupported = (): Answer => badRequest('Account type not supported');

export const accountNotFound = ({ customerId, accountId }: Record<string, string>): Answer =>
	failure(
		404,
		'38003',
		`The customer does not have this account (customerId = ${customerId}, accountId = [${accountId}])`,
	);

export const loginNotFound = (): Answer =>
	failure(404, '38007', 'The customer has no accounts of this institutionLoginId.');

export const institutionNotFound = (status: 400 | 404): Answer =>
	failure(status, '14006', 'Institution not found.');

export const customerNotFound = (): Answer => failure(404, '14001', 'Customer not found.');
export const resourceNotFound = (): Answer => failure(404, '14001', 'Resource not found.');
export const noApplications = (): Answer =>
	failure(404, '50051', 'No registered partner applications found.');

const registryCodes: Record<string, string> = {
	'start minimum': '3005',
	'limit minimum': '3006',
	'limit maximum': '3007',
};

const customerListProblems: Record<string, [code: string, message: string]> = {
	'start minimum': ['41003', 'Start index cannot be less than one.'],
	'limit minimum': ['41004', 'Limit cannot be less than one.'],
	'type enum': ['14016', 'Invalid customer type.'],
};

/** Tells a broken rule with the code Finicity documents for it, or the general one. */
export function refuseProblem(problem: Problem, contract?: ContractOperation): never {
	refuse(
		problem.in === 'address' ? addressFailure(problem) : contractFailure(problem, contract?.id),
	);
}

function addressFailure({ rule, allowed = [] }: Problem): Answer {
	if (rule === 'unknown') return failure(404, '404', 'There is nothing at this address.');
	const refusal = failure(405, '405', 'This address does not take this method.');
	return { ...refusal, headers: { Allow: allowed.join(', ') } };
}

function contractFailure(problem: Problem, operationId: string | undefined): Answer {
	const { name, rule, message } = problem;
	if (rule === 'required') return failure(400, '10005', `Missing parameter (${name})`);
	if (problem.in === 'path' && name === 'customerId') {
		return failure(400, '14023', 'Invalid customer id.');
	}
	if (problem.in === 'body' && name === 'username' && rule !== 'type') {
		return failure(400, '110039', 'Username is not as per the policy.');
	}
	if (name === 'routing_number') return failure(400, '20024', 'Invalid routing number');
	if (problem.in === 'query') {
		const broken = `${name} ${rule}`;
		if (operationId === 'getApplications' || operationId === 'getRegisteredInstitutions') {
			const unknown = rule === 'additionalProperties' ? '3008' : '3009';
			return registryFailure(400, registryCodes[broken] ?? unknown, message);
		}
		const known = operationId === 'GetCustomers' ? customerListProblems[broken] : undefined;
		if (known) return failure(400, ...known);
		if (operationId === 'GetCustomerAccounts' && broken === 'status enum') {
			return failure(400, '18017', 'The status must be active or pending.');
		}
	}
	return badRequest(message);
}
