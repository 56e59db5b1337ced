import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../common/form/additionalJson';
import { toChoice, withoutDefault } from '../../common/form/choice';
import { collectionProperty, labelsOf, mustFill, readFields, toProperty } from '../../common/form/fields';
import type { Field } from '../../common/form/kinds';
import { toItunesId, toPackageName } from '../../common/ground/appIds';
import { clock } from '../../common/ground/clock';
import type { Faults } from '../../common/ground/faults';
import { withUnit } from '../../common/ground/units';
import { isObject, toAmount, toText } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { ifItExistsProperties } from '../../common/run/ifItExists';
import { decimalText } from '../axonShared/values';
import { amountRows, readAmountRows } from './amountRows';
import { FORMS } from './amountForm';
import { PLATFORMS, TYPES } from './campaigns';
import { BIDDING_STRATEGIES, DAYS_OF, ENDS, ROAS_DAYS, STARTS, TRACKING_METHODS } from './choices';
import {
	axonMoment,
	axonTime,
	CLICK_URL,
	countriesField,
	EXTRA_FIELDS,
	IMPRESSION_URL,
	NAME,
	TYPES_OF,
	US_FIELDS,
	WEBSITE_URL,
} from './fields';
import { checkGoal, GOAL_TYPES, GOALS } from './goalTypes';

const START_DATE = axonMoment(
	'Start Date',
	'start',
	'When the campaign starts, today or later, for example 2026-03-02T00:00:00',
	'Tomorrow is recommended: AppLovin creates every campaign live, so one that starts today may spend before it is paused',
);
const END_DATE = axonMoment('End Date', 'end', 'When the campaign ends, for example 2026-03-31');
const COUNTRIES = countriesField('Where to run the campaign, for example United States (US), or codes by an expression');

const BUDGET = 'Daily Budget';
const GOAL = 'Goal';
const AUTO = 'AUTO_BIDDING_WITH_CPM_BILLING';
const CPI_BILLING = 'TARGET_GOAL_WITH_CPI_BILLING';

type Show = Record<string, string[]>;

/** A choice without a first one, because a wrong one costs money. */
function ask(
	name: string,
	displayName: string,
	options: INodeProperties['options'],
	description: string,
	show?: Show,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'options',
		options: withoutDefault(options as never),
		default: '',
		required: true,
		...(show === undefined ? {} : { displayOptions: { show } }),
		description,
	};
}

function asked(name: string, field: Field, show?: Show): INodeProperties {
	const property = mustFill(toProperty(name, field));
	return show === undefined ? property : { ...property, displayOptions: { show } };
}

function textField(
	name: string,
	displayName: string,
	example: string,
	description: string,
	show?: Show,
	required = true,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		default: '',
		...(required ? { required } : {}),
		placeholder: `e.g. ${example}`,
		...(show === undefined ? {} : { displayOptions: { show } }),
		description,
	};
}

const APP = { type: ['APP'] };
const WEB = { type: ['WEB'] };
const ROAS = Object.keys(GOALS).filter((type) => GOALS[type].unit === 'multiplier');

const GOAL_WORDS = 'in USD for CPI, CPE and CPP, for example 2.50; as a multiplier for ROAS, for example 0.3 for 30%';

/** What a new campaign is asked for. */
export const newCampaignProperties: INodeProperties[] = [
	ask('type', 'Type', TYPES, "What the campaign promotes, for example App. It can't be changed later."),
	asked('name', NAME),
	...ifItExistsProperties('its name'),
	ask(
		'start',
		'Start',
		STARTS,
		'Whether the campaign may run once it is created, for example Paused. AppLovin creates every campaign live; Paused pauses it at once with a second request.',
	),
	ask('platform', 'Platform', PLATFORMS, "Platform of the app, for example Android. It can't be changed later.", APP),
	textField(
		'package_name',
		'Package Name',
		'com.example.game',
		'Package name or bundle ID of the promoted app, for example com.example.game',
		APP,
	),
	// Not required in n8n's sense: if the platform is an expression, it is shown for Android too.
	textField(
		'itunes_id',
		'App Store ID',
		'1234567890',
		"The number in the app's App Store URL, for example 1234567890. Required on iOS, not used on Android.",
		{ ...APP, platform: ['IOS'] },
		false,
	),
	asked('website_url', WEBSITE_URL, WEB),
	asked('start_date', START_DATE),
	ask('end', 'End', ENDS, 'Whether the campaign ends, for example No End'),
	asked('end_date', END_DATE, { end: ['date'] }),
	ask('bidding_strategy', 'Bidding Strategy', BIDDING_STRATEGIES, "How AppLovin bids and bills, for example Target Goal (CPI Billing). It can't be changed later. Web campaigns always have Automatic Bidding (CPM Billing).", APP),
	asked('countries', COUNTRIES),
	ask('budgetFor', 'Budget For', FORMS, 'Whether the campaign has one daily budget or one for each country, for example All Countries'),
	textField('daily_budget', withUnit(BUDGET, 'USD'), '100', 'Daily budget of all countries together, for example 100', { budgetFor: ['all'] }),
	amountRows('countryBudgets', 'Daily Budgets', withUnit(BUDGET, 'USD'), '100', 'One for each country that the campaign runs in', { budgetFor: ['byCountry'] }),
	ask('goal_type', 'Goal Type', GOAL_TYPES, "What the campaign aims at, for example Cost per Install (CPI). It can't be changed later."),
	ask('roas_day_target', 'ROAS Day', ROAS_DAYS, 'By which day after the install or the click the goal is to be reached, for example Day 7', { goal_type: ROAS }),
	textField('event_target', 'Event', 'tutorial_complete', 'Name of the event that the goal counts, for example tutorial_complete', { goal_type: ['CPE'] }),
	ask('goalFor', 'Goal For', FORMS, 'Whether the campaign has one goal or one for each country, for example All Countries'),
	textField('goal_value', withUnit(GOAL, 'USD or Multiplier'), '2.50 or 0.3', `The goal: ${GOAL_WORDS}`, { goalFor: ['all'] }),
	amountRows('countryGoals', 'Goals', withUnit(GOAL, 'USD or Multiplier'), '2.50 or 0.3', `One for each country that the campaign runs in: ${GOAL_WORDS}`, { goalFor: ['byCountry'] }),
	ask('tracking_method', 'Tracking Method', TRACKING_METHODS, 'Who tracks installs and events, for example Adjust', APP),
	asked('impression_url', IMPRESSION_URL, APP),
	asked('click_url', CLICK_URL, APP),
	...collectionProperty(
		{ displayName: 'Additional Fields', name: 'additionalFields', placeholder: 'Add field' },
		{ ...EXTRA_FIELDS, ...US_FIELDS },
		[additionalJsonProperty],
	),
];

/** The form's words, by the API's names. */
export const LABELS: Record<string, string> = {
	...labelsOf({ ...EXTRA_FIELDS, name: NAME, website_url: WEBSITE_URL, start_date: START_DATE, end_date: END_DATE }),
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

function chosen({ item, faults }: Reading, name: string, label: string, options: INodeProperties['options']) {
	return faults.attempt(() => toChoice(item.read(name), label, options as never));
}

function readApp(reading: Reading): IDataObject {
	const { item, faults } = reading;
	const platform = chosen(reading, 'platform', 'Platform', PLATFORMS);
	const isIos = platform === 'IOS';
	const app: IDataObject = { platform };
	app.package_name = faults.attempt(() =>
		isIos ? toText(item.read('package_name'), LABELS.package_name) : toPackageName(item.read('package_name'), LABELS.package_name),
	);
	if (isIos) app.itunes_id = faults.attempt(() => toItunesId(item.read('itunes_id'), LABELS.itunes_id));
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
		faults.wrong(`'Start Date' must be today (${today} in UTC) or later, not ${start}`, 'Tomorrow is recommended.');
	}
	const end = chosen(reading, 'end', 'End', ENDS);
	if (end !== 'date') return { start_date: start, ...(end === undefined ? {} : { is_continuous_delivery: true }) };
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
		const map = readAmountRows(item.read('countryBudgets'), 'Daily Budgets', countries, toUsd, faults);
		return { country_code_to_daily_budget: map };
	}
	if (form === undefined) return {};
	return { daily_budget_for_all_countries: faults.attempt(() => toUsd(item.read('daily_budget'), BUDGET)) };
}

function checkGoalType(goalType: string, { faults, type }: Reading, strategy: unknown): void {
	if (type !== undefined && !GOALS[goalType].types.includes(type)) {
		faults.wrong(`'Goal Type' ${goalType} is for app campaigns only`, 'Web campaigns can have CPE, CPP or CHK_ROAS (Purchase ROAS).');
	}
	if (goalType === 'CPE' && strategy === CPI_BILLING) {
		faults.wrong("'Goal Type' CPE can't be combined with 'Bidding Strategy' Target Goal (CPI Billing)", 'Choose Automatic Bidding (CPM Billing).');
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
		goal.country_code_to_goal_value = readAmountRows(item.read('countryGoals'), 'Goals', countries, toGoal, faults);
	} else if (form !== undefined) {
		goal.goal_value_for_all_countries = faults.attempt(() => toGoal(item.read('goal_value'), GOAL));
	}
	if (ROAS.includes(goalType)) {
		const day = chosen(reading, 'roas_day_target', 'ROAS Day', ROAS_DAYS);
		if (day !== undefined && type !== undefined && !DAYS_OF[type].includes(day)) {
			faults.wrong(`'ROAS Day' must be ${DAYS_OF[type].join(' or ')} for this type of campaign, not ${day}`);
		}
		goal.roas_day_target = day;
	}
	if (goalType === 'CPE') goal.event_target = faults.attempt(() => toText(item.read('event_target'), 'Event'));
	return goal;
}

/** `targeting`: one row per country, with what narrows the United States down. */
export function targetingOf(
	countries: string[],
	us: { region_codes?: string[]; metro_names?: string[] },
	faults: Faults,
): IDataObject[] {
	const narrowed = Object.entries(us).filter(([, list]) => list !== undefined);
	if (narrowed.length > 1) faults.wrong("'US Regions' and 'US Metros' are both set", 'Remove one of them.');
	if (narrowed.length > 0 && countries.length > 0 && !countries.includes('US')) {
		faults.wrong("'US Regions' and 'US Metros' need the United States among 'Countries'");
	}
	return countries.map((code) => ({
		country_code: code,
		...(code === 'US' ? (Object.fromEntries(narrowed) as IDataObject) : {}),
	}));
}

/** @throws nothing; what is only for the other type of campaigns is a fault */
export function checkExtra(extra: IDataObject, type: string | undefined, goalType: unknown, faults: Faults): void {
	for (const name of Object.keys(extra)) {
		if (type === undefined || TYPES_OF[name] === undefined || TYPES_OF[name] === type) continue;
		faults.wrong(`'${LABELS[name]}' is for ${TYPES_OF[name] === 'WEB' ? 'web' : 'app'} campaigns only`, 'Remove it.');
	}
	const fits = goalType === undefined || goalType === 'CPP' || goalType === 'CHK_ROAS';
	if (extra.audience_strategy !== undefined && !fits) {
		faults.wrong("'Audience Strategy' needs the goal type CPP or CHK_ROAS (Purchase ROAS)", 'Remove it, or choose another goal type.');
	}
}

const NOT_IN_JSON: Record<string, string> = {
	id: 'AppLovin gives it.',
	status: "AppLovin ignores it for new campaigns: choose in 'Start'.",
	hashed_id: 'AppLovin gives it.',
	created_at: 'AppLovin sets it.',
};

/** A new campaign as it is sent; everything that is wrong goes to `faults`. */
export function readNewCampaign(item: Item, faults: Faults): { body: IDataObject; start: string } {
	const type = faults.attempt(() => toChoice(item.read('type'), 'Type', TYPES));
	const reading = { item, faults, type };
	const name = faults.attempt(() => NAME.read(item.read('name'), 'utc'));
	const start = chosen(reading, 'start', 'Start', STARTS) ?? '';
	const own: IDataObject =
		type === 'WEB'
			? { website_url: faults.attempt(() => WEBSITE_URL.read(item.read('website_url'), 'utc')), bidding_strategy: AUTO }
			: type === 'APP'
				? readApp(reading)
				: {};
	const countries = faults.attempt(() => COUNTRIES.read(item.read('countries'), 'utc')) ?? [];
	const given = item.read('additionalFields');
	const { additionalJson, ...added } = isObject(given) ? given : {};
	const { region_codes, metro_names, ...extra } = readFields(added, { ...EXTRA_FIELDS, ...US_FIELDS }, item, faults);
	const goal = readGoal(reading, countries, own.bidding_strategy);
	checkExtra(extra as IDataObject, type, goal.goal_type, faults);
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
	const body = faults.attempt(() => withAdditionalJson(form, additionalJson, LABELS)) ?? form;
	for (const [key, why] of Object.entries(NOT_IN_JSON)) {
		if (key in body && !(key in form)) faults.wrong(`'Additional JSON' sets '${key}', which a new campaign can't have`, `Remove it. ${why}`);
	}
	return { body, start };
}
