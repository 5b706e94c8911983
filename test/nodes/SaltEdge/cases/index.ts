import { accounts } from './accounts';
import { attempts } from './attempts';
import type { Case } from './case';
import { connectionsV5 } from './connectionsV5';
import { connectionsV6 } from './connectionsV6';
import { connectSessions } from './connectSessions';
import { customers } from './customers';
import { providers } from './providers';

/** All of them. */
export const cases: Case[] = [
	...connectionsV5,
	...connectionsV6,
	...connectSessions,
	...attempts,
	...accounts,
	...customers,
	...providers,
];
