import { isObject, type JsonObject, type JsonValue } from '../json';
import { checkKeys, choice, refuse, required, textOf } from './context';

/** Field tables of the campaign: what a create may hold, by type. */
const BOTH = ['type', 'name', 'status', 'start_date', 'end_date', 'is_continuous_delivery', 'bidding_strategy', 'budget', 'goal', 'targeting'];
const APP = [...BOTH, 'platform', 'package_name', 'itunes_id', 'tracking', 'is_composite_banner_enabled'];
const WEB = [...BOTH, 'website_url', 'is_dynamic_ads_enabled', 'catalog_type', 'catalog_id', 'variant_set_id', 'audience_strategy'];

/** "no" in the column "update". */
const FIXED = ['platform', 'package_name', 'itunes_id', 'start_date', 'bidding_strategy'];

const STRATEGIES = ['TARGET_GOAL_WITH_CPI_BILLING', 'AUTO_BIDDING_WITH_CPM_BILLING'];
const GOALS = {
	APP: ['CPI', 'CPE', 'CPP', 'AD_ROAS', 'CHK_ROAS', 'BLD_ROAS'],
	WEB: ['CPE', 'CPP', 'CHK_ROAS'],
};
const ROAS_DAYS = { APP: ['DAY7', 'DAY28'], WEB: ['DAY0', 'DAY7'] };
/** Singular is "APSALAR (E,K) or SINGULAR (G)": both are taken. */
const METHODS = ['ADJUST', 'APPSFLYER', 'BRANCH', 'KOCHAVA', 'TENJIN', 'SINGULAR', 'APSALAR'];

/** "CPI < 200, CPE < 500, CPP < 500 (USD); AD_ROAS > 0.1, BLD_ROAS > 0.05, CHK_ROAS > 0.01, all <= 99.99". */
const BOUNDS: Record<string, { above: number; below: number; orAt?: boolean }> = {
	CPI: { above: 0, below: 200 },
	CPE: { above: 0, below: 500 },
	CPP: { above: 0, below: 500 },
	AD_ROAS: { above: 0.1, below: 99.99, orAt: true },
	BLD_ROAS: { above: 0.05, below: 99.99, orAt: true },
	CHK_ROAS: { above: 0.01, below: 99.99, orAt: true },
};

type CampaignType = 'APP' | 'WEB';

/** "money and goals are decimal strings"; neither "5,000" nor the noise of binary fractions. */
function decimal(value: JsonValue, key: string): number {
	if (typeof value !== 'string' || !/^\d+(\.\d{1,6})?$/.test(value)) {
		refuse(`Invalid ${key}: ${JSON.stringify(value)}`);
	}
	return Number(value);
}

function country(value: JsonValue | undefined): string {
	if (typeof value !== 'string' || !/^[A-Z]{2}$/.test(value)) {
		refuse(`Invalid country_code: ${JSON.stringify(value)}`);
	}
	return value as string;
}

interface Amounts {
	all: string;
	byCountry: string;
	check(value: number, key: string): void;
}

/** One amount for all countries, or one per country: exactly one of both. */
function checkAmounts(body: JsonObject, { all, byCountry, check }: Amounts, targeted: string[]): void {
	const has = [all, byCountry].filter((key) => body[key] !== undefined);
	if (has.length !== 1) refuse(`Exactly one of ${all} and ${byCountry} is required`);
	if (body[all] !== undefined) {
		check(decimal(body[all], all), all);
		return;
	}
	const map = body[byCountry];
	if (!isObject(map) || Object.keys(map).length === 0) refuse(`${byCountry} must not be empty`);
	for (const [code, value] of Object.entries(map as JsonObject)) {
		if (!targeted.includes(country(code))) refuse(`${byCountry}: ${code} is not targeted`);
		check(decimal(value, byCountry), byCountry);
	}
}

function checkBudget(budget: JsonValue, targeted: string[]): void {
	if (!isObject(budget)) refuse('budget must be an object');
	const body = budget as JsonObject;
	const [all, byCountry] = ['daily_budget_for_all_countries', 'country_code_to_daily_budget'];
	checkKeys(body, [all, byCountry], 'budget.');
	const check = (value: number, key: string): void => {
		if (value <= 0) refuse(`${key} must be above 0`);
	};
	checkAmounts(body, { all, byCountry, check }, targeted);
}

/** @param present the goal that a campaign has already */
function checkGoal(body: JsonObject, type: CampaignType, targeted: string[], present?: JsonObject): void {
	const [all, byCountry] = ['goal_value_for_all_countries', 'country_code_to_goal_value'];
	checkKeys(body, ['goal_type', all, byCountry, 'roas_day_target', 'event_target'], 'goal.');
	const chosen = choice(body, 'goal_type', GOALS[type]);
	if (present !== undefined && chosen !== undefined && chosen !== present.goal_type) {
		refuse('goal_type can not be changed');
	}
	const goalType = chosen ?? (present?.goal_type as string | undefined) ?? refuse('Missing required field: goal_type');
	const { above, below, orAt = false } = BOUNDS[goalType];
	const check = (value: number, key: string): void => {
		const isLow = value <= above;
		const isHigh = orAt ? value > below : value >= below;
		if (isLow || isHigh) refuse(`${key} out of range for ${goalType}: ${value}`);
	};
	checkAmounts(body, { all, byCountry, check }, targeted);
	const isRoas = goalType.endsWith('_ROAS');
	choice(body, 'roas_day_target', ROAS_DAYS[type]);
	textOf(body, 'event_target');
	if (present === undefined) {
		if (isRoas !== (body.roas_day_target !== undefined)) refuse(`roas_day_target does not fit ${goalType}`);
		if ((goalType === 'CPE') !== (body.event_target !== undefined)) refuse(`event_target does not fit ${goalType}`);
	}
}

/** The countries of a campaign's targeting, checked: "regions and metros only US, not both". */
function checkTargeting(value: JsonValue): string[] {
	if (!Array.isArray(value) || value.length === 0) refuse('targeting must not be empty');
	const codes = (value as JsonValue[]).map((entry) => {
		if (!isObject(entry)) refuse('targeting must hold objects');
		const row = entry as JsonObject;
		checkKeys(row, ['country_code', 'region_codes', 'metro_names'], 'targeting.');
		const code = country(row.country_code);
		const lists = ['region_codes', 'metro_names'].filter((key) => row[key] !== undefined);
		if (lists.length > 1) refuse('Only one of region_codes and metro_names is allowed');
		if (lists.length > 0 && code !== 'US') refuse(`${lists[0]} is only allowed for US`);
		for (const key of lists) {
			const list = row[key];
			const isList = Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === 'string');
			if (!isList) refuse(`${key} must be a list of texts`);
		}
		return code;
	});
	if (new Set(codes).size < codes.length) refuse('targeting has a country twice');
	return codes;
}

function checkTracking(value: JsonValue, present?: JsonObject): void {
	if (!isObject(value)) refuse('tracking must be an object');
	const body = value as JsonObject;
	checkKeys(body, ['tracking_method', 'impression_url', 'click_url'], 'tracking.');
	const method = choice(body, 'tracking_method', METHODS);
	if (present === undefined) required(body, ['tracking_method', 'impression_url', 'click_url']);
	else if (method !== undefined && method !== present.tracking_method) refuse('tracking_method can not be changed');
	for (const key of ['impression_url', 'click_url']) {
		const url = textOf(body, key);
		if (url !== undefined && !url.startsWith('https://')) refuse(`${key} must begin with https://`);
	}
}

const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z?$/;

function moment(body: JsonObject, key: string): number | undefined {
	const value = textOf(body, key);
	if (value === undefined) return undefined;
	const at = Date.parse(value.endsWith('Z') ? value : `${value}Z`);
	if (!DATE.test(value) || Number.isNaN(at)) refuse(`Invalid ${key}: ${value}`);
	return at;
}

/** "end_date xor is_continuous_delivery": one of them on create, at most one on update. */
function checkEnd(body: JsonObject, isNew: boolean, start: number): void {
	const end = moment(body, 'end_date');
	const { is_continuous_delivery: endless } = body;
	if (endless !== undefined && endless !== true) refuse('is_continuous_delivery must be true');
	if (end !== undefined && endless !== undefined) refuse('Only one of end_date and is_continuous_delivery is allowed');
	if (isNew && end === undefined && endless === undefined) refuse('One of end_date and is_continuous_delivery is required');
	if (end !== undefined && end <= start) refuse('end_date must be after start_date');
}

function checkSwitches(body: JsonObject): void {
	for (const key of ['is_composite_banner_enabled', 'is_dynamic_ads_enabled']) {
		if (body[key] !== undefined && typeof body[key] !== 'boolean') refuse(`${key} must be a boolean`);
	}
	choice(body, 'catalog_type', ['DPA', 'DOA']);
	choice(body, 'audience_strategy', ['UNIVERSAL', 'PROSPECTING', 'DISCOVERY']);
}

/** "only with CPP or CHK_ROAS". */
function checkAudience(body: JsonObject, goal: JsonObject): void {
	if (body.audience_strategy === undefined) return;
	if (!['CPP', 'CHK_ROAS'].includes(String(goal.goal_type))) refuse('audience_strategy needs CPP or CHK_ROAS');
}

const DAY_MS = 86_400_000;

/** What a create sends. */
export function checkNew(body: JsonObject, now: number): void {
	required(body, ['type']);
	const type = choice(body, 'type', ['APP', 'WEB']) as CampaignType;
	checkKeys(body, type === 'APP' ? APP : WEB);
	required(body, ['name', 'start_date', 'bidding_strategy', 'budget', 'goal', 'targeting']);
	textOf(body, 'name');
	choice(body, 'status', ['LIVE', 'PAUSED']);
	const strategy = choice(body, 'bidding_strategy', type === 'APP' ? STRATEGIES : STRATEGIES.slice(1));
	const start = moment(body, 'start_date') as number;
	if (start < Math.floor(now / DAY_MS) * DAY_MS) refuse('start_date must be today or later');
	checkEnd(body, true, start);
	const targeted = checkTargeting(body.targeting);
	checkBudget(body.budget, targeted);
	if (!isObject(body.goal)) refuse('goal must be an object');
	const goal = body.goal as JsonObject;
	checkGoal(goal, type, targeted);
	if (goal.goal_type === 'CPE' && strategy === STRATEGIES[0]) refuse(`CPE is not allowed with ${strategy}`);
	checkSwitches(body);
	checkAudience(body, goal);
	if (type === 'WEB') {
		required(body, ['website_url']);
		if (!/^https?:\/\//.test(textOf(body, 'website_url') as string)) refuse('Invalid website_url');
		return;
	}
	required(body, ['platform', 'package_name', 'tracking']);
	const platform = choice(body, 'platform', ['IOS', 'ANDROID']);
	textOf(body, 'package_name');
	// "digits (string G, number K), iOS only".
	if ((platform === 'IOS') !== (body.itunes_id !== undefined)) refuse(`itunes_id does not fit ${platform}`);
	if (body.itunes_id !== undefined && !/^\d+$/.test(String(body.itunes_id))) refuse('Invalid itunes_id');
	checkTracking(body.tracking);
}

/**
 * What an update sends, without `id`.
 *
 * @param present what the campaign has
 */
export function checkChange(body: JsonObject, present: JsonObject): void {
	required(body, ['type']);
	const type = choice(body, 'type', ['APP', 'WEB']) as CampaignType;
	if (type !== present.type) refuse(`The campaign's type is ${String(present.type)}`);
	checkKeys(body, type === 'APP' ? APP : WEB);
	for (const key of FIXED) if (body[key] !== undefined) refuse(`${key} can not be changed`);
	choice(body, 'status', ['LIVE', 'PAUSED']);
	textOf(body, 'name');
	textOf(body, 'website_url');
	checkEnd(body, false, Date.parse(`${String(present.start_date).replace(/Z$/, '')}Z`));
	const targeting = body.targeting ?? present.targeting;
	const targeted = checkTargeting(targeting);
	if (body.budget !== undefined) checkBudget(body.budget, targeted);
	const goal = present.goal as JsonObject;
	if (body.goal !== undefined) {
		if (!isObject(body.goal)) refuse('goal must be an object');
		checkGoal(body.goal as JsonObject, type, targeted, goal);
	}
	if (body.tracking !== undefined) checkTracking(body.tracking, present.tracking as JsonObject);
	checkSwitches(body);
	checkAudience(body, goal);
}
