import { finApi } from '../../nodes/FinApi/api';
import { finicity } from '../../nodes/Finicity/api';
import { saltEdge } from '../../nodes/SaltEdge/api';
import type { Answer, Bank, Operation, Resource } from '../../nodes/shared/operation';

/** The page of each bank, with the table of its operations. */
export const PAGES: Readonly<Record<string, Bank>> = {
	'docs/finapi.md': finApi,
	'docs/finicity.md': finicity,
	'docs/saltedge.md': saltEdge,
};

const BEGIN = '<!-- operations: made by npm run docs -->';
const END = '<!-- /operations -->';

const COMES_OUT: Record<Answer['kind'], string> = {
	deleted: '`deleted: true`',
	changedMany: 'An item for each changed record',
	deletedMany: 'An item for each deleted record',
	done: '`success: true`',
	file: 'The file as binary data',
	record: 'One item',
	recordInList: 'One item',
	records: 'An item for each record',
};

function cells(columns: readonly string[]): string {
	return `| ${columns.map((column) => column.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The same operation in several versions is one row when the versions call the same address. */
function rowsOf({ operations }: Resource, versions: readonly string[]): string[] {
	const rows = new Map<string, { operation: Operation; in: Set<string> }>();
	for (const operation of operations) {
		const { method, path } = operation.request;
		const key = [operation.value, method, path].join();
		const row = rows.get(key) ?? { operation, in: new Set() };
		for (const version of operation.versions ?? versions) row.in.add(version);
		rows.set(key, row);
	}
	return [...rows.values()].map(
		({ operation: { name, description, request, answer }, in: offered }) =>
			cells([
				`**${name}**`,
				...(versions.length > 0 ? [versions.filter((each) => offered.has(each)).join(', ')] : []),
				description,
				`\`${request.method} ${request.path}\``,
				COMES_OUT[answer.kind],
			]),
	);
}

/** The tables of a bank's operations, a table for each resource. */
export function operationTables({ resources, versions }: Bank): string {
	const names = versions?.field.options.map(({ value }) => String(value)) ?? [];
	const head = [
		'Operation',
		...(names.length > 0 ? ['In'] : []),
		'What it does',
		'Method and path',
		'What comes out',
	];
	return resources
		.map((resource) =>
			[
				`#### ${resource.name}`,
				'',
				cells(head),
				cells(head.map(() => '---')),
				...rowsOf(resource, names),
			].join('\n'),
		)
		.join('\n\n');
}

/**
 * A page with the tables of now between its two marks.
 *
 * @throws Error when the page has no marks
 */
export function withTables(page: string, bank: Bank): string {
	const [before, after] = [page.split(BEGIN)[0], page.split(END)[1]];
	if (before === undefined || after === undefined || before === page) {
		throw new Error(`The page must have the lines ${BEGIN} and ${END}`);
	}
	return `${before}${BEGIN}\n\n${operationTables(bank)}\n\n${END}${after}`;
}
