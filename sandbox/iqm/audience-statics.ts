import type { JsonObject } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { COLUMNS_V3 } from './audience-lists';
import { route, type Context, type Route } from './context';
import { DATA_FORMATS, DATA_PARTNERS } from './master-lists';

/** Email and Phone: the sample has formats for these and for no other column. */
const HASHABLE = [2, 3];

/** The ids of the sample; they differ from those in the upload's own samples, so clients must ask. */
export const COLUMNS = COLUMNS_V3.map(({ id, key, label, order }) => ({
	id,
	name: key,
	order,
	displayName: label,
	...(HASHABLE.includes(id) ? { dataFormatIds: DATA_FORMATS.map((format) => format.id) } : {}),
}));

const [EMAIL, PHONE, FULL_ADDRESS, FIRST, LAST, ZIP, STATE, STREET] = [2, 3, 4, 5, 6, 7, 8, 9];
export const VOTER = 1;
export const NPI = 26;

/**
 * The older quickstart's eight combinations. As in the sample, the ids have gaps and are not in order.
 */
export const COLUMN_COMBINATIONS = [
	{ id: 1, columnIds: [FIRST, LAST, STATE, ZIP], order: 1 },
	{ id: 3, columnIds: [LAST, STREET, STATE, ZIP], order: 4 },
	{ id: 5, columnIds: [STREET, STATE, ZIP], order: 6 },
	{ id: 14, columnIds: [NPI], order: 7 },
	{ id: 11, columnIds: [VOTER], order: 8 },
	{ id: 12, columnIds: [PHONE], order: 9 },
	{ id: 16, columnIds: [EMAIL], order: 10 },
	{ id: 17, columnIds: [FULL_ADDRESS], order: 11 },
];

/** static/audience-status: "Deleted" only when it is asked for. */
export const AUDIENCE_STATUSES = [
	{ id: 2, name: 'pending', order: 1, displayName: 'Pending' },
	{ id: 1, name: 'processing', order: 2, displayName: 'Processing' },
	{ id: 3, name: 'ready', order: 3, displayName: 'Ready' },
	{ id: 4, name: 'rejected', order: 4, displayName: 'Rejected' },
	{ id: 6, name: 'failed', order: 5, displayName: 'Failed' },
	{ id: 7, name: 'fetching_data', order: 6, displayName: 'Fetching Data' },
	{ id: 8, name: 'data_fetched', order: 7, displayName: 'Data Fetched' },
	{ id: 5, name: 'deleted', order: 8, displayName: 'Deleted' },
];

export const MATCHED = 1;
/** static/audience-types, plus 9, which the list's sample has. */
export const TYPE_IDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

export function missingParameter(name: string, type: string): Refusal {
	return new Refusal(400, `Missing required parameter: '${name}'. Type: ${type}`, { field: name });
}

/** The audience type that requests for the static lists must contain. */
function typeId({ request }: Context): number {
	const text = request.query.get('audienceTypeId');
	if (text === null || text === '') throw missingParameter('audienceTypeId', 'Integer');
	const id = /^\d{1,9}$/.test(text) ? Number(text) : 0;
	if (!TYPE_IDS.includes(id)) throw new Refusal(422, 'Invalid audience type ID provided.');
	const subtype = request.query.get('audienceSubtypeId') ?? request.query.get('audienceSubtypeIds');
	if (subtype !== null) {
		// The sandbox's organization has no vertical with subtypes.
		throw new Refusal(422, `Invalid audienceSubtypeId ${subtype} for verticalId 1`);
	}
	return id;
}

/** IQM OpenAPI audience, static/column-list: "if there is no column …, it will return empty list". */
function forMatched(rows: JsonObject[]) {
	return (context: Context): Reply => okV3(typeId(context) === MATCHED ? rows : []);
}

/** GET /api/v3/audience/static/data-partners: IQM OpenAPI audience. */
function dataPartners(context: Context): Reply {
	if (typeId(context) !== MATCHED) {
		const what = 'provided/customer vertical and audienceType';
		throw new Refusal(422, `Data Partner doesn't exist for ${what}`);
	}
	const active = context.request.query.get('active');
	const rows = DATA_PARTNERS.map(({ id, keyName, label }, index) => ({
		id,
		name: keyName,
		order: index + 1,
		displayName: label,
		cpm: 10,
		logoUrl: `https://cdn.sandbox.example/data_partner/${id}.png`,
		active: true,
	}));
	return okV3(active === 'false' ? [] : rows);
}

function dataFormats(): Reply {
	return okV3(
		DATA_FORMATS.map(({ id, keyName, label }) => ({
			id,
			name: keyName,
			order: id,
			displayName: label,
		})),
	);
}

function audienceStatuses({ request }: Context): Reply {
	const withDeleted = request.query.get('deletedStatusRequired') === 'true';
	return okV3(AUDIENCE_STATUSES.filter(({ name }) => withDeleted || name !== 'deleted'));
}

export const audienceStaticRoutes: Route[] = [
	route('GET', '/api/v3/audience/static/column-list', forMatched(COLUMNS)),
	route('GET', '/api/v3/audience/static/column-combinations', forMatched(COLUMN_COMBINATIONS)),
	route('GET', '/api/v3/audience/static/data-partners', dataPartners),
	route('GET', '/api/v3/audience/static/data-formats', dataFormats),
	route('GET', '/api/v3/audience/static/audience-status', audienceStatuses),
];
