import type { IDataObject, INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { apiAddress } from './baseUrl';
import type { Bank, Operation } from './operation';

/** Whether a version of the API has an operation; the only version there is has them all. */
export function isOffered({ versions }: Operation, version: string | undefined): boolean {
	return version === undefined || versions === undefined || versions.includes(version);
}

/**
 * Where the paths of operations begin: the address out of the credential, and what the chosen
 * version of the API puts behind it.
 *
 * @param version as the user has chosen it; of no interest to a bank with one version
 * @throws NodeOperationError when the address can't be used, or the credential belongs to another
 *   version, whose requests the bank would refuse or take for something else
 */
export function operationBase(
	node: INode,
	bank: Bank,
	credentials: IDataObject,
	version: string | undefined,
): string {
	const base = apiAddress(node, bank.baseUrl(credentials));
	if (!bank.versions || version === undefined) return base;
	const { field, pathPrefix } = bank.versions;
	const bound = String(credentials[field.name] ?? '');
	if (bound === version) return base + pathPrefix[version];
	throw new NodeOperationError(
		node,
		`'${field.displayName}' of the node is ${version}, but the credential is for ${bound}`,
		{
			description: `Set '${field.displayName}' to ${bound}, or choose a credential for ${version}. Nothing was sent.`,
		},
	);
}
