import { pageNumberPaging, recordIndexPaging } from '../shared/answer/paging';
import type { Paging } from '../shared/operation';

function byRecordIndex(maxPageSize: number): Paging {
	return recordIndexPaging({
		start: 'start',
		limit: 'limit',
		more: 'moreAvailable',
		total: 'found',
		maxPageSize,
	});
}

/** The lists that come in pages, each with the largest page that the API gives. */
export const customerPages = { property: 'customers', paging: byRecordIndex(1000) };

export const institutionPages = { property: 'institutions', paging: byRecordIndex(1000) };

export const registeredInstitutionPages = { ...institutionPages, key: 'institutionId' };

export const consentPages = {
	property: 'consents',
	key: 'consentReceiptId',
	paging: byRecordIndex(1000),
};

/** Its moreAvailable is a text. */
export const transactionPages = { property: 'transactions', paging: byRecordIndex(1000) };

export const applicationPages = {
	property: 'applications',
	key: 'preAppId',
	paging: byRecordIndex(100),
};

/** The API states no largest page here, and gives one record a page when none is asked for. */
export const registrationStatusPages = {
	property: 'applications',
	key: 'preAppId',
	paging: pageNumberPaging({
		page: 'page',
		size: 'pageSize',
		pages: 'totalPages',
		total: 'totalRecords',
		maxPageSize: 100,
	}),
};
