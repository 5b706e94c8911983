import type { Field } from '../shared/operation';
import { body, inOrder } from '../shared/panel/field';

/** How a call answers what the same call before it has asked for. */
export const furtherStepFields: readonly Field[] = [
	{
		displayName: 'Further Step',
		name: 'furtherStep',
		type: 'options',
		required: true,
		options: [
			{
				name: '(None)',
				value: 'none',
				description: 'The first call: nothing was asked yet',
			},
			{
				name: 'Challenge Response',
				value: 'challengeResponse',
				description: 'The user has answered a challenge, with a TAN for example',
			},
			{
				name: 'Decoupled Callback',
				value: 'decoupledCallback',
				description: 'The user confirms in the app of the bank',
			},
			{
				name: 'Redirect Callback',
				value: 'redirectCallback',
				description: 'The user has come back from the website of the bank',
			},
			{
				name: 'Two-Step Procedure',
				value: 'twoStepProcedureId',
				description: 'The user has chosen how to confirm',
			},
		],
		default: 'none',
		description:
			"What this call answers, when the same call has given an item with stepRequired: its answerWith. Repeat all other fields, and put what goes with the step into 'Answer'. In an expression, none stands for the first call.",
	},
	{
		displayName: 'Confirmed in the App',
		name: 'decoupledCallback',
		type: 'boolean',
		default: true,
		description:
			'Whether to ask the bank if the user has confirmed in its app. While not, the answer asks for the same step again; leave 5 seconds between two calls.',
		displayOptions: { show: { furtherStep: ['decoupledCallback'] } },
		...body('multiStepAuthentication.decoupledCallback'),
	},
	{
		displayName: 'Answer',
		name: 'furtherStepAnswer',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description:
			'What goes with the further step: always the hash, and what the step is named after. For a step given by an expression, fill in what each of them needs; only what belongs to the one at hand is sent.',
		options: inOrder([
			{
				displayName: 'Hash',
				name: 'hash',
				type: 'string',
				required: true,
				default: '',
				description: 'The hash of the item that asked for the step; it is good for one answer',
				maxLength: 32,
				countsWith: {
					furtherStep: [
						'challengeResponse',
						'decoupledCallback',
						'redirectCallback',
						'twoStepProcedureId',
					],
				},
				...body('multiStepAuthentication.hash'),
			},
			{
				displayName: 'Challenge Response',
				name: 'challengeResponse',
				type: 'string',
				typeOptions: { password: true },
				required: true,
				default: '',
				description: 'What the user answers to the message of the challenge, such as a TAN',
				countsWith: { furtherStep: ['challengeResponse'] },
				...body('multiStepAuthentication.challengeResponse'),
			},
			{
				displayName: 'Redirect Callback',
				name: 'redirectCallback',
				type: 'string',
				typeOptions: { password: true },
				required: true,
				default: '',
				placeholder: 'e.g. code=4f2a&state=context-0001',
				description:
					'The whole query of the address that the user came back to from the bank, at most 2048 characters: as text, or as the object that a Webhook node gives',
				wire: 'query',
				maxLength: 2048,
				countsWith: { furtherStep: ['redirectCallback'] },
				...body('multiStepAuthentication.redirectCallback'),
			},
			{
				displayName: 'Two-Step Procedure ID',
				name: 'twoStepProcedureId',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. 955',
				description:
					'The procedureId that the user has chosen out of the twoStepProcedures of the item that asked for the step',
				maxLength: 512,
				countsWith: { furtherStep: ['twoStepProcedureId'] },
				...body('multiStepAuthentication.twoStepProcedureId'),
			},
		]),
	},
];
