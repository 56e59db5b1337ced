/**
 * Every key that a document lists for POST /api/v2/cmp/campaigns/add, with its type: the tables of
 * the "Create a Campaign" and "Upload Creative and create a Campaign" quickstarts, and the request
 * schemas of the Campaign API guidelines.
 */
export type FieldKind =
	| 'string'
	| 'boolean'
	| 'integer'
	| 'number'
	/** "Value in form of String of comma separated IDs": a string, never an array. */
	| 'ids'
	/** Device ids or domains as text, separated by commas in one document, by lines in another. */
	| 'texts'
	| 'addresses'
	| 'integers'
	| 'strings'
	| 'object'
	/** A number in one document and a string of digits in another. */
	| 'idOrDigits'
	| 'schedule'
	| 'geo';

/** The tables list each of these twice, for targeting and for excluding. */
const WHITE_AND_BLACK_IDS = [
	'InventoryGroupIds',
	'CustomAudienceIds',
	'AudienceIds',
	'AudienceSegmentGroupIds',
	'ConversionTagIds',
	'StateIds',
	'DmaIds',
	'SenateDistrictIds',
	'CongressionalDistrictIds',
	'HouseDistrictIds',
	'Zipcodes',
	'CityIds',
	'CountyIds',
	'LocationIds',
];

const BY_KIND: Record<FieldKind, string[]> = {
	string: [
		'campaignName',
		'advertiserDomain',
		'status',
		'modifiedDate',
		'dspMarginJson',
		'platformMarginJson',
		'conversionType',
		'appURL',
		'advertiserType',
		'campaignOptimizationType',
	],
	boolean: [
		'totalBudgetPacing',
		'isAgreementChecked',
		'excludeFromPlatformServing',
		'forTest',
		'spentScale',
		'bidOptimization',
		'bidPacing',
		'bidStrategyFlag',
		'isBidShading',
		'frequencyCapEnabled',
		'technologyFlag',
		'advancedFlag',
		'demographicTargetingFlag',
		'isTvAd',
		'customAudienceTargeted',
		'isCustomAudienceTargeted',
		'advanceAudioVideoTargeted',
		'isAdvanceAudioVideoTargeted',
	],
	integer: [
		'id',
		'advertiserId',
		'dspId',
		'owId',
		'uowId',
		'creativeType',
		'campaignType',
		'timezone',
		'startTime',
		'endTime',
		'created',
		'dspMargin',
		'platformMargin',
		'userDealMargin',
		'targetCPI',
		'conversionTypeId',
		'impressionCapping',
		'maxDayImpressions',
		'maxDayClicks',
		'maxDayConversions',
		'totalImpressions',
		'totalClicks',
		'totalConversions',
		'gotvLocationId',
		'politicalAdvertiserClientId',
		'budgetTypeId',
	],
	number: ['budgetDay', 'budgetTotal', 'maxBid', 'minBid', 'allowedMinBid', 'totalCPM'],
	ids: [
		'creativeIds',
		'carriers',
		'networkType',
		'deviceType',
		'trafficType',
		'manufacturer',
		'device',
		'os',
		'osVersion',
		'exchanges',
		'publisherAdCategory',
		'campaignIabCategoryIds',
		'stateIds',
		'dmaIds',
		'zipcodes',
		'congressionalDistrictIds',
		'senateDistrictIds',
		'houseDistrictIds',
		'locationFileIds',
		'removedLocationIds',
		'ageRangeIds',
		'genderIds',
		'languageIds',
		'incomeRangeIds',
		'ethnicityIds',
		'interestIds',
		'conversionIds',
		...WHITE_AND_BLACK_IDS.flatMap((name) => [`whiteListed${name}`, `blackListed${name}`]),
	],
	texts: [
		'userDealId',
		'groupDealId',
		...['DeviceId', 'AppId', 'PackageName', 'SiteDomain'].flatMap((name) => [
			`whiteListed${name}`,
			`blackListed${name}`,
		]),
	],
	addresses: ['whiteListedIp', 'blackListedIp'],
	integers: [
		'prebidAudienceSegmentIdList',
		'pmpDealIds',
		'creativeTargetingSegmentIds',
		'modelledDimensionIds',
	],
	strings: ['inventoryKeywords', 'inventoryUrls'],
	object: [
		'frequencyCapping',
		'radiusUpdatedLocations',
		'creativesPlacementMapping',
		'creativeAdvanceTargeting',
		'campaignEstimatorMetaData',
		'campaignOptimization',
	],
	idOrDigits: ['ioId', 'countryId'],
	// `schedule` in the older quickstart's table; the newer one and the samples say `scheduling`.
	schedule: ['scheduling'],
	geo: ['geoRadiusDetails', 'whiteListedGeoRadiusDetails', 'blackListedGeoRadiusDetails'],
};

export const CAMPAIGN_FIELDS: ReadonlyMap<string, FieldKind> = new Map(
	(Object.keys(BY_KIND) as FieldKind[]).flatMap((kind) =>
		BY_KIND[kind].map((name): [string, FieldKind] => [name, kind]),
	),
);

/** Campaign API guidelines: "The following fields are required"; the rest is in the schema. */
export const REQUIRED_FIELDS = [
	'campaignName',
	'creativeType',
	'exchanges',
	'publisherAdCategory',
	'ioId',
	'isAgreementChecked',
	'advertiserDomain',
	'creativeIds',
	'countryId',
	'maxBid',
	'budgetTotal',
	'startTime',
	'timezone',
];

/** Fields that may target an audience only once it is Ready. */
export const AUDIENCE_FIELDS = [
	'whiteListedCustomAudienceIds',
	'blackListedCustomAudienceIds',
	'whiteListedAudienceIds',
	'blackListedAudienceIds',
];
