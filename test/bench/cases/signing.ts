import { generateKeyPairSync } from 'node:crypto';
import { type Bench, type Case, type Measured, prepare } from '../bench';
import { mustBe } from '../check';
import { atMost, shown } from '../report';
import { runScript } from '../scripts';
import { byTurns, ratios, sums } from '../statistics';
import type { BenchNode } from '../workflows';

const CONNECTION = '907152193875460302';

const getConnection: BenchNode = {
	name: 'Get',
	type: 'n8n-nodes-open-banking.saltEdge',
	credential: 'saltEdgeApi',
	parameters: {
		apiVersion: 'v5',
		resource: 'connection',
		operation: 'get',
		connectionId: { __rl: true, mode: 'id', value: '={{ $json.connectionId }}' },
	},
};

async function prepareGets(bench: Bench, name: string, privateKey: string, count: number) {
	const { bank, n8n } = bench;
	await n8n.use({
		type: 'saltEdgeApi',
		name,
		data: {
			apiVersion: 'v5',
			appId: 'bench',
			secret: 'bench-only',
			privateKey,
			baseUrl: bank.url,
		},
	});
	const job = await prepare(bench, {
		name,
		nodes: [getConnection],
		input: Array.from({ length: count }, () => ({ connectionId: CONNECTION })),
		order: { latency: 0 },
		requests: count,
		items: count,
	});
	return async () => {
		const measured = await job();
		mustBe(`${name}: signed requests`, measured.counts.signed, privateKey === '' ? 0 : count);
		return measured;
	};
}

/** What Salt Edge's signatures add to a request. */
export const signing: Case = async (bench) => {
	const { bank, n8n, rounds, isSmoke } = bench;
	const count = isSmoke ? 20 : 1_000;
	const { privateKey: pem } = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
	const url = `${bank.url}/connections/${CONNECTION}`;
	const jobs = {
		signed: await prepareGets(bench, 'Signed', pem, count),
		unsigned: await prepareGets(bench, 'Unsigned', '', count),
		bare: async () => await runScript<{ milliseconds: number }>('sign', { pem, url, count }),
	};
	const results = await byTurns<keyof typeof jobs, Pick<Measured, 'milliseconds'>>(
		rounds,
		jobs,
		n8n.settle,
	);
	const timesOf = (name: keyof typeof results) =>
		results[name].map(({ milliseconds }) => milliseconds);
	return {
		title: 'Signing',
		explanation: `Get of Connection in the Salt Edge node for ${count.toLocaleString('en-US')} items, 10 in flight, with a private key (RSA, 2048 bits) in the credential and without; beside it a script on the same Node.js that does nothing but sign as many requests.`,
		columns: ['What', 'ms'],
		rows: [
			['Signed', shown(timesOf('signed'))],
			['Unsigned', shown(timesOf('unsigned'))],
			['Signatures alone', shown(timesOf('bare'))],
		],
		verdicts: [
			atMost(
				'Signed requests ÷ (unsigned + signatures alone)',
				ratios(timesOf('signed'), sums(timesOf('unsigned'), timesOf('bare'))),
				1.1,
			),
		],
	};
};
