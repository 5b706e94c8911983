import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** A trigger that is called, or whose workflow is published. */
export type TriggerContext = IHookFunctions | IWebhookFunctions;

/** A call of one of a trigger's addresses. */
export interface Call<Name extends string = string> {
	context: IWebhookFunctions;
	/** Which address it came to. */
	name: Name;
	/** To the byte. */
	body: Buffer;
	/** A header, empty when there is none; by its name in lower case. */
	header(name: string): string;
}

/** Something that is fetched for an item when the bank has had its answer. */
export interface Addition {
	/** Milliseconds, with all tries, for which the workflow waits. */
	longestWait: number;
	/** What the item says in its place when it can't be fetched: that must not cost the event. */
	errorAs: string;
	fetch(signal: AbortSignal): Promise<IDataObject>;
}

/**
 * What is a bank's own in a trigger. Its functions run in the order that they stand in, and what they
 * throw is answered so that the bank sends again, and written into n8n's log.
 */
export interface Receiver<Name extends string, Settings, Event> {
	/** As n8n's log calls the trigger. */
	name: string;
	/** The end of each address, the first one that of the webhook which the node declares first. */
	ends: Readonly<Record<Name, string>>;
	/** @throws NodeOperationError that names the field which can't be used */
	readSettings(context: TriggerContext): Settings | Promise<Settings>;
	/** Whether the user wants nothing of this address. */
	isClosed?(name: Name, settings: Settings): boolean;
	/**
	 * What a call is answered with that only wants to know whether somebody is there, as plain text or
	 * JSON. It starts nothing, whoever has sent it.
	 */
	greeting?(call: Call<Name>): string | IDataObject | undefined;
	/** Why a call can't be the bank's, for n8n's log; completes "refused a callback, for …". */
	complaintOf(call: Call<Name>, settings: Settings): string | undefined;
	/** The event in a call; nothing when it has not the form of one. */
	read(call: Call<Name>, settings: Settings): Event | undefined;
	/** The form, as the sender is told. */
	form: string;
	/** @param now milliseconds since 1970 */
	isWanted(event: Event, settings: Settings, now: number): boolean;
	ignoresRepeats(settings: Settings): boolean;
	/** What two calls have in common that tell of the same event, when not every byte. */
	identity?(event: Event): string | undefined;
	/** What the bank itself says of an event that it doesn't sign, which must be wanted then, too. */
	confirmation?: Confirmation<Name, Settings, Event>;
	items(event: Event, settings: Settings): IDataObject[];
	/** What each item gets besides. */
	addition?(call: Call<Name>, event: Event, settings: Settings): Addition | undefined;
}

/** How an event is made sure of by asking the bank. */
export interface Confirmation<Name extends string, Settings, Event> {
	isWanted(settings: Settings, name: Name): boolean;
	/** The bank sends once, whatever it is answered: so it gets its answer before it is asked. */
	answersFirst?(name: Name): boolean;
	/**
	 * @returns the event as the bank confirms it; nothing when the bank knows nothing of it
	 * @throws when the bank can't be asked now
	 */
	ask(
		call: Call<Name>,
		event: Event,
		settings: Settings,
		signal: AbortSignal,
	): Promise<Event | undefined>;
}
