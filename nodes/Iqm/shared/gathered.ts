import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { isBlank } from '../../common/ground/values';
import { totalsOf } from '../transport/answerRows';

/** Whether servers are likely to limit pages to this size. */
const LIKELY_CAP = (rows: number): boolean => rows % 10 === 0 || rows % 25 === 0;

function hashOf(value: unknown): string {
	return createHash('sha1').update(JSON.stringify(value)).digest('base64');
}

/**
 * The rows of a list, gathered page by page. A row that appears twice, because something was created
 * or changed between two pages, counts once, as it was last seen. Rows without an ID can't be told
 * from equal ones: all are kept, unless a whole page comes a second time.
 */
export class Gathered {
	private readonly byId = new Map<string, IDataObject>();

	private readonly withoutId: IDataObject[] = [];

	/**
	 * In the order in which they were first seen: their IDs, or their positions in {@link withoutId}.
	 */
	private readonly order: Array<string | number> = [];

	private readonly pages = new Set<string>();

	/** @param idName the key that identifies a row */
	constructor(private readonly idName: string) {}

	get size(): number {
		return this.order.length;
	}

	get rows(): IDataObject[] {
		return this.order.map((key) =>
			typeof key === 'number' ? this.withoutId[key] : (this.byId.get(key) as IDataObject),
		);
	}

	/** @returns whether the page brings anything new */
	add(page: IDataObject[]): boolean {
		const before = this.size;
		const hash = hashOf(page);
		const isRepeated = this.pages.has(hash);
		this.pages.add(hash);
		for (const row of page) {
			const id = row[this.idName];
			if (isBlank(id)) {
				if (isRepeated) continue;
				this.order.push(this.withoutId.push(row) - 1);
			} else {
				if (!this.byId.has(String(id))) this.order.push(String(id));
				this.byId.set(String(id), row);
			}
		}
		return this.size > before;
	}
}

/**
 * Whether the totals of an answer confirm that a short page is the last one. The documents' samples
 * contradict each other: `totalRecords` is 1498 of 1039 filtered rows (campaigns/data), 50 of 2 and 2
 * of 50 (cmp/basic/list), and `filteredRecords` is the length of the page in some (creatives/list) and
 * the number of all matches in others. So no total on its own ends a list: if both are there, they
 * must agree, and a single one that could be the length of the page itself does not count if pages may
 * be cut to that size. No sample has both equal to the length of a page that others follow.
 *
 * @param gathered the number of different rows so far
 */
export function totalsAgree(data: unknown, page: number, gathered: number): boolean {
	const { all, filtered } = totalsOf(data);
	const isFirst = page === gathered;
	if (filtered !== undefined && filtered !== gathered && filtered !== page) return false;
	if (all === undefined) return filtered === gathered && !isFirst;
	return all === gathered && (filtered === all || !(isFirst && LIKELY_CAP(page)));
}

/** Whether there are, or may be, more rows than the `gathered` ones when a list stops at a limit. */
export function moreThan(data: unknown, gathered: number): 'yes' | 'perhaps' | 'no' {
	const { all, filtered } = totalsOf(data);
	const totals = [all, filtered].filter((total) => total !== undefined);
	if (all === gathered && totals.every((total) => total === gathered)) return 'no';
	return totals.length > 0 && totals.every((total) => total > gathered) ? 'yes' : 'perhaps';
}
