import type { IDataObject } from 'n8n-workflow';
import type { FinicitySandbox } from '../../../sandbox/finicity';

/** One operation run with every field that it has, what goes over the wire, and what comes out. */
export interface Case {
	operation: readonly [resource: string, operation: string];
	parameters: IDataObject;
	/** What the bank wants besides, or instead, when all that can be left alone is left alone. */
	plain?: IDataObject;
	binary?: Buffer;
	/** What must be there before. */
	before?(sandbox: FinicitySandbox): void;
	/** Method and address with the query of the first page. */
	sends: string;
	body?: IDataObject;
	/** Besides those of every request. */
	headers?: Record<string, string>;
	/** Of the items that come out, what is told apart here. */
	gives: IDataObject[];
}
