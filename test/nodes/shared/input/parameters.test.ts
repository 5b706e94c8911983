import { type Loopback, startLoopback } from '../../../support/loopback';
import { itemsOf, runTestBank } from '../../../support/testBank';

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
	server.reply(({ url }) => ({ id: url }));
});

afterEach(async () => await server.close());

const names = () => server.received.map(({ body }) => (JSON.parse(body) as { name: string }).name);
const numbers = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, index) => from + index);
const items = (count: number) => itemsOf(...numbers(0, count).map((number) => ({ number })));

/** Fails for one item alone, whatever that item's number is. */
const failsAt = (number: number) =>
	`={{ $json.number === ${number} ? $('Nowhere').first().json.name : 'thing ' + $json.number }}`;

// Expressions are read for several items in a row: all of these go over the end of a row.
const COUNT = 65;

describe('expressions', () => {
	it.each(['get', 'create'])('give each item its own values (%s)', async (operation) => {
		const parameters = { id: '={{ $json.number }}', name: '={{ $json.number }}' };
		const { items: out } = await runTestBank(server, operation, parameters, {
			items: items(COUNT),
		});
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual(
			numbers(0, COUNT).map((item) => ({ item })),
		);
		const sent = operation === 'get' ? out.map(({ json }) => json.id) : names();
		expect(sent).toEqual(
			numbers(0, COUNT).map((number) =>
				operation === 'get' ? `/things/${number}` : String(number),
			),
		);
	});

	it.each([0, 1, 19, 20, 30, 64])(
		'that fail stop their own item: those before it are sent (%d)',
		async (number) => {
			const parameters = { name: failsAt(number) };
			const { error } = await runTestBank(server, 'create', parameters, { items: items(COUNT) });
			expect(error?.message).toContain("Referenced node doesn't exist");
			expect(names()).toEqual(numbers(0, number).map((each) => `thing ${each}`));
		},
	);

	it.each([0, 19, 20, 30])(
		'that fail are the error of their own item: all others are sent (%d)',
		async (number) => {
			const { items: out } = await runTestBank(
				server,
				'create',
				{ name: failsAt(number) },
				{ items: items(COUNT), onError: 'continueRegularOutput' },
			);
			expect(names()).toEqual(
				numbers(0, COUNT)
					.filter((each) => each !== number)
					.map((each) => `thing ${each}`),
			);
			const failed = out.filter(({ json }) => json.error);
			expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: number }]);
			expect(failed[0]?.json.error).toContain("Referenced node doesn't exist");
		},
	);
});
