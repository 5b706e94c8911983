import { Failure } from '../e2e/failure';
import { installN8n } from '../e2e/install';
import { startBank } from './bank';
import { callbackRate } from './cases/callbacks';
import { gets } from './cases/gets';
import { growth } from './cases/growth';
import { loading } from './cases/loading';
import { memory } from './cases/memory';
import { returnAll } from './cases/returnAll';
import { signIn } from './cases/signIn';
import { signing } from './cases/signing';
import { startInstance } from './instance';
import { reportOf, type Section, sectionOf, writeReport } from './report';

const ROUNDS = 3;

const isSmoke = process.env.BENCH_SMOKE === '1' || process.argv.includes('--smoke');
const rounds = isSmoke ? 1 : ROUNDS;

async function measure(): Promise<Section[]> {
	const sections: Section[] = [];
	const done = async (section: Section) => {
		sections.push(section);
		console.log(`\n${await sectionOf(section)}`);
	};
	const bank = await startBank();
	try {
		const n8n = await startInstance();
		try {
			const bench = { bank, n8n, rounds, isSmoke };
			const cases = [...gets, growth, returnAll, callbackRate, signing, loading, signIn];
			for (const each of cases) await done(await each(bench));
		} finally {
			await n8n.stop();
		}
		await done(await memory({ bank, rounds, isSmoke }));
	} finally {
		bank.close();
	}
	return sections;
}

async function main(): Promise<void> {
	await installN8n();
	console.log(
		isSmoke ? 'Trying everything out; the numbers mean nothing.' : 'Measuring. Done so far:',
	);
	const sections = await measure();
	if (!isSmoke) await writeReport(await reportOf(sections, rounds));
}

main().catch((error: unknown) => {
	console.error(error instanceof Failure ? error.message : error);
	process.exitCode = 1;
});
