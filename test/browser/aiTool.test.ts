import type { INodeType } from 'n8n-workflow';
import type { Page } from 'playwright-core';
import { FinApi } from '../../nodes/FinApi/FinApi.node';
import { Finicity } from '../../nodes/Finicity/Finicity.node';
import { SaltEdge } from '../../nodes/SaltEdge/SaltEdge.node';
import type { Workflow } from '../e2e/editor';
import { type Model, type Reply, startModel } from '../e2e/model';
import { readExample } from '../e2e/workflows';
import { byTestId, openWorkflow } from './editorTab';
import { type LocalBanks, startBanks } from './localBanks';
import { operationsOf } from './operations';
import { type Stage, startStage } from './stage';

let stage: Stage;
let page: Page;
let banks: LocalBanks;
let model: Model;
let credentialIds: Record<string, string>;
/** What the model says before it has seen what a tool found. */
let firstReply: Reply;

const LAST_WORDS = 'That is all that there is.';

beforeAll(async () => {
	stage = await startStage('aiTool');
	({ page } = stage.tab);
	banks = await startBanks(stage);
	model = await startModel(({ messages }) =>
		messages.at(-1)?.role === 'tool' ? { content: LAST_WORDS } : firstReply,
	);
	const openAiApi = await stage.editor.saveCredential(model.credential);
	credentialIds = { ...banks.credentialIds, openAiApi };
});

beforeEach(() => {
	model.asked.length = 0;
});

afterEach(() => expect(stage.tab.problems()).toEqual([]));

afterAll(async () => {
	for (const running of [stage, banks, model]) await running?.close();
});

/** Asks the agent of a workflow in the chat below the canvas, and waits for its last words. */
async function ask(workflow: Workflow, question: string, answer: string): Promise<void> {
	await stage.editor.importWorkflow(workflow, credentialIds);
	await openWorkflow(page, workflow.id);
	const button = byTestId(page, 'workflow-chat-button');
	// It stays open from one workflow to the next.
	if ((await button.innerText()).includes('Open')) await button.click();
	const input = page.locator('textarea[data-test-id="chat-input"]');
	await input.fill(question);
	await input.press('Enter');
	await page.getByText(answer).first().waitFor();
}

it('an agent that is asked in the chat answers from what its tool has found', async () => {
	const workflow = await readExample('ai-agent-spending.json');
	const wanted = { from: '2000-01-01', to: '2099-12-31', search: 'Bäckerei' };
	firstReply = { tool: 'Find_Transactions', arguments: wanted };
	await ask(workflow, 'What did I spend on bakeries?', LAST_WORDS);
	const [, second] = model.asked;
	const found = second?.messages.at(-1);
	expect(found?.role).toBe('tool');
	expect(String(found?.content)).toContain('Bäckerei');
});

/** A node that has each of its operations as a tool of its own, and what a model should be told of it. */
function toolsOf(
	type: string,
	node: INodeType,
): { tool: Workflow['nodes'][number]; told: string }[] {
	const all = [...operationsOf(node)];
	// n8n looks for the words by the resource alone, and so in the menu of the newest version.
	const newest = all.filter(({ version }) => version?.value === all[0]?.version?.value);
	return newest.map(({ resource, operation, chosen }, index) => ({
		tool: {
			...{
				id: `tool-${index}`,
				typeVersion: 1,
				position: [(index % 10) * 200, 400 + 200 * Math.floor(index / 10)],
			},
			name: `${resource.name} ${operation.name}`,
			type: `n8n-nodes-open-banking.${type}Tool`,
			parameters: chosen,
		},
		told: `${operation.action} in ${node.description.defaults.name}`,
	}));
}

/** The agent of another workflow, with these tools in place of its own. */
function withTools(
	{ nodes, connections }: Workflow,
	id: string,
	tools: Workflow['nodes'],
): Workflow {
	const own = nodes.filter(({ type }) => type.startsWith('n8n-nodes-open-banking.'));
	const others = Object.entries(connections).filter(
		([from]) => !own.some(({ name }) => name === from),
	);
	const use = { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] };
	return {
		...{ id, name: id },
		nodes: [...nodes.filter((node) => !own.includes(node)), ...tools],
		connections: Object.fromEntries([...others, ...tools.map(({ name }) => [name, use])]),
	};
}

it.each([
	['finicity', new Finicity()],
	['finApi', new FinApi()],
	['saltEdge', new SaltEdge()],
] as const)('a model is told of each operation of %s what it does', async (type, node) => {
	const all = toolsOf(type, node);
	const lastWords = `I have ${all.length} tools.`;
	firstReply = { content: lastWords };
	const example = await readExample('ai-agent-spending.json');
	const workflow = withTools(
		example,
		`browser-all-of-${type}`,
		all.map(({ tool }) => tool),
	);
	await ask(workflow, 'What can you do?', lastWords);
	const tools = model.asked[0]?.tools.map((tool) => tool.function) ?? [];
	const told = tools.map(({ description }) => description);
	expect(told.sort()).toEqual(all.map((each) => each.told).sort());
});
