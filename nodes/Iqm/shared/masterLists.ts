import { creativeTypeRows } from './creativeTypes';
import type { MasterList } from './masterList';
import { districts, IN_QUERY, olderSegment, segment, whole, wholeAt } from './masterList';
import { byType, dmaRows } from './masterShapes';

/** HTTP 204 is a list without rows. */
const creativeTypes = (data: unknown) => (data === undefined ? [] : creativeTypeRows(data));

/** Most lists of places have those of this country alone. */
export const UNITED_STATES = '30100001';

const OF_COUNTRY = { one: 'country', example: UNITED_STATES, list: 'countries' };
const OF_STATE = { one: 'state', example: '30200002', list: 'states', sentAs: 'parentSegmentIds' };

/** Older IDs of countries: no list has them, and 246 is the only one that the documents name. */
const OF_OLD_COUNTRY = { one: 'country', example: '246', slot: 'countryId', preset: '246' };
const OLD_COUNTRY = 'United States, unless a country is chosen by its older ID';

/** "Columbus, OH" */
const STATE_ENDING = { ending: /,[^,]*$/, stateCode: /,\s*([A-Z]{2})$/i };

/** "Travel (IAB20)" */
const IAB_ENDING = /\s*\(IAB[^)]*\)$/i;

/** Districts by state, such as "AK-A" and "Alabama-1". */
const OF_DISTRICT = { within: OF_STATE, alsoNamed: ['abbreviation'], stateCode: /^([A-Z]{2})-/i };

const location = { resource: 'location' } as const;
const demographic = { resource: 'demographic' } as const;
const device = { resource: 'device' } as const;
const others = { resource: 'device', space: 'others' } as const;
const campaigns = { resource: 'device', space: 'campaigns' } as const;
const creative = { resource: 'creative' } as const;
const supply = { resource: 'supply' } as const;

/**
 * All lists of IQM's master data (IQM OpenAPI master; the Master API guideline has the same), but those
 * that newer ones have replaced. Numbers of rows are from the documents' samples and from what they list.
 */
const LISTS = {
	countries: segment('country', 'getCountrySegmentDetails', {
		...{ ...location, name: 'Countries', about: 249, alsoNamed: ['abbreviation'] },
	}),
	states: segment('state', 'getStatesSegmentDetails', {
		...{ ...location, name: 'States', about: 4_964, alsoNamed: ['abbreviation'] },
		within: { ...OF_COUNTRY, sentAs: 'parentSegmentIds' },
		note: 'States and regions in all countries',
	}),
	counties: segment('county', 'getCountySegmentDetails', {
		...{ ...location, name: 'Counties', about: 3_142, within: OF_STATE, ...STATE_ENDING },
	}),
	cities: segment('city', 'getCitySegmentDetails', {
		...{ ...location, name: 'Cities', about: 36_563, within: OF_STATE, ...STATE_ENDING },
	}),
	zips: segment('zip', 'getMasterSegmentZipCode', {
		...{ ...location, name: 'ZIP Codes', about: 44_769, within: OF_STATE, codesAs: 'zipCodes' },
	}),
	dmas: segment('dma', 'getDMACodeDetails', {
		...{ ...location, name: 'DMAs', about: 210, within: OF_STATE, alsoNamed: ['abbreviation'] },
		...STATE_ENDING,
		note: 'Designated market areas with their codes',
	}),
	// The samples of campaigns have DMAs as "1,2" (IQM OpenAPI cmp, addCampaign): the IDs of this list.
	dmasForCampaigns: whole('dma_codes', 'DMA-Codes', {
		...{ ...location, name: 'DMAs', space: 'campaigns', about: 210, pages: wholeAt('') },
		...{ ...STATE_ENDING, alsoNamed: ['abbreviation'], shape: dmaRows },
	}),
	congressionalDistricts: segment('congressional-district', 'getCongressionalDistrictSegmentDetails', {
		...{ ...location, name: 'Congressional Districts', about: 436, ...OF_DISTRICT },
	}),
	senateDistricts: segment('senate-district', 'getSenateDistrictSegmentDetails', {
		...{ ...location, name: 'State Senate Districts', about: 1_950, ...OF_DISTRICT },
	}),
	houseDistricts: segment('house-district', 'getHouseDistrictSegmentDetails', {
		...{ ...location, name: 'State House Districts', about: 4_800, ...OF_DISTRICT },
	}),
	congressionalDistrictsForCampaigns: districts('congressional', {
		...{ ...location, name: 'Congressional Districts', about: 436 },
	}),
	senateDistrictsForCampaigns: districts('senate', {
		...{ ...location, name: 'State Senate Districts', about: 1_950 },
	}),
	houseDistrictsForCampaigns: districts('house', {
		...{ ...location, name: 'State House Districts', about: 4_800 },
	}),
	locationTypes: whole('v3/master/segment/locationtype', 'getMasterSegmentLocationTypes', {
		...{ ...location, name: 'Location Types', about: 8 },
	}),
	locationsByType: whole(
		'v3/master/segment/locationtype-details',
		'getMasterSegmentLocationTypeDetails',
		{
			...{ ...location, name: 'Locations of Several Types', about: Infinity, isSearched: true },
			within: { ...OF_COUNTRY, sentAs: 'countryIds' },
			...{ ...STATE_ENDING, alsoNamed: ['abbreviation'], shape: byType },
			note: 'States, cities, DMAs and more in one list, each with the ID of its type',
		},
	),
	timezones: whole('v3/master/timezones', 'getTimezones', {
		...{ ...location, name: 'Time Zones', about: 450, alsoNamed: ['label'] },
	}),
	olderStates: whole('countries/{countryId}/states', 'StatesByCountry', {
		...{ ...location, name: 'States With Older IDs', about: 60, alsoNamed: ['abbreviation'] },
		...{ pages: wholeAt(''), within: OF_OLD_COUNTRY, note: OLD_COUNTRY },
	}),

	ages: olderSegment('age', 'getMasterSegmentAge', { ...demographic, name: 'Ages', about: 8 }),
	genders: segment('gender', 'getGenderSegmentDetails', {
		...{ ...demographic, name: 'Genders', about: 3 },
	}),
	incomes: olderSegment('income', 'getMasterSegmentIncome', {
		...{ ...demographic, name: 'Incomes', about: 7 },
	}),
	ethnicities: olderSegment('ethnicity', 'getMasterSegmentEthnicity', {
		...{ ...demographic, name: 'Ethnicities', about: 219 },
		within: { one: 'ethnicity group', example: '10700003', list: 'ethnicityGroups' },
	}),
	ethnicityGroups: olderSegment('ethnicity-group', 'getMasterSegmentEthnicityGroup', {
		...{ ...demographic, name: 'Ethnicity Groups', about: 6 },
	}),
	languages: olderSegment('language', 'getMasterSegmentLanguage', {
		...{ ...demographic, name: 'Languages', about: 12 },
	}),
	interests: olderSegment('interest', 'getMasterSegmentInterest', {
		...{ ...demographic, name: 'Interests', about: 379 },
	}),

	deviceTypesForCampaigns: whole('device_types', 'DeviceTypes', {
		...{ ...campaigns, name: 'Device Types', about: 5, pages: wholeAt('') },
	}),
	deviceTypes: segment('device-type', 'getDeviceSegmentType', {
		...{ ...others, name: 'Device Types', about: 5 },
	}),
	osForCampaigns: whole('device_os', 'Device-OS', {
		...{ ...campaigns, name: 'Operating Systems', about: 7, pages: wholeAt('') },
	}),
	os: olderSegment('device-os', 'getMasterSegmentOS', {
		...{ ...others, name: 'Operating Systems', about: 28 },
	}),
	manufacturersForCampaigns: whole('manufacturers', 'Manufacturers', {
		...{ ...campaigns, name: 'Manufacturers', about: 500, pages: wholeAt('') },
	}),
	manufacturers: olderSegment('device-manufacturer', 'getMasterSegmentDeviceManufacture', {
		...{ ...others, name: 'Manufacturers', about: 535 },
	}),
	carriersForCampaigns: whole('countries/{countryId}/carriers', 'CarriersByCountry', {
		...{ ...campaigns, name: 'Carriers', about: 100, pages: wholeAt('') },
		...{ within: OF_OLD_COUNTRY, note: OLD_COUNTRY },
	}),
	carriers: olderSegment('device-carrier', 'getMasterSegmentDeviceCarrier', {
		...{ ...others, name: 'Carriers', about: 123 },
	}),
	networkTypesForCampaigns: whole('network_types', 'NetworkTypes', {
		...{ ...campaigns, name: 'Network Types', about: 2, pages: wholeAt('') },
	}),
	connectionTypes: olderSegment('connection-type', 'getMasterSegmentConnectionType', {
		...{ ...device, space: 'others', name: 'Connection Types', about: 3 },
	}),

	creativeTypes: {
		...whole('v3/master/creativeTypes', '', {
			...{ ...creative, name: 'Creative Types', about: 5, alsoNamed: ['displayName', 'label'] },
			...{ note: 'Image, video, native and others, as used by campaigns', shape: creativeTypes },
		}),
		document: 'Quickstart "Upload Creative and Create a Campaign", step 2 "Request creative types"',
	},
	rtbCreativeTypes: whole('v3/master/rtb-creative-types', 'getCreativeRTBTypes', {
		...{ ...creative, name: 'RTB Creative Types', about: 4 },
		note: 'Banner, audio, video and native, as used by inventory',
	}),
	bannerSizes: whole('v3/master/creative-sizes', 'getCreativeSizes', {
		...{ ...creative, name: 'Banner Sizes', about: 30, pages: wholeAt('standardDimensions') },
	}),
	creativeDurations: whole('v3/master/creative-sizes', 'getCreativeSizes', {
		...{ ...creative, name: 'Durations', about: 8, pages: wholeAt('creativeDurations') },
	}),
	videoPlayerSizes: whole('v3/master/creative-sizes', 'getCreativeSizes', {
		...{ ...creative, name: 'Video Player Sizes', about: 4, pages: wholeAt('videoPlayerSizes') },
	}),
	skippability: whole('v3/master/creative/video/skippability', 'getVideoTargetingSkippability', {
		...{ ...creative, name: 'Video Skippability', about: 3 },
	}),
	rollPositions: whole('v3/master/creative/video/roll-position', 'getVideoTargetingRollPosition', {
		...{ ...creative, name: 'Video Roll Positions', about: 4 },
	}),
	playerSizeSegments: whole('v3/master/creative/video/player-size', 'getVideoTargetingPlayerSize', {
		...{ ...creative, name: 'Video Player Sizes for Targeting', about: 3 },
	}),
	playbackMethods: whole(
		'v3/master/creative/video/playback-method',
		'getVideoTargetingPlaybackMethod',
		{ ...creative, name: 'Video Playback Methods', about: 3 },
	),
	placementTypes: whole(
		'v3/master/creative/video/placement-type',
		'getVideoTargetingPlacementTypes',
		{ ...creative, name: 'Video Placement Types', about: 3 },
	),

	exchanges: {
		...whole('v3/master/exchanges', 'getExchanges', {
			...{ ...supply, name: 'Exchanges', about: 30, alsoNamed: ['urlName'] },
		}),
		...{ pages: IN_QUERY, always: { sortBy: 'id' }, isSearched: true, idsAs: 'exchangeIds' },
	},
	adCategories: {
		...segment('', 'getPublisherAdCategoriesDetails', {
			...{ ...supply, name: 'Ad Categories', about: 400, alsoNamed: ['iabCategoryId'] },
			...{ ending: IAB_ENDING, idsAs: 'adCategoryIds' },
			within: { one: 'parent category', example: '339', list: 'adCategories' },
			note: 'With IDs for campaigns and IAB codes for inventory',
		}),
		endpoint: 'POST /api/v3/master/adcategories',
	},
	inventory: {
		...segment('', 'getInventoryDetails', {
			...{ ...supply, name: 'Inventory', about: Infinity, alsoNamed: ['bundleDomain'] },
			...{ idsAs: 'inventoryIds', note: 'Websites and apps' },
			within: { one: 'publisher', example: '18', sentAs: 'publisherIds' },
		}),
		endpoint: 'POST /api/v3/master/inventory',
	},
	trafficTypes: whole('v3/master/traffic-types', 'getTrafficTypes', {
		...{ ...supply, name: 'Traffic Types', about: 4, note: 'As used by campaigns and inventory' },
	}),
	channels: whole('v3/master/segment/channel', 'getMasterSegmentChannel', {
		...{ ...supply, name: 'Channels', about: 4, note: 'Their IDs differ from those of traffic types' },
	}),
	inventoryTypes: whole('v3/master/inventory-types', 'getInventoryTypes', {
		...{ ...supply, name: 'Inventory Types', about: 4 },
	}),
	dealCurationTypes: whole('v3/master/deal-curation-type', 'getDealCurationTypes', {
		...{ ...supply, name: 'Deal Curation Types', about: 3 },
	}),
} satisfies Record<string, MasterList>;

/** A list by the name that forms save and other nodes ask for. */
export type MasterKey = keyof typeof LISTS;

export const MASTER_LISTS: Record<MasterKey, MasterList> = LISTS;
