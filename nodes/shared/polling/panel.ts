import type { INodeProperties } from 'n8n-workflow';
import type { Field } from '../operation';
import { simplify } from '../panel/engineFields';
import { inOrder } from '../panel/field';
import { plain } from '../panel/panel';
import { filters, firstDays, includePending, maximumAge, newAccountDays } from './fields';
import type { Source } from './source';

const notice = (name: string, displayName: string, more: Partial<Field> = {}): Field => ({
	displayName,
	name,
	type: 'notice',
	default: '',
	...more,
});

/** All options of a source, its own among them. */
export function optionsOf({ options = [] }: Source): Field[] {
	return inOrder([firstDays, newAccountDays, maximumAge, ...options]);
}

/** The panel of a trigger, below the poll times that n8n adds by itself. */
export function triggerProperties(source: Source): INodeProperties[] {
	const { watched, freshness, pendingWarning } = source;
	const fields: Field[] = [
		notice(
			'freshnessNotice',
			`${freshness} The first poll returns nothing: it only remembers what is there already. To get some of it, add the option 'First Poll History (Days)'.`,
		),
		...watched,
		...(pendingWarning === undefined
			? []
			: [
					includePending,
					notice('pendingNotice', pendingWarning, {
						displayOptions: { show: { includePending: [true] } },
					}),
				]),
		simplify,
		filters,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: optionsOf(source),
		},
	];
	return fields.map((field) => plain(field));
}
