import type { ContractOperation } from '../contract/contract';
import type { Operations } from './shared/api';
import { Api } from './shared/api';
import { fromSchema } from './shared/fromSchema';
import { answerOrFailure, Refusal } from './shared/refusal';
import type { RecordedRequest } from './shared/request';
import type { Answer } from './shared/server';
import type { Problem } from './shared/validation';

interface Side {
	owner: string;
}

const operation = (
	id: string,
	[method, path]: [ContractOperation['method'], string],
	pattern = '^[0-9]+$',
): ContractOperation => ({
	...{ id, method, path },
	pathParameters: path.includes('{id}') ? { id: { type: 'string', pattern } } : {},
	query: { size: { type: 'integer', minimum: 1, default: 5 } },
	success: { status: 200 },
	failures: [],
});

const old = [
	operation('list', ['GET', '/things']),
	operation('get', ['GET', '/things/{id}']),
	operation('getByName', ['GET', '/things/{id}'], '^[a-z]+$'),
];
const added = [
	operation('get', ['GET', '/things/{id}'], '^[a-z0-9]+$'),
	operation('delete', ['DELETE', '/things/{id}']),
];

/** Answers what reached the operation, from which part. */
const echo = (part: string, ...ids: string[]): Operations<Side> =>
	Object.fromEntries(
		ids.map((id) => [
			id,
			({ contract, path, query, owner }) => {
				const body = { part, id: contract.id, path, query, owner };
				return { status: 200, body };
			},
		]),
	);

const oldPart = { contract: old, operations: echo('old', 'list', 'get', 'getByName') };
const addedPart = { contract: added, operations: echo('added', 'get', 'delete') };

function refuseProblem(problem: Problem): never {
	throw new Refusal(problem);
}

const requestFor = (method: string, url: string): RecordedRequest => ({
	...{ method, url, path: url.split('?')[0] ?? '' },
	...{ query: {}, headers: {}, body: undefined, rawBody: '', rawBytes: Buffer.alloc(0), at: 0 },
});

function send(api: Api<Side>, method: string, url: string): Answer {
	return answerOrFailure(
		() => api.find(requestFor(method, url)).carryOut({ owner: 'Ana' }),
		(problem: Problem) => ({ status: 400, body: problem }),
	);
}

describe('an API', () => {
	const api = new Api([oldPart, addedPart], refuseProblem);

	it('carries out the operation that a request leads to, with its values and the bank', () => {
		expect(send(api, 'GET', '/things?size=2').body).toEqual({
			...{ part: 'old', id: 'list', owner: 'Ana' },
			...{ path: {}, query: { size: 2 } },
		});
		expect(send(api, 'GET', '/things/7').body).toMatchObject({
			...{ id: 'get', path: { id: '7' }, query: { size: 5 } },
		});
	});

	it('tells operations at one address apart by what stands in it', () => {
		expect(send(api, 'GET', '/things/abc').body).toMatchObject({ id: 'getByName' });
		expect(send(api, 'GET', '/things/7').body).toMatchObject({ id: 'get' });
	});

	it('asks the first part that has the address and method, whatever stands in it', () => {
		expect(send(api, 'GET', '/things/7').body).toMatchObject({ part: 'old' });
		expect(send(api, 'GET', '/things/a7').body).toMatchObject({ in: 'path', rule: 'pattern' });
		expect(send(api, 'DELETE', '/things/7').body).toMatchObject({ part: 'added' });
	});

	it('refuses an address that there is not, and a method that an address does not take', () => {
		expect(send(api, 'GET', '/nothing').body).toMatchObject({
			...{ in: 'address', rule: 'unknown', allowed: [] },
		});
		expect(send(api, 'PUT', '/things/7').body).toMatchObject({
			...{ in: 'address', rule: 'method', allowed: ['GET', 'DELETE'] },
		});
	});

	it('refuses what breaks the contract', () => {
		expect(send(api, 'GET', '/things?colour=blue').body).toMatchObject({
			...{ in: 'query', name: 'colour', rule: 'additionalProperties' },
		});
	});

	it('answers an operation from its schema where it is told to', () => {
		const contract = [operation('count', ['GET', '/count'])].map((one) => ({
			...one,
			success: { status: 201, body: { type: 'integer' as const } },
		}));
		const sampled = new Api<Side>([{ contract, operations: { count: fromSchema } }], refuseProblem);
		expect(send(sampled, 'GET', '/count')).toEqual({ status: 201, body: 1 });
		expect(send(sampled, 'GET', '/count?colour=blue').status).toBe(400);
	});

	it('has each part below a path of its own', () => {
		const both = new Api(
			[
				{ ...oldPart, basePath: '/v1' },
				{ ...addedPart, basePath: '/v2' },
			],
			refuseProblem,
		);
		expect(send(both, 'GET', '/v1/things/7').body).toMatchObject({ part: 'old' });
		expect(send(both, 'GET', '/v2/things/7').body).toMatchObject({
			...{ part: 'added', path: { id: '7' } },
		});
		expect(send(both, 'GET', '/v2/things').body).toMatchObject({ rule: 'unknown' });
		expect(send(both, 'GET', '/things/7').body).toMatchObject({ rule: 'unknown' });
		expect(both.leadsTo('list', requestFor('GET', '/v1/things'))).toBe(true);
		expect(both.leadsTo('list', requestFor('GET', '/v2/things'))).toBe(false);
	});

	it('leaves no operation out, and has none too many', () => {
		const operations = echo('old', 'list');
		expect(() => new Api([{ contract: old, operations }], refuseProblem)).toThrow(
			'No operation carries out get, getByName',
		);
		const more = echo('old', 'list', 'get', 'getByName', 'rename');
		expect(() => new Api([{ contract: old, operations: more }], refuseProblem)).toThrow(
			'No contract has rename',
		);
	});
});
