import type { INodePropertyOptions } from 'n8n-workflow';

/** Choices in words of Salt Edge, under names as people write them: `credit_card` as Credit Card. */
export function choices(...values: string[]): INodePropertyOptions[] {
	const word = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
	return values.map((value) => ({ name: value.split('_').map(word).join(' '), value }));
}
