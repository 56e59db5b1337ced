import type { JsonObject } from '../../json';

/** A state of the United States, under the ids of both lists that hold it. */
export interface State {
	/** In the list of segments: 30200001 and up, by abbreviation. */
	id: number;
	/** In `/api/countries/246/states`: 4660 and up, by name, with territories between. */
	legacyId: number;
	abbreviation: string;
	name: string;
	/** Two digits, as the census numbers states. */
	code: string;
}

export const UNITED_STATES = 30100001;
export const LEGACY_UNITED_STATES = 246;
const CANADA = 30100003;

/**
 * Abbreviation, census code and legacy id. Documented are the segment ids 30200001 (AK), 02 (AL), 11
 * (GA), 20 (MA), 22 (ME), 23 (MI), 31 (NH), 35 (NY), 38 (OR) and 39 (PA), and the legacy ids of AL, AR,
 * CO, KS, NE, NY and UT: both orders fit all of these.
 */
const TABLE = `AK 02 4661 Alaska|AL 01 4660 Alabama|AR 05 4664 Arkansas|AZ 04 4663 Arizona
CA 06 4665 California|CO 08 4666 Colorado|CT 09 4667 Connecticut|DC 11 4669 District of Columbia
DE 10 4668 Delaware|FL 12 4670 Florida|GA 13 4671 Georgia|HI 15 4673 Hawaii|IA 19 4677 Iowa
ID 16 4674 Idaho|IL 17 4675 Illinois|IN 18 4676 Indiana|KS 20 4678 Kansas|KY 21 4679 Kentucky
LA 22 4680 Louisiana|MA 25 4683 Massachusetts|MD 24 4682 Maryland|ME 23 4681 Maine
MI 26 4684 Michigan|MN 27 4685 Minnesota|MO 29 4687 Missouri|MS 28 4686 Mississippi
MT 30 4688 Montana|NC 37 4695 North Carolina|ND 38 4696 North Dakota|NE 31 4689 Nebraska
NH 33 4691 New Hampshire|NJ 34 4692 New Jersey|NM 35 4693 New Mexico|NV 32 4690 Nevada
NY 36 4694 New York|OH 39 4698 Ohio|OK 40 4699 Oklahoma|OR 41 4700 Oregon|PA 42 4702 Pennsylvania
RI 44 4704 Rhode Island|SC 45 4705 South Carolina|SD 46 4706 South Dakota|TN 47 4707 Tennessee
TX 48 4708 Texas|UT 49 4709 Utah|VA 51 4711 Virginia|VT 50 4710 Vermont|WA 53 4712 Washington
WI 55 4714 Wisconsin|WV 54 4713 West Virginia|WY 56 4715 Wyoming`;

/** The fifty states and the District of Columbia. */
export const STATES: State[] = TABLE.split(/[|\n]/).map((line, index) => {
	const [abbreviation, code, legacyId, ...name] = line.split(' ');
	const id = 30200001 + index;
	return { id, legacyId: Number(legacyId), abbreviation, code, name: name.join(' ') };
});

const BY_ABBREVIATION = new Map(STATES.map((state) => [state.abbreviation, state]));

/** The state with this abbreviation. */
export function stateOf(abbreviation: string): State {
	const state = BY_ABBREVIATION.get(abbreviation);
	if (!state) throw new Error(`The sandbox has no state ${abbreviation}`);
	return state;
}

/** Where a row's shape can be loaded from, as in the documents' samples. */
export function geojsonUrl(name: number | string): string {
	return `https://sample-domain/${name}.geojson`;
}

const PROVINCES = 'AB Alberta|BC British Columbia|ON Ontario|QC Quebec'.split('|');

/** Rows of `master/segment/state`; other countries have states, too. */
export const STATE_ROWS: JsonObject[] = [
	...STATES.map(({ id, name, abbreviation }) => ({
		...{ id, name, abbreviation, parentId: UNITED_STATES },
		geojsonUrl: geojsonUrl(abbreviation),
	})),
	...PROVINCES.map((line, index) => ({
		...{ id: 30200101 + index, name: line.slice(3), abbreviation: line.slice(0, 2) },
		...{ parentId: CANADA, geojsonUrl: geojsonUrl(line.slice(0, 2)) },
	})),
];

/** Rows of `/api/countries/246/states`. */
export const LEGACY_STATE_ROWS: JsonObject[] = [...STATES]
	.sort((a, b) => a.legacyId - b.legacyId)
	.map(({ id, legacyId, name, abbreviation, code }) => ({
		...{ name, id: legacyId, country_id: LEGACY_UNITED_STATES, abbreviation },
		...{ is_active: 1, is_territory: 0, state_code: code, tblm_iqm_segment_id: id },
	}));
