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
				description: 'The first call',
			},
			{
				name: 'Challenge Response',
				value: 'challengeResponse',
				description: 'The user has answered a question of the bank, for example with a TAN',
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
			"Leave at (None) for the first call. If it returned an item with stepRequired, choose what its answerWith says, repeat all other fields, and fill in 'Answer'. In an expression, none is the first call.",
	},
	{
		displayName: 'Confirmed in the App',
		name: 'decoupledCallback',
		type: 'boolean',
		default: true,
		description:
			'Whether to ask the bank if the user has confirmed in its app. Until then, the answer asks for the same step again. Wait 5 seconds between two calls.',
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
			'The answer to the further step: always the hash, and the field with the name of the step. If an expression chooses the step, fill in the fields of all steps. Only those of the current step are sent.',
		options: inOrder([
			{
				displayName: 'Hash',
				name: 'hash',
				type: 'string',
				required: true,
				default: '',
				description: 'The hash of the item that asked for the step. It can be used once.',
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
				description: 'What the user enters in answer to the message of the bank, such as a TAN',
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
					'The procedureId that the user chose from the twoStepProcedures of the item that asked for the step',
				maxLength: 512,
				countsWith: { furtherStep: ['twoStepProcedureId'] },
				...body('multiStepAuthentication.twoStepProcedureId'),
			},
		]),
	},
];
