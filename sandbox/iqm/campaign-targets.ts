import { isInteger, isObject, type JsonObject } from '../json';
import { Refusal } from '../reply';
import { idsIn } from './campaign-values';

/** Ids of one list of master data, as its refusal names them. */
interface Space {
	noun: string;
	holds: (id: number) => boolean;
}

/** Segments have eight digits, of which the first three say of what kind they are. */
function segments(noun: string, ...kinds: number[]): Space {
	return { noun, holds: (id) => kinds.includes(Math.floor(id / 100_000)) };
}

/** The older lists, whose ids are far shorter. */
function older(noun: string): Space {
	return { noun, holds: (id) => id < 10_000_000 };
}

const STATES = segments('state', 302);
const CITIES = segments('city', 304);
const DMAS = older('dma');
const DISTRICTS = older('district');
const ZIP_CODES: Space = { noun: 'zip', holds: (code) => code < 100_000 };

/**
 * The list that each field takes ids of: the one that the guideline's table of `campaigns/add` links
 * to; where that and the samples differ (devices, systems, manufacturers), the samples'. Ethnicities are
 * linked to one list and sampled from another, so both fit. DMAs and districts have samples alone, "1,2"
 * and "78,174,222" in both OpenAPI files. Counties, versions of systems and devices are in neither.
 */
const SPACES: Record<string, Space> = {
	ageRangeIds: segments('age range', 101),
	genderIds: segments('gender', 102),
	incomeRangeIds: segments('income range', 103),
	languageIds: segments('language', 105),
	ethnicityIds: segments('ethnicity', 106, 107),
	interestIds: segments('interest', 108),
	...{ stateIds: STATES, whiteListedStateIds: STATES, blackListedStateIds: STATES },
	...{ whiteListedCityIds: CITIES, blackListedCityIds: CITIES },
	...{ dmaIds: DMAS, whiteListedDmaIds: DMAS, blackListedDmaIds: DMAS },
	...{ zipcodes: ZIP_CODES, whiteListedZipcodes: ZIP_CODES, blackListedZipcodes: ZIP_CODES },
	...Object.fromEntries(
		['SenateDistrictIds', 'CongressionalDistrictIds', 'HouseDistrictIds'].flatMap((name) =>
			[name[0].toLowerCase() + name.slice(1), `whiteListed${name}`, `blackListed${name}`].map(
				(field) => [field, DISTRICTS],
			),
		),
	),
	...{ deviceType: older('device type'), networkType: older('network type'), os: older('os') },
	...{ manufacturer: older('manufacturer'), carriers: older('carrier') },
	...{ trafficType: older('traffic type'), exchanges: older('exchange') },
	publisherAdCategory: older('publisher ad category'),
};

/** The groups of `creativeAdvanceTargeting`: "list of creative advance targeting segment ids". */
const GROUPS: Record<string, Space> = {
	placementType: segments('placement type', 206),
	rollPosition: segments('roll position', 207),
	playerSize: segments('player size', 208),
	skippability: segments('skippability', 209),
	playbackMethod: segments('playback method', 210),
};

function check({ noun, holds }: Space, ids: number[]): void {
	if (!ids.every(holds)) {
		// The documents show these words, HTTP 400 around 412, for audiences.
		throw new Refusal(400, `Invalid arguments ${noun} ids!`, { innerStatus: 412 });
	}
}

/** Refuses ids of another list than the field's, in a body that has passed `checkFields`. */
export function checkTargets(body: JsonObject): void {
	for (const [field, space] of Object.entries(SPACES)) check(space, idsIn(body[field]));
	const advanced = body.creativeAdvanceTargeting;
	if (!isObject(advanced)) return;
	for (const [group, space] of Object.entries(GROUPS)) {
		check(space, [advanced[group] ?? []].flat().filter(isInteger));
	}
}
