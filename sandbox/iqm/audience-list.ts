import { isInteger, type JsonObject, type JsonValue } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { AUDIENCE_STATUSES, MATCHED, TYPE_IDS } from './audience-statics';
import { REJECTED_FILE } from './audiences';
import { campaignsWith, figures, statusIdOf } from './audiences-v3';
import { idList, isOwn, jsonBody, refuseUnknown, route, type Context, type Route } from './context';
import { matchesSearch, mistyped, pageOf, sortItems } from './lists';
import type { Audience } from './state';
import { audienceStatus, campaignStatus, rejectionOf } from './status';

const BODY_KEYS = new Set([
	'audienceIds',
	'audienceTypeIds',
	'audienceSubtypeIds',
	'dataPartnerIds',
	'owIds',
	'audienceStatusIds',
	'searchFields',
	'searchField',
	'includeGenericAudience',
	'audienceTypeIdsWithAllSubtypes',
	'pageNo',
	'noOfEntries',
	'sortBy',
	'order',
	'sortCriteriaMap',
	// The "minimal" sample pages by these, which the schema lacks; strictest reading: they have no
	// effect.
	'pageNumber',
	'pageSize',
]);

/** The errors of the lists have an envelope of their own: one `error`, not `errorObjects`. */
function refuse(message: string, field?: string): never {
	const error: JsonObject = field === undefined ? { message } : { message, field };
	throw new Refusal(422, message, { raw: { success: false, error } });
}

function number(body: JsonObject, key: string, fallback: number): number {
	const value = body[key] ?? fallback;
	// "Error when page size is negative or page number is invalid"
	if (!isInteger(value) || value < 1) refuse('Invalid page size');
	return value;
}

function knownIds(
	body: JsonObject,
	key: string,
	known: number[],
	words: string,
	field = key,
): number[] {
	const ids = idList(body, key, 422) ?? [];
	const wrong = ids.find((id) => !known.includes(id));
	if (wrong !== undefined) refuse(`Invalid ${words} ID: ${wrong}`, field);
	return ids;
}

function searches(body: JsonObject): JsonValue[] {
	const list = body.searchFields ?? [];
	// The schema has texts, its sample a text and a number; strictest reading: the schema applies.
	const fits = (item: JsonValue) => typeof item === 'string';
	if (!Array.isArray(list) || !list.every(fits)) refuse('Invalid searchFields', 'searchFields');
	return [...list, body.searchField ?? ''].filter((item) => item !== '');
}

const SORTABLE = ['audienceId', 'audienceName', 'audienceStatusId', 'createdAt'];

/** The audiences that both lists' bodies select: the page, and the number of all matches. */
function select(context: Context): { page: Audience[]; total: number } {
	const body = jsonBody(context);
	refuseUnknown(body, BODY_KEYS, 422);
	const wrong = mistyped(body, ['includeGenericAudience']);
	if (wrong !== undefined) refuse(`Invalid ${wrong} value.`, wrong);
	const inVain = ['pageNumber', 'pageSize'].find((key) => !isInteger(body[key] ?? 1));
	if (inVain !== undefined) refuse('Invalid page size');
	idList(body, 'audienceTypeIdsWithAllSubtypes', 422);
	const [pageNo, size] = [number(body, 'pageNo', 1), number(body, 'noOfEntries', 20)];
	const statusIds = AUDIENCE_STATUSES.map(({ id }) => id);
	const words = 'audienceStatusIds';
	const statuses = knownIds(body, words, statusIds, 'status', 'statusIds');
	const types = knownIds(body, 'audienceTypeIds', TYPE_IDS, 'audience type');
	const wanted: Array<[number[], (audience: Audience) => JsonValue]> = [
		[idList(body, 'audienceIds', 422) ?? [], ({ id }) => id],
		[types, () => MATCHED],
		[statuses, (audience) => statusIdOf(audience, context)],
		[idList(body, 'owIds', 422) ?? [], () => context.options.owId],
		[
			idList(body, 'audienceSubtypeIds', 422) ?? [],
			({ request }) => request?.audienceSubtypeId ?? null,
		],
		[idList(body, 'dataPartnerIds', 422) ?? [], ({ request }) => request?.dataPartnerId ?? null],
	];
	const terms = searches(body).map(String);
	const all = [...context.state.audiences.values()].filter((audience) => isOwn(audience, context));
	const matching = all
		// The list of statuses omits "Deleted" unless asked for; so does the list of audiences.
		.filter((audience) => statuses.length > 0 || audienceStatus(audience, context) !== 'Deleted')
		.filter((audience) =>
			wanted.every(([ids, of]) => ids.length === 0 || ids.some((id) => id === of(audience))),
		)
		.filter(
			({ audienceName, id }) =>
				terms.length === 0 || terms.some((term) => matchesSearch(term, audienceName, id)),
		);
	const rows = matching.map((audience): JsonObject => ({
		audienceId: audience.id,
		audienceName: audience.audienceName,
		audienceStatusId: statusIdOf(audience, context),
		createdAt: audience.madeAt,
	}));
	const sorted = sortItems(rows, body.sortBy ?? '-audienceId', SORTABLE, body.order);
	if (!sorted) refuse('Invalid sortBy value.', 'sortBy');
	const page = pageOf(sorted, { pageNo, noOfEntries: Math.min(size, 500) });
	return {
		page: page.flatMap((row) => matching.filter(({ id }) => id === row.audienceId)),
		total: all.length,
	};
}

/** POST /api/v3/audience/list: IQM OpenAPI audience; the sample's fields, not the schema's. */
function list(context: Context): Reply {
	const { page, total } = select(context);
	const count = (ids: number[], status: string) =>
		ids.filter((id) => {
			const campaign = context.state.campaigns.get(id);
			return campaign && campaignStatus(campaign, context) === status;
		}).length;
	const audienceList = page.map((audience) => {
		const { cpm, matchRate, reach, rows } = figures(audience, context);
		const included = campaignsWith(audience.id, 'white', context);
		const isRejected = audienceStatus(audience, context) === 'Rejected';
		return {
			audienceId: audience.id,
			audienceName: audience.audienceName,
			audienceStatusId: statusIdOf(audience, context),
			createdAt: audience.madeAt,
			uniques: reach,
			cpm,
			audienceTypeId: MATCHED,
			organizationName: 'Sandbox Organization',
			isEditAccess: true,
			isApprovalAccess: false,
			...(isRejected ? { rejectionReason: rejectionOf(audience, context, REJECTED_FILE) } : {}),
			includedCampaignList: included,
			excludedCampaignList: campaignsWith(audience.id, 'black', context),
			runningCampaignCount: count(included, 'running'),
			pendingCampaignCount: count(included, 'pending'),
			pausedCampaignCount: count(included, 'paused'),
			expiredCampaignCount: count(included, 'expired'),
			matchRate,
			fileTotalCount: rows,
			s3FileName: audience.file.filename,
		};
	});
	// The sample has 16 in total, 2 "filtered" and one row.
	return okV3({ totalRecords: total, filteredRecords: page.length, audienceList });
}

/** POST /api/v3/audience/basic/list: IQM OpenAPI audience; `audienceBasicList`, and seconds. */
function basicList(context: Context): Reply {
	const { page, total } = select(context);
	const audienceBasicList = page.map((audience) => ({
		audienceId: audience.id,
		audienceName: audience.audienceName,
		audienceTypeId: MATCHED,
		isIqmIdTargeted: true,
		audienceStatusId: statusIdOf(audience, context),
		createdOn: Math.floor(audience.madeAt / 1000),
		cpm: figures(audience, context).cpm,
		reach: figures(audience, context).reach,
	}));
	return okV3({ totalRecords: total, filteredRecords: page.length, audienceBasicList });
}

export const audienceListRoutes: Route[] = [
	route('POST', '/api/v3/audience/list', list),
	route('POST', '/api/v3/audience/basic/list', basicList),
];
