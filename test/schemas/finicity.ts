import { finicity } from '../../nodes/Finicity/api';
import { finicityContract } from '../contract/finicity';
import { cases } from '../nodes/Finicity/cases';
import { sentTo, startListener } from '../nodes/Finicity/cases/listener';
import { startFinicity } from '../sandbox/finicity';
import { runFinicity } from '../support/finicity';
import { closing, offeredBy, parametersFor, recordsOf, type Subject, wholeAnswer } from './subject';

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
		const bank = await startFinicity({ now: '2026-03-15T12:00:00Z' });
		const listener = await startListener();
		return await closing([bank, listener], async () => {
			testCase.before?.(bank);
			if (way === 'wholeAnswer') bank.fault(wholeAnswer(contract));
			const data = testCase.binary?.toString('base64');
			const items = data && [{ json: {}, binary: { logo: { data, mimeType: 'image/svg+xml' } } }];
			const parameters = sentTo(listener, parametersFor(way, operation, testCase));
			return recordsOf(
				await runFinicity(bank, testCase.operation, parameters, { ...(items && { items }) }),
			);
		});
	},
}));
