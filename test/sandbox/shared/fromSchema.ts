import { Ajv } from 'ajv';
import type { ContractOperation } from '../../contract/contract';
import type { Call } from './api';
import { sampleOf } from './sample';
import type { Answer } from './server';

/**
 * Answers an operation with a record made from the schema of its answer: the same one every time,
 * and nothing is changed by it. For the many operations that no rule of the bank is about; each of
 * them says so by itself, as in `getReport: fromSchema`. One that must be refused at times checks
 * first: `getReport: (call) => { customerOf(call); return fromSchema(call); }`.
 */
export const fromSchema = ({ contract }: Pick<Call, 'contract'>): Answer => ({
	status: contract.success.status,
	body: sampleAnswer(contract),
});

const ajv = new Ajv();

/**
 * The body that `fromSchema` answers an operation with; undefined when it has none. A list that comes
 * in pages is on a single one: what stands next to its records tells of no other.
 */
export function sampleAnswer({ id, success, paging }: ContractOperation): unknown {
	const schema = success.body;
	if (!schema) return undefined;
	const body = sampleOf(schema, paging ? { fullOnly: paging.records } : {});
	const validate = ajv.compile(schema);
	if (!validate(body)) {
		throw new Error(`The sample of ${id} breaks its schema: ${ajv.errorsText(validate.errors)}`);
	}
	return body;
}
