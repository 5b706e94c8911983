import type { IDataObject } from 'n8n-workflow';
import type { FinApiSandbox } from '../../../sandbox/finapi';

/** One operation run with every field that it has, what goes over the wire, and what comes out. */
export interface Case {
	/** Bank Connection unless given. */
	resource?: string;
	operation: string;
	parameters: IDataObject;
	/** What the bank wants besides, or instead, when all that can be left alone is left alone. */
	plain?: IDataObject;
	/** What must be there at the bank before, and what it makes of the parameters. */
	before?: (sandbox: FinApiSandbox) => Promise<IDataObject>;
	/** The fields that answer what the same call asked for the first time. */
	answer?: (step: IDataObject) => IDataObject;
	/** Method and address. */
	sends: string;
	headers?: Record<string, string>;
	/** As text, for a parser may lose digits, out of the step that was asked for and the parameters. */
	body?: (step: IDataObject, parameters: IDataObject) => string;
	/** Of the items that come out, what is told apart here. */
	gives: IDataObject[];
}
