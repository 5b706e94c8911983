import type { IDataObject } from 'n8n-workflow';
import { parseJson } from '../../../../nodes/shared/wire/json';
import type { Operation } from '../../../../nodes/shared/operation';
import { nodeProperties } from '../../../../nodes/shared/panel/panel';
import { type Loopback, startLoopback } from '../../../support/loopback';
import {
	bankOf,
	itemsOf,
	operation,
	runBank,
	SECRET,
	text,
	toBody,
} from '../../../support/testBank';

const login: Omit<Operation, 'value' | 'name' | 'action' | 'description'> = {
	request: { method: 'POST', path: '/login' },
	fields: [text('user', { required: true, ...toBody('user') })],
	answer: { kind: 'record' },
};

const bank = bankOf(
	[
		operation('login', { ...login, furtherSteps: true }),
		operation('plain', login),
		operation('delete', {
			request: { method: 'DELETE', path: '/login' },
			fields: [],
			answer: { kind: 'deleted' },
			furtherSteps: true,
		}),
	],
	{
		readFurtherStep: ({ status, headers, text: body }) => {
			if (status !== 510) return undefined;
			const { challenge } = (parseJson(body) ?? {}) as IDataObject;
			return challenge ? { stepRequired: true, challenge, url: headers.location } : undefined;
		},
	},
);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

/** Wants a TAN from all but Ada. */
function wantTan(body: IDataObject = { message: 'Enter a TAN', code: 'TAN', challenge: 'TAN?' }) {
	server.reply((request, response) => {
		if (request.body.includes('ada')) return { id: '1' };
		response.writeHead(510, { Location: 'https://bank.example/go' });
		response.end(JSON.stringify(body));
		return undefined;
	});
}

const max = { user: 'max' };
const STEP = { stepRequired: true, challenge: 'TAN?', url: 'https://bank.example/go' };

describe('a further step', () => {
	it('becomes an item, paired with the one that asked for it, and the rest goes on', async () => {
		wantTan();
		const { items, error } = await runBank(
			bank,
			server,
			'login',
			{ user: '={{ $json.user }}' },
			{ items: itemsOf({ user: 'ada' }, { user: 'max' }, { user: 'ada' }) },
		);
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{ json: { id: '1' }, pairedItem: { item: 0 } },
			{ json: STEP, pairedItem: { item: 1 } },
			{ json: { id: '1' }, pairedItem: { item: 2 } },
		]);
		expect(server.received).toHaveLength(3);
	});

	it('becomes an item also where the answer has no body otherwise', async () => {
		wantTan();
		const { items } = await runBank(bank, server, 'delete');
		expect(items.map(({ json }) => json)).toEqual([STEP]);
	});

	it.each([true, '={{ "true" }}'])(
		'is an error in the words of the bank when the user wants it so: %s',
		async (failOnFurtherStep) => {
			wantTan({ message: `Enter a TAN for ${SECRET}`, code: 'TAN', challenge: 'TAN?' });
			const parameters = { ...max, options: { failOnFurtherStep } };
			const { error, items } = await runBank(bank, server, 'login', parameters);
			expect(items).toEqual([]);
			expect(error?.message).toBe('Test Bank: Enter a TAN for ***** (code TAN)');
			expect(error?.httpCode).toBe('510');
			expect(server.received).toHaveLength(1);
		},
	);

	it('is an item all the same for an item that does not want it so', async () => {
		wantTan();
		const { items } = await runBank(
			bank,
			server,
			'login',
			{ ...max, options: { failOnFurtherStep: '={{ $json.fail }}' } },
			{ items: itemsOf({ fail: false }, { fail: true }), onError: 'continueRegularOutput' },
		);
		expect(items.map(({ json }) => json.error ?? json.challenge)).toEqual([
			'TAN?',
			'Test Bank: Enter a TAN (code TAN)',
		]);
	});

	it('is a failure of an operation that knows no further steps', async () => {
		wantTan();
		const { error } = await runBank(bank, server, 'plain', max);
		expect(error?.message).toBe('Test Bank: Enter a TAN (code TAN)');
	});

	it('is none when the answer means something else', async () => {
		wantTan({ message: 'Not extended' });
		const { error } = await runBank(bank, server, 'login', max);
		expect(error?.message).toBe('Test Bank: Not extended');
	});

	it('is nothing that a bank without them can ask for', async () => {
		wantTan();
		const without = bankOf([operation('login', { ...login, furtherSteps: true })]);
		const { error } = await runBank(without, server, 'login', max);
		expect(error?.message).toBe('Test Bank: Enter a TAN (code TAN)');
	});

	it('can be made an error only where there may be one', () => {
		const options = nodeProperties(bank).filter(({ name }) => name === 'options');
		expect(options).toHaveLength(1);
		expect(options[0]?.displayOptions?.show?.operation).toEqual(['login', 'delete']);
		expect(options[0]?.options?.map(({ name }) => name)).toEqual(['failOnFurtherStep']);
	});

	it('stops the item when whether to fail is neither true nor false', async () => {
		const options = { failOnFurtherStep: '={{ "perhaps" }}' };
		const { error } = await runBank(bank, server, 'login', { ...max, options });
		expect(error?.message).toContain("'Fail on Further Step' must be true or false, but is");
		expect(server.received).toEqual([]);
	});
});
