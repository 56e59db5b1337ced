import { isInteger, type JsonObject } from '../json';
import { json, type Reply } from '../reply';
import {
	campaignParam,
	checkKeys,
	isText,
	jsonBody,
	refuse,
	route,
	turned,
	type Context,
	type Route,
} from './context';
import { BID_TYPES, TRACKING_METHODS } from './lists';
import { seedSources } from './sources';

// "Table of /campaign/campaign_id Request/Response Body Fields". Its columns "Required on Creation"
// and "Required on Update" cannot be meant as printed: they require campaign_id on creation, where the
// text forbids it, and yesterday's clicks on update. Its footnote "read-only" is also attached to
// fields without which nothing could be created, so for those it must mean "once it exists".
const CHANGEABLE = ['name', 'status', 'category', 'tracking_method'];
const FIXED = ['bid_type', 'bundle_id', 'goal_period', 'package_name', 'platform'];
const NEVER = [
	'campaign_id',
	'clicks',
	'created',
	'created_at',
	'impressions',
	'installs',
	'spend',
];

function checkValues(body: JsonObject): void {
	if ('name' in body && !isText(body.name)) refuse('name must be a text that is not empty');
	if ('status' in body && typeof body.status !== 'boolean') refuse('status must be true or false');
	if ('category' in body && !isText(body.category)) refuse('category must be a text');
	if ('tracking_method' in body && !TRACKING_METHODS.includes(String(body.tracking_method))) {
		refuse('tracking_method is unknown');
	}
}

/** "Platform of the promoted app (ios or android)", and what depends on it. */
function checkApp(body: JsonObject): void {
	if (body.platform !== 'ios' && body.platform !== 'android') {
		refuse('platform must be ios or android');
	}
	if (!isText(body.package_name)) refuse('package_name must be a text that is not empty');
	if (body.platform === 'ios') {
		// "On iOS, use the numeric portion of the iTunes ID"
		if (!/^\d+$/.test(body.package_name)) refuse('package_name must be numeric on ios');
		if (!isText(body.bundle_id)) refuse('bundle_id is required on ios');
	} else if ('bundle_id' in body && body.bundle_id !== '') {
		// "The Bundle ID of the promoted app (iOS only)"
		refuse('bundle_id is for ios only');
	}
}

/** POST /campaign/ without an id: "to create a new campaign". */
function create(context: Context): Reply {
	const { state, now } = context;
	const body = jsonBody(context);
	// "don’t fill in the campaign_id in the request URL nor in the request body"
	checkKeys(body, [...CHANGEABLE, ...FIXED], NEVER);
	for (const name of ['name', 'platform', 'package_name', 'bid_type', 'tracking_method']) {
		if (!(name in body)) refuse(`${name} is required`);
	}
	checkValues(body);
	checkApp(body);
	if (!BID_TYPES.includes(String(body.bid_type))) refuse('bid_type is unknown');
	const goalPeriod = body.goal_period ?? 0;
	if (!isInteger(goalPeriod) || goalPeriod < 0) refuse('goal_period must be a number of days');
	const campaign_id = state.nextHexId('campaign');
	const campaign = {
		name: String(body.name),
		campaign_id,
		package_name: String(body.package_name),
		bundle_id: String(body.bundle_id ?? ''),
		platform: String(body.platform),
		category: String(body.category ?? ''),
		bid_type: String(body.bid_type),
		tracking_method: String(body.tracking_method),
		// Strictest reading: no document says that a campaign without a status starts paused.
		status: body.status !== false,
		created_at: new Date(now).toISOString().slice(0, 19).replace('T', ' '),
		impressions: 0,
		clicks: 0,
		installs: 0,
		spend: '0.0000',
		goal_period: goalPeriod,
	};
	state.campaigns.set(campaign_id, campaign);
	state.targets.set(campaign_id, {
		countries: new Map(),
		device_types: [],
		os_major_version_min: null,
	});
	seedSources(campaign_id, context);
	return json(200, campaign);
}

/** POST /campaign/{campaign_id}: "to edit an individual campaign’s details". */
function update(context: Context): Reply {
	const campaign = campaignParam(context);
	const body = jsonBody(context);
	checkKeys(body, CHANGEABLE, [...FIXED, ...NEVER]);
	if (Object.keys(body).length === 0) refuse('There is nothing to update');
	checkValues(body);
	// No document says whether fields may be left out; those that are stay as they are.
	if (typeof body.name === 'string') campaign.name = body.name;
	if (typeof body.category === 'string') campaign.category = body.category;
	if (typeof body.tracking_method === 'string') campaign.tracking_method = body.tracking_method;
	if (typeof body.status === 'boolean') campaign.status = body.status;
	return json(200, campaign);
}

export const campaignRoutes: Route[] = [
	route('GET', '/campaigns', 'campaigns:read', (context) =>
		json(200, turned([...context.state.campaigns.values()], context)),
	),
	route('POST', '/campaign/', 'campaigns:write', create),
	route('GET', '/campaign/{campaign_id}', 'campaigns:read', (context) =>
		json(200, campaignParam(context)),
	),
	route('POST', '/campaign/{campaign_id}', 'campaigns:write', update),
];
