import type { IDataObject } from 'n8n-workflow';

import type { IqmRequest } from '../transport/request';

/** "the requested date range must not exceed 365 days" (IQM OpenAPI dashboard, all reports). */
export const MOST_DAYS = 365;

/** The request for a page of the dashboard's tables, which want the page in an object of its own. */
export function withPagination(request: IqmRequest): IqmRequest {
	const { pageNo, noOfEntries, ...others } = request.body as IDataObject;
	return { ...request, body: { pagination: { pageNo, noOfEntries }, ...others } };
}
