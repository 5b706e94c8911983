import type {
	IExecuteFunctions,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { finicity } from '../../nodes/Finicity/api';
import { execute } from '../../nodes/shared/execute';
import type { Bank, Resource } from '../../nodes/shared/operation';
import { nodeProperties } from '../../nodes/shared/panel/panel';

/** Finicity's resources again and again, under other names, until there are so many operations. */
function grown(count: number): Bank {
	const resources: Resource[] = [];
	// The one that the cases run must be in the smallest node, too.
	const ofCustomers = finicity.resources.filter(({ value }) => value === 'customer');
	const inTurn = new Set([...ofCustomers, ...finicity.resources]);
	let missing = count;
	for (let copy = 1; missing > 0; copy++) {
		for (const { value, name, operations } of inTurn) {
			const copied: Resource = {
				value: copy === 1 ? value : `${value}${copy}`,
				name: copy === 1 ? name : `${name} ${copy}`,
				operations: operations.slice(0, missing),
			};
			if (copied.operations.length > 0) resources.push(copied);
			missing -= copied.operations.length;
		}
	}
	return { ...finicity, resources };
}

function descriptionOf(name: string, properties: INodeProperties[]): INodeTypeDescription {
	return {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: 'For the bench only',
		defaults: { name },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'finicityApi', required: true }],
		properties,
	};
}

/** The node that this package would have with so many operations. */
export function grownNode(count: number): new () => INodeType {
	const bank = grown(count);
	return class {
		description = descriptionOf(`grown${count}`, nodeProperties(bank));

		async execute(this: IExecuteFunctions) {
			return await execute(this, bank);
		}
	};
}

/** The menus of the panel, each entry with its request in the words of n8n's declarative style. */
function withRouting(property: INodeProperties, { resources }: Bank): INodeProperties {
	const [shownFor] = property.displayOptions?.show?.resource ?? [];
	const resource = resources.find(({ value }) => value === shownFor);
	if (property.name !== 'operation' || !resource) return property;
	return {
		...property,
		options: resource.operations.map(({ value, name, action, request: { method, path } }) => ({
			name,
			value,
			action,
			routing: {
				request: { method, url: `=${path.replace(/\{(\w+)\}/g, '{{ $parameter["$1"] }}')}` },
			},
		})),
	};
}

const isMenu = ({ name }: INodeProperties) => name === 'resource' || name === 'operation';

/** As n8n's template for nodes has it: each operation brings fields of its own. */
function fieldsOfEach(bank: Bank): INodeProperties[] {
	return bank.resources.flatMap((resource) =>
		resource.operations.flatMap((operation) => {
			const alone = { ...bank, resources: [{ ...resource, operations: [operation] }] };
			return nodeProperties(alone).filter((property) => !isMenu(property));
		}),
	);
}

/** The same operations as a declarative node: no `execute`, n8n makes the requests itself. */
export function declarativeNode(count: number): new () => INodeType {
	const bank = grown(count);
	const menus = nodeProperties(bank)
		.filter(isMenu)
		.map((property) => withRouting(property, bank));
	return class {
		description: INodeTypeDescription = {
			...descriptionOf(`declarative${count}`, [...menus, ...fieldsOfEach(bank)]),
			requestDefaults: { baseURL: '={{ $credentials.baseUrl }}' },
		};
	};
}
