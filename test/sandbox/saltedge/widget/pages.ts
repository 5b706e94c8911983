import type { Answer } from '../../shared/server';
import { escapeHtml, htmlPage } from '../../shared/pages';
import type { ConsentScope, Provider, ProviderField } from '../model';
import { openQuestion } from '../model';
import { viewAccount } from '../money/views';
import type { SaltEdgeState } from '../state';
import type { Step } from './flow';
import { attemptOf, connectionOf, providerOf, providersFor } from './flow';
import type { ConnectSession } from './session';

const title = 'Local Salt Edge';

/** What is said with a page that nobody has to fill in. */
const said = (text: string): string => `<p>${escapeHtml(text)}</p>`;

/**
 * A form that goes on with one button and ends all with the other; told which step it is for, so
 * that one that is sent late from another tab changes nothing.
 */
const form = (step: Step, content: string, button: string): string => `<form method="post">
<input type="hidden" name="step" value="${step}">
${content}
<p><button name="action" value="go on">${escapeHtml(button)}</button>
<button name="action" value="abort" formnovalidate>Cancel</button></p>
</form>`;

const scopes: Record<ConsentScope, string> = {
	accounts: 'your accounts and their balances',
	holder_info: 'who your accounts are of',
	transactions: 'your transactions',
};

function consentPage({ terms }: ConnectSession): string {
	if (!terms) return '';
	const list = terms.scopes.map((scope) => `<li>${escapeHtml(scopes[scope])}</li>`).join('');
	return `<p>You allow us to read, from ${terms.fromDate} on:</p><ul>${list}</ul>`;
}

const choice = ({ code, name, country_code }: Provider): string =>
	`<p><label><input type="radio" name="provider_code" value="${escapeHtml(code)}" required> ` +
	`${escapeHtml(name)} (${escapeHtml(country_code)})</label></p>`;

function input({ name, english_name, nature, optional, field_options }: ProviderField): string {
	const named = `name="field.${escapeHtml(name)}"${optional ? '' : ' required'}`;
	const control = field_options
		? `<select ${named}>${field_options
				.map(
					({ option_value, english_name: label, selected }) =>
						`<option value="${escapeHtml(option_value)}"${selected ? ' selected' : ''}>` +
						`${escapeHtml(label)}</option>`,
				)
				.join('')}</select>`
		: `<input type="${nature === 'password' ? 'password' : 'text'}" ${named}>`;
	return `<p><label>${escapeHtml(english_name)}<br>${control}</label></p>`;
}

const checkbox = (name: string, label: string): string =>
	`<p><label><input type="checkbox" name="${name}"> ${escapeHtml(label)}</label></p>`;

function loginPage(session: ConnectSession, provider: Provider): string {
	if (session.purpose === 'refresh') return said('We ask your bank for what is new.');
	const atTheBank = said('You are at the page of your bank now. Do you let us in?');
	const fields = provider.required_fields.map(input).join('');
	return [
		provider.mode === 'oauth' ? atTheBank : fields,
		session.credentials === 'ask' ? checkbox('store', 'Keep my login for later') : '',
		session.otherLogin === 'ask' ? checkbox('override', 'This may be another login') : '',
		provider.mode === 'oauth' ? '' : said('Here: username, secret, and 123456 for an SMS.'),
	].join('');
}

function overviewPage(state: SaltEdgeState, session: ConnectSession): string {
	const connection = connectionOf(state, session);
	const provider = providerOf(state, session);
	if (!connection || !provider) return '';
	const rows = connection.accounts.map((account) => {
		const { name, balance, currency_code } = viewAccount(connection, provider, account);
		return `<li>${escapeHtml(`${name}: ${balance.toFixed(2)} ${currency_code}`)}</li>`;
	});
	return `<p>We have found:</p><ul>${rows.join('')}</ul>`;
}

/** What the widget shows at a step. */
export function pageOf(state: SaltEdgeState, session: ConnectSession, step: Step): Answer {
	const attempt = attemptOf(state, session);
	const provider = providerOf(state, session);
	const heading = provider?.name ?? title;
	const notice =
		session.notice === undefined ? '' : `<p role="alert">${escapeHtml(session.notice)}</p>`;
	session.notice = undefined;
	const show = (content: string, button: string) =>
		htmlPage(heading, notice + form(step, content, button));

	switch (step) {
		case 'consent':
			return show(consentPage(session), 'I agree');
		case 'provider':
			return show(providersFor(state, session).map(choice).join(''), 'Choose');
		case 'login':
			return show(provider ? loginPage(session, provider) : '', 'Proceed');
		case 'question': {
			const question = attempt && openQuestion(attempt);
			return show((question?.html ?? '') + (question?.fields ?? []).map(input).join(''), 'Send');
		}
		case 'failure':
			return show(said(attempt?.failure?.message ?? ''), 'Try again');
		case 'overview':
			return show(overviewPage(state, session), 'Done');
		case 'progress': {
			const page = htmlPage(heading, said('Your bank is being asked. This takes a moment.'));
			// Browsers come back by themselves, until there is something else to see.
			return { ...page, headers: { Refresh: '1' } };
		}
		case 'expired':
			return htmlPage(title, said('This link has run out. Please ask for a new one.'), 410);
		default:
			return htmlPage(title, said('This link has been used. Please ask for a new one.'), 410);
	}
}

/** Where end users come to who have nowhere else to go back to. */
export const homePage = (): Answer => htmlPage(title, said('All done. You can close this page.'));
