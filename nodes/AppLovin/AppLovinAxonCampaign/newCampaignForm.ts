import type { INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../common/form/additionalJson';
import { withoutDefault } from '../../common/form/choice';
import { collectionProperty, mustFill, toProperty } from '../../common/form/fields';
import type { Field } from '../../common/form/kinds';
import { withUnit } from '../../common/ground/units';
import { ifItExistsProperties } from '../../common/run/ifItExists';
import { FORMS } from './amountForm';
import { amountRows } from './amountRows';
import { PLATFORMS, TYPES } from './campaigns';
import { BIDDING_STRATEGIES, ENDS, ROAS_DAYS, STARTS, TRACKING_METHODS } from './choices';
import {
	axonMoment,
	CLICK_URL,
	countriesField,
	EXTRA_FIELDS,
	IMPRESSION_URL,
	NAME,
	US_FIELDS,
	WEBSITE_URL,
} from './fields';
import { GOAL_TYPES, GOALS } from './goalTypes';

export const START_DATE = axonMoment(
	'Start Date',
	'start',
	'When the campaign starts, today or later, for example 2026-03-02T00:00:00',
	'Tomorrow is recommended: AppLovin creates every campaign live, so one that starts today may spend before it is paused',
);
export const END_DATE = axonMoment(
	'End Date',
	'end',
	'When the campaign ends, for example 2026-03-31',
);
export const COUNTRIES = countriesField(
	'Where to run the campaign, for example United States (US), or codes by an expression',
);

export const BUDGET = 'Daily Budget';
export const GOAL = 'Goal';

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
/** Types of goals that are multipliers. */
export const ROAS = Object.keys(GOALS).filter((type) => GOALS[type].unit === 'multiplier');

const GOAL_WORDS =
	'in USD for CPI, CPE and CPP, for example 2.50; as a multiplier for ROAS, for example 0.3 for 30%';

/** What a new campaign is asked for. */
export const newCampaignProperties: INodeProperties[] = [
	ask(
		'type',
		'Type',
		TYPES,
		"What the campaign promotes, for example App. It can't be changed later.",
	),
	asked('name', NAME),
	...ifItExistsProperties('its name'),
	ask(
		'start',
		'Start',
		STARTS,
		'Whether the campaign may run once it is created, for example Paused. AppLovin creates every campaign live; Paused pauses it at once with a second request.',
	),
	ask(
		'platform',
		'Platform',
		PLATFORMS,
		"Platform of the app, for example Android. It can't be changed later.",
		APP,
	),
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
	ask(
		'bidding_strategy',
		'Bidding Strategy',
		BIDDING_STRATEGIES,
		"How AppLovin bids and bills, for example Target Goal (CPI Billing). It can't be changed later. Web campaigns always have Automatic Bidding (CPM Billing).",
		APP,
	),
	asked('countries', COUNTRIES),
	ask(
		'budgetFor',
		'Budget For',
		FORMS,
		'Whether the campaign has one daily budget or one for each country, for example All Countries',
	),
	textField(
		'daily_budget',
		withUnit(BUDGET, 'USD'),
		'100',
		'Daily budget of all countries together, for example 100',
		{ budgetFor: ['all'] },
	),
	amountRows(
		'countryBudgets',
		'Daily Budgets',
		withUnit(BUDGET, 'USD'),
		'100',
		'One for each country that the campaign runs in',
		{ budgetFor: ['byCountry'] },
	),
	ask(
		'goal_type',
		'Goal Type',
		GOAL_TYPES,
		"What the campaign aims at, for example Cost per Install (CPI). It can't be changed later.",
	),
	ask(
		'roas_day_target',
		'ROAS Day',
		ROAS_DAYS,
		'By which day after the install or the click the goal is to be reached, for example Day 7',
		{ goal_type: ROAS },
	),
	textField(
		'event_target',
		'Event',
		'tutorial_complete',
		'Name of the event that the goal counts, for example tutorial_complete',
		{ goal_type: ['CPE'] },
	),
	ask(
		'goalFor',
		'Goal For',
		FORMS,
		'Whether the campaign has one goal or one for each country, for example All Countries',
	),
	textField(
		'goal_value',
		withUnit(GOAL, 'USD or Multiplier'),
		'2.50 or 0.3',
		`The goal: ${GOAL_WORDS}`,
		{ goalFor: ['all'] },
	),
	amountRows(
		'countryGoals',
		'Goals',
		withUnit(GOAL, 'USD or Multiplier'),
		'2.50 or 0.3',
		`One for each country that the campaign runs in: ${GOAL_WORDS}`,
		{ goalFor: ['byCountry'] },
	),
	ask(
		'tracking_method',
		'Tracking Method',
		TRACKING_METHODS,
		'Who tracks installs and events, for example Adjust',
		APP,
	),
	asked('impression_url', IMPRESSION_URL, APP),
	asked('click_url', CLICK_URL, APP),
	...collectionProperty(
		{ displayName: 'Additional Fields', name: 'additionalFields', placeholder: 'Add field' },
		{ ...EXTRA_FIELDS, ...US_FIELDS },
		[additionalJsonProperty],
	),
];
