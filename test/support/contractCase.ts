import { Ajv } from 'ajv';
import type { ContractOperation } from '../contract/contract';
import type { Reply } from './exchange';

const ajv = new Ajv();

/** The path of an operation with these values in place of its placeholders. */
export const pathOf = ({ path }: ContractOperation, values: Record<string, string>): string =>
	path.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');

/** Checks that a reply is what the contract says, with something in each of its lists. */
export function expectAnswerOf({ success }: ContractOperation, reply: Reply): void {
	expect(reply.status).toBe(success.status);
	if (success.contentType !== undefined) {
		expect(reply.headers.get('content-type')).toBe(success.contentType);
		expect(reply.text).not.toBe('');
		return;
	}
	if (!success.body) {
		expect(reply.text).toBe('');
		return;
	}
	const validate = ajv.compile(success.body);
	validate(reply.json);
	expect(validate.errors).toBeNull();
	for (const list of Object.values(reply.json ?? {}).filter(Array.isArray)) {
		expect(list).not.toHaveLength(0);
	}
}

/** Checks that a reply has an id that the bank can be asked about. */
export function expectRequestId({ headers }: Reply): void {
	expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
}
