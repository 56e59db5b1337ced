import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { readLimit } from '../../common/form/limit';
import { upToLimit } from '../../common/form/moreHint';
import type { OperationResult } from '../../common/run/operation';
import { isBlank } from '../../common/ground/values';
import { appLovinRequest } from '../transport/request';
import type { Page } from './guesses';
import { readPage } from './guesses';

/** Rows requested at once, as in the document's example. */
const PAGE_ROWS = 5_000;

/** The fields that identify a row: an app and, for a bid, a country. */
const IDENTITY: Record<string, string[]> = {
	sources: ['app_id'],
	source_bids: ['app_id', 'country'],
};

function identityOf(row: IDataObject, name: string): string | undefined {
	const values = (IDENTITY[name] ?? []).map((key) => row[key]);
	if (values.length === 0 || values.some(isBlank)) return undefined;
	return JSON.stringify(values.map((value) => String(value).trim()));
}

function again(which: string): ApiFailure {
	return new ApiFailure(`AppLovin returned ${which} again`, {
		description: 'The list is not whole. Nothing was changed. Try again later.',
	});
}

function changed(name: string): ApiFailure {
	return new ApiFailure(`The ${name.replaceAll('_', ' ')} changed while they were read`, {
		description: 'The list would lack some of them. Nothing was changed. Run again.',
	});
}

/** Collects the rows of a list page by page, each once. */
class Rows {
	readonly rows: IDataObject[] = [];

	private readonly seen = new Set<string>();

	/** The page before, as text. */
	private last = '';

	constructor(private readonly name: string) {}

	/** What identifies a row on the next page; without an identity, everything it holds. */
	private keyOf(row: IDataObject): string {
		return identityOf(row, this.name) ?? JSON.stringify(row);
	}

	private isNew(row: IDataObject): boolean {
		const identity = identityOf(row, this.name);
		return identity === undefined || !this.seen.has(identity);
	}

	/** Whether a page begins as the list does, though it was requested from elsewhere. */
	isFirstAgain({ rows }: Page): boolean {
		return rows.length > 1 && this.keyOf(rows[0]) === this.keyOf(this.rows[0]);
	}

	/**
	 * Adds the new rows of a page that was requested from the last known row on.
	 *
	 * @returns how many they are
	 * @throws ApiFailure if the page does not continue after that row: earlier rows were removed
	 *   meanwhile, and others have moved into pages already read
	 */
	add(page: Page, isAnchored: boolean): number {
		const text = JSON.stringify(page.rows);
		const isSame = text === this.last;
		this.last = text;
		if (isSame && !this.isWorthIt(page)) return 0;
		const anchor = isAnchored ? this.keyOf(this.rows[this.rows.length - 1]) : undefined;
		const at = page.rows.findIndex((row) => this.keyOf(row) === anchor);
		const candidates = anchor === undefined || at < 0 ? page.rows : page.rows.slice(at + 1);
		const fresh = candidates.filter((row) => this.isNew(row));
		if (anchor !== undefined && at < 0 && fresh.length > 0) throw changed(this.name);
		let added = 0;
		for (const row of fresh) {
			if (!this.isNew(row)) continue;
			const identity = identityOf(row, this.name);
			if (identity !== undefined) this.seen.add(identity);
			this.rows.push(row);
			added += 1;
		}
		return added;
	}

	/** Whether an identical page may still be a different one: equal rows without an identity. */
	private isWorthIt({ rows, total }: Page): boolean {
		const isPlain = rows.every((row) => identityOf(row, this.name) === undefined);
		return isPlain && total !== undefined && this.rows.length < total;
	}
}

/** The rows that the form's Limit asks for. */
export async function readSourcePages(
	context: IExecuteFunctions,
	itemIndex: number,
	path: string,
	name: string,
): Promise<OperationResult> {
	const wanted = readLimit(context, itemIndex);
	const { rows, pages } = await readRows(context, itemIndex, { path, name, wanted });
	const what = name.replaceAll('_', ' ');
	return { results: upToLimit(context, rows, wanted, what), raw: { pages } };
}

/**
 * Reads pages until one brings nothing new, or there are enough rows: AppLovin may return fewer rows
 * than requested, and its total counts something else ("Number of source bid overrides", even for
 * sources). Each page is requested from the last known row on, which shows whether rows were removed
 * meanwhile. A list that ignores `offset` is the whole one.
 *
 * @param asked.name the key of the rows in an answer
 * @param asked.wanted how many rows; one more may come, which shows that there are more
 * @throws ApiFailure if rows would be missing
 */
export async function readRows(
	context: IExecuteFunctions,
	itemIndex: number,
	{ path, name, wanted }: { path: string; name: string; wanted: number },
): Promise<{ rows: IDataObject[]; pages: unknown[] }> {
	const list = new Rows(name);
	const { rows } = list;
	const pages: unknown[] = [];
	let most = 0;
	const read = async (offset: number): Promise<Page> => {
		// One more than wanted shows whether there are more.
		const query = { limit: Math.min(PAGE_ROWS, wanted + 1 - offset), offset };
		const request = { method: 'GET', path, query, mayBeEmpty: true } as const;
		const { data, raw } = await appLovinRequest(context, request, itemIndex);
		pages.push(raw);
		const page = readPage(data, name);
		most = Math.max(most, page.rows.length);
		return page;
	};
	while (rows.length <= wanted) {
		const isAnchored = rows.length > 1;
		const page = await read(isAnchored ? rows.length - 1 : rows.length);
		if (page.rows.length === 0 && !isAnchored) break;
		if (list.add(page, isAnchored) > 0) continue;
		if (page.isBare) break;
		// More than the last known row was requested but none came, so the list ends with it.
		if (isAnchored && page.rows.length === 1 && most > 1) break;
		const next = await read(rows.length);
		if (next.rows.length === 0) break;
		if (list.add(next, false) > 0) continue;
		if (!list.isFirstAgain(next)) break;
		if (next.total !== undefined && next.total <= rows.length) break;
		throw again('the first page');
	}
	return { rows, pages };
}
