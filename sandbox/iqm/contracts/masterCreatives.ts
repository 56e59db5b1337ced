import { VIDEO_ROWS } from '../master/devices';
import { text } from '../../reply';
import { named } from '../master/people';
import { same } from './behaviours';
import type { Behaviour, Contract, Refused } from './contract';
import { isEmptied, masterList, V3_UNPAGED } from './masterList';

const WRONG_SORT: Refused[] = [
	{ asked: { sortBy: 'nothing' }, status: 422, words: 'Invalid sortBy value.' },
];

const videoList = (list: string) =>
	masterList({ rows: VIDEO_ROWS[list], sort: '+id', noContent: true });

/** Three lists at once; without any, "204 No Content". */
const sizes: Behaviour = (contract) => (context, asked) =>
	isEmptied(context) ? text(204, 'application/json', '') : same(contract)(context, asked);

/** What creatives are like; creativeTypes is by hand, since its only sample is of another list. */
export const MASTER_CREATIVES: Record<string, Contract> = {
	rtbCreativeType: {
		of: 'iqmMasterData creative: getAll',
		endpoint: 'GET /api/v3/master/rtb-creative-types',
		document: 'IQM OpenAPI master, getCreativeRTBTypes',
		takes: {},
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":1,"name":"Banner"},{"id":2,"name":"Audio"},{"id":3,"name":"Video"},{"id":4,"name":"Native"}],"totalRecords":4,"filteredRecords":4}},
		rows: V3_UNPAGED,
		does: masterList({ rows: named(1, 'Banner|Audio|Video|Native'), sort: '+id' }),
	},
	creativeSize: {
		of: 'iqmMasterData creative: getAll',
		endpoint: 'GET /api/v3/master/creative-sizes',
		document: 'IQM OpenAPI master, getCreativeSizes',
		takes: {},
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"standardDimensions":[{"id":1,"name":"320x50"},{"id":131,"name":"320x30"}],"creativeDurations":[{"id":1,"name":"Below 15s"},{"id":2,"name":"Upto 15s"},{"id":8,"name":"Above 120s"}],"videoPlayerSizes":[{"id":1,"name":"Small"},{"id":4,"name":"HD"}]}},
		does: sizes,
	},
	skippability: {
		of: 'iqmMasterData creative: getAll',
		endpoint: 'GET /api/v3/master/creative/video/skippability',
		document: 'IQM OpenAPI master, getVideoTargetingSkippability',
		takes: { query: { sortBy: 'text' } },
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":20900001,"name":"Skippable"},{"id":20900002,"name":"Non-Skippable"},{"id":20999999,"name":"Unknown"}],"totalRecords":3,"filteredRecords":3}},
		rows: V3_UNPAGED,
		refuses: WRONG_SORT,
		does: videoList('skippability'),
	},
	rollPosition: {
		of: 'iqmMasterData creative: getAll',
		endpoint: 'GET /api/v3/master/creative/video/roll-position',
		document: 'IQM OpenAPI master, getVideoTargetingRollPosition',
		takes: { query: { sortBy: 'text' } },
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":20700001,"name":"Pre-Roll"},{"id":20700002,"name":"Mid-Roll"},{"id":20700003,"name":"Post-Roll"},{"id":20799999,"name":"Unknown"}],"totalRecords":4,"filteredRecords":4}},
		rows: V3_UNPAGED,
		refuses: WRONG_SORT,
		does: videoList('roll-position'),
	},
	playerSize: {
		of: 'iqmMasterData creative: getAll',
		endpoint: 'GET /api/v3/master/creative/video/player-size',
		document: 'IQM OpenAPI master, getVideoTargetingPlayerSize',
		takes: { query: { sortBy: 'text' } },
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":20800001,"name":"Medium & Big"},{"id":20800002,"name":"Small"},{"id":20899999,"name":"Unknown"}],"totalRecords":3,"filteredRecords":3}},
		rows: V3_UNPAGED,
		refuses: WRONG_SORT,
		does: videoList('player-size'),
	},
	playbackMethod: {
		of: 'iqmMasterData creative: getAll',
		endpoint: 'GET /api/v3/master/creative/video/playback-method',
		document: 'IQM OpenAPI master, getVideoTargetingPlaybackMethod',
		takes: { query: { sortBy: 'text' } },
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":21000001,"name":"Sound On"},{"id":21000002,"name":"Mute"},{"id":21099999,"name":"Unknown"}],"totalRecords":3,"filteredRecords":3}},
		rows: V3_UNPAGED,
		refuses: WRONG_SORT,
		does: videoList('playback-method'),
	},
	placementType: {
		of: 'iqmMasterData creative: getAll',
		endpoint: 'GET /api/v3/master/creative/video/placement-type',
		document: 'IQM OpenAPI master, getVideoTargetingPlacementTypes',
		takes: { query: { sortBy: 'text' } },
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":20600002,"name":"Out-Stream"},{"id":20600001,"name":"In-Stream"},{"id":20699999,"name":"Unknown"}],"totalRecords":3,"filteredRecords":3}},
		rows: V3_UNPAGED,
		refuses: WRONG_SORT,
		does: videoList('placement-type'),
	},
};
