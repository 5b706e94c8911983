import { pageNumberPaging, recordIndexPaging } from '../shared/paging';

/** The lists that come in pages, each with the largest page that the API gives. */
export const customerPages = { property: 'customers', paging: recordIndexPaging(1000) };

export const applicationPages = { property: 'applications', paging: recordIndexPaging(100) };

export const registeredInstitutionPages = {
	property: 'institutions',
	paging: recordIndexPaging(1000),
};

/** The API states no largest page here, and gives one record a page when none is asked for. */
export const registrationStatusPages = {
	property: 'applications',
	paging: pageNumberPaging(100),
};
