import type { IDataObject } from 'n8n-workflow';

/** Which banking interface an object of the API speaks of, which V1 calls otherwise. */
export function interfaceName(of: IDataObject): string | undefined {
	const name = of.bankingInterface ?? of.interface;
	return typeof name === 'string' ? name : undefined;
}
