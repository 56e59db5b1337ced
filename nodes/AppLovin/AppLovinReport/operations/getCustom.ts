import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { limitProperties, readLimit } from '../../../common/form/limit';
import { upToLimit } from '../../../common/form/moreHint';
import { ApiFailure } from '../../../common/ground/errors';
import { Faults } from '../../../common/ground/faults';
import { isBlank, isObject, toPhrases, toText } from '../../../common/ground/values';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { reportRequest } from '../../reportTransport/request';
import { maySplit, ratioOf, withNeeded } from '../columns';
import type { ReportName } from '../customReport';
import {
	ACCOUNT_INFO,
	attributionProperty,
	columnsProperty,
	filterProperty,
	havingOption,
	rangeProperty,
	readAttribution,
	readColumnFilters,
	readColumnSort,
	readRange,
	readReportName,
	reportProperty,
	sortProperty,
} from '../customReport';
import { MOST_DAYS_BACK, MOST_DAYS_BACK_HOURS, MOST_DAYS_BACK_WEB, periodProperties, readDays, readIsCohort, viewProperty } from '../days';
import { figured } from '../figures';
import { readReport } from '../pages';
import { notZero, reportOptions } from '../presetReport';

const DATED: ReportName[] = ['assetAnalyticsReport', 'playableMetrics', 'report', 'webReport'];
const VIEWED: ReportName[] = ['playableMetrics', 'report', 'webReport'];
const ALL: ReportName[] = [...DATED, 'assetReport'];

const WEB = 'webAccount';

const webProperty: INodeProperties = {
	displayName: 'Web Account',
	name: WEB,
	type: 'boolean',
	default: false,
	description: `Whether the account advertises shops on the web rather than apps: its figures go back ${MOST_DAYS_BACK_WEB} days, not ${MOST_DAYS_BACK}, and its revenue is that of checkouts`,
};

/** Shown for these reports only, besides its own conditions. */
function shownFor(property: INodeProperties, reports: ReportName[]): INodeProperties {
	const { show, ...others } = property.displayOptions ?? {};
	return { ...property, displayOptions: { ...others, show: { report: reports, ...show } } };
}

const properties: INodeProperties[] = [
	reportProperty,
	shownFor(webProperty, ['report']),
	shownFor(rangeProperty, ['assetReport']),
	...periodProperties(false).map((property) => shownFor(property, DATED)),
	shownFor({ ...viewProperty, displayOptions: {} }, VIEWED),
	shownFor(attributionProperty, ['webReport']),
	shownFor(columnsProperty, ALL),
	...limitProperties.map((property) => shownFor(property, ALL)),
	shownFor(filterProperty, ALL),
	shownFor(sortProperty, ALL),
	reportOptions([havingOption]),
];

/** How a report asks for the day on which figures count: playables are "the inverse of /report". */
function viewQuery(report: ReportName, isCohort: boolean): IDataObject {
	if (report === 'playableMetrics') return isCohort ? {} : { day_column: 'event_day' };
	return isCohort ? { day_column: 'day' } : {};
}

async function accountInfo({ context, index }: Item): Promise<OperationResult> {
	const { data, raw } = await reportRequest(context, `/${ACCOUNT_INFO}`, {}, index);
	if (isObject(data) && !isBlank(data.account_id)) {
		return { results: [{ ...data, account_id: String(data.account_id) }], raw };
	}
	throw new ApiFailure("AppLovin's response is missing the account's ID", {
		description: "Check 'Base URL' in the credential.",
	});
}

/** What the form asks of a report, but for its columns. */
function readQuery(item: Item, report: ReportName, columns: string[], faults: Faults): IDataObject {
	const isWebReport = report === 'webReport';
	const usual = isWebReport || item.read(WEB) === true ? MOST_DAYS_BACK_WEB : MOST_DAYS_BACK;
	const mostBack = columns.includes('hour') ? MOST_DAYS_BACK_HOURS : usual;
	const attribution = isWebReport ? faults.attempt(() => readAttribution(item)) : undefined;
	const isCohort = VIEWED.includes(report) ? faults.attempt(() => readIsCohort(item)) : undefined;
	const options = item.read('options');
	const having: unknown = isObject(options) ? options.having : undefined;
	const condition = having === undefined ? undefined : faults.attempt(() => toText(having, 'Having'));
	return {
		format: 'json',
		...(report === 'report' || isWebReport ? { report_type: 'advertiser' } : {}),
		...(report === 'assetReport' ? { range: faults.attempt(() => readRange(item)) } : readDays(item, faults, { mostBack })),
		...(isCohort === undefined ? {} : viewQuery(report, isCohort)),
		...(attribution === undefined ? {} : { attribution_mode: attribution }),
		...(condition === undefined ? {} : { having: condition }),
		...readColumnFilters(item, report, faults),
		...(report === 'report' || isWebReport ? faults.attempt(() => notZero(item)) : {}),
	};
}

/** Any report with any columns. */
export const getCustom: Operation = {
	value: 'getCustom',
	name: 'Get Custom',
	action: 'Get a custom report',
	description: 'Get any columns of any report, for example of web campaigns or playables',
	endpoint: ['GET /report', 'GET /webReport', 'GET /assetReport', 'GET /assetAnalyticsReport', 'GET /playableMetrics', 'GET /accountInfo'],
	document: [
		'Reporting API, "/report"',
		'Reporting API, "/webReport"',
		'Reporting API, "/assetReport"',
		'Reporting API, "/assetAnalyticsReport"',
		'Reporting API, "/playableMetrics"',
		'Reporting API, "/accountInfo"',
	],
	writes: false,
	properties,
	async execute(item) {
		const report = readReportName(item);
		if (report === ACCOUNT_INFO) return await accountInfo(item);
		const isWeb = report === 'webReport' || item.read(WEB) === true;
		const faults = new Faults();
		const chosen = faults.attempt(() => toPhrases(item.read('columns'), 'Columns')) ?? [];
		if (chosen.length === 0) faults.wrong("'Columns' is empty", 'Enter at least one.');
		const columns = withNeeded(chosen, isWeb);
		const query = readQuery(item, report, columns, faults);
		const sort = readColumnSort(item, columns, faults);
		faults.throwAny();
		const wanted = readLimit(item.context, item.index);
		const dimensions = columns.filter(maySplit);
		const found = await readReport(item, { path: `/${report}`, query, columns, dimensions, sort }, wanted);
		const shown = upToLimit(item.context, found.rows, wanted, 'rows');
		const roas = chosen.filter((column) => ratioOf(column, isWeb) !== undefined);
		return { results: shown.map((row) => figured(row, roas, isWeb)), raw: { pages: found.pages } };
	},
};
