import type { Call as ContractCall, Operations } from '../../shared/api';
import type { Access } from '../access';
import type { Callbacks } from '../callbacks';
import type { FinApiState } from '../state';

/** What goes on at the Web Form service, whoever asks. */
export interface Service {
	state: FinApiState;
	access: Access;
	callbacks: Callbacks;
}

/** What its operations work with. */
export interface WebFormSide extends Service {
	userId: string;
	/** The token of the call. */
	token: string;
}

export type Call = ContractCall & WebFormSide;
export type WebFormOperations = Operations<WebFormSide>;

/** The service is one of its own; here it stands beside Access. */
export const basePath = '/webForm';

/** An id of the kind that the service has: of a counted thing, but not to be guessed by counting. */
export const uuidOf = (count: string): string =>
	`b5a2c1d0-${count.padStart(4, '0').slice(-4)}-4f3e-8d7c-${count.padStart(12, '0')}`;

/** Where the service is to be found, as its caller has found it. */
export const originOf = ({ request }: ContractCall): string =>
	`http://${request.headers.host ?? ''}${basePath}`;
