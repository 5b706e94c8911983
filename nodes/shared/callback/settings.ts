import { NodeOperationError } from 'n8n-workflow';
import { shown, toBoolean, toNumber } from '../input/value';
import type { TriggerContext } from './receiver';

const MINUTE = 60_000;
const DIGITS = /^\d{1,30}$/;

/**
 * What an expression gives as text. A number too long for JavaScript has lost digits, and is told by
 * the letter in it; an object must not pass for nothing.
 */
export function textOf(value: unknown): string {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) return value.toExponential();
	return typeof value === 'object' && value !== null ? shown(value) : String(value ?? '');
}

/** Reads what the user has set in a trigger. Whatever can't be used is an error that names its field. */
export class SettingsReader {
	constructor(private readonly context: TriggerContext) {}

	/** With the way out in the message: of a workflow that can't be published, n8n shows nothing else. */
	refused(field: string, complaint: string, wayOut: string): NodeOperationError {
		return new NodeOperationError(this.context.getNode(), `'${field}' ${complaint}. ${wayOut}`);
	}

	value(name: string, fallback: unknown): unknown {
		return this.context.getNodeParameter(name, fallback);
	}

	toggle(field: string, name: string, fallback: boolean): boolean {
		const value = this.value(name, fallback);
		const chosen = toBoolean(value);
		if (chosen !== undefined) return chosen;
		throw this.refused(
			field,
			`must be true or false, but is ${shown(value)}`,
			'Correct the expression that fills it.',
		);
	}

	text(name: string): string {
		return textOf(this.value(name, '')).trim();
	}

	/** Several entries, as a list or as a text with commas. */
	list(name: string): string[] {
		return this.entries(name)
			.flatMap((each) => each.split(/[\s,;]+/))
			.filter((each) => each !== '');
	}

	/** Names may have spaces in them, so commas alone separate them. */
	names(name: string): string[] {
		return this.entries(name)
			.flatMap((each) => each.split(','))
			.map((each) => each.trim())
			.filter((each) => each !== '');
	}

	/** At least one of those that there are, in their order. */
	choices<Choice extends string>(field: string, name: string, known: readonly Choice[]): Choice[] {
		const chosen = this.list(name);
		const odd = chosen.find((each) => !known.includes(each as Choice));
		const choices = known.filter((each) => chosen.includes(each));
		if (choices.length > 0 && odd === undefined) return choices;
		throw this.refused(
			field,
			odd === undefined ? 'is empty' : `has no '${odd}'`,
			`Choose at least one of ${known.join(', ')}.`,
		);
	}

	ids(field: string, name: string): string[] {
		const ids = this.list(name);
		const odd = ids.find((id) => !DIGITS.test(id));
		if (odd === undefined) return ids;
		throw this.refused(
			field,
			`must hold ids of digits only, but has '${odd}'`,
			'Separate several ids by commas, and let an expression give text: a long number loses digits.',
		);
	}

	/** Milliseconds; without end when the user has set none. */
	age(field: string, name: string): number {
		const value = this.value(name, null);
		if (value === null) return Infinity;
		const minutes = toNumber(value);
		if (minutes !== undefined && minutes > 0) return minutes * MINUTE;
		throw this.refused(
			field,
			`must be a number of minutes above 0, but is ${shown(value)}`,
			'Remove the option to take callbacks of any age.',
		);
	}

	private entries(name: string): string[] {
		return [this.value(name, [])].flat().map(textOf);
	}
}
