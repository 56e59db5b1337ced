import { asked } from '../../../common/form/field';
import { agreement, flag, id, idText, moment, money, preset, text } from '../../../common/form/kinds';
import { toBoolean, toIdNumber, toJsonObject } from '../../../common/ground/values';
import { GENERAL_GROUPS } from './groups';
import type { Unasked } from './kinds';
import { closedList, codes, idsText, orAll, picks, unasked, website, zips } from './kinds';
import { CAP_LABEL, PLACEMENT_LABEL } from './rows';
import { SCHEDULE } from './schedule';
import { TARGETING_GROUPS } from './targeting';

/** IQM's ids of budget types: `GET /api/v3/cmp/static/campaign/budget-type`. */
export const BY_BUDGET = 1;
export const BY_IMPRESSIONS = 2;

/** The choice of a form that leaves the budget type to the insertion order; no ID of IQM's. */
export const AS_ORDER = 'order';

/** IQM's ids of campaign types; "Select campaignType: 1 for an advanced Campaign". */
export const ADVANCED = 1;
export const PROGRAMMATIC_GUARANTEED = 2;

/** @param inZone whose time zone they are in without an offset */
const startAndEnd = (inZone: string) => ({
	startTime: moment('Start', 'When the campaign starts', {
		unit: 'seconds',
		of: 'start',
		example: '2026-03-01T09:00:00',
		note: "Can't be in the past or before the insertion order's start",
		inZone,
	}),
	endTime: moment('End', 'When the campaign ends', {
		unit: 'seconds',
		of: 'end',
		example: '2026-03-31T18:00:00',
		note: 'Required if the total budget is spread evenly',
		inZone,
	}),
});

/** Start and end in the form of a change. */
export const CHANGED_TIMES = startAndEnd(
	"'Time Zone' if you add that too, otherwise in the campaign's time zone",
);

/** IDs that only campaigns have: `GET /api/device_types` (IQM OpenAPI master, DeviceTypes). */
const DEVICES = [
	{ name: 'Connected TV', value: '13' },
	{ name: 'Desktop', value: '15' },
	{ name: 'Mobile', value: '11' },
	{ name: 'Set-Top Box', value: '16' },
	{ name: 'Tablet', value: '12' },
];

/** The fields that every campaign needs: quickstart "Create a Campaign", table of step 3. */
export const MAIN = {
	campaignName: text('Campaign Name', 'Name of the campaign', {
		example: 'Spring launch, image ads',
		inWords: 'Spring launch',
	}),
	ioId: id('Insertion Order', 'The insertion order that the campaign belongs to', {
		example: '17994',
		pick: 'searchInsertionOrders',
	}),
	advertiserDomain: website('Advertiser Website', "The advertiser's website", {
		example: 'example.com',
		note: 'Without a protocol it is sent with https://',
	}),
	countryId: idText('Country', 'Country to target', {
		example: '30100001',
		inWords: '30100001 for the United States',
		pick: 'searchCountries',
	}),
	creativeType: id('Creative Type', 'Type of the creatives of this campaign', {
		example: '11',
		inWords: '11 for images',
		pick: 'searchCreativeTypes',
	}),
	creativeIds: idsText('Creative IDs', 'Creatives to show, which must be approved and running', {
		example: '676384,676385',
	}),
	...startAndEnd("'Time Zone' below, or in the insertion order's if that is empty"),
	timezone: id('Time Zone', 'Time zone of the campaign', {
		example: '29',
		inWords: '29 for US/Eastern',
		note: "Dates without an offset are in it, and so is 'Schedule'",
		pick: 'searchTimezones',
	}),
	budgetTypeId: preset(
		'Budget Type',
		"What limits the campaign; it must be the same as in the insertion order",
		{
			of: [
				{ name: 'Same as Insertion Order', value: AS_ORDER },
				{ name: 'Budget', value: BY_BUDGET, description: 'The campaign is limited by money' },
				{
					name: 'Impressions',
					value: BY_IMPRESSIONS,
					description: "The campaign is limited by its 'Total Impression Cap'",
				},
			],
			first: AS_ORDER,
			toValue: (value, label): number | string => toIdNumber(value, label),
		},
	),
	totalBudgetPacing: flag(
		'Spread Total Budget Evenly',
		'IQM spreads the total budget evenly from start to end. Then there is no daily budget, and an end is needed.',
	),
	budgetTotal: money('Total Budget', 'Most that the campaign may spend in all', {
		counts: 'totalBudget',
		example: '1500',
	}),
	budgetDay: asked(
		money('Daily Budget', 'Most that the campaign may spend a day', { counts: 'dailyBudget' }),
		{
			placeholder: 'e.g. 50',
			description:
				"Most that the campaign may spend in a day, which is at most the total budget, for example 50",
		},
	),
	maxBid: asked(
		money('Max Bid', 'Highest bid for a bid request', { counts: 'bid', example: '15' }),
		{ hint: 'IQM takes 1 to 1000' },
	),
	exchanges: orAll(picks('Chosen Exchanges', 'getExchanges', 'Exchanges to buy from')),
	publisherAdCategory: orAll(picks('Chosen Categories', 'getPublisherCategories', 'Ad categories of sites and apps to buy on')),
	deviceType: closedList('Device Types', 'Types of device to show ads on', DEVICES),
	isAgreementChecked: agreement(
		"Agree to IQM's Terms",
		"Whether you accept IQM's terms for this campaign; IQM creates it only if you do",
		{
			yes: "Yes, I Accept IQM's Terms",
			why: 'IQM creates campaigns only for those who accept its terms.',
		},
	),
};

const GROUPS = Object.values({ ...GENERAL_GROUPS, ...TARGETING_GROUPS });

/** Fields that the form builds from rows or from several fields, or that are the same in every request. */
const BUILT: Record<string, Unasked> = {
	campaignType: unasked('Campaign Type', toIdNumber),
	frequencyCapEnabled: unasked(CAP_LABEL, toBoolean),
	frequencyCapping: unasked(CAP_LABEL, toJsonObject),
	creativesPlacementMapping: unasked(PLACEMENT_LABEL, toJsonObject),
	isAdvanceAudioVideoTargeted: unasked('Audio and Video Targeting', toBoolean),
	campaignEstimatorMetaData: unasked('Campaign Estimator', toJsonObject),
	...Object.fromEntries(
		GROUPS.flatMap(({ parent }) =>
			parent === undefined ? [] : [[parent.name, unasked(parent.label, toJsonObject)]],
		),
	),
};

/** Labels of fields whose own module checks and converts them. */
const LABELS_ONLY = {
	scheduling: SCHEDULE,
	whiteListedGeoRadiusDetails: 'Areas',
	blackListedGeoRadiusDetails: 'Areas Blocked',
};

/**
 * Replaced by the `whiteListed…` fields: marked as deprecated in step 5's table, `stateIds` in IQM's
 * OpenAPI file of campaigns. Audiences of every kind go into `…CustomAudienceIds` instead of
 * `…AudienceIds`. Of the others no document has a list of the IDs.
 */
const DEPRECATED: Record<string, Unasked> = Object.fromEntries(
	Object.entries({
		blackListedAudienceIds: idsText,
		blackListedAudienceSegmentGroupIds: idsText,
		blackListedConversionTagIds: idsText,
		device: idsText,
		groupDealId: codes,
		osVersion: idsText,
		userDealId: codes,
		whiteListedAudienceIds: idsText,
		whiteListedAudienceSegmentGroupIds: idsText,
		whiteListedConversionTagIds: idsText,
		dmaIds: idsText,
		senateDistrictIds: idsText,
		congressionalDistrictIds: idsText,
		houseDistrictIds: idsText,
		stateIds: idsText,
		zipcodes: zips,
	}).map(([name, kind]) => [name, kind(name, '')]),
);

/**
 * Fields of the two quickstarts that the form leaves out, so that only "Additional JSON" reaches them:
 * deprecated ones, and those of the TypeScript sample that IQM itself sets.
 */
export const ADDITIONAL_JSON_ONLY: readonly string[] = [
	...Object.keys(DEPRECATED),
	'geoRadiusDetails',
	'advancedFlag',
	'advanceAudioVideoTargeted',
	'advertiserId',
	'bidStrategyFlag',
	'campaignEstimatorMetaData',
	'campaignIabCategoryIds',
	'created',
	'customAudienceTargeted',
	'demographicTargetingFlag',
	'dspId',
	'dspMargin',
	'dspMarginJson',
	'excludeFromPlatformServing',
	'forTest',
	'modifiedDate',
	'owId',
	'platformMargin',
	'platformMarginJson',
	'spentScale',
	'status',
	'technologyFlag',
	'uowId',
	'userDealMargin',
];

/** Every top-level field of the request that is converted by its kind, by the API's name. */
export const FIELDS = new Map<string, Unasked>(
	Object.entries({
		...MAIN,
		...Object.fromEntries(
			GROUPS.flatMap(({ parent, fields }) => (parent === undefined ? Object.entries(fields) : [])),
		),
		...BUILT,
		...DEPRECATED,
	}),
);

/** Names of the form's fields by API field, for messages. */
export const LABELS: Record<string, string> = {
	...Object.fromEntries([...FIELDS].map(([name, { label }]) => [name, label])),
	...LABELS_ONLY,
};
