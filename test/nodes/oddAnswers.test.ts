import * as fc from 'fast-check';
import type { IDataObject, ILoadOptionsFunctions, INodeType } from 'n8n-workflow';
import { finApi } from '../../nodes/FinApi/api';
import { download } from '../../nodes/FinApi/completion';
import { FinApi } from '../../nodes/FinApi/FinApi.node';
import { finicity } from '../../nodes/Finicity/api';
import { Finicity } from '../../nodes/Finicity/Finicity.node';
import { saltEdge } from '../../nodes/SaltEdge/api';
import { fetching, fetchingOn } from '../../nodes/SaltEdge/completion';
import { SaltEdge } from '../../nodes/SaltEdge/SaltEdge.node';
import type { Bank, Field } from '../../nodes/shared/operation';
import { isOffered } from '../../nodes/shared/panel/selection';
import { isObject, parseJson } from '../../nodes/shared/wire/json';
import { type Outcome, panelContext, runWorkflow } from '../support/engine';
import { byId } from '../support/finicity';
import { type Loopback, startLoopback } from '../support/loopback';
import { closeTriggers, deliver, listen } from '../support/saltEdgeTrigger';
import { credentialFor, setupOf } from '../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

/** What is looked for in answers, and what every object has. */
const NAMES = [
	...['data', 'meta', 'next_id', 'time', 'id', 'connection_id', 'customer_id', 'stage', 'error'],
	...[
		'class',
		'message',
		'request_id',
		'error_class',
		'error_message',
		'errors',
		'Errors',
		'Error',
	],
	...['code', 'title', 'user_message', 'ReasonCode', 'requestId', 'error_description', 'status'],
	...['multiStepAuthentication', 'challengeMessage', 'hash', 'interfaces', 'lastManualUpdate'],
	...['result', 'timestamp', 'last_attempt', 'last_stage', 'name', 'fail_error_class', 'paging'],
	...['pageCount', 'moreAvailable', 'customers', 'accounts', 'banks', 'connections', 'bank'],
	...['next_refresh_possible_at', 'updateStatus', 'categorizationStatus', 'required_fields'],
	...['toString', 'valueOf', 'toJSON', 'constructor', '__proto__', 'length', 'then'],
];

/** JSON as text, for some of it no JavaScript value would be written as. */
const { odd } = fc.letrec<{ odd: string }>((tie) => ({
	odd: fc.oneof(
		{ maxDepth: 4, withCrossShrink: true },
		fc.constantFrom('null', 'true', '0', '-1', '1e999', '9223372036854775808', '""', '"x"', '" "'),
		fc.constantFrom('"\\ud800"', '"constructor"', '"__proto__"', '"READY"', '"OK"', '"%"', '"1"'),
		// What JavaScript can't turn into text.
		fc.constantFrom('{"toString":1,"valueOf":1}', '[{"toString":{},"valueOf":{}}]', '{"toJSON":1}'),
		fc.json({ maxDepth: 1 }),
		fc.array(tie('odd'), { maxLength: 3 }).map((list) => `[${list.join()}]`),
		fc
			.array(fc.tuple(fc.constantFrom(...NAMES), tie('odd')), { maxLength: 5 })
			.map((pairs) => `{${pairs.map(([name, value]) => `"${name}":${value}`).join()}}`),
	),
}));

/** Answers with places for anything. */
const PLACES = [
	'@',
	'{"data":@}',
	'{"data":[@,@],"meta":{"next_id":@}}',
	'{"data":[{"id":"1"}],"meta":@}',
	'{"data":[{"id":@}],"meta":{"next_id":"1"}}',
	'{"data":{"id":"1","status":@,"last_attempt":@,"required_fields":@}}',
	'{"data":{"removed":@,"id":@}}',
	'{"error":@}',
	'{"error":{"class":@,"message":@,"request_id":@},"next_refresh_possible_at":@}',
	'{"error_class":@,"error_message":@}',
	'{"error":"x","error_description":@}',
	'{"errors":@,"requestId":@}',
	'{"errors":[{"message":@,"code":@,"multiStepAuthentication":@}]}',
	'{"errors":[{"message":"x","multiStepAuthentication":{"status":@,"hash":@,"challengeMessage":@}}]}',
	'{"Errors":{"Error":@}}',
	'{"message":@,"code":@,"user_message":@}',
	'{"id":@,"username":@,"createdDate":@}',
	'{"customers":[@],"moreAvailable":@,"found":@}',
	'{"customers":[{"id":"1"}],"moreAvailable":true,"next":@}',
	'{"accounts":[@,@]}',
	'{"connections":[@]}',
	'{"banks":[@],"paging":{"pageCount":@}}',
	'{"identifiers":[@]}',
	'{"id":1,"interfaces":[@],"bank":@,"updateStatus":@}',
];

/** The records of lists in the panel. */
const LISTED = [
	'{"customers":[{"id":@,"username":@,"firstName":@,"type":@}]}',
	'{"accounts":[{"id":@,"name":@,"institutionId":@,"institutionLoginId":@,"accountNumberDisplay":@}]}',
	'{"consents":[{"consentReceiptId":@,"institutions":[@,{"institutionName":@}],"statusDetails":@}]}',
	'{"applications":[{"preAppId":@,"applicationId":@,"name":@,"status":@}]}',
	'{"connections":[{"id":@,"name":@,"bank":{"name":@}}]}',
	'{"banks":[{"id":@,"name":@,"blz":@,"interfaces":[{"bankingInterface":@,"loginCredentials":[{"label":@}]}]}]}',
	'{"id":1,"bank":{"interfaces":[{"loginCredentials":[{"label":@}]}]},"twoStepProcedures":[{"procedureId":@,"procedureName":@}]}',
	'{"accounts":[{"id":@,"interfaces":[{"lastUpdateAttempt":@,"lastSuccessfulUpdate":@},{"lastUpdateAttempt":@}]}]}',
	'{"transactions":[{"id":@,"transactionDate":@,"postedDate":@,"effectiveDate":@,"status":@}]}',
	'{"connections":[{"id":1,"interfaces":[{"lastManualUpdate":{"timestamp":@},"lastAutoUpdate":{"timestamp":@}}]}]}',
	'{"data":[{"id":@,"identifier":@,"code":@,"name":@,"mode":@,"provider_name":@,"status":@}]}',
	'{"data":{"provider_code":@,"required_fields":[{"name":@,"english_name":@,"nature":"password","field_options":[{"option_value":@,"name":@}]}],"last_attempt":{"last_stage":{"name":"interactive","interactive_fields_names":[@],"interactive_fields_options":@}}}}',
];

const answer = fc
	.tuple(fc.constantFrom(...PLACES), fc.array(odd, { minLength: 4, maxLength: 4 }))
	.map(([place, values]) => place.replace(/@/g, () => values.shift() ?? 'null'));

const listed = fc
	.tuple(fc.constantFrom(...LISTED), fc.array(odd, { minLength: 9, maxLength: 9 }))
	.map(([place, values]) => place.replace(/@/g, () => values.shift() ?? 'null'));

const status = fc.constantFrom(200, 200, 201, 302, 400, 404, 409, 451, 500, 510);

/** Nested so deeply that whoever calls himself for each level runs out of room. */
const DEEP = [3_000, 100_000].flatMap((depth) => [
	`${'{"errors":['.repeat(depth)}${']}'.repeat(depth)}`,
	`${'{"error":'.repeat(depth)}1${'}'.repeat(depth)}`,
	`{"data":[{"id":"1","x":${'['.repeat(depth)}${']'.repeat(depth)}}],"meta":{"next_id":"2"}}`,
	`{"customers":[{"x":${'['.repeat(depth)}${']'.repeat(depth)}}],"moreAvailable":true}`,
	`{"id":"1","x":${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}}`,
]);

/** An operation as a user calls it. */
interface Call {
	bank: Bank;
	resource: string;
	value: string;
	parameters: IDataObject;
}

const of =
	(bank: Bank) =>
	(resource: string, value: string, parameters: IDataObject): Call => ({
		bank,
		resource,
		value,
		parameters,
	});
const [ofFinicity, ofFinApi, ofSaltEdge] = [of(finicity), of(finApi), of(saltEdge)];

const CALLS = [
	ofFinicity('customer', 'get', { customerId: byId('1') }),
	ofFinicity('customer', 'createTesting', { username: 'new.user' }),
	ofFinicity('customer', 'delete', { customerId: byId('1') }),
	ofFinicity('account', 'getMany', { customerId: byId('1'), returnAll: true }),
	ofFinApi('bankConnection', 'getMany', {}),
	ofFinApi('bankConnection', 'deleteAll', {}),
	ofFinApi('bankConnection', 'update', {
		bankConnectionId: byId('1'),
		bankingInterface: 'XS2A',
	}),
	ofSaltEdge('connection', 'getMany', { customerId: byId('1'), returnAll: true }),
	ofSaltEdge('connection', 'refresh', { connectionId: byId('1') }),
	ofSaltEdge('connection', 'delete', { connectionId: byId('1') }),
];

const PROPER = ['NodeApiError', 'NodeOperationError'];

function expectProper({ error, items }: Outcome): void {
	if (error) {
		expect(PROPER).toContain(error.name);
		expect(error.message).toMatch(/\S/);
		expect(error.description).toMatch(/\S/);
	} else {
		expect(items.length).toBeGreaterThanOrEqual(0);
		for (const { json } of items) expect(typeof json).toBe('object');
	}
}

/** Runs an operation on a bank that gives the same answer to everything. */
async function run(
	{ bank, resource, value, parameters }: Call,
	statusCode: number,
	text: string,
): Promise<Outcome> {
	let pages = 0;
	server.reply((_request, response) => {
		// A list that goes on for ever is another matter.
		pages += 1;
		response.statusCode = pages > 5 ? 400 : statusCode;
		if (statusCode === 451) response.setHeader('Location', 'https://form.example');
		response.end(text);
	});
	const { name = '', options } = bank.versions?.field ?? {};
	const version = options?.[0] && { [name]: String(options[0].value) };
	const credentials = credentialFor(server, { environment: 'own', ...version });
	const all = { ...parameters, ...version, resource };
	return await runWorkflow(setupOf(bank, server, value, all, { credentials }));
}

describe.each(CALLS.map((call) => ({ ...call, bankName: call.bank.name })))(
	'$bankName $resource $value',
	(call) => {
		it('makes a record or a proper error of any answer', async () => {
			await fc.assert(
				fc.asyncProperty(status, answer, async (statusCode, text) => {
					expectProper(await run(call, statusCode, text));
				}),
				{ numRuns: 150 },
			);
			expect(server.received.length).toBeGreaterThan(100);
		});

		it('is not upset by depth', async () => {
			for (const text of DEEP) {
				for (const statusCode of [200, 400]) expectProper(await run(call, statusCode, text));
			}
		});
	},
);

/** Something for each field without which an operation is not sent. */
function filledIn(fields: readonly Field[]): IDataObject {
	const values = fields
		.filter(({ required, type }) => required === true || type === 'resourceLocator')
		.map(({ name, type, default: unless }): [string, unknown] => {
			if (type === 'resourceLocator') return [name, byId('1')];
			if (type === 'dateTime') return [name, '2026-01-31'];
			return [name, type === 'string' ? '1' : unless];
		});
	return Object.fromEntries(values) as IDataObject;
}

const reads = [finicity, finApi, saltEdge].flatMap((bank) => {
	const version = bank.versions?.field.options[0]?.value as string | undefined;
	return bank.resources.flatMap((resource) =>
		resource.operations
			.filter((operation) => operation.request.method === 'GET' && isOffered(operation, version))
			.map(({ value, fields }): Call => ({
				bank,
				resource: resource.value,
				value,
				parameters: { returnAll: true, ...filledIn(fields) },
			})),
	);
});

describe('every read', () => {
	it('makes records or a proper error of any answer, short or whole', async () => {
		const sent: Call[] = [];
		for (const call of reads) {
			const before = server.received.length;
			// n8n doesn't start a node that lacks something.
			await run(call, 200, '{}').catch(() => undefined);
			if (server.received.length > before) sent.push(call);
		}
		// Some need more than can be made up here.
		expect(sent.length).toBeGreaterThan(0.8 * reads.length);
		await fc.assert(
			fc.asyncProperty(
				fc.nat(sent.length - 1),
				fc.oneof(answer, listed),
				fc.boolean(),
				async (index, text, simplify) => {
					const call = sent[index] as Call;
					const parameters = { ...call.parameters, simplify };
					expectProper(await run({ ...call, parameters }, 200, text));
				},
			),
			{ numRuns: 1_500 },
		);
	});
});

describe('a dropdown', () => {
	const NODES: [string, INodeType, Bank][] = [
		['Finicity', new Finicity(), finicity],
		['finAPI', new FinApi(), finApi],
		['Salt Edge', new SaltEdge(), saltEdge],
	];
	type Method = (this: ILoadOptionsFunctions, filter?: string, token?: string) => Promise<unknown>;
	const lists = NODES.flatMap(([name, nodeType, bank]) => {
		const { listSearch = {}, loadOptions = {}, resourceMapping = {} } = nodeType.methods ?? {};
		return Object.entries({ ...listSearch, ...loadOptions, ...resourceMapping }).map(
			([method, call]) => ({ name, method, nodeType, bank, call: call as Method }),
		);
	});
	const parameters = {
		...{ apiVersion: 'V2', resource: 'connection', operation: 'create', countryCode: byId('XF') },
		...{ customerId: byId('1'), providerCode: byId('x'), connectionId: byId('1') },
		...{ bankConnectionId: byId('1'), bankId: byId('1') },
	};

	it.each(lists)('of $name shows any answer, or says what is wrong: $method', async (list) => {
		const credentials = credentialFor(server, { apiVersion: 'V2', environment: 'own' });
		const operations = ['create', 'import', 'update', 'sendInteractiveStep'];
		await fc.assert(
			fc.asyncProperty(listed, fc.constantFrom(...operations), async (text, operation) => {
				let pages = 0;
				server.reply((_request, response) => {
					pages += 1;
					response.end(pages > 5 ? '<p>Enough</p>' : text);
				});
				const setup = setupOf(list.bank, server, '', { ...parameters, operation }, { credentials });
				const context = panelContext({ ...setup, nodeType: list.nodeType });
				const thrown: unknown = await list.call.call(context, 'x').then(
					() => undefined,
					(error: unknown) => error,
				);
				if (thrown !== undefined) expect(PROPER).toContain((thrown as Error).name);
			}),
			{ numRuns: 200 },
		);
	});
});

describe('a wait for completion', () => {
	it.each([
		['finAPI', download],
		['Salt Edge', fetching],
		['Salt Edge after an answer', fetchingOn],
	])('knows how any record of %s stands', (_, { progress }) => {
		const record = odd.map((text) => parseJson(text)).filter((value) => isObject(value));
		const more = odd.map((text) => {
			const value = parseJson(text) as IDataObject[string];
			return {
				updateStatus: 'READY',
				interfaces: [{ lastManualUpdate: value }],
				lastManualUpdate: { result: value, errorMessage: value, timestamp: value },
				last_attempt: { fail_error_class: 'X', fail_message: value, last_stage: value },
			};
		});
		fc.assert(
			fc.property(fc.oneof(record, more), record, (current, before) => {
				const standing = progress(current as IDataObject, undefined, before as IDataObject);
				if (typeof standing === 'string') expect(['running', 'done']).toContain(standing);
				else expect(typeof standing.message).toBe('string');
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('a callback', () => {
	afterEach(async () => await closeTriggers());

	it('of any JSON is answered, and never throws', async () => {
		const settings = [
			{},
			{ filters: { customerIds: '1', connectionIds: '1', stages: ['finish'] } },
			{ options: { maximumAge: 5 } },
		];
		const places = [
			'@',
			'{"data":@,"meta":@}',
			'{"data":{"connection_id":@,"customer_id":@,"stage":@},"meta":{"time":@}}',
			'{"data":{"error_class":@,"reason":@,"html":@},"meta":{"time":"2026-01-31T09:30:00Z"}}',
			'{"data":{"connection_id":"1","stage":@},"meta":{"version":@,"time":@}}',
		];
		const body = fc
			.tuple(fc.constantFrom(...places), fc.array(odd, { minLength: 4, maxLength: 4 }))
			.map(([place, values]) => place.replace(/@/g, () => values.shift() ?? 'null'));
		for (const parameters of settings) {
			const trigger = await listen(parameters);
			await fc.assert(
				fc.asyncProperty(body, fc.constantFrom('success', 'all'), async (text, end) => {
					const { status: given } = await deliver(trigger, end, Buffer.from(text));
					expect([200, 400]).toContain(given);
				}),
				{ numRuns: 150 },
			);
			expect(trigger.thrown).toEqual([]);
		}
	});

	it('of any depth is answered', async () => {
		const trigger = await listen();
		for (const text of [
			...DEEP,
			`{"data":${DEEP[0] ?? ''}}`,
			`{"data":{},"meta":{"time":${DEEP[0] ?? ''},"version":${DEEP[0] ?? ''}}}`,
		]) {
			const { status: given } = await deliver(trigger, 'all', Buffer.from(text));
			expect([200, 400]).toContain(given);
		}
	});
});
