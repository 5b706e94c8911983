import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

/** The ways in which finAPI reaches a bank. */
export const BANKING_INTERFACES: readonly INodePropertyOptions[] = [
	{ name: 'FinTS Server', value: 'FINTS_SERVER', description: 'The FinTS service of the bank' },
	{ name: 'Web Scraper', value: 'WEB_SCRAPER', description: "The bank's website, read by finAPI" },
	{ name: 'XS2A', value: 'XS2A', description: 'The PSD2 service of the bank' },
];

/** Which banking interface an object of the API speaks of, which V1 calls otherwise. */
export function interfaceName(of: IDataObject): string | undefined {
	const name = of.bankingInterface ?? of.interface;
	return typeof name === 'string' ? name : undefined;
}
