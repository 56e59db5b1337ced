import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { withAdditionalJson } from '../../common/form/additionalJson';
import { toChoice } from '../../common/form/choice';
import { labelsOf, readFields } from '../../common/form/fields';
import { toItunesId, toPackageName } from '../../common/ground/appIds';
import { clock } from '../../common/ground/clock';
import type { Faults } from '../../common/ground/faults';
import { isObject, toAmount, toText } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { decimalText } from '../axonShared/values';
import { FORMS } from './amountForm';
import { readAmountRows } from './amountRows';
import { PLATFORMS, TYPES } from './campaigns';
import { BIDDING_STRATEGIES, DAYS_OF, ENDS, ROAS_DAYS, STARTS, TRACKING_METHODS } from './choices';
import {
	axonTime,
	CLICK_URL,
	EXTRA_FIELDS,
	IMPRESSION_URL,
	NAME,
	TYPES_OF,
	US_FIELDS,
	WEBSITE_URL,
} from './fields';
import { checkGoal, GOAL_TYPES, GOALS } from './goalTypes';
import { jsonFields } from './jsonFields';
import { BUDGET, COUNTRIES, END_DATE, GOAL, ROAS, START_DATE } from './newCampaignForm';

const AUTO = 'AUTO_BIDDING_WITH_CPM_BILLING';
const CPI_BILLING = 'TARGET_GOAL_WITH_CPI_BILLING';

/** The form's words, by the API's names. */
export const LABELS: Record<string, string> = {
	...labelsOf({
		...EXTRA_FIELDS,
		name: NAME,
		website_url: WEBSITE_URL,
		impression_url: IMPRESSION_URL,
		click_url: CLICK_URL,
		start_date: START_DATE,
		end_date: END_DATE,
	}),
	type: 'Type',
	platform: 'Platform',
	package_name: 'Package Name',
	itunes_id: 'App Store ID',
	is_continuous_delivery: 'End',
	bidding_strategy: 'Bidding Strategy',
	targeting: 'Countries',
	budget: BUDGET,
	goal: GOAL,
	tracking: 'Tracking Method',
	status: 'Status',
};

interface Reading {
	item: Item;
	faults: Faults;
	/** `APP` or `WEB`, once it is known. */
	type: string | undefined;
}

function chosen(
	{ item, faults }: Reading,
	name: string,
	label: string,
	options: INodePropertyOptions[],
): string | undefined {
	return faults.attempt(() => toChoice(item.read(name), label, options));
}

function readApp(reading: Reading): IDataObject {
	const { item, faults } = reading;
	const platform = chosen(reading, 'platform', 'Platform', PLATFORMS);
	const isIos = platform === 'IOS';
	const app: IDataObject = { platform };
	app.package_name = faults.attempt(() =>
		isIos
			? toText(item.read('package_name'), LABELS.package_name)
			: toPackageName(item.read('package_name'), LABELS.package_name),
	);
	if (isIos)
		app.itunes_id = faults.attempt(() => toItunesId(item.read('itunes_id'), LABELS.itunes_id));
	const strategy = chosen(reading, 'bidding_strategy', 'Bidding Strategy', BIDDING_STRATEGIES);
	const tracking = {
		tracking_method: chosen(reading, 'tracking_method', 'Tracking Method', TRACKING_METHODS),
		impression_url: faults.attempt(() => IMPRESSION_URL.read(item.read('impression_url'), 'utc')),
		click_url: faults.attempt(() => CLICK_URL.read(item.read('click_url'), 'utc')),
	};
	return { ...app, bidding_strategy: strategy, tracking } as IDataObject;
}

function readDates(reading: Reading): IDataObject {
	const { item, faults } = reading;
	const start = faults.attempt(() => START_DATE.read(item.read('start_date'), 'utc'));
	const today = axonTime(clock.now()).slice(0, 10);
	if (start !== undefined && start.slice(0, 10) < today) {
		faults.wrong(
			`'Start Date' must be today (${today} in UTC) or later, not ${start}`,
			'Tomorrow is recommended.',
		);
	}
	const end = chosen(reading, 'end', 'End', ENDS);
	if (end !== 'date')
		return { start_date: start, ...(end === undefined ? {} : { is_continuous_delivery: true }) };
	const last = faults.attempt(() => END_DATE.read(item.read('end_date'), 'utc'));
	if (start !== undefined && last !== undefined && last <= start) {
		faults.wrong(`'End Date' (${last}) must be after 'Start Date' (${start})`);
	}
	return { start_date: start, end_date: last };
}

function readBudget(reading: Reading, countries: string[]): IDataObject {
	const { item, faults } = reading;
	const form = chosen(reading, 'budgetFor', 'Budget For', FORMS);
	const toUsd = (value: unknown, label: string): string =>
		decimalText(toAmount(value, label, 'It is in USD per day.'), 2);
	if (form === 'byCountry') {
		const map = readAmountRows(
			item.read('countryBudgets'),
			'Daily Budgets',
			countries,
			toUsd,
			faults,
		);
		return { country_code_to_daily_budget: map };
	}
	if (form === undefined) return {};
	return {
		daily_budget_for_all_countries: faults.attempt(() => toUsd(item.read('daily_budget'), BUDGET)),
	};
}

function checkGoalType(goalType: string, { faults, type }: Reading, strategy: unknown): void {
	if (type !== undefined && !GOALS[goalType].types.includes(type)) {
		faults.wrong(
			`'Goal Type' ${goalType} is for app campaigns only`,
			'Web campaigns can have CPE, CPP or CHK_ROAS (Purchase ROAS).',
		);
	}
	if (goalType === 'CPE' && strategy === CPI_BILLING) {
		faults.wrong(
			"'Goal Type' CPE can't be combined with 'Bidding Strategy' Target Goal (CPI Billing)",
			'Choose Automatic Bidding (CPM Billing).',
		);
	}
}

function readGoal(reading: Reading, countries: string[], strategy: unknown): IDataObject {
	const { item, faults, type } = reading;
	const goalType = chosen(reading, 'goal_type', 'Goal Type', GOAL_TYPES);
	const form = chosen(reading, 'goalFor', 'Goal For', FORMS);
	if (goalType === undefined) return {};
	checkGoalType(goalType, reading, strategy);
	const isPrice = GOALS[goalType].unit === 'usd';
	const toGoal = (value: unknown, label: string): string =>
		decimalText(checkGoal(value, label, goalType), isPrice ? 2 : 0);
	const goal: IDataObject = { goal_type: goalType };
	if (form === 'byCountry') {
		goal.country_code_to_goal_value = readAmountRows(
			item.read('countryGoals'),
			'Goals',
			countries,
			toGoal,
			faults,
		);
	} else if (form !== undefined) {
		goal.goal_value_for_all_countries = faults.attempt(() => toGoal(item.read('goal_value'), GOAL));
	}
	if (ROAS.includes(goalType)) {
		const day = chosen(reading, 'roas_day_target', 'ROAS Day', ROAS_DAYS);
		if (day !== undefined && type !== undefined && !DAYS_OF[type].includes(day)) {
			faults.wrong(
				`'ROAS Day' must be ${DAYS_OF[type].join(' or ')} for this type of campaign, not ${day}`,
			);
		}
		goal.roas_day_target = day;
	}
	if (goalType === 'CPE')
		goal.event_target = faults.attempt(() => toText(item.read('event_target'), 'Event'));
	return goal;
}

/** `targeting`: one row per country, with what narrows the United States down. */
export function targetingOf(
	countries: string[],
	us: { region_codes?: string[]; metro_names?: string[] },
	faults: Faults,
): IDataObject[] {
	const narrowed = Object.entries(us).filter(([, list]) => list !== undefined);
	if (narrowed.length > 1)
		faults.wrong("'US Regions' and 'US Metros' are both set", 'Remove one of them.');
	if (narrowed.length > 0 && countries.length > 0 && !countries.includes('US')) {
		faults.wrong("'US Regions' and 'US Metros' need the United States among 'Countries'");
	}
	return countries.map((code) => ({
		country_code: code,
		...(code === 'US' ? (Object.fromEntries(narrowed) as IDataObject) : {}),
	}));
}

/** @throws nothing; what is only for the other type of campaigns is a fault */
export function checkExtra(
	extra: IDataObject,
	type: string | undefined,
	goalType: unknown,
	faults: Faults,
): void {
	for (const name of Object.keys(extra)) {
		if (type === undefined || TYPES_OF[name] === undefined || TYPES_OF[name] === type) continue;
		faults.wrong(
			`'${LABELS[name]}' is for ${TYPES_OF[name] === 'WEB' ? 'web' : 'app'} campaigns only`,
			'Remove it.',
		);
	}
	const fits = goalType === undefined || goalType === 'CPP' || goalType === 'CHK_ROAS';
	if (extra.audience_strategy !== undefined && !fits) {
		faults.wrong(
			"'Audience Strategy' needs the goal type CPP or CHK_ROAS (Purchase ROAS)",
			'Remove it, or choose another goal type.',
		);
	}
}

const NOT_IN_JSON: Record<string, string> = {
	id: 'AppLovin gives it.',
	status: "AppLovin ignores it for new campaigns: choose in 'Start'.",
	hashed_id: 'AppLovin gives it.',
	created_at: 'AppLovin sets it.',
	countries: "Use 'Countries'.",
	region_codes: "Use 'US Regions' in 'Additional Fields'.",
	metro_names: "Use 'US Metros' in 'Additional Fields'.",
	impression_url: "Use 'Impression URL'.",
	click_url: "Use 'Click URL'.",
};

/** A new campaign as it is sent; everything that is wrong goes to `faults`. */
export function readNewCampaign(item: Item, faults: Faults): { body: IDataObject; start: string } {
	const type = faults.attempt(() => toChoice(item.read('type'), 'Type', TYPES));
	const reading = { item, faults, type };
	const name = faults.attempt(() => NAME.read(item.read('name'), 'utc'));
	const start = chosen(reading, 'start', 'Start', STARTS) ?? '';
	const own: IDataObject =
		type === 'WEB'
			? {
					website_url: faults.attempt(() => WEBSITE_URL.read(item.read('website_url'), 'utc')),
					bidding_strategy: AUTO,
				}
			: type === 'APP'
				? readApp(reading)
				: {};
	const countries = faults.attempt(() => COUNTRIES.read(item.read('countries'), 'utc')) ?? [];
	const given = item.read('additionalFields');
	const { additionalJson, ...added } = isObject(given) ? given : {};
	const { region_codes, metro_names, ...extra } = readFields(
		added,
		{ ...EXTRA_FIELDS, ...US_FIELDS },
		item,
		faults,
	);
	const goal = readGoal(reading, countries, own.bidding_strategy);
	const form: IDataObject = {
		type,
		name,
		...own,
		...readDates(reading),
		budget: readBudget(reading, countries),
		goal,
		targeting: targetingOf(countries, { region_codes, metro_names }, faults),
		...(extra as IDataObject),
	};
	const json = jsonFields(
		additionalJson,
		EXTRA_FIELDS,
		NOT_IN_JSON,
		"which a new campaign can't have",
		faults,
	);
	const body = faults.attempt(() => withAdditionalJson(form, json, LABELS)) ?? form;
	checkExtra({ ...(extra as IDataObject), ...json }, type, goal.goal_type, faults);
	for (const name of ['end_date', 'is_continuous_delivery']) {
		if (json[name] === undefined || form[name] !== undefined) continue;
		faults.wrong(
			`'Additional JSON' sets '${name}', which 'End' decides`,
			"Remove it, and choose in 'End'.",
		);
	}
	return { body, start };
}
