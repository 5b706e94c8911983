import type { IDataObject } from 'n8n-workflow';
import type { Field, Resource } from '../../shared/operation';
import { filters, query } from '../../shared/panel/field';
import { INTEGER_ID } from '../../shared/panel/formats';
import { isObject } from '../../shared/wire/json';
import { ANYBODY } from '../access';
import { BANKING_INTERFACES, interfaceName } from '../bankingInterfaces';
import { bankId, checkOrder, idsFilter } from '../fields';
import { bankPages } from '../paging';
import { sortOrder } from '../sortOrder';

function interfaceNames({ interfaces }: IDataObject): (string | undefined)[] {
	return Array.isArray(interfaces)
		? (interfaces as IDataObject[]).filter(isObject).map(interfaceName)
		: [];
}

/** What is left of a bank when it is simplified. */
const simplifiedBank = {
	id: 'id',
	name: 'name',
	bic: 'bic',
	blz: 'blz',
	city: 'city',
	country: 'location',
	interfaces: interfaceNames,
	isTestBank: 'isTestBank',
	isBeta: 'isBeta',
	popularity: 'popularity',
};

/** The same bank in the path of a request. */
const bankIdInPath: Field = { ...bankId, routing: undefined };

export const bank: Resource = {
	value: 'bank',
	name: 'Bank',
	operations: [
		{
			value: 'get',
			name: 'Get',
			action: 'Get bank',
			description: 'Look up one bank by ID: its names, its interfaces, and the fields of its login',
			versions: ['V2'],
			request: { method: 'GET', path: '/banks/{bankId}', signInAs: ANYBODY },
			fields: [bankIdInPath],
			answer: { kind: 'record', has: ['id'], simplify: simplifiedBank },
		},
		{
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many banks',
			description: 'List the banks that finAPI can reach, or search them',
			versions: ['V2'],
			request: { method: 'GET', path: '/banks', signInAs: ANYBODY },
			fields: [
				filters([
					{
						displayName: 'Banking Interfaces',
						name: 'supportedBankingInterfaces',
						type: 'multiOptions',
						options: [...BANKING_INTERFACES],
						default: [],
						description: 'Only banks that finAPI reaches in one of these ways',
						...query('supportedBankingInterfaces'),
					},
					{
						displayName: 'Countries',
						name: 'location',
						type: 'string',
						default: '',
						placeholder: 'e.g. DE,AT',
						description:
							'Only banks of these countries: two capital letters each, separated by commas. International banks are always included.',
						format: {
							pattern: /^[A-Z]{2}(,[A-Z]{2})*$/,
							hint: 'countries in two capital letters each, with commas between and no spaces',
						},
						...query('location'),
					},
					idsFilter({
						placeholder: 'e.g. 280001, 280002',
						description:
							'Only these banks: their IDs, separated by commas, at most 1000. IDs differ between sandbox and live.',
					}),
					{
						displayName: 'Is Test Bank',
						name: 'isTestBank',
						type: 'boolean',
						default: true,
						description: 'Whether to list test banks only, or real banks only',
						...query('isTestBank'),
					},
					{
						displayName: 'Search',
						name: 'search',
						type: 'string',
						default: '',
						placeholder: 'e.g. Sparkasse Berlin',
						description: 'Words that must be in the name, the BIC, the bank code or the city',
						...query('search'),
					},
					sortOrder(['id', 'name', 'blz', 'bic', 'popularity']),
					{
						displayName: 'TPP Authentication Group IDs',
						name: 'tppAuthenticationGroupIds',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. 1, 2',
						description:
							'Only banks whose XS2A interface takes the TPP credentials of one of these groups: IDs, separated by commas, at most 100',
						wire: 'ids',
						format: INTEGER_ID,
						maxLength: 100,
						...query('tppAuthenticationGroupIds'),
					},
				]),
			],
			check: checkOrder,
			answer: { kind: 'records', ...bankPages, simplify: simplifiedBank },
		},
	],
};
