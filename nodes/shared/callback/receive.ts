import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { inTime } from '../wire/deadline';
import { calledAddress } from './address';
import { answer, greet } from './answer';
import type { Addition, Call, Receiver } from './receiver';
import { renewRegistered } from './registration';
import { claim, fingerprintOf, isUnderWay, keep, release, settle } from './repeats';
import { inTurn } from './turns';

/** Milliseconds in which the bank must have confirmed an event that it waits for an answer to. */
const LONGEST_ASK = 30_000;
/** The same when it has had its answer. */
const LONGEST_ASK_AFTERWARDS = 120_000;

/** The node has answered by itself, and starts nothing. */
const ANSWERED: IWebhookResponseData = { noWebhookResponse: true };

function isJson(call: Call): boolean {
	const [type = ''] = call.header('content-type').split(';');
	return type.trim().toLowerCase() === 'application/json';
}

/** A call, if the node has the address that it came to. */
function readCall<Name extends string>(
	context: IWebhookFunctions,
	ends: Readonly<Record<Name, string>>,
): Call<Name> | undefined {
	const { path, rawBody: body } = context.getRequestObject();
	const name = calledAddress(path, ends);
	const headers = context.getHeaderData();
	return name && { context, name, body, header: (each) => String(headers[each] ?? '') };
}

/** The node in all of n8n. */
function idOf(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
}

/** A trigger at work on one call. */
class Reception<Name extends string, Settings, Event> {
	private isAnswered = false;
	private readonly since = Date.now();

	constructor(
		private readonly context: IWebhookFunctions,
		private readonly receiver: Receiver<Name, Settings, Event>,
	) {}

	/** From the first look at a call to the items that it starts the workflow with. */
	async take(): Promise<IWebhookResponseData> {
		const { context, receiver } = this;
		const call = readCall(context, receiver.ends);
		if (!call) return this.refuse(404, 'No such address');
		const settings = await this.usableSettings();
		// A callback that is answered so comes again.
		if (!settings) return this.refuse(503, 'The settings of the trigger are not usable');
		if (receiver.isClosed?.(call.name, settings)) return this.refuse(404, 'No such address');
		const greeting = receiver.greeting?.(call);
		if (greeting !== undefined) {
			greet(context, greeting);
			return ANSWERED;
		}
		if (!isJson(call)) return this.refuse(415, 'A callback is application/json');

		const complaint = receiver.complaintOf(call, settings);
		if (complaint !== undefined) {
			this.warn(`refused a callback, for ${complaint}.`);
			return this.refuse(401, 'The signature does not hold');
		}
		const event = receiver.read(call, settings);
		if (!event) return this.refuse(400, receiver.form);
		if (!receiver.isWanted(event, settings, Date.now())) return this.refuse(200, 'Not wanted');
		return await this.startOnce(call, event, settings);
	}

	/** What can't be read is no matter of the sender's, who sends again. */
	failed(error: Error): IWebhookResponseData {
		this.error(error.message);
		return this.refuse(503, 'The callback could not be taken in');
	}

	/** Starts the workflow, unless the event has done so before. */
	private async startOnce(
		call: Call<Name>,
		event: Event,
		settings: Settings,
	): Promise<IWebhookResponseData> {
		const { context, receiver } = this;
		const remembers = receiver.ignoresRepeats(settings) && context.getMode() !== 'manual';
		const kept = context.getWorkflowStaticData('node');
		const nodeId = idOf(context);
		const fingerprint = fingerprintOf(call.name, receiver.identity?.(event) ?? call.body);
		if (remembers && !claim(nodeId, kept, fingerprint, Date.now())) {
			// If the first one fails, the bank must send it again, so it can't be told that this one was received.
			if (isUnderWay(nodeId, fingerprint)) return this.refuse(503, 'Still being checked');
			return this.refuse(200, 'Received before');
		}
		let isStarting = false;
		try {
			const sure = await this.confirmed(call, event, settings);
			if (!sure) return ANSWERED;
			// Not left to n8n, which answers when it has started the workflow, and forgets then to save
			// what it keeps for the node.
			this.answer(200, 'Workflow was started');
			if (remembers) settle(nodeId, fingerprint);
			const added = await this.added(receiver.addition?.(call, sure, settings));
			const items = receiver.items(sure, settings).map((json) => ({ json: { ...json, ...added } }));
			// With those that came meanwhile, in whose place n8n will save these.
			if (remembers) {
				keep(nodeId, kept);
				renewRegistered(context, this.since);
			}
			isStarting = true;
			return { noWebhookResponse: true, workflowData: [items] };
		} finally {
			// Or a repeat would count as received, and the callback would be lost.
			if (!isStarting && remembers) release(nodeId, fingerprint);
		}
	}

	/** The event as the bank confirms it, where it is to be asked; nothing, and answered, when it does not. */
	private async confirmed(
		call: Call<Name>,
		event: Event,
		settings: Settings,
	): Promise<Event | undefined> {
		const { confirmation } = this.receiver;
		if (!confirmation?.isWanted(settings, call.name)) return event;
		const isAnsweredFirst = confirmation.answersFirst?.(call.name) ?? false;
		const time = isAnsweredFirst ? LONGEST_ASK_AFTERWARDS : LONGEST_ASK;
		const asked = await inTurn(idOf(this.context), call.body.length, async (turn) => {
			if (isAnsweredFirst) this.answer(200, 'Received');
			return await inTime(time, undefined, async (signal) => {
				await turn;
				return await confirmation.ask(call, event, settings, signal);
			}).catch((error: Error) => error);
		});
		const said = asked?.result;
		if (said instanceof Error) {
			this.error(`could not ask the bank about a callback, so it started nothing: ${said.message}`);
			this.refuse(503, 'The bank could not be asked about it');
		} else if (!asked) {
			this.error('too many callbacks wait to be confirmed, so one more started nothing.');
			this.refuse(503, 'Too many at once');
		} else if (!said) {
			this.warn('refused a callback, for the bank knows nothing of what it tells.');
			this.refuse(401, 'The bank does not confirm it');
		} else if (!this.receiver.isWanted(said, settings, Date.now())) {
			this.refuse(200, 'Not wanted');
		} else {
			return said;
		}
		return undefined;
	}

	private async added(addition: Addition | undefined): Promise<IDataObject> {
		if (!addition) return {};
		const { longestWait, errorAs, fetch } = addition;
		try {
			return await inTime(longestWait, undefined, fetch);
		} catch (error) {
			return { [errorAs]: (error as Error).message };
		}
	}

	/** The settings, or nothing when an expression makes them unusable, which n8n's log then says. */
	private async usableSettings(): Promise<Settings | undefined> {
		try {
			return await this.receiver.readSettings(this.context);
		} catch (error) {
			this.error((error as Error).message);
			return undefined;
		}
	}

	/** Answers without starting the workflow. Who has had an answer gets no other one. */
	private refuse(status: number, message: string): IWebhookResponseData {
		this.answer(status, message);
		return ANSWERED;
	}

	private answer(status: number, message: string): void {
		if (!this.isAnswered) answer(this.context, status, message);
		this.isAnswered = true;
	}

	private warn(message: string): void {
		this.context.logger.warn(`${this.receiver.name}: ${message}`);
	}

	private error(message: string): void {
		this.context.logger.error(`${this.receiver.name}: ${message}`);
	}
}

/**
 * Takes a call in: checks it, answers, and starts the workflow with it. Never throws for one that is
 * not genuine, or anybody could fill n8n with failed executions.
 */
export async function receive<Name extends string, Settings, Event>(
	context: IWebhookFunctions,
	receiver: Receiver<Name, Settings, Event>,
): Promise<IWebhookResponseData> {
	const reception = new Reception(context, receiver);
	try {
		return await reception.take();
	} catch (error) {
		return reception.failed(error as Error);
	}
}
