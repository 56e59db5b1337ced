import type { Facts, Field } from '../../../common/form/field';
import type { Fields } from '../../../common/form/fields';
import type { ListKind } from '../../../common/form/lists';
import type { CampaignPicker } from '../pickers';
import type { Group } from './group';
import {
	codes,
	domains,
	idsOrNone,
	idsText,
	iosApps,
	ips,
	packages,
	pickedNumbers,
	picks,
	texts,
	urls,
	zips,
} from './kinds';
import type { PlaceList } from './places';
import { placeNames } from './places';

/**
 * Something that campaigns can both allow and block: the words that its label ends and its description
 * goes on with. A form sorts fields by label, so both stand side by side.
 */
type Target = (end: string, rule: string) => Field;

/** Targets by the API's names without the prefix `whiteListed` or `blackListed`. */
type Targets = Record<string, Target>;

/** Several picked from a list. */
const pick =
	(names: string, load: CampaignPicker, hint: string, dependsOn?: string): Target =>
	(end) =>
		picks(`${names}${end}`, load, hint, dependsOn);

/** A list that is typed. */
const typed =
	(kind: ListKind<string>, label: string, what: string, facts: Facts): Target =>
	(end, rule) =>
		kind(`${label}${end}`, `${what} ${rule}`, facts);

/** Places by their names, which are looked up. */
const named =
	(list: PlaceList, label: string, what: string, example: string): Target =>
	(end, rule) =>
		placeNames(`${label}${end}`, `${what} ${rule}`, list, example);

const PLACES: Targets = {
	StateIds: pick(
		'States',
		'getStates',
		'States of the chosen country, or of the United States if none is chosen',
		'countryId.value',
	),
	DmaIds: pick('DMAs', 'getDmas', 'Designated market areas of the United States'),
	SenateDistrictIds: named(
		'senateDistrictsForCampaigns',
		'Senate Districts',
		'State senate districts',
		'AK-A',
	),
	CongressionalDistrictIds: named(
		'congressionalDistrictsForCampaigns',
		'Congressional Districts',
		'Congressional districts',
		'AL-1',
	),
	HouseDistrictIds: named(
		'houseDistrictsForCampaigns',
		'House Districts',
		'State house districts',
		'AL-1',
	),
	Zipcodes: typed(zips, 'Zip Codes', 'Zip codes', {
		note: 'Enter them as text, so that leading zeros stay',
		example: '35005,02139',
	}),
	CityIds: named('cities', 'Cities', 'Cities', 'Columbus, OH'),
	CountyIds: named('counties', 'Counties', 'Counties', 'Franklin County, OH'),
	LocationIds: typed(idsText, 'Location IDs', 'Locations from uploaded files', {
		note: "IQM's interface shows their IDs",
		example: '48377',
	}),
};

const PEOPLE: Targets = {
	CustomAudienceIds: pick(
		'Audiences',
		'getAudiences',
		'Matched audiences first, then audiences of other kinds',
	),
};

// The two documents disagree on how these lists are sent; the quickstart's commas decide.
const INVENTORY: Targets = {
	DeviceId: typed(codes, 'Device IDs', 'Advertising IDs of devices', {
		example: '38400000-8cf0-11bd-b23e-10b96e40000d',
	}),
	Ip: typed(ips, 'IP Addresses', 'IP addresses, or ranges such as 203.0.113.0/24,', {
		note: 'IQM names IPv4 addresses only',
		example: '203.0.113.7,203.0.113.8',
	}),
	AppId: typed(iosApps, 'Apple App IDs', 'IDs of iOS apps', { example: '123456789' }),
	PackageName: typed(packages, 'Android Package Names', 'Package names of Android apps', {
		example: 'com.example.app',
	}),
	SiteDomain: typed(domains, 'Site Domains', 'Domains of sites', {
		note: 'Of a web address its host is taken',
		example: 'example.com,example.org',
	}),
	InventoryGroupIds: pick('Inventory Groups', 'getInventoryGroups', 'Inventory groups of your account'),
};

/** Both lists of each target. */
function listed(targets: Targets): Fields {
	return Object.fromEntries(
		Object.entries(targets).flatMap(([suffix, target]) => [
			[`whiteListed${suffix}`, target('', 'to target')],
			[`blackListed${suffix}`, target(' Blocked', 'to leave out')],
		]),
	);
}

const places: Group = {
	fields: {
		...listed(PLACES),
		locationFileIds: idsText('Location File IDs', 'Uploaded files with locations to target', {
			example: '1011,1010',
			note: "IQM's interface shows their IDs",
		}),
	},
};

const audiences: Group = {
	fields: {
		...listed(PEOPLE),
		prebidAudienceSegmentIdList: idsOrNone(
			'Prebid Segment IDs',
			'Audience segments that are checked before a bid is made (pre-bid), to attach the campaign to; [] for none',
			{ example: '10,11,12', note: "IQM's interface shows their IDs" },
		),
	},
};

const inventory: Group = {
	fields: {
		...listed(INVENTORY),
		pmpDealIds: pickedNumbers('PMP Deals', 'getPmpDeals', 'Private marketplace deals of your account'),
		inventoryKeywords: texts('Inventory Keywords', 'Keywords of the inventory to target', {
			example: 'Clothing,Education',
		}),
		inventoryUrls: urls('Inventory URLs', 'Pages of the inventory to target', {
			example: 'https://www.example.com',
		}),
	},
};

/**
 * Targeting of places, people and inventory: table of step 5 in the quickstart "Upload Creative and
 * Create a Campaign". `whiteListed…`/`blackListed…AudienceIds` are from the Campaign API guideline.
 */
export const TARGETING_GROUPS = { places, audiences, inventory };
