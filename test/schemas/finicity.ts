import { finicity } from '../../nodes/Finicity/api';
import { finicityContract } from '../contract/finicity';
import { cases } from '../nodes/Finicity/cases';
import { startFinicity } from '../sandbox/finicity';
import { runFinicity } from '../support/finicity';
import { offeredBy, parametersFor, recordsOf, type Subject, wholeAnswer } from './subject';

/** The operations of the Finicity node. */
export const finicitySubjects: Subject[] = offeredBy(finicity).map(({ resource, operation }) => ({
	node: 'Finicity',
	resource,
	operation: operation.value,
	async run(way) {
		const name = [resource, operation.value].join();
		const [id, testCase] =
			Object.entries(cases).find(([, each]) => each.operation.join() === name) ?? [];
		const contract = finicityContract.find((each) => each.id === id);
		if (!testCase || !contract) throw new Error('There is no case for it');
		const sandbox = await startFinicity({ now: '2026-03-15T12:00:00Z' });
		testCase.before?.(sandbox);
		if (way === 'wholeAnswer') sandbox.fault(wholeAnswer(contract));
		const data = testCase.binary?.toString('base64');
		const items = data && [{ json: {}, binary: { logo: { data, mimeType: 'image/svg+xml' } } }];
		const parameters = parametersFor(way, operation, testCase);
		const outcome = await runFinicity(sandbox, testCase.operation, parameters, {
			...(items && { items }),
		});
		await sandbox.close();
		return recordsOf(outcome);
	},
}));
