import type { IDataObject } from 'n8n-workflow';
import { INTEGER_ID } from '../../../../nodes/shared/panel/formats';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, operation, runBank, text, toBody } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
	server.reply(() => '');
});

afterEach(async () => await server.close());

const bank = bankOf([
	operation('mark', {
		request: { method: 'PATCH', path: '/things' },
		fields: [
			text('ids', { wire: 'integers', format: INTEGER_ID, maxLength: 3, ...toBody('ids') }),
			text('note', toBody('note')),
		],
		answer: { kind: 'done' },
	}),
	operation('start', {
		request: { method: 'POST', path: '/starts', alwaysHasBody: true },
		fields: [text('note', toBody('note'))],
		answer: { kind: 'done' },
	}),
	operation('stop', {
		request: { method: 'POST', path: '/stops' },
		fields: [text('note', toBody('note'))],
		answer: { kind: 'done' },
	}),
]);

const run = async (value: string, parameters: IDataObject) =>
	await runBank(bank, server, value, parameters);

describe('a list of ids that the bank wants as numbers', () => {
	it.each([
		['text with commas', '7, 9007199254740993 ,8'],
		['a list of texts', ['7', '9007199254740993', '8']],
		['JSON', '["7","9007199254740993","8"]'],
	])('keeps every digit of each, given as %s', async (_, ids) => {
		const { error } = await run('mark', { ids });
		expect(error).toBeUndefined();
		expect(server.received[0]?.body).toBe('{"ids":[7,9007199254740993,8]}');
	});

	it('may be one number', async () => {
		await run('mark', { ids: 7 });
		expect(server.received[0]?.body).toBe('{"ids":[7]}');
	});

	it('is left out when it is empty', async () => {
		await run('mark', { ids: '', note: 'x' });
		expect(server.received[0]?.body).toBe('{"note":"x"}');
	});

	it.each([
		['letters', '7,a', 'ids of digits'],
		['a sign', '-7', 'ids of digits'],
		['a number that has lost digits', [9007199254740992], 'ids of digits'],
		['a number too long', '9223372036854775808', 'at most 9223372036854775807'],
		['too many', '1,2,3,4', 'at most 3 ids'],
	])('with %s stops before anything is sent', async (_, ids, says) => {
		const { error } = await run('mark', { ids });
		expect(error?.message).toContain("'The ids' must be");
		expect(error?.message).toContain(says);
		expect(server.received).toEqual([]);
	});
});

describe('a body', () => {
	it('is sent empty where the bank always wants one', async () => {
		await run('start', {});
		expect(server.received[0]?.body).toBe('{}');
		expect(server.received[0]?.headers['content-type']).toBe('application/json');
	});

	it('has what was entered', async () => {
		await run('start', { note: 'x' });
		expect(server.received[0]?.body).toBe('{"note":"x"}');
	});

	it('is not sent empty anywhere else', async () => {
		await run('stop', {});
		expect(server.received[0]?.body).toBe('');
		expect(server.received[0]?.headers['content-type']).toBeUndefined();
	});
});
