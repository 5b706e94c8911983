import type { IDataObject } from 'n8n-workflow';
import { saltEdge } from '../../nodes/SaltEdge/api';
import { saltedgeContracts } from '../contract/saltedge';
import { cases } from '../nodes/SaltEdge/cases';
import { filledIn, known } from '../nodes/SaltEdge/cases/placeholders';
import { startSaltEdge } from '../sandbox/saltedge';
import { runSaltEdge } from '../support/saltEdge';
import { offeredBy, parametersFor, recordsOf, type Subject, wholeAnswer } from './subject';

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
			const records: IDataObject[] = [];
			for (const testCase of own) {
				const contract = saltedgeContracts[testCase.version].find(
					({ id }) => id === testCase.contract,
				);
				if (!contract) throw new Error('There is no contract for it');
				const sandbox = await startSaltEdge();
				sandbox.pass(HOUR);
				await testCase.before?.(sandbox);
				if (way === 'wholeAnswer') sandbox.fault(wholeAnswer(contract, `/api/${version}`));
				const outcome = await runSaltEdge(sandbox, name, {
					apiVersion: version,
					...filledIn(parametersFor(way, operation, testCase), known(sandbox)),
				});
				await sandbox.close();
				records.push(...recordsOf(outcome));
			}
			return records;
		},
	}),
);
