import { Ajv } from 'ajv';
import type { ContractOperation, JsonSchema } from '../contract/contract';
import { finapiV1Contract, finapiV2Contract } from '../contract/finapi';
import { finicityContract } from '../contract/finicity';
import { saltedgeV5Contract, saltedgeV6Contract } from '../contract/saltedge';
import { fromSchema, sampleAnswer } from './shared/fromSchema';
import { sampleOf } from './shared/sample';

const operationWith = (body?: JsonSchema, paging?: ContractOperation['paging']) =>
	({
		id: 'getThings',
		method: 'GET',
		path: '/things',
		pathParameters: {},
		query: {},
		success: { status: 200, body },
		failures: [],
		paging,
	}) satisfies ContractOperation;

/** All that is in an answer, however deep. */
const valuesIn = (value: unknown): unknown[] =>
	typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [value];

const contracts = [
	['Finicity', finicityContract],
	['finAPI V1', finapiV1Contract],
	['finAPI V2', finapiV2Contract],
	['Salt Edge v5', saltedgeV5Contract],
	['Salt Edge v6', saltedgeV6Contract],
] as const;

describe('an answer made from its schema', () => {
	const ajv = new Ajv();
	const all = contracts.flatMap(([bank, contract]) =>
		contract
			.filter(({ success }) => success.body)
			.map((operation) => [bank, operation.id, operation] as const),
	);

	it.each(all)('fits the contract of %s: %s', (_bank, _id, operation) => {
		const answer = fromSchema({ contract: operation });
		expect(answer.status).toBe(operation.success.status);
		const validate = ajv.compile(operation.success.body ?? {});
		validate(answer.body);
		expect(validate.errors).toBeNull();
	});

	it.each(all.filter(([, , { paging }]) => paging))(
		'holds records, and %s has no further page of them: %s',
		(_bank, _id, { success, paging, ...operation }) => {
			const body = sampleAnswer({ ...operation, success, paging }) as Record<string, unknown>;
			const { [paging?.records ?? '']: records, ...rest } = body;
			expect(records).toHaveLength(2);
			// What only repeats the request tells of no page.
			const told = Object.entries(rest).filter(([name]) => !(name in operation.query));
			for (const value of valuesIn(told.map(([, value]) => value))) {
				expect([null, false, 'false', 1, 1.5]).toContain(value);
			}
		},
	);

	it('is the same every time, with records that differ', () => {
		const schema: JsonSchema = {
			type: 'object',
			properties: {
				things: {
					type: 'array',
					items: {
						type: 'object',
						properties: {
							id: { type: 'string', pattern: '^[0-9]+$' },
							name: { type: 'string' },
							note: { anyOf: [{ type: 'null' }, { type: 'string', maxLength: 4 }] },
							state: { type: 'string', enum: ['open', 'closed'] },
							count: { type: 'integer', minimum: 2 },
							amount: { type: 'number', maximum: 2 },
							isNew: { type: 'boolean' },
						},
					},
				},
			},
		};
		const expected = {
			things: [
				{
					...{ id: '1000000001', name: 'name 1', note: 'note', state: 'open' },
					...{ count: 2, amount: 1.5, isNew: true },
				},
				{
					...{ id: '1000000002', name: 'name 2', note: 'note', state: 'closed' },
					...{ count: 2, amount: 2, isNew: true },
				},
			],
		};
		expect(sampleAnswer(operationWith(schema))).toEqual(expected);
		expect(sampleAnswer(operationWith(schema))).toEqual(expected);
	});

	it('has no body where the contract has none', () => {
		expect(fromSchema({ contract: operationWith() })).toEqual({ status: 200, body: undefined });
	});

	it.each(['^\\d{4}-\\d{2}-\\d{2}$', '^[a-z.0-9]+@', '^https://', '^[A-Z]{3}$', '^[0-9a-f-]{36}$'])(
		'finds a text that is like %s',
		(pattern) => {
			expect(sampleOf({ type: 'string', pattern })).toMatch(new RegExp(pattern));
		},
	);

	it('takes examples for what it cannot make up, and asks for them', () => {
		const pattern = '^x{7}$';
		expect(() => sampleOf({ type: 'string', pattern })).toThrow(/'value'.*x\{7\}.*examples/);
		expect(sampleOf({ type: 'string', pattern, examples: ['xxxxxxx'] })).toBe('xxxxxxx');
	});

	it('fails rather than break its schema', () => {
		const schema: JsonSchema = { type: 'string', pattern: '^x{7}$', examples: ['y'] };
		expect(() => sampleAnswer(operationWith(schema))).toThrow(/getThings.*pattern/);
	});
});
