import type { Field } from '../../../../nodes/shared/operation';
import { IBAN, INTEGER_ID } from '../../../../nodes/shared/panel/formats';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, operation, runBank, text, toBody, toQuery } from '../../../support/testBank';

const LARGEST = '9223372036854775807';
const TOO_LARGE = '9223372036854775808';

const ids: Field = text('ids', { wire: 'ids', format: INTEGER_ID, ...toQuery('ids') });

const bank = bankOf([
	operation('create', {
		request: { method: 'POST', path: '/things' },
		fields: [
			text('id', { format: INTEGER_ID, wire: 'integer', ...toBody('id') }),
			text('iban', { format: IBAN, ...toBody('iban') }),
			ids,
		],
		answer: { kind: 'record' },
	}),
]);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
});

afterEach(async () => await server.close());

const create = (parameters: Record<string, string>) => runBank(bank, server, 'create', parameters);
const sent = () => server.received.map(({ url, body }) => `${url} ${body}`);

describe('an id of 64 bits', () => {
	it.each(['0', '17', '9007199254740993', LARGEST])('may be %s', async (id) => {
		expect((await create({ id })).error).toBeUndefined();
		expect(sent()).toEqual([`/things {"id":${id}}`]);
	});

	it.each([TOO_LARGE, '9999999999999999999', '12345678901234567890', '1.5', '-1'])(
		'is refused as %s, before anything is sent',
		async (id) => {
			const { error } = await create({ id });
			expect(error?.message).toBe(
				`'The id' must be an id of digits only, at most ${LARGEST}, but is '${id}' [item 0]`,
			);
			expect(sent()).toEqual([]);
		},
	);

	it('is looked at in a list as well', async () => {
		await create({ ids: `1, ${LARGEST}`, id: '1' });
		expect(sent()).toEqual([`/things?ids=1,${LARGEST} {"id":1}`]);
		const { error } = await create({ ids: `1, ${TOO_LARGE}` });
		expect(error?.message).toContain("'The ids' must be a list, each of it an id of digits only");
		expect(sent()).toHaveLength(1);
	});
});

describe('an IBAN', () => {
	it.each(['DE89370400440532013000', 'GB82WEST12345698765432', 'NO9386011117947'])(
		'may be %s',
		async (iban) => {
			expect((await create({ iban: ` ${iban} ` })).error).toBeUndefined();
			expect(sent()).toEqual([`/things {"iban":"${iban}"}`]);
		},
	);

	it.each([
		['a digit that differs', 'DE89370400440532013001'],
		['two that have changed places', 'DE89370400440532010300'],
		['spaces', 'DE89 3704 0044 0532 0130 00'],
		['small letters', 'de89370400440532013000'],
		['more than an IBAN has', `DE89${'1'.repeat(85)}`],
		['less', 'DE8937040'],
		['no country', '1234370400440532013000'],
	])('with %s is refused', async (_, iban) => {
		const { error } = await create({ iban });
		expect(error?.message).toContain("'The iban' must be an IBAN in capital letters");
		expect(sent()).toEqual([]);
	});
});
