import { isInteger, isObject, type JsonObject, type JsonValue } from '../json';
import { Refusal } from '../reply';

export interface Paging {
	pageNo: number;
	noOfEntries: number;
	/** Records to skip; an alternative to the page number. */
	offset?: number;
}

function wholeNumber(value: unknown): number | undefined {
	if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value);
	return isInteger(value) ? value : undefined;
}

/**
 * Reads the paging fields. A page larger than the maximum is silently cut to it: "several lists cap
 * noOfEntries at 500" does not say that asking for more is an error, and the silent cut catches a
 * client that stops at the first short page.
 */
export function readPaging(
	source: Record<string, unknown>,
	defaults: { entries: number; max: number },
): Paging {
	const read = (key: string, fallback: number, least: number): number => {
		const value = source[key];
		if (value === undefined || value === null || value === '') return fallback;
		const number = wholeNumber(value);
		if (number === undefined || number < least) {
			throw new Refusal(422, `Invalid ${key} value.`, { field: key });
		}
		return number;
	};
	const noOfEntries = read('noOfEntries', defaults.entries, 1);
	const offset = read('offset', -1, 0);
	return {
		pageNo: read('pageNo', 1, 1),
		noOfEntries: Math.min(noOfEntries, defaults.max),
		...(offset < 0 ? {} : { offset }),
	};
}

export function pageOf<T>(items: T[], { pageNo, noOfEntries, offset }: Paging): T[] {
	const from = offset ?? (pageNo - 1) * noOfEntries;
	return items.slice(from, from + noOfEntries);
}

/**
 * Sorts by "comma separated names of the sorting field", `-` for descending, `+` or nothing for
 * ascending; undefined when one of the names is not sortable.
 */
export function sortItems<T extends JsonObject>(
	items: T[],
	sortBy: unknown,
	sortable: readonly string[],
	order?: unknown,
): T[] | undefined {
	if (typeof sortBy !== 'string') return undefined;
	const keys = sortBy.split(',').map((part) => {
		const match = /^\s*([+-]?)(\w+)\s*$/.exec(part);
		if (!match) return undefined;
		const descending = match[1] === '-' || (match[1] === '' && order === 'desc');
		return { name: match[2], direction: descending ? -1 : 1 };
	});
	if (keys.some((key) => key === undefined || !sortable.includes(key.name))) return undefined;
	return [...items].sort((a, b) => {
		for (const key of keys) {
			if (!key) continue;
			const left = a[key.name] ?? 0;
			const right = b[key.name] ?? 0;
			if (left !== right) return (left < right ? -1 : 1) * key.direction;
		}
		return 0;
	});
}

function isSortMap(value: JsonValue): boolean {
	return isObject(value) && Object.values(value).every((entry) => typeof entry === 'string');
}

/**
 * The first key of another type than the lists' schemas state: among the keys that their requests
 * share ("order": "asc" or "desc", "sortCriteriaMap": a map of texts, "searchField": a text), and
 * these boolean flags.
 */
export function mistyped(body: JsonObject, flags: readonly string[]): string | undefined {
	const fits = (key: string, value: JsonValue) => {
		if (flags.includes(key)) return typeof value === 'boolean';
		if (key === 'order') return value === 'asc' || value === 'desc';
		if (key === 'sortCriteriaMap') return isSortMap(value);
		return key !== 'searchField' || typeof value === 'string';
	};
	return Object.keys(body).find((key) => !fits(key, body[key]));
}

/** Refuses what is {@link mistyped}. */
export function checkTypes(body: JsonObject, flags: readonly string[]): void {
	const field = mistyped(body, flags);
	if (field !== undefined) throw new Refusal(422, `Invalid ${field} value.`, { field });
}

/** Puts the items with these ids before all others ("ids … required at the top"). */
export function idsFirst<T>(items: T[], ids: number[] | undefined, idOf: (item: T) => number): T[] {
	if (!ids?.length) return items;
	const isFirst = (item: T) => ids.includes(idOf(item));
	return [...items.filter(isFirst), ...items.filter((item) => !isFirst(item))];
}

/** Whether a list filter accepts a value: an empty one accepts everything. */
export function isWanted(wanted: Array<number | string> | undefined, value: unknown): boolean {
	return !wanted?.length || wanted.some((item) => item === value);
}

/** Whether a name or id contains the searched text. */
export function matchesSearch(search: unknown, name: string, id: number): boolean {
	if (typeof search !== 'string' || search === '') return true;
	return name.toLowerCase().includes(search.toLowerCase()) || String(id).includes(search);
}
