import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { FinApiTrigger } from '../../nodes/FinApi/FinApiTrigger.node';
import { FinicityTrigger } from '../../nodes/Finicity/FinicityTrigger.node';
import { SaltEdgeTrigger } from '../../nodes/SaltEdge/SaltEdgeTrigger.node';
import { changedBytes } from '../support/changedBytes';
import { type Answer, post } from '../support/post';
import { type Running, type TriggerCase, triggerCases } from '../support/triggerCases';
import { arrivals, until } from '../support/until';

const TAKEN = new Set(['Workflow was started', 'Received']);

describe.each(triggerCases.map((each): [string, TriggerCase] => [each.name, each]))(
	'%s',
	(_, { isSigned, signature, start }) => {
		let running: Running;
		let number = 0;

		beforeAll(async () => (running = await start()));

		beforeEach(() => {
			running.trigger.started.length = 0;
			running.trigger.log.length = 0;
		});

		afterAll(async () => await running.close());

		afterEach(() => {
			// n8n would make a failed execution of each.
			expect(running.trigger.thrown).toEqual([]);
		});

		const next = () => running.genuine((number += 1));
		const url = () => running.trigger.local(running.end);
		const send = async (body: Buffer, headers = running.headersFor(body)): Promise<Answer> =>
			await post(url(), body, headers);
		const expectNothing = async () => {
			await arrivals();
			expect(running.trigger.started).toEqual([]);
		};
		const untilStarted = async (times: number) => {
			await until(() => running.trigger.started.length >= times);
			await arrivals();
			expect(running.trigger.started).toHaveLength(times);
		};

		/** None of them starts anything, however often it is tried; a genuine event does afterwards. */
		const never = async <T>(arbitrary: fc.Arbitrary<T>, trial: (value: T) => Promise<Answer>) => {
			const statuses = new Set<number>();
			await fc.assert(
				fc.asyncProperty(
					arbitrary,
					async (value) => void statuses.add((await trial(value)).status),
				),
				{ numRuns: 100 },
			);
			await expectNothing();
			await send(next());
			await untilStarted(1);
			return statuses;
		};

		it('starts the workflow with a genuine event', async () => {
			expect(TAKEN).toContain((await send(next())).message);
			await untilStarted(1);
		});

		it('starts it once with what comes again, at once and later', async () => {
			const body = next();
			await Promise.all(Array.from({ length: 10 }, async () => await send(body)));
			await untilStarted(1);
			const again = await send(body);
			expect(again).toEqual({ status: 200, message: 'Received before' });
			await untilStarted(1);
		});

		it('starts it with each of twenty that come one after another', async () => {
			for (let times = 0; times < 20; times += 1) await send(next());
			await untilStarted(20);
		});

		if (isSigned) {
			it('refuses a changed body', async () => {
				const body = next();
				const headers = running.headersFor(body);
				const statuses = await never(
					changedBytes(body),
					async (changed) => await send(changed, headers),
				);
				expect(statuses).toEqual(new Set([401]));
			});

			it('refuses a changed signature', async () => {
				const body = next();
				const name = signature ?? '';
				const right = String(running.headersFor(body)[name]);
				const hex = /^[0-9a-f]+$/.test(right) ? 'hex' : 'base64';
				const statuses = await never(
					changedBytes(Buffer.from(right, hex)),
					async (changed) =>
						await send(body, { ...running.headersFor(body), [name]: changed.toString(hex) }),
				);
				expect(statuses).toEqual(new Set([401]));
			});

			it('refuses a signature that is any text', async () => {
				const body = next();
				const text = fc
					.string({ unit: 'binary-ascii' })
					.map((each) => each.replace(/[^\x20-\x7e]/g, '~'));
				const statuses = await never(
					text,
					async (made) =>
						await send(body, { ...running.headersFor(body), [signature ?? '']: made }),
				);
				expect(statuses).toEqual(new Set([401]));
			});

			it.each<[string, (text: string) => Buffer]>([
				['with blanks', (text) => Buffer.from(JSON.stringify(JSON.parse(text), null, 2))],
				['with the end of a line', (text) => Buffer.from(`${text}\n`)],
				['with a mark of the byte order', (text) => Buffer.from(`\ufeff${text}`)],
				['in UTF-16', (text) => Buffer.from(text, 'utf16le')],
				['with characters escaped', (text) => Buffer.from(text.replace('a', '\\u0061'))],
				[
					'in another order',
					(text) =>
						Buffer.from(
							JSON.stringify(
								Object.fromEntries(Object.entries(JSON.parse(text) as object).reverse()),
							),
						),
				],
				['twice', (text) => Buffer.from(text + text)],
			])('refuses what is written anew %s', async (_how, rewrite) => {
				const body = next();
				const headers = running.headersFor(body);
				const rewritten = rewrite(body.toString());
				expect(rewritten.equals(body)).toBe(false);
				expect((await send(rewritten, headers)).status).toBe(401);
				await expectNothing();
			});
		} else {
			it('does not start with ids that the bank does not know', async () => {
				const madeUp = fc
					.tuple(fc.constant(next().toString()), fc.stringMatching(/^[1-9]\d{5,14}$/), fc.uuid())
					.map(([text, id, uuid]) =>
						Buffer.from(
							text
								.replace(/("(?:id|accountId|notificationRuleId)":)("[^"]*"|\d+)/g, `$1"${id}"`)
								.replace(/("webFormId":)"[^"]*"/, `$1"${uuid}"`)
								// A deletion is made up when the user is there.
								.replace(/("userId":)"[^"]*"/, '$1"sandbox-user"'),
						),
					);
				await never(madeUp, async (body) => await send(body));
			});
		}

		it('takes any JSON without an exception, also when it is signed', async () => {
			const whole = JSON.parse(next().toString()) as IDataObject;
			const anything = fc.jsonValue({ maxDepth: 4 });
			const somewhere = fc
				.tuple(fc.constantFrom(...pathsIn(whole)), anything)
				.map(([path, value]) => withValueAt(whole, path, value));
			await fc.assert(
				fc.asyncProperty(fc.oneof(anything, somewhere), async (value) => {
					const { status } = await send(Buffer.from(JSON.stringify(value)));
					expect([200, 400, 401, 503]).toContain(status);
				}),
				{ numRuns: 150 },
			);
			await arrivals();
		});

		it('takes any bytes without an exception, also when they are signed', async () => {
			await fc.assert(
				fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
					expect((await send(Buffer.from(bytes))).status).toBe(400);
				}),
				{ numRuns: 50 },
			);
		});

		it('answers 10 MB and a thousand levels, and goes on', async () => {
			const text = next().toString();
			const huge = text.replace('{', `{"more":"${'ü'.repeat(5 * 1024 * 1024)}",`);
			const deep = text.replace('{', `{"deep":${'['.repeat(1000)}${']'.repeat(1000)},`);
			for (const each of [huge, deep]) {
				expect([200, 400]).toContain((await send(Buffer.from(each))).status);
			}
			await arrivals();
			running.trigger.started.length = 0;
			await send(next());
			await untilStarted(1);
		});

		it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', ''])(
			"does not take '%s' for JSON",
			async (type) => {
				const body = next();
				const { status } = await send(body, { ...running.headersFor(body), 'Content-Type': type });
				expect(status).toBe(415);
				await expectNothing();
			},
		);

		it.each(['', 'nothing', 'constructor', 'toString', 'success/more', '%73uccess'])(
			'has no address …/%s',
			async (end) => {
				const body = next();
				await expect(
					post(running.trigger.local(end), body, running.headersFor(body)),
				).resolves.toMatchObject({ status: 404 });
				await expectNothing();
			},
		);
	},
);

type Path = readonly string[];

/** Where there are values in an object, whole branches too. */
function pathsIn(value: unknown, at: Path = []): Path[] {
	if (typeof value !== 'object' || value === null) return [at];
	return [
		...(at.length > 0 ? [at] : []),
		...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, [...at, name])),
	];
}

/** A copy in which something else stands in a place. */
function withValueAt(whole: object, path: Path, value: unknown): unknown {
	const copy = structuredClone(whole) as Record<string, unknown>;
	let inner = copy;
	for (const name of path.slice(0, -1)) inner = inner[name] as Record<string, unknown>;
	inner[path.at(-1) ?? ''] = value;
	return copy;
}

/** n8n's search shows a node and its trigger as one, with the description of one of them. */
describe.each([
	{ trigger: new FinApiTrigger(), bank: 'finAPI' },
	{ trigger: new FinicityTrigger(), bank: 'Finicity (Mastercard Open Finance)' },
	{ trigger: new SaltEdgeTrigger(), bank: 'Salt Edge' },
])('what the search for nodes says of $bank', ({ trigger, bank }) => {
	const { description: says = '' } = trigger.description;

	it('is what the bank is read for, and what starts a workflow', () => {
		const [reads, starts] = says.split(', or ');
		expect(reads).toBe(`Read bank accounts and transactions in ${bank}`);
		expect(starts).toMatch(/^start a workflow (on|when) /);
	});

	it('is one short sentence', () => {
		expect(says.length).toBeLessThanOrEqual(140);
		expect(says).not.toMatch(/[.;]/);
	});
});
