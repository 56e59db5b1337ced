import type { JsonObject } from '../../json';
import { geojsonUrl, stateOf, STATES, type State } from './states';

/** Nielsen's code and name, which ends in the state. */
const DMAS = `500 Portland-Auburn, ME|501 New York, NY|502 Binghamton, NY|503 Macon, GA
504 Philadelphia, PA|505 Detroit, MI|506 Boston, MA-Manchester, NH|507 Savannah, GA
508 Pittsburgh, PA|509 Ft. Wayne, IN|510 Cleveland-Akron, OH|511 Washington, DC|512 Baltimore, MD
513 Flint-Saginaw, MI|514 Buffalo, NY|515 Cincinnati, OH|516 Erie, PA|517 Charlotte, NC
518 Greensboro-Winston Salem, NC|519 Charleston, SC|520 Augusta, GA|521 Providence, RI
522 Columbus, GA|523 Burlington, VT|524 Atlanta, GA|525 Albany, GA|526 Utica, NY|527 Indianapolis, IN
528 Miami-Ft. Lauderdale, FL|529 Louisville, KY|530 Tallahassee, FL|531 Tri-Cities, TN|532 Albany, NY
533 Hartford-New Haven, CT|534 Orlando-Daytona Beach, FL|535 Columbus, OH|536 Youngstown, OH
537 Bangor, ME|538 Rochester, NY|539 Tampa-St. Petersburg, FL|540 Traverse City, MI|541 Lexington, KY
542 Dayton, OH|543 Springfield-Holyoke, MA|544 Norfolk, VA|545 Greenville, NC|546 Columbia, SC
547 Toledo, OH|548 West Palm Beach, FL|550 Wilmington, NC|551 Lansing, MI|555 Syracuse, NY
556 Richmond, VA|557 Knoxville, TN|560 Raleigh-Durham, NC|561 Jacksonville, FL|602 Chicago, IL
609 St. Louis, MO|611 Rochester, MN|613 Minneapolis-St. Paul, MN|616 Kansas City, MO|617 Milwaukee, WI
618 Houston, TX|619 Springfield, MO|623 Dallas-Ft. Worth, TX|635 Austin, TX|641 San Antonio, TX
648 Champaign-Springfield, IL|650 Oklahoma City, OK|659 Nashville, TN|673 Columbus-Tupelo, MS
751 Denver, CO|753 Phoenix, AZ|770 Salt Lake City, UT|790 Albuquerque, NM|803 Los Angeles, CA
807 San Francisco, CA|811 Reno, NV|819 Seattle-Tacoma, WA|820 Portland, OR|825 San Diego, CA
839 Las Vegas, NV|862 Sacramento, CA`
	.split(/[|\n]/)
	.map((line, index) => ({ number: index + 1, code: line.slice(0, 3), name: line.slice(4) }));

/** Rows of `master/segment/dma`: 30900001 is code 500. */
export const DMA_ROWS: JsonObject[] = DMAS.map(({ number, code, name }) => ({
	...{ id: 30900000 + number, name, abbreviation: code, parentId: stateOf(name.slice(-2)).id },
	geojsonUrl: geojsonUrl(code),
}));

/** Rows of `/api/dma_codes`, where the same code 500 is 1. */
export const LEGACY_DMA_ROWS: JsonObject[] = DMAS.map(({ number, code, name }) => ({
	...{ id: number, dma_code: code, dma_region: name, dma_source: 'google' },
}));

/** Seats in Congress, by state abbreviation; all others have as many as the last entry. */
const SEATS: Record<string, number> = {
	...{ AK: 1, AL: 7, AR: 4, AZ: 9, CA: 52, CO: 8, CT: 5, DC: 1, DE: 1, FL: 28, GA: 14, HI: 2, IA: 4 },
	...{ ID: 2, IL: 17, IN: 9, KS: 4, KY: 6, LA: 6, MA: 9, MD: 8, ME: 2, MI: 13, MN: 8, MO: 8, MS: 4 },
	...{ MT: 2, NC: 14, ND: 1, NE: 3, NH: 2, NJ: 12, NM: 3, NV: 4, NY: 26, OH: 15, OK: 5, OR: 6, PA: 17 },
	...{ RI: 2, SC: 7, SD: 1, TN: 9, TX: 38, UT: 4, VA: 11, VT: 1, WA: 10, WI: 8, WV: 2, WY: 1 },
};

interface District {
	state: State;
	id: number;
	legacyId: number;
	/** What follows the state in name and abbreviation. */
	nameEnd: string;
	codeEnd: string;
}

/** Each state's districts, under ids of both spaces that run on from state to state. */
function districts(
	seats: (state: State) => number,
	first: { id: number; perState: number; legacyId: number },
	ends: (number: number, state: State) => [string, string] = (number) => [
		String(number),
		String(number),
	],
): District[] {
	let legacyId = first.legacyId;
	return STATES.flatMap((state, index) =>
		Array.from({ length: seats(state) }, (_, seat) => {
			const [nameEnd, codeEnd] = ends(seat + 1, state);
			const id = first.id + index * first.perState + seat;
			return { state, id, legacyId: legacyId++, nameEnd, codeEnd };
		}),
	);
}

/** Alaska's senate districts have letters. */
const senateEnds = (number: number, { abbreviation }: State): [string, string] => {
	const end = abbreviation === 'AK' ? String.fromCharCode(64 + number) : String(number);
	return [end, end];
};

/** `{"id":30600502,"name":"Alabama-1"}` and, in the legacy list, 350, 78, 88 and 425. */
const CONGRESS = districts(({ abbreviation }) => SEATS[abbreviation], {
	...{ id: 30600001, perState: 501, legacyId: 1 },
});
const SENATE = districts(
	({ abbreviation }) => (abbreviation === 'AK' ? 20 : 35),
	{ id: 30700001, perState: 528, legacyId: 600 },
	senateEnds,
);
const HOUSE = districts(
	() => 72,
	{ id: 30800073, perState: 420, legacyId: 1600 },
	(number) => [String(number), String(number).padStart(2, '0')],
);

function segmentRows(list: District[]): JsonObject[] {
	return list.map(({ id, state, nameEnd, codeEnd }) => ({
		...{ id, name: `${state.name}-${nameEnd}`, abbreviation: `${state.abbreviation}-${codeEnd}` },
		...{ parentId: state.id, geojsonUrl: geojsonUrl(id) },
	}));
}

/** Rows of `master/segment/congressional-district`; Alabama's first is 30600502, as documented. */
export const CONGRESSIONAL_ROWS = segmentRows(CONGRESS);
/** Rows of `master/segment/senate-district`. */
export const SENATE_ROWS = segmentRows(SENATE);
/** Rows of `master/segment/house-district`. */
export const HOUSE_ROWS = segmentRows(HOUSE);

/** Legacy ids of congressional districts that a document shows, with which others change places. */
const DOCUMENTED = new Map(
	Object.entries({ 'AL-1': 350, 'AL-2': 78, 'AR-1': 88, 'AR-2': 425 }),
);

function legacyIdOf(one: District): number {
	const documented = DOCUMENTED.get(`${one.state.abbreviation}-${one.codeEnd}`);
	if (documented !== undefined) return documented;
	const shown = [...DOCUMENTED].find(([, id]) => id === one.legacyId);
	if (!shown) return one.legacyId;
	const [abbreviation, end] = shown[0].split('-');
	const other = CONGRESS.find((it) => it.state.abbreviation === abbreviation && it.codeEnd === end);
	return other?.legacyId ?? one.legacyId;
}

/** Districts of each kind that `/api/v2/master/district/list` tells apart, by legacy state id. */
export const LEGACY_DISTRICTS: Record<string, Map<number, JsonObject[]>> = Object.fromEntries(
	Object.entries({ congressional: CONGRESS, senate: SENATE, house: HOUSE }).map(([type, list]) => {
		const byState = new Map<number, JsonObject[]>();
		for (const one of list) {
			const { state, nameEnd } = one;
			const rows = byState.get(state.legacyId) ?? [];
			rows.push({
				id: type === 'congressional' ? legacyIdOf(one) : one.legacyId,
				geoCode: `${Number(state.code)}${nameEnd.padStart(2, '0')}`,
				districtName: `${state.name}-${nameEnd}`,
				districtId: `${state.abbreviation}-${nameEnd}`,
			});
			byState.set(state.legacyId, rows);
		}
		return [type, byState];
	}),
);
