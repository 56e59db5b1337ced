import { isObject, type JsonObject, type JsonValue } from '../json';
import { json } from '../reply';
import { checkChange, checkNew } from './campaign-rules';
import type { Context, Route } from './context';
import { idIn, idOf, jsonBody, pageOf, refuse, required, timeIn, wanted, without } from './context';
import type { AxonCampaign, AxonLogRow } from './state';

/** Amounts as an answer has them: text, or on one page of the documents a number. */
function amounts({ options }: Context, value: JsonValue): JsonValue {
	if (options.amounts === 'text') return value;
	if (isObject(value)) {
		return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, amounts({ options } as Context, one)]));
	}
	return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

/** The official sample has the form that is not used as an empty object. */
function withForms(context: Context, fields: JsonObject, empty: string): JsonObject {
	return amounts(context, { [empty]: {}, ...fields }) as JsonObject;
}

/** A row of the list. */
export function campaignRow(context: Context, campaign: AxonCampaign): JsonObject {
	const { budget, goal, ...others } = campaign.fields;
	return {
		id: idIn(context, campaign.id),
		hashed_id: campaign.hashedId,
		status: campaign.status,
		created_at: timeIn(campaign.createdAt),
		...others,
		budget: withForms(context, budget as JsonObject, 'country_code_to_daily_budget'),
		goal: withForms(context, goal as JsonObject, 'country_code_to_goal_value'),
	};
}

function note({ state, now }: Context, type: AxonLogRow['type'], campaignId: number, detail: JsonObject): void {
	state.log.push({ operationId: state.nextId('operation'), at: now, type, campaignId, detail });
}

function list(context: Context) {
	const fits = wanted(context);
	const rows = [...context.state.campaigns.values()].filter((row) => !row.archived && fits(row));
	return json(200, pageOf(context, rows.map((row) => campaignRow(context, row))));
}

/** "status: ignored: starts LIVE". */
function create(context: Context) {
	const { state, now } = context;
	const body = jsonBody(context);
	if (body.id !== undefined) refuse('id is not allowed');
	checkNew(body, now);
	const id = state.nextId('campaign');
	const made: AxonCampaign = {
		...{ id, hashedId: state.hashedId('campaign', id), createdAt: now },
		...{ status: 'LIVE', archived: false, fields: without(body, 'status') },
	};
	state.campaigns.set(id, made);
	note(context, 'CREATE_CAMPAIGN', id, campaignRow(context, made));
	return json(200, { id: idIn(context, id) });
}

/** What a part of a campaign becomes: whether one form clears the other is not documented. */
function merged({ options }: Context, present: JsonValue | undefined, sent: JsonValue, forms: string[]): JsonValue {
	if (!isObject(present) || !isObject(sent)) return sent;
	const isReplaced = options.budgetUpdate === 'replaces' && forms.some((form) => sent[form] !== undefined);
	const kept = Object.fromEntries(Object.entries(present).filter(([key]) => !isReplaced || !forms.includes(key)));
	return { ...kept, ...sent };
}

function update(context: Context) {
	const { id: sentId, ...body } = jsonBody(context);
	required({ id: sentId } as JsonObject, ['id']);
	const id = idOf(sentId, 'id');
	const campaign = context.state.campaigns.get(id);
	if (campaign === undefined || campaign.archived) refuse(`Campaign not found: ${id}`);
	const present = (campaign as AxonCampaign).fields;
	checkChange(body, present);
	const before = campaignRow(context, campaign as AxonCampaign);
	const { status, budget, goal, tracking, end_date, is_continuous_delivery, ...others } = body;
	const fields: JsonObject = { ...present, ...others };
	if (budget !== undefined) {
		fields.budget = merged(context, present.budget, budget, ['daily_budget_for_all_countries', 'country_code_to_daily_budget']);
	}
	if (goal !== undefined) {
		fields.goal = merged(context, present.goal, goal, ['goal_value_for_all_countries', 'country_code_to_goal_value']);
	}
	if (tracking !== undefined) fields.tracking = merged(context, present.tracking, tracking, []);
	if (end_date !== undefined || is_continuous_delivery !== undefined) {
		delete fields.end_date;
		delete fields.is_continuous_delivery;
		Object.assign(fields, end_date === undefined ? { is_continuous_delivery } : { end_date });
	}
	const changed: AxonCampaign = {
		...(campaign as AxonCampaign),
		fields,
		...(status === undefined ? {} : { status: status as AxonCampaign['status'] }),
	};
	context.state.campaigns.set(id, changed);
	const isStatusOnly = status !== undefined && Object.keys(body).every((key) => ['status', 'type'].includes(key));
	note(context, isStatusOnly ? 'UPDATE_CAMPAIGN_STATUS' : 'UPDATE_CAMPAIGN', id, {
		before,
		after: campaignRow(context, changed),
	});
	return json(200, { id: idIn(context, id) });
}

const DAY_MS = 86_400_000;
const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);

/** "start_date + end_date (both or neither, YYYY-MM-DD, last 30 UTC days; default last 7)", newest first. */
function log(context: Context) {
	const { state, now, request } = context;
	const day = (name: string): number | undefined => {
		const value = request.query.get(name);
		if (value === null) return undefined;
		const at = Date.parse(`${value}T00:00:00Z`);
		if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(at)) refuse(`Invalid ${name}: ${value}`);
		return dayOf(at);
	};
	const [start, end] = [day('start_date'), day('end_date')];
	if ((start === undefined) !== (end === undefined)) refuse('start_date and end_date belong together');
	const today = dayOf(now);
	const [from, to] = [start ?? today - 6, end ?? today];
	if (from < today - 29 || to > today || to < from) refuse('The dates must be within the last 30 days');
	const id = request.query.get('id');
	if (id !== null && !/^[1-9]\d*$/.test(id)) refuse(`Invalid id: ${id}`);
	const rows = state.log
		.filter((row) => dayOf(row.at) >= from && dayOf(row.at) <= to)
		.filter((row) => id === null || String(row.campaignId) === id)
		.reverse();
	return json(200, pageOf(context, rows.map((row) => {
		const fields = state.campaigns.get(row.campaignId)?.fields;
		return {
			operation_id: String(row.operationId),
			operation_time: timeIn(row.at),
			operation_type: row.type,
			operator_name: 'Sandbox Operator',
			campaign_id: idIn(context, row.campaignId),
			campaign_name: fields?.name ?? null,
			campaign_type: fields?.type ?? null,
			detail: row.detail,
		};
	})));
}

export const campaignRoutes: Route[] = [
	{ method: 'GET', path: '/campaign/list', query: ['ids', 'hashed_ids', 'page', 'size'], handle: list },
	{ method: 'POST', path: '/campaign/create', handle: create },
	{ method: 'POST', path: '/campaign/update', handle: update },
	{ method: 'GET', path: '/campaign/catalog_info', handle: ({ state }) => json(200, { catalogs: state.catalogs }) },
	{ method: 'GET', path: '/operation_logs/campaign', query: ['start_date', 'end_date', 'id', 'page', 'size'], handle: log },
];
