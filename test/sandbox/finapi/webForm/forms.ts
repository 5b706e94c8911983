import { minute } from '../../shared/time';
import { endForm } from './ends';
import type { WebForm } from './model';
import type { Service } from './side';
import { uuidOf } from './side';
import { isFinal } from './views';

/** How long the address of a form lives. */
const lifeMs = 20 * minute;

type Given = Pick<
	WebForm,
	'userId' | 'token' | 'wish' | 'addsAccounts' | 'type' | 'bankId' | 'callbackUrl'
> &
	Partial<
		Pick<
			WebForm,
			| 'allowedInterfaces'
			| 'bankConnectionName'
			| 'allowsTestBanks'
			| 'takesTwins'
			| 'bankConnectionId'
		>
	> & { origin: string };

/** A form that waits to be opened. */
export function newForm({ state }: Pick<Service, 'state'>, given: Given): WebForm {
	const id = uuidOf(state.newId('webForm'));
	const now = state.now();
	const { userId, token, wish, addsAccounts, type, bankId, callbackUrl, origin } = given;
	const form: WebForm = {
		...{ id, userId, token, wish, addsAccounts, type, bankId, callbackUrl },
		url: `${origin}/wf/${id}`,
		createdAt: now,
		expiresAt: now + lifeMs,
		status: 'NOT_YET_OPENED',
		allowedInterfaces: given.allowedInterfaces,
		bankConnectionName: given.bankConnectionName ?? null,
		allowsTestBanks: given.allowsTestBanks ?? true,
		takesTwins: given.takesTwins ?? false,
		bankConnectionId: given.bankConnectionId ?? null,
		errorCode: null,
		errorMessage: null,
	};
	state.webForms.set(id, form);
	return form;
}

/** Ends a form that nobody has finished in time. */
export function expire(service: Service, form: WebForm): void {
	if (isFinal(form) || service.state.now() < form.expiresAt) return;
	endForm(service, form, { status: 'EXPIRED' });
}
