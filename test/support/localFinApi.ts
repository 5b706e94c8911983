import { Ajv } from 'ajv';
import { badCredentials } from '../contract/finapi.schemas';
import { errorMessageV1 } from '../contract/finapi.v1.schemas';
import { errorMessageV2 } from '../contract/finapi.v2.schemas';
import { webFormError, webFormValidationError } from '../contract/finapi.webForm.schemas';
import type { FinApiSandbox } from '../sandbox/finapi';
import type { Reply, Sending } from './exchange';
import { exchange } from './exchange';

const ajv = new Ajv();
const shapes = {
	oauth: ajv.compile(badCredentials),
	V1: ajv.compile(errorMessageV1),
	V2: ajv.compile(errorMessageV2),
	webForm: ajv.compile(webFormError),
	webFormFields: ajv.compile(webFormValidationError),
};

export interface Options extends Sending {
	/** The token in place of the user's; '' for none. */
	token?: string;
}

/** Sends a request to an address of the bank. */
export const send = (
	bank: FinApiSandbox,
	method: string,
	path: string,
	{ body, headers, token = bank.issueToken('user') }: Options = {},
): Promise<Reply> =>
	exchange(method, bank.baseUrl + path, {
		body,
		headers: { Authorization: token && `Bearer ${token}`, ...headers },
	});

function expectShape(shape: keyof typeof shapes, { json }: Reply): void {
	const validate = shapes[shape];
	validate(json);
	expect(validate.errors).toBeNull();
}

/** A call below the path of the version. Whatever fails must do so in the shape of its version. */
export async function call(
	bank: FinApiSandbox,
	method: string,
	path: string,
	options: Options = {},
): Promise<Reply> {
	const reply = await send(bank, method, `/api/${bank.version.toLowerCase()}${path}`, options);
	if (reply.status >= 400) expectShape(reply.status === 401 ? 'oauth' : bank.version, reply);
	return reply;
}

/** A call to the Web Form service, whose failures have shapes of their own. */
export async function callWebForm(
	bank: FinApiSandbox,
	method: string,
	path: string,
	options: Options = {},
): Promise<Reply> {
	const reply = await send(bank, method, `/webForm/api${path}`, options);
	if (reply.status >= 400) expectShape(reply.status === 400 ? 'webFormFields' : 'webForm', reply);
	return reply;
}

/** What a refusal of Access looks like. */
export const refused = (status: number, code: string) => ({
	status,
	json: { errors: [expect.objectContaining({ code }) as unknown] },
});

/** What a refusal of Web Form looks like. */
export const refusedByWebForm = (status: number, code: string) => ({ status, json: { code } });
