import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import { isObject } from './json';

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
	workflow?: Pick<Workflow, 'expression'>;
}

/**
 * The credential of a node, if it is the same for all items: no field of it holds an expression that
 * could look at an item. Asking n8n for each item would settle it, but takes a millisecond and the
 * database each time.
 *
 * n8n's own helper reads it, after defaults, overwrites and external stores of credentials, with a
 * workflow that looks at the fields before it has n8n resolve them. So what is looked at is what is
 * resolved, also when somebody changes the credential at that moment.
 *
 * @returns nothing unless that is certain: n8n has shown what it resolves, and all of it is constant.
 *   Whoever asks n8n for each item then is right as well, and only slower
 */
export async function credentialForAllItems(
	context: IExecuteFunctions,
	type: string,
): Promise<ICredentialDataDecryptedObject | undefined> {
	const { additionalData, workflow } = context as unknown as Innards;
	const node = context.getNode();
	const details = node.credentials?.[type];
	if (!additionalData || !workflow || !details) return undefined;
	const { expression } = workflow;
	let shown: readonly string[] = [];
	const getParameterValue: typeof expression.getParameterValue = (fields, ...more) => {
		const isSame = isObject(fields) && Object.values(fields).every(isConstant);
		if (!isSame) return fields;
		shown = Object.keys(fields);
		return expression.getParameterValue(fields, ...more);
	};
	const resolved = await additionalData.credentialsHelper.getDecrypted(
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
	return Object.keys(resolved).every((name) => shown.includes(name)) ? resolved : undefined;
}
