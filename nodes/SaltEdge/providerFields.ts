import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { isObject, plainText } from '../shared/wire/json';
import { encode } from '../shared/wire/request';
import { lookUpOne, openInPanel, PanelAdvice } from '../shared/lookup';
import { saltEdge } from './api';

/** A part of the login that a provider asks for. */
export interface ProviderField {
	name: string;
	label: string;
	isSecret: boolean;
	isRequired: boolean;
	/** The values to choose from, when the provider offers some. */
	choices: { name: string; value: string }[];
}

/** What the panel shows in a locator; nothing while it is empty, or an expression. */
export function chosen(context: ILoadOptionsFunctions, name: string): string {
	const value = context.getCurrentNodeParameter(name, { extractValue: true });
	const text = plainText(value ?? '').trim();
	return text.startsWith('=') ? '' : text;
}

/** An id or a code, which leads nowhere else in an address. */
const IN_PATH = /^[\w-]+$/;

function needed(context: ILoadOptionsFunctions, name: string, what: string): string {
	const value = chosen(context, name);
	if (IN_PATH.test(value)) return value;
	throw new PanelAdvice(
		context,
		`Choose a ${what} first`,
		`When the ${what} is an expression, set 'Credentials' to JSON.`,
	);
}

function objectsIn(list: unknown): IDataObject[] {
	return Array.isArray(list) ? ((list as unknown[]).filter(isObject) as IDataObject[]) : [];
}

function positionOf({ position }: IDataObject): number {
	return Number(plainText(position)) || 0;
}

function label({ english_name: english, localized_name: localized, name }: IDataObject): string {
	return plainText(english ?? localized ?? name);
}

function choicesIn(list: unknown): ProviderField['choices'] {
	return objectsIn(list).map((option) => ({
		name: label(option),
		value: plainText(option.option_value ?? option.name),
	}));
}

function toField(field: IDataObject): ProviderField {
	return {
		name: plainText(field.name),
		label: label(field),
		isSecret: field.nature === 'password',
		isRequired: field.optional !== true,
		choices: choicesIn(field.field_options),
	};
}

async function lookUpConnection(context: ILoadOptionsFunctions): Promise<IDataObject> {
	const id = needed(context, 'connectionId', 'connection');
	return await lookUpOne(await openInPanel(context, saltEdge), `/connections/${id}`);
}

async function lookUpProvider(context: ILoadOptionsFunctions, code: string): Promise<IDataObject> {
	return await lookUpOne(await openInPanel(context, saltEdge), `/providers/${code}`);
}

/** What the provider of the panel, or of the connection there, asks for in order to log in. */
async function loginFields(context: ILoadOptionsFunctions): Promise<ProviderField[]> {
	const isNew = context.getCurrentNodeParameter('operation') === 'create';
	const code = isNew
		? needed(context, 'providerCode', 'provider')
		: encode(plainText((await lookUpConnection(context)).provider_code));
	const { required_fields: fields } = await lookUpProvider(context, code);
	return objectsIn(fields)
		.sort((one, other) => positionOf(one) - positionOf(other))
		.map(toField);
}

/** What the connection of the panel waits for; the provider knows which of it is secret. */
async function interactiveFields(context: ILoadOptionsFunctions): Promise<ProviderField[]> {
	const { provider_code: code, last_attempt: attempt } = await lookUpConnection(context);
	const stage = isObject(attempt) && isObject(attempt.last_stage) ? attempt.last_stage : {};
	const names = Array.isArray(stage.interactive_fields_names)
		? stage.interactive_fields_names.map(plainText)
		: [];
	if (stage.name !== 'interactive' || names.length === 0) {
		throw new PanelAdvice(
			context,
			'This connection waits for nothing now',
			"It does while its last stage is interactive. To prepare the node before that, set 'Credentials' to JSON.",
		);
	}
	const options = isObject(stage.interactive_fields_options)
		? stage.interactive_fields_options
		: {};
	const provider = await lookUpProvider(context, encode(plainText(code)));
	const known = objectsIn(provider.interactive_fields).map(toField);
	return names.map((name) => {
		const field = known.find((each) => each.name === name) ?? toField({ name });
		const choices = choicesIn(options[name]);
		return { ...field, isRequired: true, choices: choices.length > 0 ? choices : field.choices };
	});
}

/** What the user has to enter for the operation that the panel shows. */
export async function fieldsInPanel(context: ILoadOptionsFunctions): Promise<ProviderField[]> {
	const isStep = context.getCurrentNodeParameter('operation') === 'sendInteractiveStep';
	return await (isStep ? interactiveFields : loginFields)(context);
}
