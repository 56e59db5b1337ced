import { isInteger, isObject, type JsonObject, type JsonValue } from '../json';
import { json, type Reply } from '../reply';
import {
	campaignParam,
	checkKeys,
	jsonBody,
	refuse,
	route,
	writeReply,
	type Context,
	type Route,
} from './context';
import { COUNTRIES } from './lists';
import type { AppLovinCampaign, AppLovinTargetCountry, AppLovinTargets } from './state';

// "Table of Fields for Countries Objects"
const NUMBERS = ['bid', 'budget'] as const;
const ADDRESSES = ['click_url', 'impression_url'] as const;
const COUNTRY_KEYS = [...NUMBERS, ...ADDRESSES, 'country', 'disabled'];
const DEVICE_TYPES = ['phone', 'tablet', 'other'];

interface CountryChange {
	country: string;
	disabled: boolean;
	values: AppLovinTargetCountry;
}

function readCountry(entry: JsonValue): CountryChange {
	if (!isObject(entry)) refuse('countries must be a list of objects');
	checkKeys(entry, COUNTRY_KEYS, []);
	const { country, disabled = false } = entry;
	// '"DEFAULT" or two-letter country code'
	if (typeof country !== 'string' || (country !== 'DEFAULT' && !COUNTRIES.has(country))) {
		refuse(`The country ${JSON.stringify(country ?? null)} is unknown`);
	}
	if (typeof disabled !== 'boolean') refuse('disabled must be true or false');
	// "To disable countries, set this value to true". Strictest reading: DEFAULT is not a country.
	if (disabled && country === 'DEFAULT') refuse('DEFAULT is no country and can not be disabled');
	const values: AppLovinTargetCountry = {};
	for (const name of NUMBERS) {
		const value = entry[name];
		if (value === undefined) continue;
		if (typeof value !== 'number' || value <= 0) refuse(`${name} must be a number above 0`);
		values[name] = value;
	}
	for (const name of ADDRESSES) {
		const value = entry[name];
		if (value === undefined) continue;
		// The examples contain macros in braces: "campaign={CAMPAIGN_NAME}%20({CAMPAIGN_ID})".
		if (typeof value !== 'string' || !/^https?:\/\/[^\s/]+\S*$/.test(value)) {
			refuse(`${name} must be a URL`);
		}
		values[name] = value;
	}
	return { country, disabled, values };
}

/**
 * "A campaign either has a total budget shared by all countries, or each country needs a specific
 * budget. Therefore, the bid, budget, and URL values should either be in the DEFAULT object or in each
 * country-specific object." The address may be missing altogether, but bid and budget may not once a
 * country is targeted.
 */
function checkPlaces(countries: Map<string, AppLovinTargetCountry>): void {
	const own = [...countries].filter(([country]) => country !== 'DEFAULT');
	const shared = countries.get('DEFAULT') ?? {};
	for (const name of [...NUMBERS, ...ADDRESSES]) {
		const having = own.filter(([, values]) => values[name] !== undefined);
		if (shared[name] !== undefined && having.length > 0) {
			refuse(`${name} must be either in DEFAULT or in each country, not in both`);
		}
		const isNeeded = having.length > 0 || name === 'bid' || name === 'budget';
		if (shared[name] === undefined && isNeeded && having.length < own.length) {
			const missing = own.find(([, values]) => values[name] === undefined)?.[0];
			refuse(`${name} must be in DEFAULT or in each country; ${missing} has none`);
		}
	}
}

/** "A POST request to this endpoint will only update countries that are included in the request." */
function changeCountries(list: JsonValue, before: AppLovinTargets['countries']) {
	if (!Array.isArray(list)) refuse('countries must be a list of objects');
	const changes = list.map(readCountry);
	const names = changes.map(({ country }) => country);
	if (new Set(names).size !== names.length) refuse('countries holds a country twice');
	const after = new Map(before);
	for (const { country, disabled, values } of changes) {
		// "To disable a country, set disabled to true."
		if (disabled) after.delete(country);
		else after.set(country, { ...after.get(country), ...values });
	}
	checkPlaces(after);
	return after;
}

function readDeviceTypes(value: JsonValue, platform: string): string[] {
	if (platform !== 'ios') refuse('device_types is only supported on iOS');
	if (!Array.isArray(value)) refuse('device_types must be a list');
	const types = value.map(String);
	if (!types.every((type) => DEVICE_TYPES.includes(type))) refuse('device_types is unknown');
	return types;
}

/** "Table of /campaign_targets/campaign_id Request/Response Body Fields": no campaign_id in it. */
function answer(campaign: AppLovinCampaign, targets: AppLovinTargets) {
	const version = targets.os_major_version_min;
	return {
		bid_type: campaign.bid_type,
		// "The API only returns active countries."
		countries: [...targets.countries].map(([country, values]) => ({
			...values,
			country,
			disabled: false,
		})),
		// "Only supported on iOS"; strictest reading: elsewhere it is missing.
		...(campaign.platform === 'ios' ? { device_types: targets.device_types } : {}),
		// The example is a number; a working client reads text or null.
		os_major_version_min: version === null ? null : String(version),
	};
}

function targetsOf({ campaign_id }: AppLovinCampaign, { state }: Context): AppLovinTargets {
	return state.targets.get(campaign_id) ?? refuse('Campaign not found', 404);
}

function get(context: Context): Reply {
	const campaign = campaignParam(context);
	return json(200, answer(campaign, targetsOf(campaign, context)));
}

function checkVersion(body: JsonObject): void {
	const version = body.os_major_version_min;
	if (version !== undefined && (!isInteger(version) || version < 0)) {
		refuse('os_major_version_min must be a whole number');
	}
}

/** POST /campaign_targets/{campaign_id}: "to update those attributes". */
function update(context: Context): Reply {
	const campaign = campaignParam(context);
	const targets = targetsOf(campaign, context);
	const body = jsonBody(context);
	checkKeys(body, ['countries', 'device_types', 'os_major_version_min'], ['bid_type']);
	if (Object.keys(body).length === 0) refuse('There is nothing to update');
	checkVersion(body);
	// Nothing is changed before everything is checked.
	const { platform } = campaign;
	const types = 'device_types' in body ? readDeviceTypes(body.device_types, platform) : undefined;
	if ('countries' in body) targets.countries = changeCountries(body.countries, targets.countries);
	if (types) targets.device_types = types;
	const version = body.os_major_version_min;
	if (isInteger(version)) targets.os_major_version_min = version;
	const object = answer(campaign, targets);
	return writeReply(context, object, object.countries);
}

export const targetRoutes: Route[] = [
	route('GET', '/campaign_targets/{campaign_id}', 'campaigns:read', get),
	route('POST', '/campaign_targets/{campaign_id}', 'campaigns:write', update),
];
