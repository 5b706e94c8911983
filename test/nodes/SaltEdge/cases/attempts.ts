import { byId } from '../../../support/finicity';
import type { Case } from './case';
import { simple } from './values';

/** Written from the API facts, not from the node. */
export const attempts: Case[] = [
	{
		version: 'v5',
		operation: 'attempt.get',
		contract: 'attempts_attempt_id_get',
		parameters: { connectionId: byId(simple), attemptId: byId('ATTEMPT') },
		sends: `GET /api/v5/attempts/ATTEMPT?connection_id=${simple}`,
		gives: [{ id: 'ATTEMPT', finished: true }],
	},
	{
		version: 'v5',
		operation: 'attempt.getMany',
		contract: 'attempts_get',
		parameters: { connectionId: byId(simple), returnAll: true },
		sends: `GET /api/v5/attempts?connection_id=${simple}&per_page=1000`,
		gives: [{ id: 'ATTEMPT', last_stage_name: 'finish' }],
	},
	{
		version: 'v5',
		operation: 'holderInfo.get',
		contract: 'holder_info_get',
		parameters: { connectionId: byId(simple) },
		before: ({ state }) => {
			Object.assign(state.connections.get(simple) ?? {}, { holderInfoAt: state.now() });
		},
		sends: `GET /api/v5/holder_info?connection_id=${simple}`,
		gives: [{ names: expect.any(Array) as string[] }],
	},
];
