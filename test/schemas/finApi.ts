import type { IDataObject } from 'n8n-workflow';
import { finApi } from '../../nodes/FinApi/api';
import { finapiV1Contract, finapiV2Contract, finapiWebFormContract } from '../contract/finapi';
import { cases } from '../nodes/FinApi/cases';
import { type ApiVersion, startFinApi } from '../sandbox/finapi';
import { runFinApi } from '../support/finApi';
import { byId } from '../support/finicity';
import { closing, offeredBy, parametersFor, recordsOf, type Subject, wholeAnswer } from './subject';

const contracts = { V1: finapiV1Contract, V2: [...finapiV2Contract, ...finapiWebFormContract] };

const logIn = (user: string, pin: string) => ({
	field: [
		{ label: 'Nutzerkennung', value: user },
		{ label: 'PIN', value: pin },
	],
});

/** Imports at which the local banks want a procedure, a TAN, a visit and a confirmation. */
const interrupted: IDataObject[] = [
	{ bankId: byId('280001'), loginCredentials: logIn('demo', 'demo') },
	{
		bankId: byId('280001'),
		loginCredentials: logIn('demo_no_msa', 'demo_no_msa'),
		additionalFields: { name: 'MSA' },
	},
	{ bankId: byId('280002'), additionalFields: { redirectUrl: 'https://example.com/back' } },
	{ bankId: byId('277001'), loginCredentials: logIn('max', '12345') },
];

const start = async (version: ApiVersion) =>
	await startFinApi({ version, now: '2026-03-15T09:00:00Z' });

/** What banks want before they go on, the same whichever operation it came of. */
async function furtherSteps(version: ApiVersion): Promise<IDataObject[]> {
	const bank = await start(version);
	return await closing([bank], async () => {
		const steps: IDataObject[] = [];
		for (const parameters of interrupted) {
			steps.push(
				...recordsOf(await runFinApi(bank, 'import', { bankingInterface: 'XS2A', ...parameters })),
			);
		}
		return steps;
	});
}

/** The operations of the finAPI node. */
export const finApiSubjects: Subject[] = offeredBy(finApi).map(
	({ resource, operation, version: name }) => ({
		node: 'FinApi',
		resource,
		operation: operation.value,
		async run(way) {
			const version = name as ApiVersion;
			const [id, testCase] =
				Object.entries(cases[version]).find(
					([, each]) =>
						each.operation === operation.value && (each.resource ?? 'bankConnection') === resource,
				) ?? [];
			const contract = contracts[version].find((each) => each.id === id);
			if (!testCase || !contract) throw new Error('There is no case for it');
			const bank = await start(version);
			const records = await closing([bank], async () => {
				const parameters = {
					resource,
					...parametersFor(way, operation, testCase),
					...(await testCase.before?.(bank)),
				};
				if (way === 'wholeAnswer') bank.fault(wholeAnswer(contract));
				return recordsOf(await runFinApi(bank, operation.value, parameters));
			});
			const steps = operation.furtherSteps ? await furtherSteps(version) : [];
			return [...records, ...steps];
		},
	}),
);
