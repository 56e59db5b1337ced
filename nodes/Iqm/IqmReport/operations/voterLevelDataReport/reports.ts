import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { choice, id } from '../../../../common/form/kinds';
import { knownStatus } from '../../../shared/statuses';
import { XLSX_TYPE } from '../../../../common/file/fileName';
import { ApiFailure } from '../../../../common/ground/errors';
import { asMilliseconds, isoText } from '../../../../common/ground/moments';
import { isBlank } from '../../../../common/ground/values';
import type { Simple } from '../../../../common/run/simple';
import { firstOf, own, times, word } from '../../../../common/run/simple';
import type { PagedList, Thing } from '../../../../verbs/describe';

export const REPORTS: Thing = {
	one: 'voter level data report',
	many: 'voter level data reports',
	idName: 'vldId',
	ids: {
		name: 'vldIds',
		label: 'Report IDs',
		example: '50,51',
		pick: {
			from: 'reportsFrom',
			label: 'Reports From',
			name: 'pickedVoterReports',
			load: 'getVoterReports',
			first: 'failed',
		},
	},
};

/** Why agents don't get the files: voters are people. */
export const VOTERS = 'The report contains voter data, which must not reach a language model.';

export const LIST_ENDPOINT = 'GET /api/v3/ins/vld-reports';
/** The document's default: "noOfEntries … 200". */
export const LIST_PAGE = 200;

/** The newest reports first. */
export function reportList(filters: IDataObject = {}): PagedList {
	return {
		method: 'GET',
		path: '/api/v3/ins/vld-reports',
		filters: { sortBy: '-vldId', ...filters },
		idName: 'vldId',
		pages: { rows: 'vldReportDataList', in: 'query', size: 'noOfEntries', most: LIST_PAGE },
	};
}

/**
 * `static/report-status` (IQM OpenAPI insights, getReportStatuses). The list of insight statuses, which
 * older documents name here, has other numbers: only a download shows whether a report is ready.
 */
export const STATUS_ID = { failed: 1, processing: 2, ready: 3, 'failed for lack of funds': 4 };

/** The ID of a report's status: the schema calls it `vldStatus`, the guideline `vldStatusId`. */
export const statusIdOf = ({ vldStatus, vldStatusId }: IDataObject): IDataObject[string] =>
	vldStatus ?? vldStatusId;

/** Asks for the link to a report's file (IQM OpenAPI insights, getVLDReportDownloadUrl). */
export const LINK_REQUEST = { method: 'POST', path: '/api/v3/ins/vld-report/download' } as const;

/** Whether IQM refused the link because the report is not ready: with HTTP 422, in older documents 200. */
export function isNotReady(error: unknown): error is ApiFailure {
	return error instanceof ApiFailure && /not in the ready state/i.test(error.message);
}

/** A time of an answer in ms: texts say milliseconds, samples have seconds, so its size tells. */
export function answeredMs(value: unknown): number | undefined {
	const time = isBlank(value) ? NaN : Number(value);
	if (!Number.isFinite(time) || time <= 0) return undefined;
	return asMilliseconds(time);
}

const TIMES = ['endDate', 'startDate', 'vldCreatedOn', 'vldEndDate', 'vldStartDate'];

/** The same row without these keys. */
function without(row: IDataObject, keys: string[]): IDataObject {
	return Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key)));
}

/** Flags of an answer, which results state in words of their own. */
const FLAGS = ['vldReportCreatable', 'vldReportCreated'];

/** A report, or what one would cost, as results show it: times as ISO text, the status in words. */
export function shownReport(row: IDataObject): IDataObject {
	const times = TIMES.filter((key) => key in row).map((key) => [key, isoText(row[key])]);
	const statusId = statusIdOf(row);
	const status = isBlank(statusId) ? undefined : knownStatus(statusId, STATUS_ID);
	return {
		...without(row, FLAGS),
		...(Object.fromEntries(times) as IDataObject),
		...(status === undefined ? {} : { status }),
	};
}

const STATUSES = [
	{ name: 'Failed', value: STATUS_ID.failed },
	{ name: 'Failed for Lack of Funds', value: STATUS_ID['failed for lack of funds'] },
	{ name: 'Processing', value: STATUS_ID.processing },
	{ name: 'Ready', value: STATUS_ID.ready },
];

/** Statuses as {@link STATUS_ID} and events call them. */
export const STATUS_WORDS = STATUSES.map(({ name }) => ({ name, value: name }));

/** A report as Get Many shows it at first. */
export const SIMPLE_REPORT: Simple = {
	...own('vldId', 'vldName'),
	status: firstOf(word('vldStatus', STATUSES), word('vldStatusId', STATUSES)),
	...own('campaignId', 'campaignName', 'ioId', 'ioName'),
	...times(['startDate', 'endDate']),
	...own('timezoneId', 'isCampaignEligible'),
	...times(['vldCreatedOn']),
};

/** "1=XLSX, 2=CSV, 3=PDF, 4=ZIP", of which the last two are refused; reports of data count otherwise. */
const XLSX = 1;
export const CSV = 2;

export const FILE_TYPES: INodePropertyOptions[] = [
	{ name: 'CSV', value: CSV },
	{ name: 'Excel (XLSX)', value: XLSX },
];

/** How a file of each type is stored. */
export const FILES: Record<number, { extension: string; type: string }> = {
	[CSV]: { extension: 'csv', type: 'text/csv' },
	[XLSX]: { extension: 'xlsx', type: XLSX_TYPE },
};

/** Which report, and in which format: asked for by downloads and mails. */
export const REPORT_FILE = {
	reportId: id('Report', 'Voter level data report to use', {
		example: '50',
		pick: 'searchVoterReports',
	}),
	fileTypeId: choice<number>('File Type', 'Format of the file', { of: FILE_TYPES, example: 'CSV' }),
};
