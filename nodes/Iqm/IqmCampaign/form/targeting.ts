import type { Facts } from '../../../common/form/field';
import type { Fields } from '../../../common/form/fields';
import type { ListKind } from '../../../common/form/lists';
import type { Group } from './group';
import {
	codes,
	domains,
	ids,
	idsOrNone,
	idsText,
	iosApps,
	ips,
	packages,
	texts,
	urls,
	zips,
} from './kinds';

/** Something that campaigns can both allow and block. */
interface Target extends Facts {
	kind: ListKind<string>;
	label: string;
	what: string;
}

/** Targets by the API's names without the prefix `whiteListed` or `blackListed`. */
type Targets = Record<string, Target>;

const PLACES: Targets = {
	StateIds: { kind: idsText, label: 'State IDs', what: 'States', example: '30200031,30200032' },
	DmaIds: { kind: idsText, label: 'DMA IDs', what: 'Designated market areas', example: '1,2' },
	SenateDistrictIds: {
		kind: idsText,
		label: 'Senate District IDs',
		what: 'Senate districts',
		example: '662,665',
	},
	CongressionalDistrictIds: {
		kind: idsText,
		label: 'Congress District IDs',
		what: 'Congressional districts',
		example: '78,174',
	},
	HouseDistrictIds: {
		kind: idsText,
		label: 'House District IDs',
		what: 'House districts',
		example: '5096,5067',
	},
	Zipcodes: {
		kind: zips,
		label: 'Zip Codes',
		what: 'Zip codes',
		note: 'Enter them as text, so that leading zeros stay',
		example: '35005,02139',
	},
	CityIds: { kind: idsText, label: 'City IDs', what: 'Cities', example: '1,2' },
	CountyIds: { kind: idsText, label: 'County IDs', what: 'Counties', example: '1,2' },
	LocationIds: {
		kind: idsText,
		label: 'Location IDs',
		what: 'Locations from uploaded files',
		example: '48377',
	},
};

const PEOPLE: Targets = {
	CustomAudienceIds: {
		kind: idsText,
		label: 'Custom Audience IDs',
		what: 'Custom audiences',
		note: 'A matched audience goes here, by its matchedAudienceId',
		example: '15332',
	},
	AudienceIds: {
		kind: idsText,
		label: 'Audience IDs',
		what: 'Audiences of any kind',
		note: 'Known from a later document of IQM only: use the field of the kind where there is one',
		example: '900254,900271',
	},
	AudienceSegmentGroupIds: {
		kind: idsText,
		label: 'Segment Group IDs',
		what: 'Audience segment groups',
		example: '1,2',
	},
	ConversionTagIds: {
		kind: idsText,
		label: 'Conversion Tag IDs',
		what: 'Conversion tags',
		example: '1,2',
	},
};

/** The two documents disagree; the quickstart's commas decide. */
const NOTE = "Sent with commas as in IQM's quickstart; another of its documents has line breaks";

const INVENTORY: Targets = {
	DeviceId: {
		kind: codes,
		label: 'Device IDs',
		what: 'Advertising IDs of devices',
		note: NOTE,
		example: '38400000-8cf0-11bd-b23e-10b96e40000d',
	},
	Ip: {
		kind: ips,
		label: 'IP Addresses',
		what: 'IP addresses, or ranges such as 203.0.113.0/24,',
		note: `IQM's quickstart speaks of IPv4 addresses. ${NOTE}`,
		example: '203.0.113.7,203.0.113.8',
	},
	AppId: {
		kind: iosApps,
		label: 'iOS App IDs',
		what: 'IDs of iOS apps',
		note: NOTE,
		example: '123456789',
	},
	PackageName: {
		kind: packages,
		label: 'Android Package Names',
		what: 'Package names of Android apps',
		note: NOTE,
		example: 'com.example.app',
	},
	SiteDomain: {
		kind: domains,
		label: 'Site Domains',
		what: 'Domains of sites',
		note: `Of a web address its host is taken. ${NOTE}`,
		example: 'example.com,example.org',
	},
	InventoryGroupIds: {
		kind: idsText,
		label: 'Inventory Group IDs',
		what: 'Inventory groups',
		example: '1,2',
	},
};

type List = 'whiteListed' | 'blackListed';

function listed(list: List, targets: Targets): Fields {
	const [verb, rule] =
		list === 'whiteListed' ? ['Allowed', 'to target'] : ['Blocked', 'to leave out'];
	return Object.fromEntries(
		Object.entries(targets).map(([suffix, { kind, label, what, ...facts }]) => [
			`${list}${suffix}`,
			kind(`${verb} ${label}`, `${what} ${rule}`, facts),
		]),
	);
}

const geographyAllowed: Group = {
	name: 'geographyAllowed',
	displayName: 'Geography Allowed',
	placeholder: 'Add place to target',
	fields: {
		...listed('whiteListed', PLACES),
		stateIds: idsText(
			'State IDs (Older Field)',
			"States to target, in the older field that IQM reads like 'Allowed State IDs'",
			{ example: '30200031' },
		),
		locationFileIds: idsText('Location File IDs', 'Uploaded files with locations to target', {
			example: '1011,1010',
		}),
	},
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
	fields: {
		...listed('whiteListed', PEOPLE),
		prebidAudienceSegmentIdList: idsOrNone(
			'Prebid Segment IDs',
			'Prebid audience segments to attach the campaign to, [] for none',
			{ example: '10,11,12' },
		),
	},
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
	fields: {
		...listed('whiteListed', INVENTORY),
		...listed('blackListed', INVENTORY),
		userDealId: codes('User Deal IDs', 'Deals of the user to buy through', { example: '1,2' }),
		groupDealId: codes('Group Deal IDs', 'Groups of selected deals to buy through', {
			example: '1,2',
		}),
		pmpDealIds: ids('PMP Deal IDs', 'Private marketplace deals to buy through', { example: '1,2' }),
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
export const TARGETING_GROUPS = {
	geographyAllowed,
	geographyBlocked,
	audiencesAllowed,
	audiencesBlocked,
	inventory,
};
