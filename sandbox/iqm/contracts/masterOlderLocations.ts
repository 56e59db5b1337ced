import { isInteger, type JsonObject } from '../../json';
import { json, Refusal } from '../../reply';
import { LEGACY_CARRIERS } from '../master/devices';
import {
	CONGRESSIONAL_ROWS,
	DMA_ROWS,
	HOUSE_ROWS,
	LEGACY_DISTRICTS,
	LEGACY_DMA_ROWS,
	SENATE_ROWS,
} from '../master/districts';
import { CITY_ROWS, COUNTY_ROWS, ZIP_ROWS } from '../master/places';
import {
	LEGACY_STATE_ROWS,
	LEGACY_UNITED_STATES,
	STATE_ROWS,
	STATES,
	UNITED_STATES,
} from '../master/states';
import { TIMEZONES } from '../master-lists';
import type { Behaviour, Contract } from './contract';
import { BARE_ROWS, isEmptied, masterList, V3_UNPAGED } from './masterList';

const TYPES = [
	{ id: 302, name: 'State', rows: STATE_ROWS },
	{ id: 304, name: 'City', rows: CITY_ROWS },
	{ id: 309, name: 'DMA', rows: DMA_ROWS },
	{ id: 303, name: 'County', rows: COUNTY_ROWS },
	{ id: 306, name: 'Congressional District', rows: CONGRESSIONAL_ROWS },
	{ id: 307, name: 'State Senate', rows: SENATE_ROWS },
	{ id: 308, name: 'State House', rows: HOUSE_ROWS },
	{ id: 305, name: 'Zip', rows: ZIP_ROWS },
].map((type, index) => ({ ...type, order: index + 1 }));

const ZIP = 305;

/** "isZipRequired", false by default: strictest reading, ZIP codes are among the types only then. */
const typesOfLocation = masterList({
	rows: ({ request }) =>
		TYPES.filter(({ id }) => id !== ZIP || request.query.get('isZipRequired') === 'true').map(
			({ id, name, order }) => ({ id, name, order }),
		),
	sort: '',
});

const OTHER = 'the sample has two of the eight types';
const OTHER_TYPES = {
	...{ 302: OTHER, 303: OTHER, 304: OTHER, 305: OTHER, 306: OTHER, 307: OTHER, 308: OTHER },
	...{ 309: OTHER, abbreviation: 'not all places have one' },
};

/** Rows by type; those without any are left out. ZIP codes come only if asked for. */
const locationsByType: Behaviour = () => (context, asked) => {
	const wanted = [asked.locationTypeIds ?? []].flat().filter(isInteger);
	const types = TYPES.filter(({ id }) => (wanted.length > 0 ? wanted.includes(id) : id !== ZIP));
	if (types.length < new Set(wanted).size) throw new Refusal(422, 'Invalid location type ids');
	const countries = [asked.countryIds ?? []].flat().filter(isInteger);
	const searched = String(asked.searchField ?? '').toLowerCase();
	const isIn = ({ id, parentId }: JsonObject) => {
		const country = STATE_ROWS.some((state) => state.id === id) ? parentId : UNITED_STATES;
		return countries.length === 0 || countries.includes(Number(country));
	};
	const found = types.map(({ id, rows }): [number, JsonObject[]] => [
		id,
		rows.filter((row) => String(row.name).toLowerCase().includes(searched) && isIn(row)),
	]);
	const filled = isEmptied(context) ? [] : found.filter(([, rows]) => rows.length > 0);
	return json(200, { success: true, data: Object.fromEntries(filled) });
};

/** What `/api/countries/{country_id}` holds: only 246 has rows, not the 30100001 of the newer lists. */
const ofUnitedStates = (rows: JsonObject[]) =>
	masterList({
		rows: ({ params: [id] }) => (id === String(LEGACY_UNITED_STATES) ? rows : []),
		sort: '+id',
	});

const DISTRICT_TYPES = ['congressional', 'senate', 'house'];

/** A map by the legacy id of each state. */
const districtsByState: Behaviour = () => (context, asked) => {
	const wanted = String(asked.stateIds).split(',').map(Number);
	const searched = String(asked.searchStr ?? '').toLowerCase();
	const districts = LEGACY_DISTRICTS[String(asked.type)];
	const states = STATES.filter(({ legacyId }) => wanted.includes(legacyId));
	const found = (isEmptied(context) ? [] : states).map(({ legacyId, code, name }) => {
		const list = (districts.get(legacyId) ?? []).filter(({ districtName }) =>
			String(districtName).toLowerCase().includes(searched),
		);
		return [legacyId, { id: legacyId, stateCode: code, stateName: name, districtList: list }];
	});
	return json(200, { statusCode: 200, responseObject: Object.fromEntries(found) as JsonObject });
};

/**
 * Places beside the segments of masterLocations.ts: those by type, and the older lists, whose ids are
 * what campaigns take for carriers, DMAs and districts.
 */
export const MASTER_OLDER_LOCATIONS: Record<string, Contract> = {
	timezone: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'GET /api/v3/master/timezones',
		document: 'IQM OpenAPI master, getTimezones',
		takes: {},
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"name":"US/Central","id":423,"label":"US/Central"},{"name":"US/Eastern","id":29,"label":"US/Eastern"},{"name":"Africa/Addis_Ababa","id":149,"label":"Africa/Addis Ababa"},{"name":"US/Alaska","id":420,"label":"US/Alaska"},{"name":"US/Arizona","id":421,"label":"US/Arizona"}],"totalRecords":5,"filteredRecords":5}},
		rows: V3_UNPAGED,
		does: masterList({ rows: TIMEZONES, sort: '' }),
	},
	locationType: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'GET /api/v3/master/segment/locationtype',
		document: 'IQM OpenAPI master, getMasterSegmentLocationTypes',
		takes: { query: { isZipRequired: 'boolean' } },
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":[{"id":302,"name":"State","order":1},{"id":304,"name":"City","order":2},{"id":309,"name":"DMA","order":3},{"id":303,"name":"County","order":4},{"id":306,"name":"Congressional District","order":5},{"id":307,"name":"State Senate","order":6},{"id":308,"name":"State House","order":7},{"id":305,"name":"Zip","order":8}]},
		rows: { at: 'data', id: 'id' },
		does: typesOfLocation,
	},
	locationTypeDetails: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'GET /api/v3/master/segment/locationtype-details',
		document: 'IQM OpenAPI master, getMasterSegmentLocationTypeDetails',
		takes: {
			query: {
				...{ searchField: 'text', countryIds: { each: 'integer' } },
				locationTypeIds: { each: 'integer' },
			},
		},
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"302":[{"id":30200001,"name":"Alaska","abbreviation":"AK","parentId":30100001,"geojsonUrl":"https://sample-domain/AK.geojson"},{"id":30200002,"name":"Alabama","abbreviation":"AL","parentId":30100001,"geojsonUrl":"https://sample-domain/AL.geojson"}],"303":[{"id":30300001,"name":"Aleutians East, AK","parentId":30200001,"geojsonUrl":"https://sample-domain/30300001.geojson"},{"id":30300002,"name":"Aleutians West, AK","parentId":30200001,"geojsonUrl":"https://sample-domain/30300002.geojson"}]}},
		varies: OTHER_TYPES,
		refuses: [
			{ asked: { locationTypeIds: [9] }, status: 422, words: 'Invalid location type ids' },
		],
		does: locationsByType,
	},
	campaignCarrier: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'GET /api/countries/{country_id}/carriers',
		document: 'IQM OpenAPI master, CarriersByCountry',
		takes: {},
		sample: {},
		path: { country_id: 246 },
		// prettier-ignore
		answer: [{"id":292,"name":"AT&T Mobility","country_id":246},{"id":293,"name":"AT&T WiFi","country_id":246},{"id":294,"name":"Cable Vision WiFi","country_id":246},{"id":295,"name":"Cellular One","country_id":246},{"id":296,"name":"Cellular South","country_id":246},{"id":297,"name":"Charter WiFi","country_id":246},{"id":298,"name":"Cincinnati Bell US","country_id":246},{"id":299,"name":"Cox Communications","country_id":246},{"id":300,"name":"Cricket","country_id":246},{"id":301,"name":"Earthlink","country_id":246},{"id":302,"name":"Metro PCS","country_id":246},{"id":303,"name":"Nextel","country_id":246},{"id":304,"name":"Qwest WiFi","country_id":246},{"id":305,"name":"Qwest Wireless","country_id":246},{"id":306,"name":"Sprint WiFi","country_id":246},{"id":307,"name":"Sprint Wireless","country_id":246},{"id":308,"name":"T-Mobile","country_id":246},{"id":309,"name":"TracFone","country_id":246},{"id":310,"name":"U.S. Cellular","country_id":246},{"id":311,"name":"Verizon WiFi","country_id":246},{"id":312,"name":"Verizon Wireless","country_id":246},{"id":313,"name":"XO Communications","country_id":246},{"id":346,"name":"Alaska Communications System","country_id":246},{"id":349,"name":"ALLTEL Corporation","country_id":246},{"id":352,"name":"BATELCO","country_id":246},{"id":353,"name":"Bell Mobility","country_id":246},{"id":355,"name":"Bluegrass Cellular","country_id":246},{"id":358,"name":"Centennial","country_id":246},{"id":361,"name":"Clearwire","country_id":246},{"id":363,"name":"Dobson","country_id":246},{"id":365,"name":"Essar","country_id":246},{"id":400,"name":"Choice Phone LLC","country_id":246}],
		rows: BARE_ROWS,
		does: ofUnitedStates(LEGACY_CARRIERS),
	},
	campaignState: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'GET /api/countries/{country_id}/states',
		document: 'IQM OpenAPI master, StatesByCountry',
		takes: {},
		sample: {},
		path: { country_id: 246 },
		// prettier-ignore
		answer: [{"name":"Alabama","id":4660,"country_id":246,"abbreviation":"AL","is_active":1,"is_territory":0,"state_code":"01","tblm_iqm_segment_id":30200002}],
		rows: BARE_ROWS,
		does: ofUnitedStates(LEGACY_STATE_ROWS),
	},
	campaignDma: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'GET /api/dma_codes',
		document: 'IQM OpenAPI master, DMA-Codes',
		takes: {},
		sample: {},
		// prettier-ignore
		answer: [{"id":1,"dma_code":"500","dma_region":"Portland-Auburn, ME","dma_source":"google"}],
		rows: BARE_ROWS,
		does: masterList({ rows: LEGACY_DMA_ROWS, sort: '+id' }),
	},
	campaignDistrict: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'GET /api/v2/master/district/list',
		document: 'IQM OpenAPI master, getDistrictsByStates',
		takes: { query: { stateIds: { csv: 'integer' }, type: DISTRICT_TYPES, searchStr: 'text' } },
		needs: ['stateIds', 'type'],
		// No request is shown: these are the states and the type of the answer.
		sample: { stateIds: '4660,4664', type: 'congressional' },
		// prettier-ignore
		answer: {"statusCode":200,"responseObject":{"4660":{"id":4660,"stateCode":"01","stateName":"Alabama","districtList":[{"id":350,"geoCode":"101","districtName":"Alabama-1","districtId":"AL-1"},{"id":78,"geoCode":"102","districtName":"Alabama-2","districtId":"AL-2"}]},"4664":{"id":4664,"stateCode":"05","stateName":"Arkansas","districtList":[{"id":88,"geoCode":"501","districtName":"Arkansas-1","districtId":"AR-1"},{"id":425,"geoCode":"502","districtName":"Arkansas-2","districtId":"AR-2"}]}}},
		does: districtsByState,
	},
};
