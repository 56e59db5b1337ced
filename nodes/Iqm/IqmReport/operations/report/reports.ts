import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../../../common/ground/errors';
import { contentOf } from '../../../../common/ground/json';
import { isBlank, isObject } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import { routeTo, sendFor } from '../../../../verbs/describe';
import { checkAsked } from '../../../shared/asked';
import { inBody, rowsOfName } from '../../../shared/paging';
import { IQM_VERBS } from '../../../shared/verbs';
import { reportIn } from './savedReports';

/** A saved report as IQM keeps it: "Get Report Details" (IQM OpenAPI reports, getReport). */
export async function savedReport(item: Item, reportId: string): Promise<IDataObject> {
	const { data } = await sendFor(
		IQM_VERBS,
		item,
		routeTo('GET /api/v3/ra/report/{reportId}', { reportId }),
	);
	if (!isObject(data)) {
		throw new ApiFailure(`IQM answered without the report ${reportId}`, {
			description: 'Choose another report.',
		});
	}
	if (!isBlank(data.id)) checkAsked('report', reportId, data.id);
	return data;
}

/** Saved reports whose name looks like this one (IQM OpenAPI reports, fetchReportList). */
export async function reportsOfName({ context, index }: Item, name: string): Promise<IDataObject[]> {
	const rows = await rowsOfName(
		context,
		index,
		{
			method: 'POST',
			path: '/api/v3/ra/reports/list',
			filters: { sortBy: '-id' },
			idName: 'id',
			pages: inBody('data'),
		},
		'reportName',
		name,
	);
	return rows.map(reportIn);
}

/** What of a saved report goes into a request for new dates. */
export interface SavedDefinition {
	timezoneId: number;
	timezoneName: unknown;
	columns: string[];
	sent: IDataObject;
}

const isFilled = (list: unknown): list is IDataObject[] => Array.isArray(list) && list.length > 0;

/** A list that IQM keeps as JSON text. */
function listOf(value: unknown): unknown {
	const list = contentOf(value);
	return isFilled(list) ? list : undefined;
}

/**
 * The definition of a saved report. Some of IQM's samples lack `reportAggregated`, `timezoneName` and
 * `customerIds`.
 *
 * @throws ApiFailure that names what the report lacks
 */
export function definitionIn(report: IDataObject, reportId: string): SavedDefinition {
	const { columns, requestType, timezoneId, timezoneName, reportAggregated, customerIds } = report;
	const dimensions = listOf(report.dimensions);
	const missing = [
		dimensions === undefined ? 'dimensions' : undefined,
		isFilled(columns) ? undefined : 'metrics',
		Number.isInteger(Number(requestType)) && !isBlank(requestType) ? undefined : 'span of a row',
		Number.isInteger(Number(timezoneId)) && !isBlank(timezoneId) ? undefined : 'time zone',
	].filter((part) => part !== undefined);
	if (missing.length > 0) {
		throw new ApiFailure(`The saved report ${reportId} has no ${missing.join(', no ')}`, {
			description: "Choose another report, or 'New Definition'.",
		});
	}
	const metrics = (columns as unknown[]).map(String);
	return {
		timezoneId: Number(timezoneId),
		timezoneName,
		columns: metrics,
		sent: {
			dimensions: JSON.stringify(dimensions),
			columns: metrics,
			requestType: Number(requestType),
			reportAggregated: isBlank(reportAggregated) ? '0' : String(reportAggregated),
			...(isFilled(customerIds) ? { customerIds } : {}),
		},
	};
}
