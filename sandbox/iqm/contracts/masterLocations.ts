import {
	CONGRESSIONAL_ROWS,
	DMA_ROWS,
	HOUSE_ROWS,
	SENATE_ROWS,
} from '../master/districts';
import { CITY_ROWS, COUNTY_ROWS, ZIP_ROWS } from '../master/places';
import { STATE_ROWS } from '../master/states';
import { COUNTRIES } from '../master-lists';
import type { Contract } from './contract';
import { masterList, SEGMENT_BODY, V3_ROWS } from './masterList';

/** "zip list filter by zip codes" besides the two filters of every segment. */
const ZIP_FILTERS = { segmentIds: 'id', parentSegmentIds: 'parentId', zipCodes: 'name' };

/**
 * Places, which are all asked for in the same way. "The default value is 1" for pages and "300" for
 * their length; sorted by "-id". In most samples of two rows both counts are 2, though a country has
 * thousands: they are the page's.
 */
export const MASTER_LOCATIONS: Record<string, Contract> = {
	country: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'POST /api/v3/master/segment/country',
		document: 'IQM OpenAPI master, getCountrySegmentDetails',
		takes: { body: SEGMENT_BODY },
		// prettier-ignore
		sample: {"pageNo":1,"noOfEntries":2,"sortBy":"id","searchField":"","segmentIds":[],"ids":[]},
		more: [
			// prettier-ignore
			{"pageNo":1,"noOfEntries":2,"sortBy":"+id","searchField":"","segmentIds":[9],"ids":[]},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":30100001,"name":"United States","abbreviation":"US"},{"id":30100002,"name":"India","abbreviation":"IN"}],"totalRecords":2,"filteredRecords":2}},
		rows: V3_ROWS,
		does: masterList({ rows: COUNTRIES, counts: ['page', 'page'] }),
	},
	state: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'POST /api/v3/master/segment/state',
		document: 'IQM OpenAPI master, getStatesSegmentDetails',
		takes: { body: SEGMENT_BODY },
		// prettier-ignore
		sample: {"pageNo":1,"noOfEntries":2,"sortBy":"+id","searchField":"","parentSegmentIds":[],"segmentIds":[],"ids":[]},
		more: [
			// prettier-ignore
			{"pageNo":1,"noOfEntries":2,"sortBy":"+id","searchField":"","parentSegmentIds":[],"segmentIds":[9],"ids":[]},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":30200001,"name":"Alaska","abbreviation":"AK","parentId":30100001,"geojsonUrl":"https://sample-domain/30200001.geojson"},{"id":30200001,"name":"Alabama","abbreviation":"AL","parentId":30100001,"geojsonUrl":"https://sample-domain/30200001.geojson"}],"totalRecords":2,"filteredRecords":2}},
		rows: V3_ROWS,
		does: masterList({ rows: STATE_ROWS, counts: ['page', 'page'] }),
	},
	county: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'POST /api/v3/master/segment/county',
		document: 'IQM OpenAPI master, getCountySegmentDetails',
		takes: { body: SEGMENT_BODY },
		// prettier-ignore
		sample: {"pageNo":1,"noOfEntries":2,"sortBy":"id","searchField":"","campaignId":null,"segmentIds":[],"parentSegmentIds":[],"ids":[]},
		more: [
			// prettier-ignore
			{"pageNo":1,"noOfEntries":2,"sortBy":"+id","searchField":"","campaignId":null,"segmentIds":[9],"parentSegmentIds":[],"ids":[]},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":30300001,"name":"Aleutians East, AK","parentId":30200001,"geojsonUrl":"https://sample-domain/30300001.geojson"},{"id":30300002,"name":"Aleutians West, AK","parentId":30200001,"geojsonUrl":"https://sample-domain/30300002.geojson"}],"totalRecords":2,"filteredRecords":2}},
		rows: V3_ROWS,
		does: masterList({ rows: COUNTY_ROWS, counts: ['page', 'page'] }),
	},
	city: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'POST /api/v3/master/segment/city',
		document: 'IQM OpenAPI master, getCitySegmentDetails',
		takes: { body: SEGMENT_BODY },
		// prettier-ignore
		sample: {"pageNo":1,"noOfEntries":2,"sortBy":"+id","searchField":"","parentSegmentIds":[],"segmentIds":[],"ids":[]},
		more: [
			// prettier-ignore
			{"pageNo":1,"noOfEntries":2,"sortBy":"+id","searchField":"","parentSegmentIds":[],"segmentIds":[9],"ids":[]},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":30400001,"name":"Adak, AK","parentId":30200001,"geojsonUrl":"https://sample-domain/30400001.geojson"},{"id":30400002,"name":"Akhiok, AK","parentId":30200001,"geojsonUrl":"https://sample-domain/30400002.geojson"}],"totalRecords":2,"filteredRecords":2}},
		rows: V3_ROWS,
		does: masterList({ rows: CITY_ROWS, counts: ['page', 'page'] }),
	},
	zip: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'POST /api/v3/master/segment/zip',
		document: 'IQM OpenAPI master, getMasterSegmentZipCode',
		takes: {
			body: {
				...SEGMENT_BODY,
				// Table and schema have the first, only the samples the second, which filters nothing.
				...{ zipCodes: { each: 'text' }, zipIds: { each: 'integer' } },
			},
		},
		// prettier-ignore
		sample: {"pageNo":1,"noOfEntries":2,"sortBy":"id","searchField":"","parentSegmentIds":[],"segmentIds":[],"ids":[],"zipIds":[]},
		more: [
			// prettier-ignore
			{"pageNo":1,"noOfEntries":2,"sortBy":"+id","searchField":"","parentSegmentIds":[],"segmentIds":[9],"ids":[],"zipIds":[]},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":30501001,"name":"1001","parentId":30200020,"geojsonUrl":"https://sample-domain/30501001.geojson"},{"id":30501002,"name":"1002","parentId":30200020,"geojsonUrl":"https://sample-domain/30501002.geojson"}],"totalRecords":3,"filteredRecords":2}},
		rows: V3_ROWS,
		does: masterList({ rows: ZIP_ROWS, filters: ZIP_FILTERS }),
	},
	dma: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'POST /api/v3/master/segment/dma',
		document: 'IQM OpenAPI master, getDMACodeDetails',
		takes: { body: SEGMENT_BODY },
		// prettier-ignore
		sample: {"pageNo":1,"noOfEntries":2,"sortBy":"id","searchField":"","segmentIds":[],"parentSegmentIds":[],"ids":[]},
		more: [
			// prettier-ignore
			{"pageNo":1,"noOfEntries":2,"sortBy":"+id","searchField":"","segmentIds":[9],"parentSegmentIds":[],"ids":[]},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":30900001,"name":"Portland-Auburn, ME","abbreviation":"500","parentId":30200022,"geojsonUrl":"https://sample-domain/500.geojson"},{"id":30900002,"name":"New York, NY","abbreviation":"501","parentId":30200035,"geojsonUrl":"https://sample-domain/501.geojson"}],"totalRecords":2,"filteredRecords":2}},
		rows: V3_ROWS,
		does: masterList({ rows: DMA_ROWS, counts: ['page', 'page'] }),
	},
	congressionalDistrict: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'POST /api/v3/master/segment/congressional-district',
		document: 'IQM OpenAPI master, getCongressionalDistrictSegmentDetails',
		takes: { body: SEGMENT_BODY },
		// prettier-ignore
		sample: {"pageNo":1,"noOfEntries":2,"sortBy":"id","searchField":"","campaignId":null,"segmentIds":[],"parentSegmentIds":[],"ids":[]},
		more: [
			// prettier-ignore
			{"pageNo":1,"noOfEntries":2,"sortBy":"+id","searchField":"","campaignId":null,"segmentIds":[9],"parentSegmentIds":[],"ids":[]},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":30600502,"name":"Alabama-1","abbreviation":"AL-1","parentId":30200002,"geojsonUrl":"https://sample-domain/30600502.geojson"},{"id":30600503,"name":"Alabama-2","abbreviation":"AL-2","parentId":30200002,"geojsonUrl":"https://sample-domain30600503.geojson"}],"totalRecords":2,"filteredRecords":2}},
		rows: V3_ROWS,
		does: masterList({ rows: CONGRESSIONAL_ROWS, counts: ['page', 'page'] }),
	},
	senateDistrict: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'POST /api/v3/master/segment/senate-district',
		document: 'IQM OpenAPI master, getSenateDistrictSegmentDetails',
		takes: { body: SEGMENT_BODY },
		// prettier-ignore
		sample: {"pageNo":1,"noOfEntries":2,"sortBy":"id","searchField":"","campaignId":null,"segmentIds":[],"parentSegmentIds":[],"ids":[]},
		more: [
			// prettier-ignore
			{"pageNo":1,"noOfEntries":2,"sortBy":"+id","searchField":"","campaignId":null,"segmentIds":[9],"parentSegmentIds":[],"ids":[]},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":30700001,"name":"Alaska-A","abbreviation":"AK-A","parentId":30200001,"geojsonUrl":"https://sample-domain/30700001.geojson"},{"id":30700002,"name":"Alaska-B","abbreviation":"AK-B","parentId":30200001,"geojsonUrl":"https://sample-domain/30700002.geojson"}],"totalRecords":2,"filteredRecords":2}},
		rows: V3_ROWS,
		does: masterList({ rows: SENATE_ROWS, counts: ['page', 'page'] }),
	},
	houseDistrict: {
		of: 'iqmMasterData location: getAll',
		endpoint: 'POST /api/v3/master/segment/house-district',
		document: 'IQM OpenAPI master, getHouseDistrictSegmentDetails',
		takes: { body: SEGMENT_BODY },
		// prettier-ignore
		sample: {"pageNo":1,"noOfEntries":2,"sortBy":"id","searchField":"","campaignId":null,"segmentIds":[],"parentSegmentIds":[],"ids":[]},
		more: [
			// prettier-ignore
			{"pageNo":1,"noOfEntries":2,"sortBy":"+id","searchField":"","campaignId":null,"segmentIds":[9],"parentSegmentIds":[],"ids":[]},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":30800073,"name":"Alaska-1","abbreviation":"AK-01","parentId":30200001,"geojsonUrl":"https://sample-domain/30800073.geojson"},{"id":30800074,"name":"Alaska-2","abbreviation":"AK-02","parentId":30200001,"geojsonUrl":"https://sample-domain/30800074.geojson"}],"totalRecords":2,"filteredRecords":2}},
		rows: V3_ROWS,
		does: masterList({ rows: HOUSE_ROWS, counts: ['page', 'page'] }),
	},
};
