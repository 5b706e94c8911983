import { aggregate } from '../bookkeeping';
import type { Offer } from '../finbank';
import { isRightLogin, linkAccounts, profiles, securityQuestion } from '../finbank';
import { institutionWith, searchInstitutions } from '../institutions';
import { aggregationCode } from '../model';
import type { BankSide } from '../operations/operation';
import type { ConnectSession } from './session';

/** What the person can do, by the name that the forms give it. */
export type Action = 'search' | 'choose' | 'signIn' | 'answer' | 'share' | 'remove' | 'leave';

type Filled = Record<string, string>;

/** Goes on with a session by what the person does, and tells of it. */
export class ConnectVisit {
	constructor(
		private readonly bank: BankSide,
		private readonly session: ConnectSession,
	) {}

	/** The person opens the link; again after an end begins anew. */
	async open(): Promise<void> {
		const { session } = this;
		if (session.step !== undefined && session.step !== 'done' && session.step !== 'left') return;
		const only = session.institutionId;
		const chosen = only === undefined ? undefined : institutionWith(only);
		const step = chosen ? 'login' : 'institutions';
		Object.assign(session, { step, chosen, search: '', offers: undefined, problem: undefined });
		await this.tell('started', {});
		if (chosen?.oauthEnabled) await this.tell('adding', this.institution());
	}

	/** What a form asks for; anything that the step has no place for is left undone. */
	async act(action: string, filled: Filled): Promise<void> {
		const { session } = this;
		session.problem = undefined;
		if (action === 'leave') session.step = 'left';
		else if (action === 'search') await this.search(filled.search ?? '');
		else if (action === 'choose') await this.choose(filled.institutionId ?? '');
		else if (action === 'remove') await this.remove(filled.institutionLoginId ?? '');
		else if (action === 'signIn' && session.step === 'login') await this.signIn(filled);
		else if (action === 'answer' && session.step === 'question') await this.answer(filled);
		else if (action === 'share' && session.step === 'accounts') await this.share(filled);
	}

	private async search(search: string): Promise<void> {
		this.session.search = search;
		if (searchInstitutions(search).length > 0) return;
		this.session.problem = 'No bank of this name was found';
		await this.tell('institutionNotFound', { query: search });
	}

	private async choose(institutionId: string): Promise<void> {
		const { session } = this;
		const chosen = institutionWith(institutionId);
		if (session.step !== 'institutions' || !chosen) return;
		if (chosen.status !== 'online') {
			session.problem = `${chosen.name} cannot be connected at the moment`;
			await this.tell('institutionNotSupported', { institutionId });
			return;
		}
		Object.assign(session, { chosen, step: 'login' });
		await this.tell('institutionSupported', { institutionId });
		if (chosen.oauthEnabled) await this.tell('adding', this.institution());
	}

	private async signIn({ username = '', password = '' }: Filled): Promise<void> {
		const { session } = this;
		const isOAuth = session.chosen?.oauthEnabled ?? false;
		if (!isOAuth) await this.tell('adding', this.institution());
		if (username === 'profile_down') {
			session.problem = 'The bank cannot be reached';
			await this.tell('unableToConnect', {
				...this.institutionId(),
				code: aggregationCode.bankUnavailable,
			});
			return;
		}
		if (!isRightLogin(username, password)) {
			session.problem = 'Username or password is wrong';
			// At the bank's own page, only the bank knows of it.
			if (!isOAuth) await this.tell('invalidCredentials', this.institutionId());
			return;
		}
		session.offers = profiles[username] ?? [];
		const isAsked =
			username === 'profile_mfa' || this.login()?.trouble === aggregationCode.questionAsked;
		if (isAsked) session.step = 'question';
		else await this.signedIn(false);
	}

	private async answer({ answer = '' }: Filled): Promise<void> {
		if (answer.trim().toLowerCase() === securityQuestion.answer) await this.signedIn(true);
		else this.session.problem = 'The answer is wrong';
	}

	private async signedIn(wasAsked: boolean): Promise<void> {
		const { session } = this;
		if (session.kind === 'fix') return await this.mend(wasAsked);
		const offers = session.offers ?? [];
		if (!session.chosen?.oauthEnabled) {
			await this.tell('discovered', { ...this.institutionId(), accounts: offers.map(discovered) });
		}
		session.step = 'accounts';
		if (offers.length === 0) session.problem = 'The bank has no accounts to share';
	}

	private async mend(wasAsked: boolean): Promise<void> {
		const { session, bank } = this;
		const login = this.login();
		if (!login) return;
		login.trouble = undefined;
		aggregate(bank.state, bank.state.accountsOfLogin(login.customerId, login.id));
		session.step = 'done';
		if (!session.chosen?.oauthEnabled) {
			await this.tell('credentialsUpdated', { ...this.institutionId(), mfa: wasAsked });
		}
		await this.tell('done', {});
	}

	private async share(filled: Filled): Promise<void> {
		const { session, bank } = this;
		const shared = (session.offers ?? []).filter((_, index) => `account.${index}` in filled);
		if (shared.length === 0) {
			session.problem = 'Choose an account at least';
			return;
		}
		const { accounts } = linkAccounts(
			bank.state,
			session.customerId,
			String(session.chosen?.id),
			shared,
		);
		session.step = 'done';
		const oauth = session.chosen?.oauthEnabled ? { oauth: true } : {};
		await this.tell('added', { ...this.institutionId(), accounts, ...oauth });
		await this.tell('done', {});
	}

	private async remove(institutionLoginId: string): Promise<void> {
		const { session, bank } = this;
		if (session.step !== 'institutions') return;
		const accounts = bank.state.accountsOfLogin(session.customerId, institutionLoginId);
		const [first] = accounts;
		if (!first) return;
		bank.state.deleteAccounts(accounts);
		const { institutionId } = first;
		await this.tell('accountsDeleted', { accounts: accounts.map(({ id }) => id), institutionId });
	}

	private login() {
		const { institutionLoginId = '' } = this.session;
		return this.bank.state.institutionLogins.get(institutionLoginId);
	}

	private institutionId() {
		return { institutionId: String(this.session.chosen?.id) };
	}

	private institution() {
		return { ...this.institutionId(), oauth: this.session.chosen?.oauthEnabled ?? false };
	}

	private async tell(eventType: string, payload: object): Promise<void> {
		await this.bank.webhooks.tell(this.session, eventType, payload);
	}
}

/** An account that the bank has, before it is shared. */
const discovered = ({ name, type, number, balance }: Offer) => ({ name, type, number, balance });
