import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { isBlank } from '../../../../common/ground/values';
import { searchPage } from '../../../shared/pickers';
import { listData } from '../../../transport/answerRows';
import type { FieldKind } from './reportFields';
import { FIELDS_REQUEST, reportFieldsIn } from './reportFields';

/**
 * Fields of one kind as "Group: Label", in IQM's order. Groups and metrics differ from one
 * organization to the next, and case counts in keys, so none is known beforehand.
 */
async function optionsOf(
	context: ILoadOptionsFunctions,
	kind: FieldKind,
): Promise<INodePropertyOptions[]> {
	const fields = reportFieldsIn(await listData(context, FIELDS_REQUEST), [kind]);
	return fields.map(({ group, key, label, description }) => ({
		name: `${String(group)}: ${String(isBlank(label) ? key : label)}`,
		value: String(key),
		...(isBlank(description) ? {} : { description: String(description) }),
	}));
}

/** What reports are split by: `GET /api/v3/ra/report/dimension-metrics/detail` (IQM OpenAPI reports). */
export async function getReportDimensions(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, 'dimension');
}

/** What reports measure, from the same answer. */
export async function getReportMetrics(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, 'metric');
}

/** Saved reports: `POST /api/v3/ra/reports/list` (IQM OpenAPI reports), a page at a time. */
export async function searchReports(
	this: ILoadOptionsFunctions,
	filter?: string,
	page?: string,
): Promise<INodeListSearchResult> {
	return await searchPage(
		this,
		{ path: '/api/v3/ra/reports/list', rows: 'data', id: 'id', name: 'reportName', sortBy: '-id' },
		filter,
		page,
	);
}
