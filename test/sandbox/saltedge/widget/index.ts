import { Refusal } from '../../shared/refusal';
import type { Answer } from '../../shared/server';
import type { Pages, Visit } from '../../shared/pages';
import { htmlPage, redirect } from '../../shared/pages';
import type { Failure } from '../errors';
import type { SaltEdgeState } from '../state';
import { abort, connectionOf, goOn, leave, stepOf } from './flow';
import { homePage, pageOf } from './pages';
import type { ConnectSession } from './session';

/** Where the widget is, behind the host. */
const path = '/connect/{token}';
const home = '/connected';

/** Hears of an end user who gave up before there was a connection. */
export type GaveUpListener = (session: ConnectSession) => void;

/** Lets an end user try again what was refused, with the reason before them. */
function attempted(session: ConnectSession, work: () => void): void {
	try {
		work();
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		session.notice = (error as Refusal<Failure>).reason.message;
	}
}

/**
 * The page where end users connect their bank: choose it, log in, answer what it asks, or give up.
 * A browser shows it, and a test walks it with GET and POST.
 */
export function widgetPages(state: SaltEdgeState, tellGaveUp: GaveUpListener): Pages {
	const homeOf = ({ request }: Visit) => `http://${request.headers.host}${home}`;

	/** Shows where the end user is, or sends them back when all is over. */
	function show(visit: Visit, session: ConnectSession): Answer {
		const step = stepOf(state, session);
		if (step !== 'end') return pageOf(state, session, step);
		return redirect(leave(state, session, { home: homeOf(visit) }));
	}

	function take(visit: Visit, session: ConnectSession): Answer {
		const { form, request } = visit;
		if (form.step === stepOf(state, session)) {
			if (form.action === 'abort') {
				const errorClass = abort(state, session);
				if (!connectionOf(state, session)) tellGaveUp(session);
				return redirect(leave(state, session, { home: homeOf(visit), errorClass }));
			}
			attempted(session, () => goOn(state, session, form));
		}
		return redirect(request.path);
	}

	const withSession =
		(work: (visit: Visit, session: ConnectSession) => Answer) =>
		(visit: Visit): Answer => {
			const session = state.sessions.get(visit.path.token ?? '');
			return session ? work(visit, session) : htmlPage('There is no such link', '', 404);
		};

	return {
		[`GET ${path}`]: withSession(show),
		[`POST ${path}`]: withSession(take),
		[`GET ${home}`]: homePage,
	};
}
