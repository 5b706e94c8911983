import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Bank, Field, FieldGroup, Operation, Resource, Wire } from '../operation';
import { engineFields, limit, returnAll, simplify } from './engineFields';
import { isRead } from '../wire/request';
import { noticeFields } from './notice';
import { isOffered } from './selection';

const DAY = 'A date with a time counts as its day in the time zone of the workflow.';

/** How a value of the user's is read, where that isn't plain to see. */
const READING: Readonly<Partial<Record<Wire, string>>> = {
	dayStart: DAY,
	dayEnd: DAY,
	date: DAY,
	dateTime: 'A time without a time zone is taken to be in the time zone of the workflow.',
	unixSeconds: 'A time without a time zone is taken to be in the time zone of the workflow.',
};

/** A description with another sentence. */
function withSentence(description: string, sentence: string): string {
	return `${description.replace(/\.$/, '')}. ${sentence}`;
}

/** A field in n8n's words alone, without those that only the engine reads. */
export function plain(field: Field, isOptional = false): INodeProperties {
	const property: Field = { ...field };
	const reading = field.wire && READING[field.wire];
	if (reading) property.description = withSentence(field.description ?? '', reading);
	delete property.wire;
	delete property.format;
	delete property.header;
	delete property.isCode;
	delete property.maxLength;
	delete property.perRequest;
	delete property.writes;
	delete property.fromCredential;
	delete property.clears;
	delete property.countsWith;
	delete property.needs;
	delete property.completes;
	// n8n would insist before the run on what a collection offers, and on what hangs on an expression,
	// for it takes that for displayed. The engine knows better.
	if (isOptional || field.displayOptions) delete property.required;
	property.options = field.options?.map((choice) => {
		if ('type' in choice) return plain(choice, field.type === 'collection');
		return 'values' in choice ? plainGroup(choice) : choice;
	});
	// The editor loads them; those that are written down are what the engine checks by.
	if (!property.options || field.typeOptions?.loadOptionsMethod) delete property.options;
	return property as INodeProperties;
}

function plainGroup(group: FieldGroup): INodePropertyCollection {
	return { ...group, values: group.values.map((field) => plain(field)) };
}

/** A fresh node lists records, or reads: the first operation of the menu may well be Delete. */
function harmless(operations: readonly Operation[]): string {
	const read =
		operations.find(({ value }) => value === 'getMany') ??
		operations.find(({ request }) => isRead(request)) ??
		operations[0];
	return read?.value ?? '';
}

function firstOf(choices: readonly { value: string }[]): string {
	return choices[0]?.value ?? '';
}

/** The operations of a resource in a version of the API, which may know nothing of it. */
function offeredOf({ operations }: Resource, version: string | undefined): Operation[] {
	return operations.filter((operation) => isOffered(operation, version));
}

/** One menu where all versions have the same resources, otherwise one for each. */
function resourceMenus(bank: Bank): INodeProperties[] {
	const menu = (version: string | undefined): INodeProperties => {
		const offered = bank.resources.filter((each) => offeredOf(each, version).length > 0);
		return {
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: offered.map(({ name, value }) => ({ name, value })),
			default: firstOf(offered),
		};
	};
	const all = menu(undefined);
	const menus = versionsOf(bank).map((version) => ({ version, property: menu(version) }));
	const isAlike = menus.every(({ property }) => property.options?.length === all.options?.length);
	if (isAlike) return [all];
	return menus.map(({ version, property }, index) => ({
		...property,
		// What n8n finds under 'Resource' it offers as actions: those of both versions would come twice.
		...(index > 0 && { displayName: `Resource (${version?.toUpperCase()})` }),
		displayOptions: { show: onlyIn(bank, version) },
	}));
}

function operationMenus(resource: Resource, bank: Bank): INodeProperties[] {
	return versionsOf(bank)
		.filter((version) => offeredOf(resource, version).length > 0)
		.map((version) => operationMenu(resource, bank, version));
}

function operationMenu(
	resource: Resource,
	bank: Bank,
	version: string | undefined,
): INodeProperties {
	const { value } = resource;
	const offered = offeredOf(resource, version);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { ...onlyIn(bank, version), resource: [value] } },
		options: offered.map(
			({ value: operation, name, action, description }): INodePropertyOptions => ({
				name,
				value: operation,
				action,
				description,
			}),
		),
		default: harmless(offered),
	};
}

function onlyIn({ versions }: Bank, version: string | undefined): Record<string, string[]> {
	return versions && version !== undefined ? { [versions.field.name]: [version] } : {};
}

/** The versions of a bank's API; one without a name when there are none to choose from. */
function versionsOf({ versions }: Bank): (string | undefined)[] {
	return versions?.field.options.map(({ value }) => String(value)) ?? [undefined];
}

/**
 * The order of the panel: what to know first, which record, what else is needed, how much to return, what is optional,
 * options last.
 */
function rank(field: Field, operations: readonly Operation[]): number {
	if (field.type === 'notice') return -1;
	const last = [returnAll, limit, simplify].indexOf(field);
	if (last >= 0) return last + 2;
	if (field.name === 'options') return 6;
	if (field.type === 'collection') return 5;
	const isRecord =
		field.type === 'resourceLocator' ||
		operations.some(({ request }) => request.path.includes(`{${field.name}}`));
	return isRecord ? 0 : 1;
}

/** The operations that have a field, for each version of the API. */
type ShownFor = Map<string | undefined, string[]>;

/** One property where all versions show the field alike, otherwise one for each that has it. */
function fieldProperties(
	field: Field,
	shownFor: ShownFor,
	{ value }: Resource,
	bank: Bank,
): INodeProperties[] {
	const [first = [], ...others] = versionsOf(bank).map((version) => shownFor.get(version) ?? []);
	const isAlike = others.every((operations) => operations.join() === first.join());
	const shown: ShownFor = isAlike ? new Map([[undefined, first]]) : shownFor;
	return [...shown].map(([version, operation]) => ({
		...plain(field),
		displayOptions: {
			...field.displayOptions,
			show: {
				...onlyIn(bank, version),
				resource: [value],
				operation,
				...field.displayOptions?.show,
			},
		},
	}));
}

/** A field that several operations share by reference becomes one property, shown for all. */
function resourceFields(resource: Resource, bank: Bank): INodeProperties[] {
	const { operations } = resource;
	const fields = new Map<Field, ShownFor>();
	for (const version of versionsOf(bank)) {
		for (const operation of offeredOf(resource, version)) {
			const own = [...noticeFields(operation), ...operation.fields];
			for (const field of [...own, ...engineFields(operation, bank)]) {
				const shownFor: ShownFor = fields.get(field) ?? new Map<string | undefined, string[]>();
				shownFor.set(version, [...(shownFor.get(version) ?? []), operation.value]);
				fields.set(field, shownFor);
			}
		}
	}
	return [...fields]
		.sort(([one], [other]) => rank(one, operations) - rank(other, operations))
		.flatMap(([field, shownFor]) => fieldProperties(field, shownFor, resource, bank));
}

/**
 * The node panel of a bank: the version of its API where there are several, the Resource menu,
 * each resource's Operation menu, and the fields of every operation, each shown only where it
 * belongs.
 */
export function nodeProperties(bank: Bank): INodeProperties[] {
	const { resources, versions } = bank;
	return [
		...(versions ? [plain(versions.field)] : []),
		...resourceMenus(bank),
		...resources.flatMap((resource) => operationMenus(resource, bank)),
		...resources.flatMap((resource) => resourceFields(resource, bank)),
	];
}
