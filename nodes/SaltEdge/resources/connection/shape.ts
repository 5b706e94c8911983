import type { Shape } from '../../../shared/operation';

/**
 * What of a connection comes out: without its secret, and when simplified with how it stands. Each
 * version has some of it under a name of its own.
 */
export const connectionShape: Shape = {
	simplify: [
		'id',
		'customer_id',
		'customer_identifier',
		'provider_code',
		'provider_name',
		'status',
		'last_success_at',
		'next_refresh_possible_at',
		'last_attempt.last_stage.name',
		'last_attempt.last_stage.interactive_fields_names',
		'last_attempt.success_at',
		'last_attempt.fail_error_class',
		'last_attempt.fail_message',
		'holder_info',
	],
	confidential: ['secret'],
};
