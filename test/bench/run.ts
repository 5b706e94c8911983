import { Failure } from '../e2e/failure';
import { installN8n } from '../e2e/install';
import { startBank } from './bank';
import { callbackRate } from './cases/callbacks';
import { flood } from './cases/flood';
import { gets } from './cases/gets';
import { growth } from './cases/growth';
import { loading } from './cases/loading';
import { memory, memoryOfTransactions } from './cases/memory';
import {
	fullPagesSideBySide,
	pagesSideBySide,
	returnAll,
	returnAllTransactions,
} from './cases/returnAll';
import { signIn } from './cases/signIn';
import { signing } from './cases/signing';
import { startInstance } from './instance';
import { reportOf, type Section, sectionOf, writeReport } from './report';

const ROUNDS = 3;

const isSmoke = process.env.BENCH_SMOKE === '1' || process.argv.includes('--smoke');
const rounds = isSmoke ? 1 : ROUNDS;
/** Cases to run alone, by their names here; all of them when there are none. */
const chosen = process.argv.slice(2).filter((word) => !word.startsWith('--'));

const inOneN8n = {
	gets: [...gets],
	growth: [growth],
	returnAll: [returnAll, returnAllTransactions],
	sideBySide: [pagesSideBySide, fullPagesSideBySide],
	callbacks: [callbackRate],
	signing: [signing],
	loading: [loading],
	signIn: [signIn],
};
const inTheirOwn = {
	flood: [flood],
	memory: [memory],
	memoryOfTransactions: [memoryOfTransactions],
};

/** Those of the cases that are to be run. */
function wantedOf<Each>(cases: Readonly<Record<string, readonly Each[]>>): Each[] {
	const names = Object.keys(cases).filter((name) => !chosen.length || chosen.includes(name));
	return names.flatMap((name) => cases[name] ?? []);
}

async function measure(): Promise<Section[]> {
	const sections: Section[] = [];
	const done = async (section: Section) => {
		sections.push(section);
		console.log(`\n${await sectionOf(section)}`);
	};
	const bank = await startBank();
	try {
		const together = wantedOf(inOneN8n);
		if (together.length > 0) {
			const n8n = await startInstance();
			try {
				for (const each of together) await done(await each({ bank, n8n, rounds, isSmoke }));
			} finally {
				await n8n.stop();
			}
		}
		for (const each of wantedOf(inTheirOwn)) await done(await each({ bank, rounds, isSmoke }));
	} finally {
		bank.close();
	}
	return sections;
}

function checkNames(): void {
	const names = Object.keys({ ...inOneN8n, ...inTheirOwn });
	const unknown = chosen.filter((name) => !names.includes(name));
	if (unknown.length === 0) return;
	throw new Failure(`There is no case ${unknown.join(', ')}. There are ${names.join(', ')}.`);
}

async function main(): Promise<void> {
	checkNames();
	await installN8n();
	console.log(
		isSmoke ? 'Trying everything out; the numbers mean nothing.' : 'Measuring. Done so far:',
	);
	const sections = await measure();
	// A report has everything in it.
	if (!isSmoke && chosen.length === 0) await writeReport(await reportOf(sections, rounds));
}

main().catch((error: unknown) => {
	console.error(error instanceof Failure ? error.message : error);
	process.exitCode = 1;
});
