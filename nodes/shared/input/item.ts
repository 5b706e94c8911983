import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Field } from '../operation';

/** One input item, and the way to complain about what the user entered for it. */
export class Item {
	constructor(
		readonly context: IExecuteFunctions,
		readonly index: number,
	) {}

	/** The time zone of the workflow. */
	get zone(): string {
		return this.context.getTimezone();
	}

	/** Stops the item before anything is sent. */
	refusal(message: string, wayOut: string): NodeOperationError {
		return new NodeOperationError(this.context.getNode(), `${message} [item ${this.index}]`, {
			itemIndex: this.index,
			description: wayOut,
		});
	}

	/**
	 * The same, naming the field as the user sees it.
	 *
	 * @param complaint completes "'Field' …"
	 */
	complaint({ displayName }: Field, complaint: string, wayOut: string): NodeOperationError {
		return this.refusal(`'${displayName}' ${complaint}`, wayOut);
	}
}
