import * as patterns from '../../../../nodes/shared/wire/patterns';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { itemsOf, runTestBank, SECRET } from '../../../support/testBank';

/** How often it was worked out what to look for, which takes longer than to look for it. */
let searches = 0;

jest.mock('../../../../nodes/shared/wire/patterns', () => {
	const { Patterns } = jest.requireActual<typeof patterns>(
		'../../../../nodes/shared/wire/patterns',
	);
	return {
		Patterns: class extends Patterns {
			constructor(wanted: readonly Uint16Array[]) {
				super(wanted);
				searches += 1;
			}
		},
	};
});

let server: Loopback;

beforeEach(async () => {
	searches = 0;
	server = await startLoopback();
});

afterEach(async () => await server.close());

it('is made of the secrets for all items that fail, where they have the same', async () => {
	server.reply((_, response) => {
		response.statusCode = 404;
		return { message: `Nothing for ${SECRET}` };
	});
	const items = itemsOf(...Array.from({ length: 30 }, () => ({})));
	const more = { items, onError: 'continueRegularOutput' as const };
	const outcome = await runTestBank(server, 'get', { id: 'a' }, more);
	expect(outcome.items.map(({ json }) => json.error)).toEqual(
		Array(30).fill('Test Bank: Nothing for *****'),
	);
	expect(searches).toBe(1);
});
