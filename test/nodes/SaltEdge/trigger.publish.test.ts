import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { startLoopback } from '../../support/loopback';
import { saltEdgeCredential } from '../../support/saltEdge';
import { triggerSetup, typeNames } from '../../support/saltEdgeTrigger';
import { callHook, publish } from '../../support/trigger';

const addresses = (...address: IDataObject[]) => ({
	options: { registeredAddresses: { address } },
});

describe('a workflow is published with', () => {
	it.each<[string, IDataObject]>([
		['all types', {}],
		['the types chosen at first', { callbackTypes: ['failure', 'success'] }],
		['a type by an expression', { callbackTypes: '={{ ["destroy"] }}' }],
		['types as a text', { callbackTypes: '={{ "success, failure" }}' }],
		['unverified signatures', { verifySignature: false }],
		['ids', { filters: { connectionIds: '1, 2', customerIds: '={{ 3 }}' } }],
		['an id of 30 digits', { filters: { connectionIds: '1'.repeat(30) } }],
		['stages', { filters: { stages: ['start', 'finish'] } }],
		['an empty collection of addresses', { options: { registeredAddresses: {} } }],
		[
			'addresses',
			addresses(
				{ callbackType: 'success', url: 'https://hooks.example.com/a' },
				{ callbackType: 'all', url: 'http://127.0.0.1:5678/webhook/x/?a=b' },
			),
		],
		['the shortest age', { options: { maximumAge: 0.01 } }],
		['an age', { options: { maximumAge: 1440 } }],
		['all repeats', { options: { ignoreRepeats: false } }],
	])('%s', async (_, parameters) => {
		await expect(publish(triggerSetup(parameters))).resolves.toBe(true);
	});
});

describe('a workflow is not published with', () => {
	it.each<[string, IDataObject, string]>([
		['no types', { callbackTypes: [] }, "'Callback Types' is empty"],
		['an unknown type', { callbackTypes: ['sucess'] }, "'Callback Types' has no 'sucess'"],
		[
			'an unknown type among known ones',
			{ callbackTypes: [...typeNames, 'payments'] },
			"'Callback Types' has no 'payments'",
		],
		[
			'a connection that is a word',
			{ filters: { connectionIds: '1, my bank' } },
			"'Connection IDs' must hold ids of digits only, but has 'my'",
		],
		[
			'a customer that is an address',
			{ filters: { customerIds: 'me@example.com' } },
			"'Customer IDs' must hold ids of digits only, but has 'me@example.com'",
		],
		[
			'an id with a dot in it',
			{ filters: { customerIds: '1.5' } },
			"'Customer IDs' must hold ids of digits only, but has '1.5'",
		],
		[
			'an id longer than any',
			{ filters: { customerIds: '1'.repeat(31) } },
			`'Customer IDs' must hold ids of digits only, but has '${'1'.repeat(31)}'`,
		],
		[
			'a number that has lost digits',
			{ filters: { connectionIds: [907152193875460301n].map(Number) } },
			"'Connection IDs' must hold ids of digits only, but has '9.071521938754604e+17'",
		],
		[
			'one address for two types, which would let one pass for the other',
			addresses(
				{ callbackType: 'success', url: 'https://hooks.example.com/a' },
				{ callbackType: 'destroy', url: 'https://hooks.example.com/a' },
			),
			"'Registered Addresses' has 'https://hooks.example.com/a' for several callback types",
		],
		[
			'an address without its beginning',
			addresses({ callbackType: 'success', url: 'hooks.example.com/a' }),
			"'Registered Addresses' has 'hooks.example.com/a', which is no address",
		],
		[
			'an address that is empty',
			addresses({ callbackType: 'success', url: '' }),
			"'Registered Addresses' has '', which is no address",
		],
		[
			'an address without a host',
			addresses({ callbackType: 'success', url: 'https:///a' }),
			"'Registered Addresses' has 'https:///a', which is no address",
		],
		[
			'an address that cannot be one',
			addresses({ callbackType: 'success', url: 'https://a:b:c/' }),
			"'Registered Addresses' has 'https://a:b:c/', which is no address",
		],
		[
			'an address with another beginning',
			addresses({ callbackType: 'success', url: 'ftp://hooks.example.com/a' }),
			"'Registered Addresses' has 'ftp://hooks.example.com/a', which is no address",
		],
		[
			'a bad address behind a good one',
			addresses(
				{ callbackType: 'success', url: 'https://hooks.example.com/a' },
				{ callbackType: 'failure', url: 'x' },
			),
			"'Registered Addresses' has 'x', which is no address",
		],
		[
			'an address of an unknown type',
			addresses({ callbackType: 'other', url: 'https://hooks.example.com/a' }),
			"'Registered Addresses' has no callback type 'other'",
		],
		[
			'an age of nothing',
			{ options: { maximumAge: 0 } },
			"'Maximum Age (Minutes)' must be a number of minutes above 0, but is '0'",
		],
		[
			'an age below nothing',
			{ options: { maximumAge: -1 } },
			"'Maximum Age (Minutes)' must be a number of minutes above 0, but is '-1'",
		],
		[
			'an empty age',
			{ options: { maximumAge: '' } },
			"'Maximum Age (Minutes)' must be a number of minutes above 0, but is ''",
		],
		[
			'an age that is a word',
			{ options: { maximumAge: 'a day' } },
			"'Maximum Age (Minutes)' must be a number of minutes above 0, but is 'a day'",
		],
	])('%s', async (_, parameters, message) => {
		const error = (await publish(triggerSetup(parameters)).catch(
			(thrown: unknown) => thrown,
		)) as Error;
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message.slice(0, message.length + 2)).toBe(`${message}. `);
		const wayOut = error.message.slice(message.length + 2);
		expect(wayOut).toMatch(/^(Choose|Separate|Enter|Remove) .+\.$/);
	});
});

describe('n8n asks nothing of Salt Edge, which has no API for addresses,', () => {
	it.each(['checkExists', 'create', 'delete'] as const)('on %s', async (hook) => {
		const bank = await startLoopback();
		const credentials = saltEdgeCredential({
			baseUrl: bank.url,
			keys: { appId: 'app', secret: 'secret' },
		});
		const setup = triggerSetup({ addConnection: true }, { credential: 'saltEdgeApi', credentials });
		await expect(callHook(setup, hook)).resolves.toBe(hook !== 'checkExists');
		expect(bank.received).toEqual([]);
		await bank.close();
	});

	it('so a workflow ends also with settings that are no longer usable', async () => {
		await expect(callHook(triggerSetup({ callbackTypes: [] }), 'delete')).resolves.toBe(true);
	});
});
