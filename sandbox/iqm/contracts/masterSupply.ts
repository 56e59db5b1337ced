import type { JsonObject } from '../../json';
import { CHANNEL_ROWS } from '../master/devices';
import { named } from '../master/people';
import { AD_CATEGORY_ROWS, EXCHANGE_ROWS, INVENTORY_ROWS } from '../master/supply';
import { TRAFFIC_TYPES } from '../master-lists';
import type { Contract } from './contract';
import { masterList, V3_ROWS, V3_UNPAGED } from './masterList';

const INVENTORY_TYPES: JsonObject[] = [
	...named(1, 'Site|Android App|IOS App'),
	{ id: 99, name: 'Other App' },
];
const CURATION_TYPES = named(4, 'Standard|Tailored|Open Exchange');

/** Where ads run. */
export const MASTER_SUPPLY: Record<string, Contract> = {
	exchange: {
		of: 'iqmMasterData supply: getAll',
		endpoint: 'GET /api/v3/master/exchanges',
		document: 'IQM OpenAPI master, getExchanges',
		takes: {
			query: {
				...{ exchangeIds: { csv: 'integer' }, ids: { csv: 'integer' }, pageNo: 'integer' },
				...{ noOfEntries: 'integer', sortBy: 'text', order: ['asc', 'desc'], searchField: 'text' },
			},
		},
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":84,"name":"Vidazoo","urlName":"vidazoo"},{"id":80,"name":"Equativ","urlName":"equativ"},{"id":78,"name":"Magnite","urlName":"magnite"},{"id":1,"name":"iQM","urlName":"test"}],"totalRecords":4,"filteredRecords":22}},
		rows: V3_ROWS,
		refuses: [
			{ asked: { ids: 'a' }, status: 422, words: 'invalid arguments ids!', field: 'ids' },
		],
		does: masterList({
			rows: EXCHANGE_ROWS,
			filters: { exchangeIds: 'id' },
			search: ['id', 'name'],
			entries: 20,
			counts: ['page', 'matching'],
			noContent: true,
		}),
	},
	trafficType: {
		of: 'iqmMasterData supply: getAll',
		endpoint: 'GET /api/v3/master/traffic-types',
		document: 'IQM OpenAPI master, getTrafficTypes',
		takes: {},
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"name":"App","isTvAd":false,"id":11},{"name":"CTV","isTvAd":true,"id":14},{"name":"OTT","isTvAd":true,"id":13},{"name":"Web","isTvAd":false,"id":12}],"totalRecords":4,"filteredRecords":4}},
		rows: V3_UNPAGED,
		does: masterList({ rows: TRAFFIC_TYPES, sort: '+name', noContent: true }),
	},
	channel: {
		of: 'iqmMasterData supply: getAll',
		endpoint: 'GET /api/v3/master/segment/channel',
		document: 'IQM OpenAPI master, getMasterSegmentChannel',
		takes: { query: { sortBy: 'text', segmentIds: 'integer', ids: { csv: 'integer' } } },
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":21100001,"name":"App"},{"id":21100002,"name":"OTT App"},{"id":21100003,"name":"Web"},{"id":21199999,"name":"Unknown"}],"totalRecords":4,"filteredRecords":4}},
		rows: V3_UNPAGED,
		does: masterList({ rows: CHANNEL_ROWS, sort: '+id', filters: { segmentIds: 'id' } }),
	},
	inventoryType: {
		of: 'iqmMasterData supply: getAll',
		endpoint: 'GET /api/v3/master/inventory-types',
		document: 'IQM OpenAPI master, getInventoryTypes',
		takes: {},
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":1,"name":"Site"},{"id":2,"name":"Android App"},{"id":3,"name":"IOS App"},{"id":99,"name":"Other App"}],"totalRecords":4,"filteredRecords":4}},
		rows: V3_UNPAGED,
		does: masterList({ rows: INVENTORY_TYPES, sort: '+id' }),
	},
	dealCurationType: {
		of: 'iqmMasterData supply: getAll',
		endpoint: 'GET /api/v3/master/deal-curation-type',
		document: 'IQM OpenAPI master, getDealCurationTypes',
		takes: {},
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":4,"name":"Standard"},{"id":5,"name":"Tailored"},{"id":6,"name":"Open Exchange"}],"totalRecords":3,"filteredRecords":3}},
		rows: V3_UNPAGED,
		does: masterList({ rows: CURATION_TYPES, sort: '+id', noContent: true }),
	},
	adCategory: {
		of: 'iqmMasterData supply: getAll',
		endpoint: 'POST /api/v3/master/adcategories',
		document: 'IQM OpenAPI master, getPublisherAdCategoriesDetails',
		takes: {
			body: {
				...{ pageNo: 'integer', noOfEntries: 'integer', sortBy: 'text', order: ['asc', 'desc'] },
				...{ sortCriteriaMap: { map: 'text' }, searchField: 'text', ids: { each: 'integer' } },
				adCategoryIds: { each: 'integer' },
			},
		},
		// prettier-ignore
		sample: {"pageNo":1,"noOfEntries":1,"sortBy":"id","searchField":"","adCategoryIds":[],"ids":[]},
		more: [
			// prettier-ignore
			{"pageNo":1,"noOfEntries":1,"sortBy":"+id","searchField":"","adCategoryIds":[9],"ids":[]},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":340,"name":"Adventure Travel (IAB20-1)","parentId":339,"iabCategoryId":"IAB20-1","parentName":"Travel"}],"totalRecords":2,"filteredRecords":1}},
		rows: V3_ROWS,
		does: masterList({
			rows: AD_CATEGORY_ROWS,
			filters: { adCategoryIds: 'id' },
			search: ['name', 'parentName'],
			allAtMinusOne: 'default',
		}),
	},
	inventory: {
		of: 'iqmMasterData supply: getAll',
		endpoint: 'POST /api/v3/master/inventory',
		document: 'IQM OpenAPI master, getInventoryDetails',
		takes: {
			body: {
				...{ pageNo: 'integer', noOfEntries: 'integer', sortBy: 'text', order: ['asc', 'desc'] },
				...{ sortCriteriaMap: { map: 'text' }, searchField: 'text', ids: { each: 'integer' } },
				...{ publisherIds: { each: 'integer' }, inventoryIds: { each: 'integer' } },
			},
		},
		// prettier-ignore
		sample: {"inventoryIds":[],"publisherIds":[],"ids":[],"pageNo":1,"noOfEntries":20,"sortBy":"id","searchField":""},
		more: [
			// prettier-ignore
			{"inventoryIds":[],"publisherIds":[],"ids":[],"pageNo":1,"noOfEntries":20,"sortBy":"id","searchField":"a1234a"},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":18,"publisherId":18,"trafficType":"web","bundleDomain":"90min.com","name":"90min.com"},{"id":19,"publisherId":19,"trafficType":"web","bundleDomain":"90minut.pl","name":"90minut.pl"}],"totalRecords":4,"filteredRecords":2}},
		rows: V3_ROWS,
		does: masterList({
			rows: INVENTORY_ROWS,
			filters: { inventoryIds: 'id', publisherIds: 'publisherId' },
			allAtMinusOne: 'asked',
		}),
	},
};
