import { dateTimeText } from '../dates';
import { badRequest, failure, noApplications, refuse, registryFailure } from '../errors';
import { pageByNumber, pageFromRecord } from '../paging';
import type { Application, AppRegistration, InstitutionRegistration } from '../model';
import type { FinicityState } from '../state';
import type { Call, FinicityOperations } from './operation';
import { customerOf } from './operation';

const maxImageBytes = 50 * 1024;

/** The registered application of this id; none has no id. */
export function findApplication(
	state: FinicityState,
	applicationId: string | undefined,
): Application | undefined {
	return [...state.applications.values()].find(
		(other) => applicationId !== undefined && other.applicationId === applicationId,
	);
}

/** The application a customer may be assigned to. */
export function approvedApplication(
	state: FinicityState,
	applicationId: string,
): Application | undefined {
	const application = findApplication(state, applicationId);
	return application?.status === 'A' ? application : undefined;
}

const datesAsText = (dated: Pick<Application, 'createdDate' | 'modifiedDate'>) => ({
	createdDate: dateTimeText(dated.createdDate),
	modifiedDate: dateTimeText(dated.modifiedDate),
});

const detailsOf = (application: Application) => {
	const { preAppId, applicationId, status, appName, scopes, note } = application;
	return {
		...{ preAppId, applicationId, status, name: appName, scopes, note },
		...datesAsText(application),
		submittedDate: dateTimeText(application.submittedDate),
	};
};

const statusAt = (institution: InstitutionRegistration) => ({
	id: institution.institutionId,
	decryptionKeyActivated: institution.status,
	createdDate: institution.createdDate,
	lastModifiedDate: institution.modifiedDate,
	status: institution.status,
});

const statusOf = (application: Application, partnerId: string) => {
	const { applicationId, status, appName, scopes, note, submittedDate, modifiedDate } = application;
	return {
		...{ partnerId, preAppId: String(application.preAppId), applicationId, appName, status },
		...{ note, scopes, submittedDate, modifiedDate },
		institutionDetails: application.institutions.map(statusAt),
	};
};

/** Keeps the records whose fields equal the filters that were given. */
function filtered<T>(
	records: Iterable<T>,
	query: Call['query'],
	fields: Record<string, (record: T) => string | number | undefined>,
): T[] {
	return [...records].filter((record) =>
		Object.entries(fields).every(
			([name, field]) => query[name] === undefined || query[name] === field(record),
		),
	);
}

function registrationIn({ body }: Call): AppRegistration {
	const registration = body as unknown as AppRegistration;
	const { image } = registration;
	const bytes = Buffer.from(image, 'base64');
	// Node decodes anything; only real Base64 comes back the same.
	if (image === '' || bytes.toString('base64') !== image) refuse(badRequest('image is not Base64'));
	if (!bytes.toString('utf8').includes('<svg')) refuse(badRequest('image is not an SVG'));
	if (bytes.length >= maxImageBytes) refuse(badRequest('image is not under 50 KB'));
	return registration;
}

const registered = ({ preAppId, status }: Application) => ({ preAppId, status });

export const applicationOperations: FinicityOperations = {
	RegisterApp: (call) => {
		const now = call.state.clock.seconds();
		const application: Application = {
			...registrationIn(call),
			preAppId: Number(call.state.newId('application')),
			status: 'P',
			createdDate: now,
			modifiedDate: now,
			submittedDate: now,
			institutions: [],
		};
		call.state.applications.set(String(application.preAppId), application);
		return { status: 201, body: registered(application) };
	},

	// A changed application waits for approval again, but keeps its id.
	ModifyAppRegistration: (call) => {
		const application = call.state.applications.get(call.path.preAppId ?? '');
		if (!application) return noApplications();
		const changes = { status: 'P', modifiedDate: call.state.clock.seconds() };
		Object.assign(application, registrationIn(call), changes);
		return { status: 200, body: registered(application) };
	},

	GetAppRegistrationStatus: ({ state, query, keys }) => {
		const matching = filtered(state.applications.values(), query, {
			preAppId: ({ preAppId }) => String(preAppId),
			applicationId: ({ applicationId }) => applicationId,
			status: ({ status }) => status,
			appName: ({ appName }) => appName,
			submittedDate: ({ submittedDate }) => submittedDate,
			modifiedDate: ({ modifiedDate }) => modifiedDate,
		});
		const { records, ...counts } = pageByNumber(matching, query);
		const applications = records.map((application) => statusOf(application, keys.partnerId));
		return { status: 200, body: { ...counts, applications } };
	},

	getApplications: ({ state, query }) => {
		const matching = filtered(state.applications.values(), query, {
			pre_app_id: ({ preAppId }) => preAppId,
			application_id: ({ applicationId }) => applicationId,
			name: ({ appName }) => appName,
			status: ({ status }) => status,
		});
		const { records, ...counts } = pageFromRecord(matching, query);
		return { status: 200, body: { ...counts, applications: records.map(detailsOf) } };
	},

	getRegisteredInstitutions: ({ state, path, query }) => {
		const application = findApplication(state, path.application_id ?? '');
		if (!application) return registryFailure(404, '3001', 'There is no such application');
		const matching = filtered(application.institutions, query, {
			institution_id: ({ institutionId }) => institutionId,
		});
		if (matching.length === 0) {
			return registryFailure(404, '3002', 'The application is not registered there');
		}
		const { records, ...counts } = pageFromRecord(matching, query);
		const institutions = records.map((institution) => ({
			...institution,
			...datesAsText(institution),
		}));
		return { status: 200, body: { ...counts, institutions } };
	},

	SetCustomerAppID: (call) => {
		const customer = customerOf(call);
		const applicationId = call.path.applicationId ?? '';
		if (!findApplication(call.state, applicationId)) {
			return failure(404, '10007', '[applicationId] is the incorrect type');
		}
		if (!approvedApplication(call.state, applicationId)) {
			return badRequest('the application is not approved');
		}
		if (customer.applicationId !== undefined && customer.applicationId !== applicationId) {
			return badRequest('the customer already has an application');
		}
		customer.applicationId = applicationId;
		customer.lastModifiedDate = call.state.clock.seconds();
		return { status: 200 };
	},
};
