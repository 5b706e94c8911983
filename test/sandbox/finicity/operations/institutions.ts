import { brandingOf } from '../branding';
import { failure, institutionNotFound, refuse } from '../errors';
import type { Institution, Product } from '../institutions';
import { institutions, institutionWith, searchInstitutions } from '../institutions';
import { pageFromRecord } from '../paging';
import type { Call, FinicityOperations } from './operation';

const products: readonly Product[] = [
	...(['transAgg', 'ach', 'stateAgg', 'voi', 'voa', 'aha'] as const),
	...(['availBalance', 'accountOwner'] as const),
];

const certifiedFor = ({ without }: Institution) =>
	Object.fromEntries(products.map((product) => [product, !without.includes(product)]));

const productionStatus = ({ status, without }: Institution) => ({
	overallStatus: status,
	...Object.fromEntries(
		(['transAgg', 'voa', 'voi', 'stateAgg', 'ach', 'aha'] as const).map((product) => [
			product,
			without.includes(product) ? 'offline' : status,
		]),
	),
});

function described(institution: Institution, baseUrl: string) {
	const { id, name, oauthEnabled, currency, status, countries, oauthInstitutionId } = institution;
	return {
		id,
		name,
		displayName: name,
		...certifiedFor(institution),
		studentLoanData: true,
		loanPaymentDetails: true,
		liabilityData: false,
		billPayData: false,
		accountTypeDescription: 'Banking',
		phone: '1-801-984-4200',
		urlHomeApp: `https://bank-${id}.example.com`,
		urlLogonApp: `https://bank-${id}.example.com/login`,
		oauthEnabled,
		address: { city: 'Murray', state: 'UT', country: countries[0], postalCode: '84123' },
		currency,
		status,
		branding: brandingOf(institution, baseUrl),
		oauthInstitutionId,
	};
}

const inFull = (institution: Institution, baseUrl: string) => ({
	...described(institution, baseUrl),
	productionStatus: productionStatus(institution),
});

const certified = (institution: Institution) => ({
	id: institution.id,
	name: institution.name,
	...certifiedFor(institution),
	oauthEnabled: institution.oauthEnabled,
	productionStatus: productionStatus(institution),
});

const withRssd = (institution: Institution) => ({
	...certified(institution),
	rssd: institution.rssd,
	childInstitutions: (institution.children ?? []).flatMap((id) => {
		const child = institutionWith(id);
		if (child?.rssd === undefined) return [];
		const { name, rssd } = child;
		return [{ rssd, parentRSSD: institution.rssd, name, institutionId: id }];
	}),
});

const byRoutingNumber = (institution: Institution, baseUrl: string) => {
	const { overallStatus, ...statuses } = productionStatus(institution);
	return {
		...described(institution, baseUrl),
		paymentInitiation: false,
		countryCodes: institution.countries.map((countryCode) => ({ countryCode })),
		overallStatusTemp: overallStatus,
		...Object.fromEntries(
			Object.entries(statuses).map(([product, status]) => [`${product}_status`, status]),
		),
	};
};

/** The institutions that the query asks for. */
function asked({ query }: Call): Institution[] {
	const wanted = String(query.type ?? '')
		.split(',')
		.filter(Boolean);
	const countries = String(query.supportedCountries ?? '*')
		.toUpperCase()
		.split(',');
	return searchInstitutions(String(query.search ?? '')).filter(
		(institution) =>
			!wanted.some((product) => institution.without.includes(product as Product)) &&
			(countries.includes('*') || countries.some((one) => institution.countries.includes(one))),
	);
}

function named({ path }: Call): Institution {
	return institutionWith(path.institutionId ?? '') ?? refuse(institutionNotFound(404));
}

const certifiedList = (call: Call, view: (institution: Institution) => object) => {
	const { records, ...counts } = pageFromRecord(asked(call), call.query);
	const requestedDate = call.state.clock.seconds();
	return { status: 200, body: { ...counts, requestedDate, institutions: records.map(view) } };
};

export const institutionOperations: FinicityOperations = {
	GetInstitution: (call) => ({
		status: 200,
		body: { institution: inFull(named(call), call.baseUrl) },
	}),

	GetInstitutions: (call) => {
		const { records, ...counts } = pageFromRecord(asked(call), call.query);
		const found = records.map((institution) => inFull(institution, call.baseUrl));
		const createdDate = call.state.clock.seconds();
		return { status: 200, body: { ...counts, createdDate, institutions: found } };
	},

	GetCertifiedInstitutions: (call) => certifiedList(call, certified),

	GetCertifiedInstitutionsWithRSSD: (call) => certifiedList(call, withRssd),

	GetInstitutionBranding: (call) => {
		const branding = brandingOf(named(call), call.baseUrl);
		if (!branding) return failure(404, '14001', 'Resource not found.');
		return { status: 200, body: { branding } };
	},

	GetInstitutionsByRoutingNumber: ({ path, state, baseUrl }) => {
		const found = institutions.filter(({ routingNumber }) => routingNumber === path.routing_number);
		if (found.length === 0) return institutionNotFound(404);
		const counts = { found: found.length, displaying: found.length, moreAvailable: false };
		const records = found.map((institution) => byRoutingNumber(institution, baseUrl));
		const createdDate = state.clock.seconds();
		return { status: 200, body: { ...counts, createdDate, institutions: records } };
	},
};
