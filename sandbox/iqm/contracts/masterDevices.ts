import {
	CARRIER_ROWS,
	CONNECTION_ROWS,
	DEVICE_TYPE_ROWS,
	LEGACY_DEVICE_TYPES,
	LEGACY_MANUFACTURERS,
	LEGACY_NETWORKS,
	LEGACY_OS,
	MANUFACTURER_ROWS,
	OS_ROWS,
} from '../master/devices';
import type { Contract } from './contract';
import { BARE_ROWS, masterList, SEGMENT_BODY, SEGMENT_QUERY, V2, V2_ROWS, V3_ROWS } from './masterList';

/** The samples of the older lists are in the order of their names. */
const BY_NAME = '+name';

/**
 * Devices: for inventory, audiences and reports under ids of eight digits, for campaigns (all that
 * starts so) under others, in arrays without an envelope.
 */
export const MASTER_DEVICES: Record<string, Contract> = {
	deviceType: {
		of: 'iqmMasterData device: getAll',
		endpoint: 'POST /api/v3/master/segment/device-type',
		document: 'IQM OpenAPI master, getDeviceSegmentType',
		takes: { body: SEGMENT_BODY },
		// prettier-ignore
		sample: {"pageNo":1,"noOfEntries":2,"sortBy":"id","searchField":"","segmentIds":[],"ids":[]},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":20399999,"name":"Unknown"},{"id":20300004,"name":"Tablet"},{"id":20300003,"name":"Connected TV"},{"id":20300002,"name":"Desktop"},{"id":20300001,"name":"Mobile"}],"totalRecords":5,"filteredRecords":5}},
		rows: V3_ROWS,
		does: masterList({ rows: DEVICE_TYPE_ROWS }),
	},
	deviceOs: {
		of: 'iqmMasterData device: getAll',
		endpoint: 'GET /api/v2/master/segment/device-os',
		document: 'IQM OpenAPI master, getMasterSegmentOS',
		takes: { query: SEGMENT_QUERY },
		sample: {},
		// prettier-ignore
		answer: {"statusCode":200,"responseObject":{"data":[{"id":20200001,"name":"Android"},{"id":20200002,"name":"Chrome OS"}],"totalRecords":28,"filteredRecords":2}},
		rows: V2_ROWS,
		does: masterList({ rows: OS_ROWS, ...V2 }),
	},
	deviceManufacturer: {
		of: 'iqmMasterData device: getAll',
		endpoint: 'GET /api/v2/master/segment/device-manufacturer',
		document: 'IQM OpenAPI master, getMasterSegmentDeviceManufacture',
		takes: { query: SEGMENT_QUERY },
		sample: {},
		// prettier-ignore
		answer: {"statusCode":200,"responseObject":{"data":[{"id":20100001,"name":"AT&T"},{"id":20100002,"name":"Alcatel"}],"totalRecords":535,"filteredRecords":2}},
		rows: V2_ROWS,
		does: masterList({ rows: MANUFACTURER_ROWS, ...V2 }),
	},
	deviceCarrier: {
		of: 'iqmMasterData device: getAll',
		endpoint: 'GET /api/v2/master/segment/device-carrier',
		document: 'IQM OpenAPI master, getMasterSegmentDeviceCarrier',
		takes: { query: SEGMENT_QUERY },
		sample: {},
		// prettier-ignore
		answer: {"statusCode":200,"responseObject":{"data":[{"id":20400002,"name":"AT&T Internet Services"},{"id":20400003,"name":"Comcast Cable"}],"totalRecords":123,"filteredRecords":2}},
		rows: V2_ROWS,
		does: masterList({ rows: CARRIER_ROWS, ...V2 }),
	},
	connectionType: {
		of: 'iqmMasterData device: getAll',
		endpoint: 'GET /api/v2/master/segment/connection-type',
		document: 'IQM OpenAPI master, getMasterSegmentConnectionType',
		takes: { query: SEGMENT_QUERY },
		sample: {},
		// prettier-ignore
		answer: {"statusCode":200,"responseObject":{"data":[{"id":20500002,"name":"Broadband"},{"id":20500003,"name":"Cellular"},{"id":20599999,"name":"Unknown"}],"totalRecords":3,"filteredRecords":3}},
		rows: V2_ROWS,
		does: masterList({ rows: CONNECTION_ROWS, ...V2 }),
	},
	campaignDeviceType: {
		of: 'iqmMasterData device: getAll',
		endpoint: 'GET /api/device_types',
		document: 'IQM OpenAPI master, DeviceTypes',
		takes: {},
		sample: {},
		// prettier-ignore
		answer: [{"name":"Connected TV","id":13},{"name":"Desktop","id":15},{"name":"Mobile","id":11},{"name":"Set-top box","id":16},{"name":"Tablet","id":12}],
		rows: BARE_ROWS,
		does: masterList({ rows: LEGACY_DEVICE_TYPES, sort: BY_NAME }),
	},
	campaignOs: {
		of: 'iqmMasterData device: getAll',
		endpoint: 'GET /api/device_os',
		document: 'IQM OpenAPI master, Device-OS',
		takes: {},
		sample: {},
		// prettier-ignore
		answer: [{"name":"Android","id":11},{"name":"BlackBerry","id":14},{"name":"Desktop","id":17},{"name":"iOS","id":12},{"name":"IPTV","id":16},{"name":"Roku","id":15},{"name":"Windows","id":13}],
		rows: BARE_ROWS,
		does: masterList({ rows: LEGACY_OS, sort: BY_NAME }),
	},
	campaignNetworkType: {
		of: 'iqmMasterData device: getAll',
		endpoint: 'GET /api/network_types',
		document: 'IQM OpenAPI master, NetworkTypes',
		takes: {},
		sample: {},
		// prettier-ignore
		answer: [{"name":"Mobile","id":13},{"name":"WIFI","id":12}],
		rows: BARE_ROWS,
		does: masterList({ rows: LEGACY_NETWORKS, sort: BY_NAME }),
	},
	campaignManufacturer: {
		of: 'iqmMasterData device: getAll',
		endpoint: 'GET /api/manufacturers',
		document: 'IQM OpenAPI master, Manufacturers',
		takes: {},
		sample: {},
		// prettier-ignore
		answer: [{"name":"3Q","id":317}],
		rows: BARE_ROWS,
		does: masterList({ rows: LEGACY_MANUFACTURERS, sort: BY_NAME }),
	},
};
