import type { IDataObject } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../common/ground/errors';
import { comparedName, searchedPart } from '../../common/ground/names';
import { quote } from '../../common/ground/values';
import type { IqmContext } from '../transport/request';
import type { MasterList } from './masterList';
import { nounOf } from './masterList';
import type { MasterKey } from './masterLists';
import { MASTER_LISTS, UNITED_STATES } from './masterLists';
import type { MasterAsk, MasterReading } from './masterRows';
import { asZip, readMasterList } from './masterRows';

export interface LookupReading extends Pick<MasterReading, 'itemIndex' | 'mostRequests'> {
	/** Only rows that belong to these: states of countries, cities of states. */
	parentIds?: string[];
}

/** Those of the United States, which are the ones in the names of cities and counties. */
const STATES = 51;
/** No country has a larger part of the list of states. */
const LARGEST_COUNTRY = 0.05;

/** IDs of long lists, which are asked for together; IQM's are whole numbers of 32 bits. */
const LONG_ID = /^[1-9]\d{5,8}$/;

const isCode = (name: string): boolean => /^\d{1,5}$/.test(name);

/** A code that IQM does not search for: "OH", "AL-1". */
const LIKE_CODE = /^(?:[A-Z]{1,3}|[A-Z]{2}-\w{1,4})$/i;

const folded = (name: unknown): string => comparedName(name).toLowerCase();

/** A name without its ending, such as the state of a city. */
export function shortName(name: string, { ending }: MasterList): string {
	const short = ending === undefined ? name : name.replace(ending, '');
	return short.trim() === '' ? name : short;
}

/** A name or code in the form in which it is compared. */
export function keyOf(name: unknown, list: MasterList): string {
	const key = folded(name).replace(/\s*,\s*/g, ', ');
	return list.codesAs === undefined ? key : asZip(key);
}

/** What to search for to find each name; undefined if one can't be found by searching. */
function searchesFor(names: string[], list: MasterList): string[] | undefined {
	const { isSearched, alsoNamed, about } = list;
	if (!isSearched) return undefined;
	// A list without an end can only be searched.
	const hasCodes = alsoNamed?.includes('abbreviation') === true && about < Infinity;
	const parts = names.map((name) =>
		hasCodes && LIKE_CODE.test(name) ? '' : searchedPart(shortName(name, list)),
	);
	if (parts.includes('')) return undefined;
	return [...new Map(parts.map((part) => [folded(part), part])).values()];
}

/** The codes of the states in names such as "Columbus, OH"; undefined if one has none. */
function stateCodesIn(names: string[], { stateCode, within }: MasterList): string[] | undefined {
	if (stateCode === undefined || within?.list !== 'states' || names.length === 0) return undefined;
	const codes = names.map((name) => stateCode.exec(name)?.[1]?.toUpperCase() ?? '');
	return codes.includes('') ? undefined : [...new Set(codes)];
}

/** The IDs of states by their codes; undefined if the United States lack one. */
async function statesOf(
	context: IqmContext,
	codes: string[],
	reading: MasterReading,
): Promise<string[] | undefined> {
	const asked = { parentIds: [UNITED_STATES] };
	const { results } = await readMasterList(context, 'states', asked, reading);
	const ids = new Map(results.map(({ abbreviation, id }) => [folded(abbreviation), String(id)]));
	const found = codes.map((code) => ids.get(folded(code)) ?? '');
	return found.includes('') ? undefined : found;
}

/** A way to find all names: its requests, roughly, and what they ask for. */
interface Plan {
	cost: number;
	asks: () => Promise<MasterAsk[] | undefined>;
}

/** Values to filter by, in requests whose answers are one short page each: a full one may have a next. */
function inPages(values: string[], key: 'codes' | 'ids', { pages }: MasterList): MasterAsk[] {
	const most = pages.most - 1;
	const count = Math.ceil(values.length / most);
	return Array.from({ length: count }, (_, page) => ({
		[key]: values.slice(page * most, (page + 1) * most),
	}));
}

/** How many requests it takes to read a list, or the part of some states or countries. */
function costOf({ about, pages, within }: MasterList, parents?: number): number {
	if (pages.size === undefined) return about === Infinity ? Infinity : 1;
	const share = within?.list === 'states' ? 1 / STATES : LARGEST_COUNTRY;
	const rows = parents === undefined ? about : about * Math.min(1, share * parents);
	return Math.ceil(rows / pages.most);
}

/**
 * The ways to get every row that one of the names may stand for: the whole list, which is kept for a day;
 * the part of the states in the names, if each name has one; a search for each name, unless it may be a
 * code or nothing in it can be searched for. IDs and ZIP codes are asked for together.
 */
function plansFor(
	context: IqmContext,
	list: MasterList,
	names: string[],
	{ parentIds, ...reading }: LookupReading,
): Plan[] {
	const within = parentIds === undefined ? {} : { parentIds };
	const isId = (name: string): boolean => list.idsAs !== undefined && LONG_ID.test(name);
	const words = names.filter((name) => !isId(name));
	// A list that is not read whole may have short IDs, and names of digits, such as a game's.
	const shortIds = list.idsAs !== undefined && list.about === Infinity ? words.filter(isCode) : [];
	const ids = [...names.filter(isId), ...shortIds];
	const byId = inPages(ids, 'ids', list);
	const plan = (asks: MasterAsk[]): Plan => ({
		cost: asks.length,
		asks: async () => await Promise.resolve(asks.map((ask) => ({ ...within, ...ask }))),
	});
	if (list.codesAs !== undefined) {
		return [plan([...inPages([...new Set(words.map(asZip))], 'codes', list), ...byId])];
	}
	const whole = { ...plan([{}]), cost: costOf(list, parentIds?.length) };
	if (list.idsAs === undefined && list.about < Infinity) return [whole];
	const searches = searchesFor(words, list)?.map((search) => ({ search }));
	const codes = parentIds === undefined ? stateCodesIn(words, list) : undefined;
	const ofStates: Plan | undefined = codes && {
		cost: 1 + costOf(list, codes.length) + byId.length,
		async asks() {
			const states = await statesOf(context, codes, reading);
			return states && [{ parentIds: states }, ...byId];
		},
	};
	const bySearch = searches && plan([...searches, ...byId]);
	return [whole, ofStates, bySearch].filter((one) => one !== undefined);
}

/** A list of so many pages is read whole and kept: the next names cost nothing. */
const FEW_PAGES = 2;

/**
 * The rows of one request, or of a whole list. Of a list that ended before the end that IQM counts,
 * another row may have the same name: it is asked for anew, since that may be a kept part, and is an
 * error then. What IQM counts in a filtered list may be the whole one.
 */
async function allRows(
	context: IqmContext,
	key: MasterKey,
	ask: MasterAsk,
	reading: MasterReading,
): Promise<IDataObject[]> {
	const isWhole = Object.keys(ask).length === 0;
	for (const isFresh of [false, true]) {
		const read = await readMasterList(context, key, ask, { ...reading, isFresh });
		if (!isWhole || !(read.isIncomplete || read.isDoubtful)) return read.results;
	}
	throw new ApiFailure(
		`IQM did not return all ${nounOf(MASTER_LISTS[key])}: others with the same name may be missing`,
		{ description: 'Nothing was changed. Try again later, or enter IDs.' },
	);
}

/** The rows that the names may stand for, with as few requests as possible. */
export async function rowsFor(
	context: IqmContext,
	key: MasterKey,
	names: string[],
	asked: LookupReading,
): Promise<IDataObject[]> {
	const { itemIndex, mostRequests } = asked;
	const weight = ({ cost }: Plan, index: number) => (index === 0 && cost <= FEW_PAGES ? 0 : cost);
	const plans = plansFor(context, MASTER_LISTS[key], names, asked)
		.map((plan, index) => ({ ...plan, cost: weight(plan, index) }))
		.sort((a, b) => a.cost - b.cost);
	for (const { cost, asks } of plans) {
		const all = cost === Infinity ? undefined : await asks();
		if (all === undefined) continue;
		const rows: IDataObject[] = [];
		for (const ask of all) {
			for (const row of await allRows(context, key, ask, { itemIndex, mostRequests })) rows.push(row);
		}
		const isPart = all.some(({ search, ids, codes }) => (search ?? ids ?? codes) !== undefined);
		if (rows.length === 0 && !isPart) {
			throw new ApiFailure(`IQM did not return any ${nounOf(MASTER_LISTS[key])}`, {
				description: 'Nothing was changed. Your organization may have none.',
			});
		}
		return [...new Map(rows.map((row) => [`${String(row.id)} ${String(row.name)}`, row])).values()];
	}
	const lost = names.find((name) => searchedPart(shortName(name, MASTER_LISTS[key])) === '');
	throw new InputError(
		`The names can't be looked up in IQM's ${nounOf(MASTER_LISTS[key])}: it can't be searched for ${quote(lost ?? names[0])}`,
		'Enter names with letters or digits.',
	);
}
