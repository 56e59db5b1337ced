import { createHash } from 'node:crypto';
import { html, json, Refusal, text, type Reply } from '../reply';
import type { RecordedRequest } from '../types';
import type { Columns } from './columns';
import { COLUMNS, NEEDS } from './columns';
import type { Group } from './figures';
import { asSent, grouped } from './figures';
import type { AppLovinReportOptions } from './options';
import type { AppLovinReportState, ReportRow } from './state';

interface Context {
	query: URLSearchParams;
	state: AppLovinReportState;
	options: AppLovinReportOptions;
	now: number;
	path: string;
}

const DAY_MS = 86_400_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function refuse(message: string, status = 400): never {
	throw new Refusal(status, message);
}

/** "`YYYY-MM-DD` or Unix seconds; end also `now`", in UTC, both days included. */
function day({ query, now }: Context, name: 'start' | 'end'): string {
	const value = query.get(name) ?? refuse(`Missing parameter: ${name}`);
	if (name === 'end' && value === 'now') return dayOf(now);
	if (/^\d{9,10}$/.test(value)) return dayOf(Number(value) * 1_000);
	const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
	return isDay ? value : refuse(`Invalid ${name}: ${value}`);
}

/** "start at most 45 days back", 90 for the web; "Start date is too far in the past" was seen. */
function period(context: Context, mostDays: number): (row: ReportRow) => boolean {
	const [start, end] = [day(context, 'start'), day(context, 'end')];
	if (end < start) refuse('end must not be before start');
	const today = Date.parse(dayOf(context.now));
	if (Date.parse(start) < today - mostDays * DAY_MS) refuse('Start date is too far in the past');
	return (row) => row.day >= start && row.day <= end;
}

/** "one unknown or not allowed column rejects the whole call". */
function asked({ query }: Context, known: Columns): Columns {
	const names = (query.get('columns') ?? refuse('Missing parameter: columns')).split(',');
	for (const name of names) {
		if (![...known.dimensions, ...known.metrics].includes(name)) refuse(`Invalid column: ${name}`);
		const needed = NEEDS[name];
		if (needed !== undefined && !names.includes(needed)) refuse(`Column ${name} needs ${needed}`);
	}
	if (new Set(names).size < names.length) refuse('A column is there twice');
	return {
		dimensions: names.filter((name) => known.dimensions.includes(name)),
		metrics: names.filter((name) => known.metrics.includes(name)),
	};
}

/** `filter_COL` and `filter_not_COL`: "`a,b`", include and exclude. */
function filters({ query }: Context, allowed: string[]): (row: ReportRow) => boolean {
	const rules = [...query].flatMap(([name, value]) => {
		const found = /^filter_(not_)?(.+)$/.exec(name);
		if (found === null || /^filter_(greater|less)_than_/.test(name)) return [];
		const [, not, column] = found;
		if (!allowed.includes(column)) refuse(`Invalid filter: ${column}`);
		return [{ column, isNot: not !== undefined, values: value.split(',') }];
	});
	return ({ day: at, dimensions }) =>
		rules.every(({ column, isNot, values }) => {
			const own = column === 'day' ? at : (dimensions[column] ?? '');
			return values.includes(own) !== isNot;
		});
}

const TESTS: Record<string, (a: number, b: number) => boolean> = {
	'>': (a, b) => a > b,
	'<': (a, b) => a < b,
	'>=': (a, b) => a >= b,
	'<=': (a, b) => a <= b,
	'=': (a, b) => a === b,
};

/** "numeric condition with AND/OR, e.g. `cost > 10 AND clicks > 5`". */
function having({ query }: Context, { metrics }: Columns): (row: Group) => boolean {
	const given = query.get('having');
	if (given === null) return () => true;
	const alternatives = given.split(/\s+OR\s+/i).map((all) =>
		all.split(/\s+AND\s+/i).map((condition) => {
			const found = /^\s*(\w+)\s*(>=|<=|=|>|<)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(condition);
			if (found === null || !metrics.includes(found[1])) refuse(`Invalid having: ${condition}`);
			const [, name, sign, value] = found as RegExpExecArray;
			return (row: Group): boolean => TESTS[sign](Number(row.value(name) ?? 0), Number(value));
		}),
	);
	return (row) => alternatives.some((all) => all.every((holds) => holds(row)));
}

/** `filter_greater_than_METRIC` and `filter_less_than_METRIC` of the asset reports. */
function bounds({ query }: Context, { metrics }: Columns): (row: Group) => boolean {
	const rules = [...query].flatMap(([name, value]) => {
		const found = /^filter_(greater|less)_than_(.+)$/.exec(name);
		if (found === null) return [];
		if (!metrics.includes(found[2])) refuse(`Invalid filter: ${found[2]}`);
		return [{ sign: found[1] === 'greater' ? '>' : '<', name: found[2], value: Number(value) }];
	});
	return (row) => rules.every(({ sign, name, value }) => TESTS[sign](Number(row.value(name) ?? 0), value));
}

/** "`sort_COL` ASC, DESC: several allowed, order counts; compares **as text** ("9" > "10")". */
function sorted({ query, state, options }: Context, rows: Group[], columns: Columns): Group[] {
	const first = options.openOrder === 'made' || rows.length === 0 ? 0 : state.answered % rows.length;
	const turned = [...rows.slice(first), ...rows.slice(0, first)];
	const order = [...query].flatMap(([name, value]) => {
		const found = /^sort_(.+)$/.exec(name);
		if (found === null) return [];
		if (![...columns.dimensions, ...columns.metrics].includes(found[1])) refuse(`Invalid sort: ${found[1]}`);
		if (!/^(ASC|DESC)$/.test(value)) refuse(`Invalid sort order: ${value}`);
		return [{ name: found[1], sign: value === 'ASC' ? 1 : -1 }];
	});
	const textOf = (row: Group, name: string): string => String(row.value(name) ?? '');
	return turned.sort((a, b) => {
		for (const { name, sign } of order) {
			const [left, right] = [textOf(a, name), textOf(b, name)];
			if (left !== right) return left < right ? -sign : sign;
		}
		return 0;
	});
}

function whole({ query }: Context, name: string, preset: number): number {
	const given = query.get(name);
	if (given === null) return preset;
	return /^\d+$/.test(given) ? Number(given) : refuse(`Invalid ${name}: ${given}`);
}

/** "offset a multiple of limit"; a server cap "below the asked limit looks like a short last page". */
function page(context: Context, rows: Group[]): Group[] {
	const { maxRows, overlap } = context.options;
	const limit = whole(context, 'limit', maxRows);
	const offset = whole(context, 'offset', 0);
	if (limit < 1) refuse('Invalid limit');
	if (offset % limit !== 0) refuse('offset must be a multiple of limit');
	const start = Math.max(0, offset - overlap * (offset / limit));
	return rows.slice(start, start + Math.min(limit, maxRows));
}

function answer(context: Context, rows: Group[], columns: Columns): Reply {
	const results = rows.map((row) => asSent(row.row(columns)));
	const { answers } = context.options;
	if (context.query.get('format') === 'csv') {
		const names = (context.query.get('columns') ?? '').split(',');
		const lines = [names, ...results.map((row) => names.map((name) => row[name] ?? ''))];
		return text(200, 'text/csv', `${lines.map((line) => line.join(',')).join('\n')}\n`);
	}
	switch (answers) {
		case 'innerCode':
			return json(200, { code: 500, message: 'The report could not be made' });
		case 'empty':
			return text(200, 'application/json', '');
		case 'html':
			return html(200, 'Scheduled maintenance');
		case 'bareArray':
			return json(200, results);
		default:
			return json(200, { code: 200, count: results.length, results });
	}
}

/** Of all reports: sections 1 and 3. */
const PARAMETERS = ['api_key', 'format', 'report_type', 'columns', 'having', 'not_zero', 'limit', 'offset'];
const PERIOD = ['start', 'end'];
const OWN_PARAMETERS: Record<string, { names: string[]; hasBounds?: true }> = {
	'/report': { names: [...PERIOD, 'day_column'] },
	'/webReport': { names: [...PERIOD, 'day_column', 'attribution_mode'] },
	'/assetReport': { names: ['range'], hasBounds: true },
	'/assetAnalyticsReport': { names: PERIOD, hasBounds: true },
	'/playableMetrics': { names: [...PERIOD, 'day_column'], hasBounds: true },
};

/** What no table has, or what comes twice: the documents are silent, and a refusal is the hardest for a client. */
function checkParameters({ query, path }: Context): void {
	const { names, hasBounds } = OWN_PARAMETERS[path] ?? { names: [] };
	for (const name of query.keys()) {
		const isBound = /^filter_(greater|less)_than_/.test(name);
		const isKnown = isBound
			? hasBounds === true
			: /^(filter|sort)_/.test(name) || [...PARAMETERS, ...names].includes(name);
		if (!isKnown) refuse(`Invalid parameter: ${name}`);
		if (query.getAll(name).length > 1) refuse(`Parameter ${name} is there twice`);
	}
}

interface Kind {
	columns: Columns;
	rows: ReportRow[];
	isIn(row: ReportRow): boolean;
	filterable: string[];
}

function report(context: Context, { columns: known, rows, isIn, filterable }: Kind): Reply {
	const columns = asked(context, known);
	const [fits, has, isWithin] = [filters(context, filterable), having(context, columns), bounds(context, columns)];
	const groups = grouped(rows.filter((row) => isIn(row) && fits(row)), columns, context.options)
		.filter((row) => has(row) && isWithin(row))
		.filter((row) => context.query.get('not_zero') !== '1' || columns.metrics.some((name) => Number(row.value(name) ?? 0) !== 0));
	return answer(context, page(context, sorted(context, groups, columns)), columns);
}

/** "**default publisher**: always send advertiser". */
function main(context: Context): Reply {
	const { query, state, options, path } = context;
	const isWeb = options.account === 'web';
	if (path === '/webReport' && !isWeb) refuse('not a web account', 403);
	if (path === '/webReport' && ![null, 'click', 'click_and_view'].includes(query.get('attribution_mode'))) {
		refuse('Invalid attribution_mode');
	}
	if (!['json', 'csv'].includes(query.get('format') ?? '')) refuse('Missing or invalid parameter: format');
	const type = query.get('report_type') ?? (path === '/webReport' ? 'advertiser' : 'publisher');
	if (!['advertiser', 'publisher'].includes(type)) refuse('Invalid report_type');
	const isIn = period(context, isWeb ? 90 : 45);
	if (type === 'publisher') {
		return report(context, { columns: COLUMNS.publisher, rows: [], isIn, filterable: COLUMNS.publisher.dimensions });
	}
	const dayColumn = query.get('day_column');
	if (dayColumn !== null && dayColumn !== 'day') refuse(`Invalid day_column: ${dayColumn}`);
	const basis = dayColumn === null ? 'realTime' : 'cohort';
	const columns = isWeb ? COLUMNS.web : COLUMNS.app;
	// "hour (last 30 days only)".
	const hasHour = (query.get('columns') ?? '').split(',').includes('hour');
	if (hasHour) period(context, 30);
	return report(context, {
		...{ columns, filterable: columns.dimensions },
		rows: state.rows.filter((row) => row.basis === undefined || row.basis === basis),
		isIn,
	});
}

/** "text filters only on asset_id, asset_name, campaign, …". */
const ASSET_FILTERS = ['asset_id', 'asset_name', 'campaign', 'campaign_id', 'campaign_package_name', 'creative_set', 'creative_set_id'];

function ofAssets(context: Context, isIn: (row: ReportRow) => boolean): Reply {
	const isWeb = context.options.account === 'web';
	const dimensions = COLUMNS.assets.dimensions.filter((name) => !(isWeb && name === 'campaign_package_name'));
	return report(context, {
		columns: { ...COLUMNS.assets, dimensions },
		...{ rows: context.state.assetRows, isIn, filterable: ASSET_FILTERS },
	});
}

/** "fixed range `range` yesterday, last_7d, last_month". */
function fixedAssets(context: Context): Reply {
	const today = Date.parse(dayOf(context.now));
	const days = { yesterday: 1, last_7d: 7, last_month: 30 }[context.query.get('range') ?? ''] ?? refuse('Invalid range');
	const [start, end] = [dayOf(today - days * DAY_MS), dayOf(today - DAY_MS)];
	return ofAssets(context, (row) => row.day >= start && row.day <= end);
}

/** "Cohort by default, `day_column=event_day` makes it real time"; for apps only. */
function playables(context: Context): Reply {
	const { query, options, state } = context;
	if (options.account === 'web') refuse('not an app account', 403);
	const dayColumn = query.get('day_column');
	if (dayColumn !== null && dayColumn !== 'event_day') refuse(`Invalid day_column: ${dayColumn}`);
	const basis = dayColumn === null ? 'cohort' : 'realTime';
	return report(context, {
		columns: COLUMNS.playables,
		rows: state.playableRows.filter((row) => row.basis === undefined || row.basis === basis),
		...{ isIn: period(context, 45), filterable: COLUMNS.playables.dimensions },
	});
}

/** "APP key: HTTP 403, text "not a web account"". */
function accountInfo({ options, state }: Context): Reply {
	if (options.account === 'app') return text(403, 'text/plain', 'not a web account');
	return json(200, { account_id: state.accountId });
}

const ROUTES: Record<string, (context: Context) => Reply> = {
	'/report': main,
	'/webReport': main,
	'/assetReport': fixedAssets,
	'/assetAnalyticsReport': (context) => ofAssets(context, period(context, 45)),
	'/playableMetrics': playables,
	'/accountInfo': accountInfo,
};

function failed(request: RecordedRequest, { status, message }: Refusal, options: AppLovinReportOptions): Reply {
	const words = options.echoesAddress ? `${message} (${request.url})` : message;
	if (options.errorBody === 'text') return text(status, 'text/plain', words);
	return json(status, { code: status, [options.errorBody]: words });
}

/** Answers one request to the Reporting API. */
export function answerReport(request: RecordedRequest, state: AppLovinReportState, options: AppLovinReportOptions): Reply {
	const context: Context = { query: request.query, state, options, now: request.at, path: request.path };
	const act = (): Reply => {
		try {
			if (request.method !== 'GET') refuse('Method not allowed', 405);
			if (request.query.get('api_key') !== options.reportKey) refuse('Invalid key', 401);
			checkParameters(context);
			const reply = ROUTES[request.path](context);
			state.answered += 1;
			return reply;
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			return failed(request, error, options);
		}
	};
	const reply = act();
	const trace = createHash('md5').update(`${request.at} ${request.path}`).digest('hex');
	return { ...reply, headers: { ...reply.headers, 'x-trace-id': trace } };
}
