import type { Pages, Visit } from '../../shared/pages';
import { escapeHtml, htmlPage, redirect } from '../../shared/pages';
import { splitOnce } from '../../shared/request';
import type { Answer } from '../../shared/server';
import { securityQuestion } from '../finbank';
import { institutionWith, searchInstitutions } from '../institutions';
import type { BankSide } from '../operations/operation';
import { sessionOf } from './link';
import type { ConnectSession } from './session';
import { ConnectVisit } from './visit';

const mostShown = 10;

/** A form that does something; the page that it is on takes it. */
const form = (action: string, fields: string): string =>
	`<form method="post"><input type="hidden" name="action" value="${action}">${fields}</form>`;

const field = (name: string, label: string, type = 'text', value = ''): string =>
	`<p><label>${label} <input name="${name}" type="${type}" value="${escapeHtml(value)}"></label></p>`;

const button = (label: string, name = '', value = ''): string =>
	`<button${name ? ` name="${name}" value="${escapeHtml(value)}"` : ''}>${escapeHtml(label)}</button>`;

const leave = form('leave', button('Cancel'));

function institutionsPage(session: ConnectSession, { state }: BankSide): string {
	const found = searchInstitutions(session.search ?? '').slice(0, mostShown);
	const connected = [...state.institutionLogins.values()].filter(
		({ customerId }) => customerId === session.customerId,
	);
	return [
		form('search', field('search', 'Bank', 'search', session.search) + button('Search')),
		form(
			'choose',
			found.map(({ id, name }) => `<p>${button(name, 'institutionId', String(id))}</p>`).join(''),
		),
		...connected.map(({ id, institutionId }) =>
			form(
				'remove',
				button(
					`Stop sharing ${institutionWith(institutionId)?.name ?? institutionId} (${id})`,
					'institutionLoginId',
					id,
				),
			),
		),
	].join('');
}

function accountsPage({ offers = [] }: ConnectSession): string {
	const boxes = offers.map(
		({ name, type }, index) =>
			`<p><label><input type="checkbox" name="account.${index}" checked> ${escapeHtml(name)} (${type})</label></p>`,
	);
	return form('share', boxes.join('') + button('Share'));
}

const loginForm = form(
	'signIn',
	field('username', 'Username') + field('password', 'Password', 'password') + button('Sign in'),
);

function pageOf(session: ConnectSession, bank: BankSide): Answer {
	const name = session.chosen?.name ?? '';
	const problem = session.problem ? `<p role="alert">${escapeHtml(session.problem)}</p>` : '';
	const page = (title: string, body: string) => htmlPage(title, problem + body + leave);
	switch (session.step) {
		case 'login':
			return session.chosen?.oauthEnabled
				? page(`${name}: its own page`, loginForm)
				: page(`Sign in to ${name}`, loginForm);
		case 'question':
			return page(
				`${name} asks`,
				form('answer', field('answer', securityQuestion.text) + button('Answer')),
			);
		case 'accounts':
			return page(`Your accounts at ${name}`, accountsPage(session));
		case 'done':
			return htmlPage('You are done', '<p>You can close this page.</p>');
		case 'left':
			return htmlPage('You have left', '<p>Nothing was shared.</p>');
		default:
			return page('Connect your bank', institutionsPage(session, bank));
	}
}

/** Where the person goes on at the end, with how it ended. */
function endOf({ redirectUri, step }: ConnectSession): Answer | undefined {
	if (redirectUri === undefined || (step !== 'done' && step !== 'left')) return undefined;
	const location = new URL(redirectUri);
	location.searchParams.set('code', step === 'done' ? '200' : '100');
	location.searchParams.set('reason', step === 'done' ? 'complete' : 'exit');
	return redirect(location.href);
}

async function show(bank: BankSide, { request, form: filled }: Visit): Promise<Answer> {
	const session = sessionOf(bank.state, bank.keys, splitOnce(request.url, '?')[1] ?? '');
	if (typeof session === 'string') return htmlPage(session, '', 403);
	const visit = new ConnectVisit(bank, session);
	if (request.method === 'GET') await visit.open();
	else await visit.act(filled.action ?? '', filled);
	return endOf(session) ?? pageOf(session, bank);
}

/** The pages of Connect; `bank` is asked for when one is shown. */
export const connectPages = (bank: () => BankSide): Pages => ({
	'GET /connect': async (visit) => await show(bank(), visit),
	'POST /connect': async (visit) => await show(bank(), visit),
});
