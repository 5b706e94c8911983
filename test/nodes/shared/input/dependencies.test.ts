import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Field } from '../../../../nodes/shared/operation';
import { nodeProperties } from '../../../../nodes/shared/panel/panel';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, itemsOf, operation, runBank, text, toBody } from '../../../support/testBank';

const shownFor = (...step: string[]) => ({ displayOptions: { show: { step } } });

const steps: Field[] = [
	text('step', {
		type: 'options',
		required: true,
		options: ['none', 'tan', 'app', 'later'].map((value) => ({ name: value, value })),
		default: 'none',
	}),
	text('hash', { required: true, ...shownFor('tan', 'app', 'later'), ...toBody('step.hash') }),
	text('tan', { required: true, ...shownFor('tan'), ...toBody('step.tan') }),
	text('confirmed', {
		type: 'boolean',
		default: true,
		...shownFor('app'),
		...toBody('step.confirmed'),
	}),
];

const bank = bankOf([
	operation('login', {
		request: { method: 'POST', path: '/login' },
		fields: [text('user', { required: true, ...toBody('user') }), ...steps],
		answer: { kind: 'record' },
	}),
	operation('answer', {
		request: { method: 'POST', path: '/answer' },
		fields: [
			text('step', {
				type: 'options',
				required: true,
				options: ['none', 'tan', 'app'].map((value) => ({ name: value, value })),
				default: 'none',
			}),
			{
				displayName: 'The answer',
				name: 'answer',
				type: 'collection',
				default: {},
				options: [
					text('hash', {
						required: true,
						countsWith: { step: ['tan', 'app'] },
						...toBody('hash'),
					}),
					text('tan', { required: true, countsWith: { step: ['tan'] }, ...toBody('tan') }),
					text('note', { countsWith: { step: ['app'] }, ...toBody('note') }),
				],
			},
		],
		answer: { kind: 'record' },
	}),
	operation('edit', {
		request: { method: 'PATCH', path: '/things' },
		fields: [
			{
				displayName: 'Update Fields',
				name: 'updateFields',
				type: 'collection',
				default: {},
				options: [
					text('bank', { clears: true, ...toBody('bank') }),
					text('branch', { needs: 'bank', ...toBody('branch') }),
					text('skipAll', { type: 'boolean', default: false, ...toBody('skipAll') }),
					text('skipMore', {
						type: 'boolean',
						default: false,
						needs: 'skipAll',
						...toBody('skipMore'),
					}),
				],
			},
		],
		answer: { kind: 'record' },
	}),
]);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const bodies = () => server.received.map(({ body }) => JSON.parse(body) as unknown);

describe('a field that another one hides', () => {
	const login = (parameters: IDataObject, ...items: IDataObject[]) =>
		runBank(bank, server, 'login', { user: 'max', ...parameters }, { items: itemsOf(...items) });

	it('is neither asked for nor sent', async () => {
		const { error } = await login({ step: 'none', hash: '', tan: '' }, {});
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([{ user: 'max' }]);
	});

	it.each([
		['empty', '', ''],
		['expressions without a value', '={{ $json.hash }}', '={{ $json.tan }}'],
	])('is neither asked for nor sent when an expression hides it: %s', async (_, hash, tan) => {
		const { error } = await login({ step: '={{ $json.step }}', hash, tan }, { step: 'none' });
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([{ user: 'max' }]);
	});

	it('is not sent when it was filled in before', async () => {
		await login({ step: '={{ $json.step }}', hash: 'h', tan: '1' }, { step: 'none' });
		expect(bodies()).toEqual([{ user: 'max' }]);
	});

	it('counts for each item by itself', async () => {
		await login(
			{
				step: '={{ $json.step }}',
				hash: '={{ $json.hash }}',
				tan: '={{ $json.tan }}',
				confirmed: true,
			},
			{ step: 'none' },
			{ step: 'tan', hash: 'h1', tan: '123456' },
			{ step: 'app', hash: 'h2' },
			{ step: 'later', hash: 'h3' },
		);
		expect(bodies()).toEqual([
			{ user: 'max' },
			{ user: 'max', step: { hash: 'h1', tan: '123456' } },
			{ user: 'max', step: { hash: 'h2', confirmed: true } },
			{ user: 'max', step: { hash: 'h3' } },
		]);
	});

	it('is asked for as soon as it counts', async () => {
		const { error } = await login(
			{ step: '={{ $json.step }}', hash: 'h', tan: '={{ $json.tan }}' },
			{ step: 'none' },
			{ step: 'tan' },
		);
		expect(error?.message).toBe("'The tan' is empty [item 1]");
		expect(bodies()).toEqual([{ user: 'max' }]);
	});

	it('is asked for as soon as it counts, also when the panel has it empty', async () => {
		const { error } = await login({ step: 'tan', hash: 'h', tan: '' }, {});
		expect(error?.message).toContain('The tan');
		expect(bodies()).toEqual([]);
	});

	it.each([
		['={{ "TAN" }}', "'The step' must be one of none, tan, app, later, but is 'TAN' [item 0]"],
		['={{ $json.missing }}', "'The step' is empty [item 0]"],
	])('is not left out because of a value that is none: %s', async (step, message) => {
		const { error } = await login({ step, hash: 'h', tan: '1' }, {});
		expect(error?.message).toBe(message);
		expect(bodies()).toEqual([]);
	});
});

describe('a field that the API takes only with another one', () => {
	const edit = (updateFields: IDataObject) => runBank(bank, server, 'edit', { updateFields });

	it.each([
		{ bank: 'b', branch: 'c' },
		{ skipAll: true, skipMore: true },
		{ skipAll: true, skipMore: false },
		{ skipMore: false },
		{ bank: 'b' },
	])('is sent with it: %j', async (fields) => {
		expect((await edit(fields)).error).toBeUndefined();
		expect(bodies()).toEqual([fields]);
	});

	it('may be left empty without it', async () => {
		await edit({ branch: '', skipAll: false });
		expect(bodies()).toEqual([{ skipAll: false }]);
	});

	it.each([
		[{ branch: 'c' }, "'The branch' needs 'The bank' [item 0]"],
		[{ bank: '={{ null }}', branch: 'c' }, "'The branch' needs 'The bank' [item 0]"],
		[{ skipMore: true }, "'The skipMore' needs 'The skipAll' [item 0]"],
		[{ skipAll: false, skipMore: true }, "'The skipMore' needs 'The skipAll' [item 0]"],
		[
			{ skipAll: '={{ "false" }}', skipMore: '={{ "true" }}' },
			"'The skipMore' needs 'The skipAll' [item 0]",
		],
	])('stops the item without it: %j', async (fields, message) => {
		const { error } = await edit(fields);
		expect(error?.message).toBe(message);
		expect(bodies()).toEqual([]);
	});
});

describe('what counts with a choice only, and is always in the panel', () => {
	const answer = { hash: 'h', tan: '={{ $json.tan }}', note: 'n' };
	const send = (parameters: IDataObject, ...items: IDataObject[]) =>
		runBank(bank, server, 'answer', parameters, { items: itemsOf(...items) });
	const bodies = () => server.received.map(({ body }) => JSON.parse(body || '{}') as IDataObject);

	it('can be filled in whatever the choice, which may come from an expression', () => {
		const [collection] = nodeProperties(bank).filter(({ name }) => name === 'answer');
		const options = (collection?.options ?? []) as INodeProperties[];
		expect(options.map(({ name, displayOptions }) => [name, displayOptions])).toEqual([
			['hash', undefined],
			['tan', undefined],
			['note', undefined],
		]);
	});

	it('is sent with its choice, item by item', async () => {
		const items = [{ step: 'none' }, { step: 'tan', tan: '1' }, { step: ' app ' }];
		const { error } = await send({ step: '={{ $json.step }}', answer }, ...items);
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([{}, { hash: 'h', tan: '1' }, { hash: 'h', note: 'n' }]);
	});

	it.each([
		['tan', {}, "'The hash' is empty"],
		['tan', undefined, "'The hash' is empty"],
		['tan', { hash: 'h' }, "'The tan' is empty"],
		['app', { tan: '1' }, "'The hash' is empty"],
	])('is missed with the choice %s and %j', async (step, given, complaint) => {
		const { error } = await send({ step, ...(given && { answer: given }) }, {});
		expect(error?.message).toContain(complaint);
		expect(server.received).toEqual([]);
	});

	it('is not missed with another choice', async () => {
		const { error } = await send({ step: 'none' }, {});
		expect(error).toBeUndefined();
	});
});
