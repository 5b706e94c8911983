import { saltEdge } from '../../nodes/SaltEdge/api';
import { saltedgeContracts } from '../contract/saltedge';
import { cases } from '../nodes/SaltEdge/cases';
import { filledIn, known } from '../nodes/SaltEdge/cases/placeholders';
import { startSaltEdge } from '../sandbox/saltedge';
import { runSaltEdge } from '../support/saltEdge';
import { closing, offeredBy, parametersFor, recordsOf, type Subject, wholeAnswer } from './subject';

const HOUR = 60 * 60 * 1000;

/** The operations of the Salt Edge node. */
export const saltEdgeSubjects: Subject[] = offeredBy(saltEdge).map(
	({ resource, operation, version }) => ({
		node: 'SaltEdge',
		resource,
		operation: operation.value,
		async run(way) {
			const name = `${resource}.${operation.value}`;
			const own = cases.filter((each) => each.operation === name && each.version === version);
			const records = [];
			for (const testCase of own) {
				const contract = saltedgeContracts[testCase.version].find(
					({ id }) => id === testCase.contract,
				);
				if (!contract) throw new Error('There is no contract for it');
				const bank = await startSaltEdge();
				const given = await closing([bank], async () => {
					bank.pass(HOUR);
					await testCase.before?.(bank);
					if (way === 'wholeAnswer') bank.fault(wholeAnswer(contract));
					const parameters = parametersFor(way, operation, testCase);
					return recordsOf(
						await runSaltEdge(bank, name, {
							apiVersion: version,
							...filledIn(parameters, known(bank)),
						}),
					);
				});
				records.push(...given);
			}
			return records;
		},
	}),
);
