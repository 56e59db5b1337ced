import type { IDataObject } from 'n8n-workflow';

import { hint } from '../../../../common/form/moreHint';
import { ApiFailure } from '../../../../common/ground/errors';
import { isBlank, isObject } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import { sendFor } from '../../../../verbs/describe';
import { moreThan, totalsAgree } from '../../../shared/gathered';
import { IQM_VERBS } from '../../../shared/verbs';
import { rowsIn, totalsOf } from '../../../transport/answerRows';

/** "Max 1,000 rows per page" (Reports API guideline). */
const PAGE_ROWS = 1_000;

/** What a minute's requests bring. */
const MOST_ROWS = 20_000;

const INSTEAD = "Nothing was changed. Use 'Download', which gets all rows at once.";

/** A report as far as it was read. */
export interface ReportRows {
	rows: IDataObject[];
	/** The sums of all rows, from the last page that has them. */
	total: IDataObject | undefined;
	pages: unknown[];
}

interface Page {
	data: unknown;
	rows: IDataObject[];
	/** What the page says how many rows there are. */
	told: number[];
	all: number | undefined;
	total: IDataObject | undefined;
}

function totalIn(data: unknown): IDataObject | undefined {
	return isObject(data) && isObject(data.total) ? data.total : undefined;
}

function pageIn(data: unknown, pageNo: number): Page {
	const { all, filtered } = totalsOf(data);
	const told = [all, filtered].filter((total) => !isBlank(total)).map(Number);
	return { data, rows: rowsIn(data, ['data'], `page ${pageNo}`), told, all, total: totalIn(data) };
}

const count = (rows: number): string => rows.toLocaleString('en');

function tooMany(rows: string): ApiFailure {
	return new ApiFailure(
		`The report has ${rows} rows: reading them page by page would use up IQM's rate limit`,
		{ description: `Use 'Download', or a 'Limit' of at most ${count(MOST_ROWS)}.` },
	);
}

/**
 * Refuses a page that IQM repeats because it ignores the page number. Equal rows are legal, and so are
 * pages of nothing but equal rows.
 */
function checkNew(page: Page, before: Page | undefined, gathered: number, isFull: boolean): void {
	if (before === undefined || JSON.stringify(before.rows) !== JSON.stringify(page.rows)) return;
	if (page.told.some((total) => total >= gathered + page.rows.length)) return;
	const isOfOneRow = new Set(page.rows.map((row) => JSON.stringify(row))).size === 1;
	if (isFull && isOfOneRow) return;
	throw new ApiFailure('IQM returned the same page of the report again', {
		description: INSTEAD,
	});
}

/**
 * Whether rows came in or went between two pages, as totals that differ show. A total that later pages
 * exceed was never true, so that it shows nothing.
 */
function hasMoved(pages: Page[]): boolean {
	let gathered = 0;
	const totals = new Set<number>();
	pages.forEach(({ rows, all }, index) => {
		gathered += rows.length;
		if (all !== undefined && (all > gathered || index === pages.length - 1)) totals.add(all);
	});
	return totals.size > 1;
}

/**
 * Holds the number of rows against the totals. As long as nothing moves, pages bring each row once: a
 * steady total that is too small counts something else, one that is too large means missing rows.
 */
function checkCount({ context }: Item, pages: Page[], gathered: number): void {
	const filled = pages.filter(({ rows }) => rows.length > 0);
	// Beyond the last page a total may be missing; a first page that is empty has one to be held to.
	const told = (filled.at(-1) ?? pages.at(-1))?.told ?? [];
	const isTold = told.length === 0 || told.includes(gathered);
	const totals = [...new Set(told)].map(count).join(' or ');
	if (!isTold && told.every((total) => total > gathered)) {
		throw new ApiFailure(
			`IQM returned ${count(gathered)} rows of the report, but reports a total of ${totals}: rows are missing`,
			{ description: INSTEAD },
		);
	}
	if (hasMoved(filled)) {
		throw new ApiFailure(
			"The report's rows shifted while its pages were read: rows may be missing or duplicated",
			{ description: INSTEAD },
		);
	}
	if (!isTold) {
		const message = `IQM returned ${count(gathered)} rows of the report, but reports a total of ${totals}. All returned rows are included.`;
		hint(context, message, 'warning');
	}
	if (new Set(filled.map(({ total }) => JSON.stringify(total))).size > 1) {
		hint(
			context,
			"The report's figures changed while its pages were read: rows may be missing or duplicated. 'Download' gets all rows at once.",
			'warning',
		);
	}
}

/**
 * Reads the rows of a report page by page: all of them or as many as are wanted. None is dropped as
 * equal to another. It ends with an empty page, or with a short one that the totals agree with.
 *
 * @param body the request without paging
 * @param wanted the most rows to return
 * @throws ApiFailure for more rows than a minute's requests bring, and if rows moved between the pages
 */
export async function readReport(item: Item, body: IDataObject, wanted: number): Promise<ReportRows> {
	const size = Math.min(PAGE_ROWS, wanted);
	const rows: IDataObject[] = [];
	const pages: Page[] = [];
	const raw: unknown[] = [];
	for (let pageNo = 1; ; pageNo++) {
		const reply = await sendFor(IQM_VERBS, item, {
			method: 'POST',
			path: '/api/v3/ra/report/execute',
			body: { ...body, pageNo, noOfEntries: size },
		});
		raw.push(reply.raw);
		const page = pageIn(reply.data, pageNo);
		const isFull = page.rows.length >= size;
		if (page.rows.length > 0) checkNew(page, pages.at(-1), rows.length, isFull);
		pages.push(page);
		rows.push(...page.rows);
		if (rows.length > wanted || (rows.length === wanted && page.rows.length > 0)) {
			const more = rows.length > wanted ? 'yes' : moreThan(page.data, rows.length);
			if (more !== 'no') {
				hint(
					item.context,
					`'Limit' ended the report after ${count(wanted)} rows: there ${more === 'yes' ? 'are' : 'may be'} more. Raise 'Limit', or turn on 'Return All'.`,
					'warning',
				);
			}
			break;
		}
		const isEnd =
			page.rows.length === 0 ||
			(!isFull && totalsAgree(page.data, page.rows.length, rows.length));
		if (isEnd) {
			checkCount(item, pages, rows.length);
			break;
		}
		if (wanted <= MOST_ROWS) continue;
		if (page.told.length > 0 && Math.min(...page.told) > MOST_ROWS) {
			throw tooMany(count(Math.min(...page.told)));
		}
		if (rows.length > MOST_ROWS) throw tooMany(`more than ${count(MOST_ROWS)}`);
	}
	const total = pages.map((page) => page.total).filter((one) => one !== undefined).at(-1);
	return { rows: rows.slice(0, wanted), total, pages: raw };
}
