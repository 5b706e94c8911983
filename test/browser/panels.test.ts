import type { INodeProperties, INodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { FinApi } from '../../nodes/FinApi/FinApi.node';
import { Finicity } from '../../nodes/Finicity/Finicity.node';
import { SaltEdge } from '../../nodes/SaltEdge/SaltEdge.node';
import { choose, labelsIn, openNode, settled } from './editorTab';
import { operationsOf } from './operations';
import { type Stage, startStage } from './stage';
import { singleNode } from './workflows';

let stage: Stage;

beforeAll(async () => {
	stage = await startStage('panels');
});

afterEach(() => expect(stage.tab.problems()).toEqual([]));

afterAll(async () => await stage?.close());

interface Shown {
	labels: string[];
	notices: string[];
}

/** What n8n's own rules show of a node's panel once an operation is chosen. */
function shownOf({ description }: INodeType, chosen: Record<string, string>): Shown {
	const node = { typeVersion: 1 };
	const { properties } = description;
	const values =
		NodeHelpers.getNodeParameters(properties, chosen, true, false, node, description) ?? {};
	const shown = properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, node, description),
	);
	/** Whose fields are the bank's: n8n shows it once it has them. */
	const isFromBank = ({ type }: INodeProperties) => type === 'resourceMapper';
	const isNotice = ({ type }: INodeProperties) => type === 'notice';
	return {
		labels: shown
			.filter(
				(property) => !isNotice(property) && !isFromBank(property) && property.type !== 'hidden',
			)
			.map(({ displayName }) => displayName),
		notices: shown.filter(isNotice).map(({ displayName }) => displayName.replace(/<[^>]*>/g, '')),
	};
}

describe.each([
	['finicity', new Finicity()],
	['finApi', new FinApi()],
	['saltEdge', new SaltEdge()],
] as const)('the panel of %s', (type, node) => {
	it('shows for each operation the fields that are its own, and its warnings', async () => {
		const workflow = singleNode(type);
		await stage.editor.importWorkflow(workflow, {});
		const panel = await openNode(stage.tab.page, workflow.id, type);
		let seen: Partial<Record<'apiVersion' | 'resource' | 'operation', string>> = {};
		const select = async (
			field: 'apiVersion' | 'resource' | 'operation',
			option: { name: string } | undefined,
		) => {
			if (!option || seen[field] === option.name) return;
			await choose(stage.tab.page, field, option.name);
			// n8n sets the fields after it back to their defaults.
			const { apiVersion, resource } = seen;
			const before = {
				apiVersion: {},
				resource: { apiVersion },
				operation: { apiVersion, resource },
			};
			seen = { ...before[field], [field]: option.name };
		};
		const different: Record<string, { expected: Shown; shown: Shown }> = {};
		for (const { version, resource, operation, chosen } of operationsOf(node)) {
			await select('apiVersion', version);
			await select('resource', resource);
			await select('operation', operation);
			const expected = shownOf(node, chosen);
			const look = async (): Promise<Shown> => {
				const text = await panel.innerText();
				return {
					labels: (await labelsIn(panel)).filter((label) => label !== 'Credential'),
					notices: expected.notices.filter((notice) => text.includes(notice)),
				};
			};
			const isIt = (seen: Shown) => JSON.stringify(seen) === JSON.stringify(expected);
			// The panel follows a choice a little later.
			const shown = await settled(look, isIt, 10_000);
			if (!isIt(shown)) {
				different[Object.values(chosen).join(' ')] = { expected, shown };
			}
		}
		expect(different).toEqual({});
	});
});
