import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import type { ApiVersions, Field } from '../shared/operation';

/** The versions of the API, the one to begin with first. */
export type Version = 'v6' | 'v5';

/** What stands at the end of a Base URL that says for which version it is. */
const VERSION_AT_END = /\/(v[56])\/*\s*$/;

/** The choice, in the panel and in the credential. */
export const apiVersion = {
	displayName: 'API Version',
	name: 'apiVersion',
	type: 'options',
	options: [
		{ name: 'V6', value: 'v6' },
		{
			name: 'V5',
			value: 'v5',
			description:
				'For older clients that Salt Edge still serves; its end was announced for October 2025',
		},
	],
	default: 'v6',
} satisfies Omit<Field, 'options'> & ApiVersions['field'];

/** The address that a credential speaks of, without the version, which the paths begin with. */
export function baseUrlOf({ baseUrl }: IDataObject): string {
	return String(baseUrl ?? '').replace(VERSION_AT_END, '');
}

/** The version that a credential is for. An old one says so in its Base URL alone. */
export function versionOf({ apiVersion: chosen, baseUrl }: IDataObject): Version {
	const [, inUrl] = VERSION_AT_END.exec(String(baseUrl ?? '')) ?? [];
	return (inUrl ?? chosen) === 'v5' ? 'v5' : 'v6';
}

/** The version that a panel shows. */
export function versionInPanel(context: ILoadOptionsFunctions): Version {
	return context.getCurrentNodeParameter(apiVersion.name) === 'v5' ? 'v5' : 'v6';
}

export const versions: ApiVersions = {
	field: {
		...apiVersion,
		noDataExpression: true,
		description:
			'The version of the API. Choose the same version in the credential. Each version has its own operations.',
	},
	pathPrefix: { v6: '/v6', v5: '/v5' },
	boundTo: versionOf,
};
