import { consentsOf, revoke } from '../consents';
import { dateTimeText, isoDateTime } from '../dates';
import { failure, refuse } from '../errors';
import { institutionWith } from '../institutions';
import type { Consent, ConsentedInstitution } from '../model';
import { pageFromRecord } from '../paging';
import { findApplication } from './applications';
import type { Call, FinicityOperations } from './operation';

const notFound = () =>
	failure(404, '10215', 'Consent receipt not found', { status: '404', user_message: '' });

const isActive = ({ institutions }: Consent): boolean =>
	institutions.some(({ revoked }) => revoked === undefined);

const endOf = ({ institutions }: Consent): number =>
	Math.max(...institutions.map(({ endDate }) => endDate));

const dataScopes = [
	{ id: 'ACCOUNT_BASIC', name: 'Account name, masked number, type' },
	{ id: 'ACCOUNT_DETAILED', name: 'Balances' },
	{ id: 'TRANSACTIONS', name: 'Transactions' },
];

function institutionShown({ state }: Call, institution: ConsentedInstitution) {
	const { institutionId, institutionLoginId, createdDate, endDate, revoked } = institution;
	return {
		institutionId,
		institutionLoginId,
		institutionName: institutionWith(institutionId)?.name ?? institutionId,
		accounts: institution.accounts.map((account) => ({
			...account,
			status: state.accounts.has(account.id) ? 'ACTIVE' : 'INACTIVE',
		})),
		createdDate: isoDateTime(createdDate),
		lastUpdatedBy: revoked?.by ?? 'CUSTOMER',
		statusDetails: {
			status: revoked ? 'REVOKED' : 'ACTIVE',
			statusDate: dateTimeText(revoked?.date ?? createdDate),
		},
		accessPeriod: { startDate: isoDateTime(createdDate), endDate: isoDateTime(endDate) },
		isBusinessConsumerStatement: 'false',
		accountOwnerCategory: 'INDIVIDUAL',
		dataScopes,
	};
}

function shown(call: Call, consent: Consent) {
	const { id, customerId, version, createdDate, institutions } = consent;
	const { applicationId } = call.state.customers.get(customerId) ?? {};
	const revocations = institutions.map(({ revoked }) => revoked?.date ?? 0);
	return {
		consentReceiptId: id,
		receiptVersion: version,
		customerId,
		customerCategory: 'INDIVIDUAL',
		partnerId: call.keys.partnerId,
		purpose: 'Personal finance management',
		purposeStatement: 'to manage your budget',
		applicationId,
		applicationName: findApplication(call.state, applicationId)?.appName,
		context: 'partner',
		allowedTrnxHistoryInDays: 365,
		createdDate: dateTimeText(createdDate),
		statusDetails: {
			status: isActive(consent) ? 'ACTIVE' : 'INACTIVE',
			statusDate: dateTimeText(Math.max(createdDate, ...revocations)),
		},
		institutions: institutions.map((institution) => institutionShown(call, institution)),
		accessPeriod: { startDate: isoDateTime(createdDate), endDate: isoDateTime(endOf(consent)) },
	};
}

/** The consent that the path names. */
function consentIn({ state, path }: Call): Consent {
	return state.consents.get(path.consent_receipt_id ?? '') ?? refuse(notFound());
}

const updatedBy = ({ request }: Call) =>
	request.headers['update-by'] === 'CUSTOMER' ? 'CUSTOMER' : 'PARTNER';

const sortKeys: Record<string, (consent: Consent) => number> = {
	startDate: ({ createdDate }) => createdDate,
	endDate: endOf,
	status: (consent) => (isActive(consent) ? 0 : 1),
};

export const consentOperations: FinicityOperations = {
	GetDataSharingConsentsByCustomerId: (call) => {
		const { customer_id, status, sort_by, sort_order, context = 'partner' } = call.query;
		const all = consentsOf(call.state, String(customer_id));
		if (all.length === 0) return notFound();
		const key = sortKeys[String(sort_by)] ?? endOf;
		const direction = sort_order === 'Asc' ? 1 : -1;
		const matching = all
			.filter(
				(consent) =>
					context === 'partner' &&
					(status === undefined || (status === 'ACTIVE') === isActive(consent)),
			)
			.sort((one, other) => direction * (key(one) - key(other)));
		const { records, ...counts } = pageFromRecord(matching, call.query);
		const consents = records.map((consent) => shown(call, consent));
		return { status: 200, body: { ...counts, consents } };
	},

	GetDataSharingConsentsByID: (call) => ({ status: 200, body: shown(call, consentIn(call)) }),

	RevokeDataSharingConsentById: (call) => {
		revoke(call.state, consentIn(call).institutions, updatedBy(call));
		return { status: 204 };
	},

	RevokeDataSharingConsentByInstitutionLoginID: (call) => {
		const institutions = consentIn(call).institutions.filter(
			({ institutionLoginId }) => institutionLoginId === call.path.institution_login_id,
		);
		if (institutions.length === 0) return notFound();
		revoke(call.state, institutions, updatedBy(call));
		return { status: 204 };
	},
};
