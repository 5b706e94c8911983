import { type IDataObject, UserError } from 'n8n-workflow';
import { type Loopback, startLoopback } from '../../../support/loopback';
import { bankOf, credentialFor, itemsOf, operation, runBank } from '../../../support/testBank';

/** Reads what the bank writes backwards for whoever has the key. */
function readWith({ readingKey }: IDataObject) {
	if (!readingKey) throw new UserError("'Reading Key' is empty", { description: 'Enter it.' });
	return (record: IDataObject) => {
		if (readingKey !== 'right') throw new UserError("The answer can't be read with the key");
		return { ...record, hidden: [...String(record.hidden)].reverse().join('') };
	};
}

const bank = bankOf([
	operation('ask', {
		request: { method: 'POST', path: '/asks' },
		fields: [],
		answer: { kind: 'record', has: ['hidden'], readWith },
	}),
]);

let server: Loopback;

beforeEach(async () => {
	server = await startLoopback();
	server.reply(() => ({ id: 7, hidden: 'cba' }));
});

afterEach(async () => await server.close());

const run = async (readingKey: string, items = itemsOf({})) =>
	await runBank(
		bank,
		server,
		'ask',
		{},
		{ credentials: credentialFor(server, { readingKey }), items },
	);

describe('an answer that takes a key of the credential', () => {
	it('is read with it', async () => {
		const { items } = await run('right');
		expect(items[0]?.json).toEqual({ id: 7, hidden: 'abc' });
	});

	it('is not asked for without one', async () => {
		const { error } = await run('');
		expect(error?.message).toBe("'Reading Key' is empty");
		expect(error?.description).toBe('Enter it.');
		expect(error?.context?.itemIndex).toBe(0);
		expect(server.received).toEqual([]);
	});

	it('is read with the key of each item', async () => {
		const { error } = await run(
			"={{ $json.key ?? '' }}",
			itemsOf({ key: 'right' }, { key: 'right' }, {}),
		);
		expect(error?.context?.itemIndex).toBe(2);
		expect(server.received).toHaveLength(2);
	});

	it('that another key is for is an error of its item', async () => {
		const { items, error } = await run('wrong');
		expect(items).toEqual([]);
		expect(error?.message).toBe("The answer can't be read with the key");
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.context?.itemIndex).toBe(0);
	});
});
