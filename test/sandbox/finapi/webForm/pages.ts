import type { Pages, Visit } from '../../shared/pages';
import { escapeHtml, htmlPage, redirect } from '../../shared/pages';
import type { Answer } from '../../shared/server';
import type { Bank } from '../model';
import { banksFor } from './banks';
import type { OpenForm } from './flow';
import { abort, goOn, open } from './flow';
import { expire } from './forms';
import type { Step, Targets, WebForm } from './model';
import type { Service } from './side';
import { basePath } from './side';
import { isFinal } from './views';

const input = (name: string, label: string, type = 'text'): string =>
	`<p><label>${escapeHtml(label)} <input name="${name}" type="${type}"></label></p>`;

const choice = (name: string, options: readonly (readonly [value: string, label: string])[]) => {
	const list = options.map(
		([value, label]) => `<option value="${escapeHtml(value)}">${escapeHtml(label)}</option>`,
	);
	return `<p><select name="${name}">${list.join('')}</select></p>`;
};

const button = (name: string, value: string, label: string): string =>
	`<button name="${name}" value="${value}">${label}</button>`;

const next = button('action', 'next', 'Weiter');
const decide = button('decision', 'approve', 'Freigeben') + button('decision', 'deny', 'Ablehnen');

const labelOf = ({ name, blz }: Bank) => `${name} (BLZ ${blz})`;

/** What a page asks for, and its buttons. */
const contents: Record<Step, (service: Service, form: OpenForm, bank: Bank | undefined) => string> =
	{
		bank: (service, form) =>
			choice(
				'bankId',
				banksFor(service.state, form).map((bank) => [bank.id, labelOf(bank)] as const),
			) + next,
		login: (_service, _form, bank) =>
			(bank?.loginHint ? `<p>${bank.loginHint}</p>` : '') +
			(bank?.loginFields ?? [])
				.map(({ kind, label }, index) =>
					input(`field${index}`, label, kind === 'pin' ? 'password' : 'text'),
				)
				.join('') +
			'<p><label><input name="storeSecrets" type="checkbox"> Zugangsdaten speichern</label></p>' +
			next,
		procedure: (_service, _form, bank) =>
			choice(
				'procedureId',
				(bank?.twoStepProcedures ?? []).map(
					({ procedureId, procedureName }) => [procedureId, procedureName] as const,
				),
			) + next,
		challenge: () => `<p>Bitte geben Sie die TAN 123456 ein.</p>${input('tan', 'TAN')}${next}`,
		redirect: () => `<p>Sie sind jetzt bei Ihrer Bank.</p>${decide}`,
		decoupled: () => `<p>Bitte geben Sie die Anmeldung in der App Ihrer Bank frei.</p>${decide}`,
	};

function pageOf(service: Service, form: OpenForm): Answer {
	const { sitting, id } = form;
	const bank = service.state.banks.get(form.bankId ?? '');
	const problem = sitting.problem ? `<p role="alert">${escapeHtml(sitting.problem)}</p>` : '';
	const action = `${basePath}/wf/${id}`;
	return htmlPage(
		bank ? labelOf(bank) : 'Bank auswählen',
		`${problem}<form method="post" action="${action}">` +
			`<input type="hidden" name="session" value="${sitting.session}">` +
			contents[sitting.step](service, form, bank) +
			`${button('action', 'abort', 'Abbrechen')}</form>`,
	);
}

const ends: Partial<Record<string, { title: string; target: keyof Targets }>> = {
	COMPLETED: { title: 'Fertig', target: 'redirectUrl' },
	ABORTED: { title: 'Abgebrochen', target: 'abortRedirectUrl' },
};
const badEnd = { title: 'Das hat nicht geklappt', target: 'errorRedirectUrl' } as const;

/** Sends the browser to where the client wants it at this end, or shows the end. */
function endPage({ status, errorMessage, sitting }: WebForm): Answer {
	const { title, target } = ends[status] ?? badEnd;
	const address = sitting?.targets[target];
	if (address !== undefined) return redirect(address);
	return htmlPage(title, `<p>${escapeHtml(errorMessage ?? `Status ${status}`)}</p>`);
}

const gone = (): Answer =>
	htmlPage('Dieser Link gilt nicht mehr', '<p>Bitte fordern Sie einen neuen an.</p>', 410);

function formAt({ state }: Service, { path }: Visit): WebForm | undefined {
	return state.webForms.get(path.id ?? '');
}

/** What a person sees at the address of a form, which is good for one browser and some minutes. */
export const pagesOf = (service: Service): Pages => ({
	[`GET ${basePath}/wf/{id}`]: (visit) => {
		const form = formAt(service, visit);
		if (!form) return htmlPage('Diese Seite gibt es nicht', '', 404);
		expire(service, form);
		if (form.status !== 'NOT_YET_OPENED') return gone();
		const { redirectUrl, errorRedirectUrl, abortRedirectUrl } = visit.query;
		return pageOf(
			service,
			open(service, form, { redirectUrl, errorRedirectUrl, abortRedirectUrl }),
		);
	},

	[`POST ${basePath}/wf/{id}`]: (visit) => {
		const form = formAt(service, visit);
		const sitting = form?.sitting;
		if (!form || !sitting) return htmlPage('Diese Seite gibt es nicht', '', 404);
		if (visit.form.session !== sitting.session) return gone();
		const opened = Object.assign(form, { sitting });
		expire(service, form);
		if (!isFinal(form)) {
			if (visit.form.action === 'abort') abort(service, opened);
			else goOn(service, opened, visit.form);
		}
		return isFinal(form) ? endPage(form) : pageOf(service, opened);
	},
});
