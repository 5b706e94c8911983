import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

/** Names that mean the same for every item, with the members that are read of them. */
const CONSTANT_NAME = String.raw`\$(?:vars|secrets|env)(?:\??\.[A-Za-z_]\w*|\['[^'\\{}]*'\]|\["[^"\\{}]*"\])+`;
/** They, texts and numbers, and what joins them: nothing that could look at an item. */
const CONSTANT_CODE = String.raw`(?:${CONSTANT_NAME}|'[^'\\{}]*'|"[^"\\{}]*"|\d|\?\?|\|\||\+|\s)*`;
/** Without backslashes, n8n takes for code what stands between two braces and the next two. */
const CONSTANT_EXPRESSION = new RegExp(
	String.raw`^=(?:[^{\\]|\{(?!\{)|\{\{${CONSTANT_CODE}\}\})*$`,
);

/** Whether a field of a credential, as it is before n8n resolves it, is the same for all items. */
export function isConstant(raw: unknown): boolean {
	if (typeof raw === 'object') return raw === null;
	return typeof raw !== 'string' || !raw.startsWith('=') || CONSTANT_EXPRESSION.test(raw);
}

/** What n8n has for a node that runs, and doesn't say that it has. */
interface Innards {
	additionalData?: IWorkflowExecuteAdditionalData;
}

/**
 * The credential as n8n is about to resolve it: after defaults, overwrites and external stores of
 * credentials. n8n's own helper reads it once more, with a workflow that, asked to resolve it,
 * takes it down instead.
 *
 * @returns nothing when n8n has gone another way
 */
async function unresolved(
	context: IExecuteFunctions,
	type: string,
): Promise<Record<string, unknown> | undefined> {
	const { additionalData } = context as unknown as Innards;
	const node = context.getNode();
	const details = node.credentials?.[type];
	if (!additionalData || !details) return undefined;
	let raw: Record<string, unknown> | undefined;
	const getParameterValue = (fields: Record<string, unknown>) => (raw = { ...fields });
	await additionalData.credentialsHelper.getDecrypted(
		additionalData,
		details,
		type,
		context.getMode(),
		context.getExecuteData(),
		false,
		{
			connectionInputData: [],
			itemIndex: 0,
			node,
			runExecutionData: null,
			runIndex: 0,
			workflow: { expression: { getParameterValue } } as unknown as Workflow,
		},
	);
	return raw;
}

/**
 * Whether a credential, resolved for one item, is the same for all: no field of it holds an
 * expression that could look at an item. Asking n8n for each item would settle it, but takes a
 * millisecond and the database each time.
 *
 * The answer is yes only when that is certain: n8n has shown what it resolves, all of that is
 * constant, and what it made of it is exactly that. Otherwise it is no, which is always right and
 * only slower.
 *
 * @param resolved as n8n has resolved it
 */
export async function isSameForAllItems(
	context: IExecuteFunctions,
	type: string,
	resolved: ICredentialDataDecryptedObject,
): Promise<boolean> {
	const raw = await unresolved(context, type);
	if (!raw) return false;
	return Object.entries(resolved).every(([name, value]) => {
		const field = raw[name];
		if (!Object.hasOwn(raw, name) || !isConstant(field)) return false;
		return value === field || (typeof field === 'string' && field.startsWith('='));
	});
}
