import type { Field, FieldKind, Group } from './field';
import { row } from './field';

/** A kind of target that campaigns can both allow and block. */
interface Target {
	kind: FieldKind;
	/** The API's name without its `whiteListed` or `blackListed`. */
	suffix: string;
	displayName: string;
	what: string;
	/** What the user has to know beside it. */
	note?: string;
	example: string;
}

const PLACES: Target[] = [
	{
		kind: 'ids',
		suffix: 'StateIds',
		displayName: 'State IDs',
		what: 'States',
		example: '30200031,30200032',
	},
	{
		kind: 'ids',
		suffix: 'DmaIds',
		displayName: 'DMA IDs',
		what: 'Designated market areas',
		example: '1,2',
	},
	{
		kind: 'ids',
		suffix: 'SenateDistrictIds',
		displayName: 'Senate District IDs',
		what: 'Senate districts',
		example: '662,665',
	},
	{
		kind: 'ids',
		suffix: 'CongressionalDistrictIds',
		displayName: 'Congress District IDs',
		what: 'Congressional districts',
		example: '78,174',
	},
	{
		kind: 'ids',
		suffix: 'HouseDistrictIds',
		displayName: 'House District IDs',
		what: 'House districts',
		example: '5096,5067',
	},
	{
		kind: 'zips',
		suffix: 'Zipcodes',
		displayName: 'Zip Codes',
		what: 'Zip codes',
		note: 'Enter them as text, so that leading zeros stay',
		example: '35005,02139',
	},
	{ kind: 'ids', suffix: 'CityIds', displayName: 'City IDs', what: 'Cities', example: '1,2' },
	{ kind: 'ids', suffix: 'CountyIds', displayName: 'County IDs', what: 'Counties', example: '1,2' },
	{
		kind: 'ids',
		suffix: 'LocationIds',
		displayName: 'Location IDs',
		what: 'Locations from uploaded files',
		example: '48377',
	},
];

const PEOPLE: Target[] = [
	{
		kind: 'ids',
		suffix: 'CustomAudienceIds',
		displayName: 'Custom Audience IDs',
		what: 'Custom audiences',
		note: 'A matched audience goes here, by its matchedAudienceId',
		example: '15332',
	},
	{
		kind: 'ids',
		suffix: 'AudienceIds',
		displayName: 'Audience IDs',
		what: 'Audiences of any kind',
		note: 'Known from a later document of IQM only: use the field of the kind where there is one',
		example: '900254,900271',
	},
	{
		kind: 'ids',
		suffix: 'AudienceSegmentGroupIds',
		displayName: 'Segment Group IDs',
		what: 'Audience segment groups',
		example: '1,2',
	},
	{
		kind: 'ids',
		suffix: 'ConversionTagIds',
		displayName: 'Conversion Tag IDs',
		what: 'Conversion tags',
		example: '1,2',
	},
];

/** The two documents disagree; the quickstart's commas decide. */
const NOTE = "Sent with commas as in IQM's quickstart; another of its documents has line breaks";

const INVENTORY: Target[] = [
	{
		kind: 'codes',
		suffix: 'DeviceId',
		displayName: 'Device IDs',
		what: 'Advertising IDs of devices',
		note: NOTE,
		example: '38400000-8cf0-11bd-b23e-10b96e40000d',
	},
	{
		kind: 'ips',
		suffix: 'Ip',
		displayName: 'IP Addresses',
		what: 'IP addresses, or ranges such as 203.0.113.0/24,',
		note: `IQM's quickstart speaks of IPv4 addresses. ${NOTE}`,
		example: '203.0.113.7,203.0.113.8',
	},
	{
		kind: 'iosApps',
		suffix: 'AppId',
		displayName: 'iOS App IDs',
		what: 'IDs of iOS apps',
		note: NOTE,
		example: '123456789',
	},
	{
		kind: 'packages',
		suffix: 'PackageName',
		displayName: 'Android Package Names',
		what: 'Package names of Android apps',
		note: NOTE,
		example: 'com.example.app',
	},
	{
		kind: 'domains',
		suffix: 'SiteDomain',
		displayName: 'Site Domains',
		what: 'Domains of sites',
		note: `Of a web address its host is taken. ${NOTE}`,
		example: 'example.com,example.org',
	},
	{
		kind: 'ids',
		suffix: 'InventoryGroupIds',
		displayName: 'Inventory Group IDs',
		what: 'Inventory groups',
		example: '1,2',
	},
];

type List = 'whiteListed' | 'blackListed';

function listed(list: List, targets: Target[]): Field[] {
	const [verb, rule] =
		list === 'whiteListed' ? ['Allowed', 'to target'] : ['Blocked', 'to leave out'];
	return targets.map(({ kind, suffix, displayName, what, note, example }) => {
		const described = row(
			kind,
			`${list}${suffix}`,
			`${verb} ${displayName}`,
			`${what} ${rule}`,
			example,
		);
		return { ...described, note };
	});
}

const geographyAllowed: Group = {
	name: 'geographyAllowed',
	displayName: 'Geography Allowed',
	placeholder: 'Add place to target',
	fields: [
		...listed('whiteListed', PLACES),
		row(
			'ids',
			'stateIds',
			'State IDs (Older Field)',
			"States to target, in the older field that IQM reads like 'Allowed State IDs'",
			'30200031',
		),
		row(
			'ids',
			'locationFileIds',
			'Location File IDs',
			'Uploaded files with locations to target',
			'1011,1010',
		),
	],
};

const geographyBlocked: Group = {
	name: 'geographyBlocked',
	displayName: 'Geography Blocked',
	placeholder: 'Add place to leave out',
	fields: listed('blackListed', PLACES),
};

const audiencesAllowed: Group = {
	name: 'audiencesAllowed',
	displayName: 'Audiences Allowed',
	placeholder: 'Add audience to target',
	fields: [
		...listed('whiteListed', PEOPLE),
		{
			...row(
				'idArray',
				'prebidAudienceSegmentIdList',
				'Prebid Segment IDs',
				'Prebid audience segments to attach the campaign to, [] for none',
				'10,11,12',
			),
			mayBeEmpty: true,
		},
	],
};

const audiencesBlocked: Group = {
	name: 'audiencesBlocked',
	displayName: 'Audiences Blocked',
	placeholder: 'Add audience to leave out',
	fields: listed('blackListed', PEOPLE),
};

const inventory: Group = {
	name: 'inventory',
	displayName: 'Inventory',
	placeholder: 'Add inventory field',
	fields: [
		...listed('whiteListed', INVENTORY),
		...listed('blackListed', INVENTORY),
		row('codes', 'userDealId', 'User Deal IDs', 'Deals of the user to buy through', '1,2'),
		row('codes', 'groupDealId', 'Group Deal IDs', 'Groups of selected deals to buy through', '1,2'),
		row('idArray', 'pmpDealIds', 'PMP Deal IDs', 'Private marketplace deals to buy through', '1,2'),
		row(
			'textArray',
			'inventoryKeywords',
			'Inventory Keywords',
			'Keywords of the inventory to target',
			'Clothing,Education',
		),
		row(
			'urlArray',
			'inventoryUrls',
			'Inventory URLs',
			'Pages of the inventory to target',
			'https://www.example.com',
		),
	],
};

/**
 * Targeting of places, people and inventory: table of step 5 in the quickstart "Upload Creative and
 * Create a Campaign". `whiteListed…`/`blackListed…AudienceIds` are from the Campaign API guideline.
 */
export const TARGETING_GROUPS = {
	geographyAllowed,
	geographyBlocked,
	audiencesAllowed,
	audiencesBlocked,
	inventory,
};
