import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

/** Answers a call in a few words. */
export function answer(context: IWebhookFunctions, status: number, message: string): void {
	context.getResponseObject().status(status).json({ message });
}

/** Answers who wants to know whether somebody is there. */
export function greet(context: IWebhookFunctions, greeting: string | IDataObject): void {
	const response = context.getResponseObject().status(200);
	if (typeof greeting !== 'string') response.json(greeting);
	// What the caller has given must not be taken for a page.
	else response.set('X-Content-Type-Options', 'nosniff').type('text/plain').send(greeting);
}
