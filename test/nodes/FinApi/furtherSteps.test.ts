import type { IDataObject } from 'n8n-workflow';
import { type FinApiSandbox, startFinApi } from '../../sandbox/finapi';
import { runFinApi } from '../../support/finApi';
import { byId } from '../../support/finicity';

let sandbox: FinApiSandbox;

afterEach(async () => await sandbox.close());

const login = (user: string, pin: string) => ({
	field: [
		{ label: 'Nutzerkennung', value: user },
		{ label: 'PIN', value: pin },
	],
});

/** The first item of a run that must not fail. */
async function run(operation: string, parameters: IDataObject): Promise<IDataObject> {
	const { items, error } = await runFinApi(sandbox, operation, parameters);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	return items[0]?.json ?? {};
}

const imports = () => sandbox.requests.filter(({ path }) => path.endsWith('/import'));
const bodies = () => imports().map(({ body }) => body as IDataObject);

describe('in V2, a bank that wants more of the user', () => {
	beforeEach(async () => {
		sandbox = await startFinApi();
	});

	const demo = {
		bankId: byId('280001'),
		bankingInterface: 'XS2A',
		loginCredentials: login('demo', 'demo'),
	};

	it('gives an item with all that is needed to go on: the procedure, then the TAN', async () => {
		const procedure = await run('import', demo);
		expect(procedure).toEqual({
			stepRequired: true,
			status: 'TWO_STEP_PROCEDURE_REQUIRED',
			answerWith: 'twoStepProcedureId',
			message: 'Die Bank verlangt eine weitere Anmeldung.',
			howToGoOn: expect.stringContaining("'Further Step' set to Two-Step Procedure") as string,
			hash: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
			twoStepProcedures: [
				expect.objectContaining({ procedureId: '955', procedureName: 'smsTAN' }),
				expect.objectContaining({ procedureId: '956', procedureName: 'Freigabe per App' }),
			],
		});

		const challenge = await run('import', {
			...demo,
			furtherStep: procedure.answerWith,
			furtherStepAnswer: {
				hash: procedure.hash,
				twoStepProcedureId: '955',
			},
		});
		expect(challenge).toMatchObject({
			stepRequired: true,
			status: 'CHALLENGE_RESPONSE_REQUIRED',
			answerWith: 'challengeResponse',
			message: 'Bitte geben Sie die TAN 123456 ein.',
			answerFieldLabel: 'TAN',
		});
		expect(challenge.hash).not.toBe(procedure.hash);

		const connection = await run('import', {
			...demo,
			furtherStep: challenge.answerWith,
			furtherStepAnswer: {
				hash: challenge.hash,
				challengeResponse: '123456',
			},
		});
		expect(connection).toMatchObject({ id: 4500000001001, updateStatus: 'IN_PROGRESS' });
		expect(connection).not.toHaveProperty('stepRequired');

		const [first, second, third] = bodies();
		const { multiStepAuthentication: choice, ...whole } = second ?? {};
		expect(whole).toEqual(first);
		expect(choice).toEqual({ hash: procedure.hash, twoStepProcedureId: '955' });
		expect(third).toEqual({
			...first,
			multiStepAuthentication: { hash: challenge.hash, challengeResponse: '123456' },
		});
	});

	it('is asked again until the user has confirmed in the app', async () => {
		sandbox.state.decoupledRounds = 2;
		let step = await run('import', {
			bankId: byId('277001'),
			bankingInterface: 'XS2A',
			loginCredentials: login('erika', '12345'),
		});
		const seen = [step.status];
		for (let round = 1; step.stepRequired && round < 5; round++) {
			step = await run('import', {
				bankId: byId('277001'),
				bankingInterface: 'XS2A',
				loginCredentials: login('erika', '12345'),
				// As an expression, which shows nothing of what hangs on it.
				furtherStep: `={{ '${String(step.answerWith)}' }}`,
				furtherStepAnswer: {
					hash: step.hash,
				},
			});
			seen.push(step.status);
		}
		expect(seen).toEqual([
			'DECOUPLED_AUTH_REQUIRED',
			'DECOUPLED_AUTH_IN_PROGRESS',
			'DECOUPLED_AUTH_IN_PROGRESS',
			undefined,
		]);
		expect(bodies().at(-1)?.multiStepAuthentication).toEqual({
			hash: expect.stringMatching(/./) as string,
			decoupledCallback: true,
		});
		expect(step.id).toBe(4500000001001);
	});

	it('takes the query that the user came back with from its website', async () => {
		const redirectBank = {
			bankId: byId('280002'),
			bankingInterface: 'XS2A',
			additionalFields: { redirectUrl: 'https://example.com/back' },
		};
		const step = await run('import', redirectBank);
		expect(step).toMatchObject({
			status: 'REDIRECT_REQUIRED',
			answerWith: 'redirectCallback',
			redirectUrl: expect.stringContaining('https://login.bank.example/') as string,
			redirectContextField: 'state',
		});
		const connection = await run('import', {
			...redirectBank,
			furtherStep: 'redirectCallback',
			furtherStepAnswer: {
				hash: step.hash,
				redirectCallback: `code=4f2a&state=${String(step.redirectContext)}`,
			},
		});
		expect(connection.id).toBe(4500000001001);
	});

	it('takes that query as a webhook of n8n gives it, an object', async () => {
		const redirectBank = {
			bankId: byId('280002'),
			bankingInterface: 'XS2A',
			additionalFields: { redirectUrl: 'https://example.com/back' },
		};
		const { hash, redirectContext } = await run('import', redirectBank);
		const query = { code: '4f 2a&', state: redirectContext };
		const { items, error } = await runFinApi(
			sandbox,
			'import',
			{
				...redirectBank,
				furtherStep: 'redirectCallback',
				furtherStepAnswer: {
					hash,
					redirectCallback: '={{ $json.query }}',
				},
			},
			{ items: [{ json: { query } }] },
		);
		expect(error).toBeUndefined();
		expect(items[0]?.json.id).toBe(4500000001001);
		expect(bodies().at(-1)?.multiStepAuthentication).toMatchObject({
			redirectCallback: `code=4f%202a%26&state=${String(redirectContext)}`,
		});
	});

	it('can be served by one node that takes everything from its input', async () => {
		const looping = {
			...demo,
			furtherStep: "={{ $json.answerWith ?? 'none' }}",
			furtherStepAnswer: {
				hash: '={{ $json.hash }}',
				twoStepProcedureId: '={{ $json.twoStepProcedures?.[0].procedureId }}',
				challengeResponse: '={{ $json.tan }}',
			},
		};
		let json: IDataObject = {};
		for (const tan of ['', '', '123456']) {
			const { items, error } = await runFinApi(sandbox, 'import', looping, {
				items: [{ json: { ...json, tan } }],
			});
			expect(error).toBeUndefined();
			json = items[0]?.json ?? {};
		}
		expect(json.id).toBe(4500000001001);
		expect(
			bodies().map(({ multiStepAuthentication: answer }) => Object.keys(answer ?? {})),
		).toEqual([[], ['hash', 'twoStepProcedureId'], ['challengeResponse', 'hash']]);
	});

	it('takes a choice with spaces or a line break around it for what it is', async () => {
		const named = { ...demo, additionalFields: { name: 'MSA' } };
		const { hash } = await run('import', named);
		const { items, error } = await runFinApi(
			sandbox,
			'import',
			{
				...named,
				furtherStep: '={{ $json.choice }}',
				furtherStepAnswer: {
					hash: '={{ $json.hash }}',
					challengeResponse: '123456',
				},
			},
			{ items: [{ json: { choice: ' challengeResponse\n', hash } }] },
		);
		expect(error).toBeUndefined();
		expect(items[0]?.json.id).toBe(4500000001001);
	});

	it('does not get the login out when it repeats it in its question', async () => {
		sandbox.fault({
			method: 'POST',
			path: /import$/,
			status: 510,
			body: {
				errors: [
					{
						code: 'ADDITIONAL_AUTHENTICATION_REQUIRED',
						type: 'BUSINESS',
						multiStepAuthentication: {
							hash: 'demo-hash',
							status: 'CHALLENGE_RESPONSE_REQUIRED',
							challengeMessage: 'Hello Geh&#101;im 9, enter your TAN',
							stepRequired: false,
						},
					},
				],
			},
		});
		const step = await run('import', { ...demo, loginCredentials: login('erika', 'Geheim 9') });
		expect(step).toMatchObject({
			stepRequired: true,
			hash: 'demo-hash',
			message: 'Hello *****, enter your TAN',
		});
	});

	it('is asked for nothing by an answer that is not one', async () => {
		for (const [answer, complaint] of [
			[
				{ furtherStep: 'challengeResponse', furtherStepAnswer: { challengeResponse: '1' } },
				"'Hash' is empty",
			],
			[
				{ furtherStep: 'challengeResponse', furtherStepAnswer: { hash: 'a' } },
				"'Challenge Response' is empty",
			],
			[
				{ furtherStep: 'redirectCallback', furtherStepAnswer: { hash: 'a' } },
				"'Redirect Callback' is empty",
			],
			[
				{ furtherStep: 'twoStepProcedureId', furtherStepAnswer: { hash: 'a' } },
				"'Two-Step Procedure ID' is empty",
			],
			[
				{ furtherStep: '={{ $json.nothing }}', furtherStepAnswer: { hash: 'a' } },
				"'Further Step' is empty",
			],
			[
				{ furtherStep: '={{ "challenge" }}', furtherStepAnswer: { hash: 'a' } },
				"'Further Step' must be one of none,",
			],
		] as const) {
			const { error } = await runFinApi(sandbox, 'import', { ...demo, ...answer });
			expect(error?.message).toContain(complaint);
		}
		expect(imports()).toEqual([]);
	});

	it('refuses a wrong TAN in its own words, without showing what was entered', async () => {
		const { hash } = await run('import', { ...demo, additionalFields: { name: 'MSA' } });
		const { error } = await runFinApi(sandbox, 'import', {
			...demo,
			additionalFields: { name: 'MSA' },
			furtherStep: 'challengeResponse',
			furtherStepAnswer: {
				hash,
				challengeResponse: '987654',
			},
		});
		expect(error?.message).toBe('finAPI: Die TAN ist falsch. (code BANK_SERVER_REJECTION)');
		expect(JSON.stringify([error?.description, error?.context])).not.toContain('987654');
	});

	it('stops the node when the user wants it to', async () => {
		const { error, items } = await runFinApi(sandbox, 'import', {
			...demo,
			options: { failOnFurtherStep: true },
		});
		expect(items).toEqual([]);
		expect(error?.message).toBe(
			'finAPI: Die Bank verlangt eine weitere Anmeldung. (code ADDITIONAL_AUTHENTICATION_REQUIRED)',
		);
		expect(error?.description).toContain("unless 'Fail on Further Step' is switched on");
		expect(error?.httpCode).toBe('510');
	});

	it('may want it for an update, too', async () => {
		const named = {
			...demo,
			loginCredentials: login('demo_no_msa', 'demo_no_msa'),
			bankingInterface: 'FINTS_SERVER',
			additionalFields: { name: 'MSA', storeSecrets: true },
		};
		const { hash } = await run('import', named);
		const { id } = await run('import', {
			...named,
			furtherStep: 'challengeResponse',
			furtherStepAnswer: {
				hash,
				challengeResponse: '123456',
			},
			options: { waitForCompletion: true },
		});
		const update = { bankConnectionId: byId(String(id)), bankingInterface: 'FINTS_SERVER' };
		const step = await run('update', update);
		expect(step.answerWith).toBe('challengeResponse');
		const updated = await run('update', {
			...update,
			furtherStep: step.answerWith,
			furtherStepAnswer: {
				hash: step.hash,
				challengeResponse: '123456',
			},
		});
		expect(updated.id).toBe(id);
	});
});

describe('in V1, a bank that wants more of the user', () => {
	beforeEach(async () => {
		sandbox = await startFinApi({ version: 'V1' });
	});

	it('gives the challenge, and takes the answer to it', async () => {
		const demo = { bankId: byId('280001') };
		const step = await run('import', { ...demo, additionalFields: { name: 'MSA' } });
		expect(step).toEqual({
			stepRequired: true,
			status: 'CHALLENGE_RESPONSE_REQUIRED',
			hash: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
			answerFieldLabel: 'TAN',
			answerWith: 'challengeResponse',
			message: 'Bitte geben Sie die TAN 123456 ein.',
			howToGoOn: expect.stringContaining("'Further Step' set to Challenge Response") as string,
		});
		const connection = await run('import', {
			...demo,
			additionalFields: { name: 'MSA', challengeResponse: '123456' },
		});
		expect(connection).toMatchObject({ id: 4500000001001, updateStatus: 'IN_PROGRESS' });
		expect(bodies()).toEqual([
			{ bankId: 280001, name: 'MSA' },
			{ bankId: 280001, name: 'MSA', challengeResponse: '123456' },
		]);
	});

	it('takes the answer with the hash, too, over an interface that is named', async () => {
		const demo = {
			bankId: byId('280001'),
			additionalFields: {
				bankingInterface: 'XS2A',
				loginCredentials: login('demo', 'demo'),
				storeSecrets: true,
			},
		};
		const procedure = await run('import', demo);
		expect(procedure.answerWith).toBe('twoStepProcedureId');
		const challenge = await run('import', {
			...demo,
			furtherStep: procedure.answerWith,
			furtherStepAnswer: { hash: procedure.hash, twoStepProcedureId: '955' },
		});
		expect(challenge.answerWith).toBe('challengeResponse');
		const connection = await run('import', {
			...demo,
			furtherStep: challenge.answerWith,
			furtherStepAnswer: { hash: challenge.hash, challengeResponse: '123456' },
		});
		expect(connection.id).toBe(4500000001001);
		expect(bodies().at(-1)).toEqual({
			bankId: 280001,
			interface: 'XS2A',
			loginCredentials: [
				{ label: 'Nutzerkennung', value: 'demo' },
				{ label: 'PIN', value: 'demo' },
			],
			storeSecrets: true,
			multiStepAuthentication: { hash: challenge.hash, challengeResponse: '123456' },
		});
	});

	it('says how to answer a challenge that comes without a hash', async () => {
		const error = { code: 'ADDITIONAL_AUTHENTICATION_REQUIRED', message: 'TAN?', type: 'BUSINESS' };
		const body = { errors: [{ ...error, multiStepAuthentication: null }] };
		sandbox.fault({ method: 'POST', path: /import$/, status: 510, body });
		const step = await run('import', { bankId: byId('280001') });
		expect(step).toEqual({
			stepRequired: true,
			status: 'CHALLENGE_RESPONSE_REQUIRED',
			message: 'TAN?',
			howToGoOn: expect.stringContaining("'Challenge Response (Deprecated)'") as string,
		});
	});

	it('does not log in by a name alone: the interface goes with it', async () => {
		const { error } = await runFinApi(sandbox, 'import', {
			bankId: byId('280001'),
			additionalFields: { loginCredentials: login('demo', 'demo') },
		});
		expect(error?.message).toContain("'Login Credentials' needs 'Banking Interface Name or ID'");
		expect(imports()).toEqual([]);
	});

	const formBank = { bankId: byId('277004'), bankingUserId: 'erika', bankingPin: '12345' };

	it('gives the address of the web form that it wants the login in', async () => {
		const step = await run('import', formBank);
		expect(step).toEqual({
			stepRequired: true,
			status: 'WEB_FORM_REQUIRED',
			webFormId: '7001',
			webFormUrl: 'https://webform.bank.example/webForm/7001',
			howToGoOn: expect.stringContaining('webFormUrl') as string,
		});
	});

	it.each(['update', 'edit'])('gives it for %s, too', async (operation) => {
		const { webFormUrl } = await run(operation, {
			bankConnectionId: byId('4500000000003'),
			bankingPin: '12345',
			updateFields: { bankingPin: '12345' },
		});
		expect(webFormUrl).toBe('https://webform.bank.example/webForm/7001');
	});

	it('stops the node when the user wants it to', async () => {
		const { error } = await runFinApi(sandbox, 'import', {
			...formBank,
			options: { failOnFurtherStep: true },
		});
		expect(error?.message).toContain('(code WEB_FORM_REQUIRED)');
		expect(error?.description).toContain("unless 'Fail on Further Step' is switched on");
		expect(error?.httpCode).toBe('451');
	});
});

describe('an answer with the same status that is not of finAPI', () => {
	beforeEach(async () => {
		sandbox = await startFinApi();
	});

	it.each([
		[510, '<h1>Not Extended</h1>'],
		[451, '<h1>Unavailable For Legal Reasons</h1>'],
		[451, { errors: [{ code: 'FORBIDDEN', message: 'no form', type: 'TECHNICAL' }] }],
		[510, { errors: [] }],
	])('is a failure: %s %j', async (status, body) => {
		sandbox.fault({ method: 'POST', path: /import$/, status, body });
		const { error, items } = await runFinApi(sandbox, 'import', {
			bankId: byId('280001'),
			bankingInterface: 'XS2A',
		});
		expect(items).toEqual([]);
		expect(error?.httpCode).toBe(String(status));
	});
});
