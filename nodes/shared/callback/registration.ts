import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { inTime } from '../wire/deadline';
import type { TriggerContext } from './receiver';

/** Milliseconds for one step of it. */
const LONGEST_STEP = 60_000;

/** Milliseconds after which a step that has failed shows that the bank does not answer now. */
const LONGEST_ANSWER = 20_000;

/** What a trigger registers at its bank when its workflow is published, and takes back afterwards. */
export interface Registrar<Entry extends IDataObject> {
	/**
	 * Registers the trigger, and tells of each thing as soon as it is there: what was told can be taken
	 * back when a later one fails, or n8n stops.
	 *
	 * @throws what the user reads when the workflow can't be published
	 */
	register(tell: (entry: Entry) => void): Promise<void>;
	/** Takes one thing back. One that is gone already is no failure. */
	withdraw(entry: Entry, signal: AbortSignal): Promise<void>;
}

/** What n8n keeps of it for the node. */
interface Kept<Entry> {
	/** The workflow that it was made by. */
	owner?: string;
	/** When, in milliseconds since 1970. */
	at: number;
	/** What it was made for, as a hash. */
	madeFor: string;
	entries: Entry[];
}

/** What was kept last, in this process, by node and address: a test has another address. */
const last = new Map<string, Kept<IDataObject>>();

function keyOf(context: TriggerContext): string {
	return `${context.getWorkflow().id} ${context.getNode().id} ${context.getNodeWebhookUrl('default')}`;
}

/** A copy of a workflow may have come with what its original has registered, which is not its own. */
function keptBy<Entry extends IDataObject>(context: TriggerContext): Kept<Entry> | undefined {
	const kept = context.getWorkflowStaticData('node').registered as Kept<Entry> | undefined;
	return kept?.owner === context.getWorkflow().id ? kept : undefined;
}

/** What the trigger has registered and not taken back. */
export function keptEntries<Entry extends IDataObject>(context: TriggerContext): Entry[] {
	return keptBy<Entry>(context)?.entries ?? [];
}

function keepFor<Entry extends IDataObject>(
	context: IHookFunctions,
	kept: Pick<Kept<Entry>, 'madeFor' | 'entries'>,
): void {
	const own = { ...kept, owner: context.getWorkflow().id, at: Date.now() };
	last.set(keyOf(context), copyOf(own));
	put(context, own);
}

const copyOf = ({ entries, ...rest }: Kept<IDataObject>): Kept<IDataObject> => ({
	...rest,
	entries: entries.map((entry) => ({ ...entry })),
});

/** A copy: n8n watches what it is given, and what changes inside of it would go unnoticed. */
function put(context: TriggerContext, kept: Kept<IDataObject>): void {
	const data = context.getWorkflowStaticData('node');
	if (kept.entries.length > 0) data.registered = copyOf(kept);
	else delete data.registered;
}

/**
 * Takes over what was registered or withdrawn since a call of the published workflow has come in. n8n
 * gives each call a copy of what it keeps, and writes the whole of it back. What another process has
 * registered later stays.
 *
 * @param since when the call came in, in milliseconds since 1970
 */
export function renewRegistered(context: IWebhookFunctions, since: number): void {
	const now = last.get(keyOf(context));
	const before = keptBy(context)?.at ?? since;
	if (now && before < now.at) put(context, now);
}

function hashOf(settings: unknown): string {
	return createHash('sha256').update(JSON.stringify(settings)).digest('base64url').slice(0, 22);
}

/**
 * Whether the trigger stands registered with these settings. Known from what was kept alone, and only
 * when n8n starts: after a publishing everything is made anew.
 *
 * @param settings whatever makes a registration another one
 */
export function isRegistered(context: IHookFunctions, settings: unknown): boolean {
	const isStart = ['init', 'leadershipChange'].includes(context.getActivationMode());
	return isStart && keptBy(context)?.madeFor === hashOf(settings);
}

/**
 * Registers the trigger, after taking back what is left of an earlier time. Fails as a whole: what was
 * registered before a failure is taken back.
 */
export async function register<Entry extends IDataObject>(
	context: IHookFunctions,
	settings: unknown,
	registrar: Registrar<Entry>,
): Promise<void> {
	await withdraw(context, registrar);
	const entries = keptEntries<Entry>(context);
	const madeFor = hashOf(settings);
	let isWhole = false;
	try {
		await registrar.register((entry) => {
			entries.push(entry);
			keepFor(context, { madeFor, entries });
		});
		isWhole = true;
	} finally {
		if (!isWhole) await withdraw(context, registrar);
	}
}

/**
 * Takes back all that was registered. What can't be taken back now stays known, so that the next time
 * tries again: an error here would keep n8n from taking the workflow's addresses away.
 */
export async function withdraw<Entry extends IDataObject>(
	context: IHookFunctions,
	{ withdraw: takeBack }: Pick<Registrar<Entry>, 'withdraw'>,
): Promise<void> {
	const entries = keptEntries<Entry>(context);
	if (entries.length === 0) return;
	const left: Entry[] = [];
	let silence: Error | undefined;
	for (const entry of entries) {
		const since = performance.now();
		try {
			// Publishing would hang for hours, if each of many were waited for.
			if (silence) throw silence;
			await inTime(LONGEST_STEP, undefined, async (signal) => await takeBack(entry, signal));
		} catch (error) {
			left.push(entry);
			if (performance.now() - since > LONGEST_ANSWER) silence = error as Error;
			const { message } = error as Error;
			const { name } = context.getNode();
			context.logger.error(
				`${name}: could not take back at the bank ${JSON.stringify(entry)}: ${message}`,
			);
		}
	}
	// Made for nothing: none of it counts as registered.
	keepFor(context, { madeFor: '', entries: left });
}
