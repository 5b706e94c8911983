import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Bank, Operation } from '../operation';

/** Whether a version of the API has an operation; the only version there is has them all. */
export function isOffered({ versions }: Operation, version: string | undefined): boolean {
	return version === undefined || versions === undefined || versions.includes(version);
}

/** What the user has chosen at the top of the panel, the same for all items. */
export interface Selection {
	/** Of the API, where a bank has several. */
	version: string | undefined;
	operation: Operation;
}

/**
 * The chosen operation, in the chosen version of the API.
 *
 * @throws NodeOperationError when there is none by these names, or not in this version
 */
export function selectedOperation(context: IExecuteFunctions, bank: Bank): Selection {
	const read = (name: string) => String(context.getNodeParameter(name, 0));
	const version = bank.versions && read(bank.versions.field.name);
	const [resource, operation] = [read('resource'), read('operation')];
	const named = bank.resources
		.find(({ value }) => value === resource)
		?.operations.filter(({ value }) => value === operation);
	const offered = named?.find((each) => isOffered(each, version));
	if (offered) return { version, operation: offered };
	const [elsewhere] = named ?? [];
	throw elsewhere
		? new NodeOperationError(
				context.getNode(),
				`'${elsewhere.name}' is not there in ${version} of the API`,
				{ description: 'Choose another operation, or another version of the API.' },
			)
		: new NodeOperationError(
				context.getNode(),
				`The operation '${operation}' of '${resource}' is not known`,
				{ description: 'Choose a resource and an operation from the lists.' },
			);
}
