import { isObject, type JsonObject, type JsonValue } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { idParam, type Context, type Route } from './context';
import type { Handler } from './contracts/contract';
import * as contracts from './contracts/reports';
import { routesOf } from './contracts/routes';
import { LIST_OF_REPORTS } from './contracts/twins';
import { pageOf, readPaging, sortItems } from './lists';
import { checkDefinition } from './report-definition';
import { saveSchedule } from './report-schedules';
import { REPORT_DEFAULTS, reportsOf, reportWith, schedulesOf } from './report-store';

function inSeconds(value: JsonValue): number {
	return Math.floor(Number(value) / 1000);
}

const LISTED = [
	...['id', 'reportName', 'startDate', 'endDate', 'dimensions', 'customerIds'],
	...['customerDetails', 'timezoneId'],
];
const SHOWN = [
	...['id', 'reportName', 'startDate', 'endDate', 'dimensions', 'columns', 'timezoneId'],
	...['requestType', 'reportAggregated', 'timezoneName', 'customerIds'],
];

const SCHEDULE_LISTED = [
	...['eventId', 'deliveryFrequency', 'fileType', 'subscriberEmails', 'eventEndDate'],
	'deliveryDay',
];
const SCHEDULE_SHOWN = [...SCHEDULE_LISTED, 'runningTotalEnabled', 'earliestCampaignStartDate'];

function view(context: Context, report: JsonObject, keys: string[], scheduled: string[]) {
	const own = keys.map((key) => [key, report[key] ?? null]);
	const schedule = schedulesOf(context).get(Number(report.id)) ?? {};
	const shown = scheduled.filter((key) => key in schedule).map((key) => [key, schedule[key]]);
	return {
		...(Object.fromEntries(own) as JsonObject),
		...{ startDate: inSeconds(report.startDate), endDate: inSeconds(report.endDate) },
		reportSchedulingEventDetails: Object.fromEntries(shown) as JsonObject,
	};
}

const get: Handler = (context) => {
	const shown = view(context, reportWith(context, idParam(context)), SHOWN, SCHEDULE_SHOWN);
	const schedule = shown.reportSchedulingEventDetails;
	if (typeof schedule.eventEndDate !== 'number') return okV3(shown);
	// The sample's is in seconds, that of the list in milliseconds.
	const ends = { ...schedule, eventEndDate: inSeconds(schedule.eventEndDate) };
	return okV3({ ...shown, reportSchedulingEventDetails: ends });
};

const SORTS = ['id', 'name', 'startDate', 'modifyDate'];

/** Only the GET gives all reports as page -1. */
function list(context: Context, asked: JsonObject, size: 'limit' | 'noOfEntries'): Reply {
	const all = [...reportsOf(context).values()].map((report): JsonObject => {
		return { ...report, name: report.reportName };
	});
	const customers = String(asked.customerIds ?? 'all');
	const wanted = customers === 'all' ? [] : customers.split(',').map(Number);
	const text = String(asked.searchField ?? '').toLowerCase();
	const matching = all
		.filter(
			({ customerIds }) =>
				wanted.length === 0 ||
				(Array.isArray(customerIds) && customerIds.some((id) => wanted.includes(Number(id)))),
		)
		.filter(({ id, reportName }) => `${String(id)} ${String(reportName)}`.toLowerCase().includes(text));
	const sorted = sortItems(matching, asked.sortBy ?? '-modifyDate', SORTS, asked.order);
	if (!sorted) throw new Refusal(422, 'Invalid sortBy value.');
	const paging = { pageNo: asked.pageNo, noOfEntries: asked[size] };
	const page =
		size === 'limit' && asked.pageNo === -1 ? sorted : pageOf(sorted, readPaging(paging, { entries: 20, max: 500 }));
	const data = page.map((report) => view(context, report, LISTED, SCHEDULE_LISTED));
	return okV3({ data, totalRecords: all.length, filteredRecords: matching.length });
}

const NO_COLUMNS = 'Please select columns for report creation';

function put(context: Context, id: number, report: JsonObject): void {
	const { reportSchedulingEventDetails: schedule, ...own } = report;
	reportsOf(context).set(id, { ...own, id, modifyDate: context.now });
	if (isObject(schedule)) saveSchedule(context, id, schedule);
}

function nextId(context: Context): number {
	return Math.max(1000, ...reportsOf(context).keys()) + 1;
}

const create: Handler = (context, asked) => {
	checkDefinition(asked, NO_COLUMNS);
	if (asked.reportName === '') throw new Refusal(422, "The field 'reportName' cannot be empty.");
	const id = nextId(context);
	put(context, id, { ...REPORT_DEFAULTS, ...asked });
	return okV3(id);
};

const update: Handler = (context, asked) => {
	const report = reportWith(context, idParam(context));
	const { startDate, endDate } = report;
	const hasDates = asked.startDate !== undefined || asked.endDate !== undefined;
	// A date is held against the one that stays, as long as that is one of a report that can run.
	checkDefinition(hasDates ? { startDate, endDate, ...asked } : asked, NO_COLUMNS);
	put(context, Number(report.id), { ...report, ...asked });
	return okV3(`Report with id ${Number(report.id)} updated successfully`);
};

const duplicate: Handler = (context, { id, ...changes }) => {
	const report = typeof id === 'number' ? reportsOf(context).get(id) : undefined;
	if (!report) throw new Refusal(422, 'Report does not exists');
	checkDefinition(changes, NO_COLUMNS);
	const copy = nextId(context);
	put(context, copy, { ...report, ...changes });
	return okV3(`Report duplicated successfully with id ${copy}`);
};

const remove: Handler = (context) => {
	const id = Number(reportWith(context, idParam(context)).id);
	reportsOf(context).delete(id);
	schedulesOf(context).delete(id);
	return okV3(`Report with id ${id} deleted successfully`);
};

export const reportRoutes: Route[] = routesOf([
	{ ...contracts.reportsCreate, does: () => create },
	{ ...contracts.reportsGet, does: () => get },
	{
		...contracts.reportsGetAll,
		does: () => (context, asked) => list(context, asked, 'noOfEntries'),
	},
	{ ...LIST_OF_REPORTS, does: () => (context, asked) => list(context, asked, 'limit') },
	{ ...contracts.reportsUpdate, does: () => update },
	{ ...contracts.reportsDuplicate, does: () => duplicate },
	{ ...contracts.reportsDelete, does: () => remove },
]);
