import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { plainText } from '../shared/wire/json';
import { lookUpAll, openInPanel } from '../shared/lookup';
import { saltEdge } from './api';
import { versionInPanel } from './versions';

/** All countries for a dropdown, that of the fake providers among them, which v6 lists always. */
export async function countriesInPanel(
	context: ILoadOptionsFunctions,
): Promise<{ name: string; value: string }[]> {
	const query = versionInPanel(context) === 'v5' ? { include_fake_providers: true } : {};
	const session = await openInPanel(context, saltEdge);
	const countries = await lookUpAll(session, { path: '/countries', query }, { property: 'data' });
	return countries.map(({ code, name }) => ({
		name: `${plainText(name)} (${plainText(code)})`,
		value: plainText(code),
	}));
}
