import type { IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isBlank, shown, toBoolean, toNumber } from '../input/value';
import type { Field } from '../operation';
import { simplify } from '../panel/engineFields';
import { isObject } from '../wire/json';
import {
	direction,
	filters,
	firstDays,
	includePending,
	maximumAge,
	minimumAmount,
	newAccountDays,
	text,
} from './fields';
import type { Settings, Source } from './source';

/** The field with the accounts that are watched, whatever else a bank asks for. */
const ACCOUNTS = 'accountIds';

/** Reads fields one by one, and complains about them by name. */
class Reader {
	constructor(private readonly context: IPollFunctions) {}

	/** With the way out in the message: of a workflow that can't be published, n8n shows nothing else. */
	refused({ displayName }: Field, complaint: string, wayOut: string): NodeOperationError {
		const message = `'${displayName}' ${complaint}. ${wayOut}`;
		return new NodeOperationError(this.context.getNode(), message);
	}

	value(field: Field, within?: Field): unknown {
		const name = within ? `${within.name}.${field.name}` : field.name;
		const value = this.context.getNodeParameter(name, null) as unknown;
		return isObject(value) && value.__rl === true ? value.value : value;
	}

	isOn(field: Field, within?: Field): boolean {
		const value = this.value(field, within) ?? field.default;
		const chosen = toBoolean(value);
		if (chosen !== undefined) return chosen;
		throw this.refused(
			field,
			`must be true or false, but is ${shown(value)}`,
			'Correct the expression that fills it.',
		);
	}

	number(field: Field, within: Field, unless: number, isWhole = true): number {
		const value = this.value(field, within);
		if (isBlank(value)) return unless;
		const least = field.typeOptions?.minValue ?? 0;
		const number = toNumber(value);
		const fits = number !== undefined && number >= least && (!isWhole || Number.isInteger(number));
		if (fits) return number;
		throw this.refused(
			field,
			`must be a ${isWhole ? 'whole ' : ''}number of at least ${least}, but is ${shown(value)}`,
			'Correct it, or the expression that fills it.',
		);
	}

	text(field: Field, within?: Field): string {
		const value = this.value(field, within) ?? '';
		const parts = Array.isArray(value) ? (value as unknown[]) : [value];
		return parts.map((part) => this.textOf(field, part)).join(',');
	}

	/** What names a record of the bank. */
	id(field: Field): string {
		const id = this.text(field).trim();
		if (id === '') {
			if (field.required !== true) return '';
			throw this.refused(field, 'is empty', 'Choose one, or let its expression give a value.');
		}
		const { pattern, hint, holds } = field.format ?? {};
		if ((pattern?.test(id) ?? true) && (holds?.(id) ?? true)) return id;
		throw this.refused(
			field,
			`must be ${hint}, but is ${shown(id)}`,
			'Correct it, or the expression that fills it.',
		);
	}

	private textOf(field: Field, value: unknown): string {
		if (typeof value === 'string') return value;
		if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
		throw this.refused(
			field,
			`must be text, but is ${shown(value)}`,
			'Let its expression give text: a long number loses digits.',
		);
	}
}

function readDirection(reader: Reader): Settings['direction'] {
	const value = reader.text(direction, filters) || direction.default;
	if (value === 'all' || value === 'incoming' || value === 'outgoing') return value;
	throw reader.refused(
		direction,
		`has no ${shown(value)}`,
		'Choose one of all, incoming and outgoing.',
	);
}

/**
 * Reads what the user has set.
 *
 * @throws NodeOperationError that names the field which can't be used
 */
export function readSettings(
	context: IPollFunctions,
	{ watched, options = [], pendingWarning, complaint }: Source,
): Settings {
	const reader = new Reader(context);
	const within = { name: 'options' } as Field;
	const days = (field: Field, unless = 0) => reader.number(field, within, unless);
	const chosen = Object.fromEntries(watched.map((field) => [field.name, reader.id(field)]));
	const { [ACCOUNTS]: accounts = '', ...records } = chosen;
	const settings: Settings = {
		chosen: records,
		accounts: accounts.split(/[\s,]+/).filter((id) => id !== ''),
		includesPending: pendingWarning !== undefined && reader.isOn(includePending),
		direction: readDirection(reader),
		minimumAmount: reader.number(minimumAmount, filters, 0, false),
		words: reader
			.text(text, filters)
			.toLowerCase()
			.split(/\s+/)
			.filter((word) => word !== ''),
		firstDays: days(firstDays),
		newAccountDays: days(newAccountDays),
		maximumAge: days(maximumAge, Infinity),
		options: Object.fromEntries(
			options.map((field) => [
				field.name,
				field.type === 'boolean' ? reader.isOn(field, within) : days(field, Number(field.default)),
			]),
		),
		simplifies: reader.isOn(simplify),
	};
	const message = complaint?.(settings);
	if (message === undefined) return settings;
	throw new NodeOperationError(context.getNode(), message);
}
