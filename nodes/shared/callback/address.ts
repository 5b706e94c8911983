import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** The ends of a trigger's addresses, by the name of each. */
type Ends<Name extends string> = Readonly<Record<Name, string>>;

export function namesOf<Name extends string>(ends: Ends<Name>): Name[] {
	return Object.keys(ends) as Name[];
}

/** Which of the node's addresses was called, if it was spelled as it is registered. */
export function calledAddress<Name extends string>(
	path: string,
	ends: Ends<Name>,
): Name | undefined {
	const end = path.replace(/\/$/, '').split('/').pop();
	return namesOf(ends).find((name) => ends[name] === end);
}

/**
 * The address of a name, in a test the one for tests. n8n tells a node that of the webhook which it
 * declares first; the others differ by their end.
 */
export function ownAddress<Name extends string>(
	context: IHookFunctions | IWebhookFunctions,
	ends: Ends<Name>,
	name: Name,
): string {
	// While it is published, n8n tells the one for tests by itself.
	const isTest = 'getWebhookResourceUrl' in context && context.getMode() === 'manual';
	const first = isTest
		? context.getWebhookResourceUrl('default')
		: context.getNodeWebhookUrl('default');
	const [firstEnd = ''] = Object.values<string>(ends);
	return (first ?? '').slice(0, -firstEnd.length) + ends[name];
}
