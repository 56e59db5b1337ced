import type { IDataObject } from 'n8n-workflow';

import { labelsOf } from '../../../../common/form/fields';
import { ApiFailure } from '../../../../common/ground/errors';
import { contentOf } from '../../../../common/ground/json';
import { isRenamed } from '../../../../common/ground/names';
import { isBlank, isObject } from '../../../../common/ground/values';
import type { Comparison, Found } from '../../../../common/run/ifItExists';
import type { Item } from '../../../../common/run/item';
import type { PagedList } from '../../../../verbs/describe';
import { routeTo, sendFor } from '../../../../verbs/describe';
import { checkAsked } from '../../../shared/asked';
import { compared } from '../../../shared/existing';
import { rowsOfName } from '../../../shared/namedRows';
import { inBody } from '../../../shared/paging';
import { IQM_VERBS } from '../../../shared/verbs';
import { customersField, definitionFields } from './definition';
import { FIRST_DAY, LAST_DAY } from './asked';
import { reportIn } from './savedReports';

const REPORT_LABELS: Record<string, string> = {
	...labelsOf({ ...definitionFields, customerIds: customersField }),
	startDate: FIRST_DAY,
	endDate: LAST_DAY,
};

/** A saved report as IQM keeps it: "Get Report Details" (IQM OpenAPI reports, getReport). */
export async function savedReport(item: Item, reportId: string): Promise<IDataObject> {
	const { data } = await sendFor(
		IQM_VERBS,
		item,
		routeTo('GET /api/v3/ra/report/{reportId}', { reportId }),
	);
	if (!isObject(data)) {
		throw new ApiFailure(`IQM's response is missing the report ${reportId}`, {
			description: 'Choose another report.',
		});
	}
	if (!isBlank(data.id)) checkAsked('report', reportId, data.id);
	return data;
}

/** Saved reports whose name looks like this one (IQM OpenAPI reports, fetchReportList). */
export async function reportsOfName({ context, index }: Item, name: string): Promise<Found> {
	const list: PagedList = {
		method: 'POST',
		path: '/api/v3/ra/reports/list',
		filters: { sortBy: '-id' },
		idName: 'id',
		pages: inBody('data'),
	};
	const named = { list, nameKey: 'reportName', parameter: 'reportName' };
	const { rows, askedAt } = await rowsOfName(context, index, named, name);
	return { rows: rows.map(reportIn), askedAt };
}

/**
 * A report that exists, and how it compares with one that would be saved. Its list lacks the
 * definition, so it is read by itself.
 */
export async function compareReport(
	item: Item,
	wanted: IDataObject,
	{ reportId }: IDataObject,
): Promise<Comparison & { result: IDataObject }> {
	const report = await savedReport(item, String(reportId));
	const differences = compared(wanted, report, { labels: REPORT_LABELS, ignored: ['reportName'] });
	return { ...differences, result: reportIn(report) };
}

/** One report as it is now; undefined if it has another name. */
export async function presentReport(
	item: Item,
	reportId: string,
	name: string,
): Promise<IDataObject | undefined> {
	const { reportName } = await savedReport(item, reportId);
	return isRenamed(reportName, name) ? undefined : { reportId };
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
