import { asked } from '../../../common/form/field';
import { flag, id, idText, moment, money, preset, text, url } from '../../../common/form/kinds';
import { toBoolean, toIdNumber, toJsonObject } from '../../../common/ground/values';
import { ADVANCED_TARGETING, GENERAL_GROUPS } from './groups';
import type { Unasked } from './kinds';
import { idsOrAll, idsText, unasked, zips } from './kinds';
import { CAP_LABEL, PLACEMENT_LABEL } from './rows';
import { SCHEDULE } from './schedule';
import { TARGETING_GROUPS } from './targeting';

/** IQM's ids of budget types: `GET /api/v3/cmp/static/campaign/budget-type`. */
export const BY_BUDGET = 1;
export const BY_IMPRESSIONS = 2;

/** IQM's ids of campaign types; "Select campaignType: 1 for an advanced Campaign". */
export const ADVANCED = 1;
export const PROGRAMMATIC_GUARANTEED = 2;

/**
 * Where the time zone stands, for a form in which times have none of their own although a field's name
 * suggests it.
 */
const ZONE = "'Time Zone' below";

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
	advertiserDomain: url('Advertiser Domain', "The advertiser's site with its protocol", {
		example: 'https://example.com',
	}),
	countryId: idText('Country', "The country to target, by IQM's own ID", {
		example: '30100001',
		inWords: '30100001 for the United States',
		pick: 'searchCountries',
	}),
	creativeType: id('Creative Type', 'Kind of the creatives of this campaign', {
		example: '11',
		inWords: '11 for images',
		pick: 'searchCreativeTypes',
	}),
	creativeIds: idsText('Creative IDs', 'Creatives to show; they must be approved and running', {
		example: '676384,676385',
	}),
	startTime: moment('Start', 'First moment of the campaign', {
		unit: 'seconds',
		of: 'start',
		example: '2026-03-01T09:00:00',
		note: "Not in the past and not before the order's start",
		zoneIsNotIn: ZONE,
	}),
	endTime: moment('End', 'Last moment of the campaign', {
		unit: 'seconds',
		of: 'end',
		example: '2026-03-31T18:00:00',
		note: 'Needed when the total budget is spread evenly',
		zoneIsNotIn: ZONE,
	}),
	timezone: id('Time Zone', "IQM's time zone of the campaign", {
		example: '29',
		inWords: '29 for US/Eastern',
		note: "It holds for 'Schedule', not for 'Start' and 'End'",
		pick: 'searchTimezones',
	}),
	budgetTypeId: preset(
		'Budget Type',
		'What limits the campaign. It must be the same as in the insertion order.',
		{
			of: [
				{ name: 'Budget', value: BY_BUDGET, description: 'The campaign is limited by money' },
				{
					name: 'Impressions',
					value: BY_IMPRESSIONS,
					description:
						"The campaign is limited by a number of impressions: 'Impressions in Total' in 'Bidding and Caps'",
				},
			],
			first: BY_BUDGET,
			toValue: toIdNumber,
		},
	),
	totalBudgetPacing: flag(
		'Spread Total Budget Evenly',
		'IQM spreads the total budget evenly from start to end. Then there is no daily budget, and an end is needed.',
	),
	budgetTotal: money('Total Budget', 'Most that the campaign may spend', {
		counts: 'totalBudget',
		example: '1500',
	}),
	budgetDay: asked(
		money('Daily Budget', 'Most that the campaign may spend a day', { counts: 'dailyBudget' }),
		{
			description:
				"Most that the campaign may spend a day, in the account's currency, at most the total budget, for example 50",
		},
	),
	maxBid: money('Max Bid', 'Highest bid for a bid request', {
		counts: 'bid',
		example: '15',
		note: "IQM's documents say 1 to 1000",
	}),
	campaignType: preset(
		'Campaign Type',
		'Type of the campaign. This operation creates advanced campaigns.',
		{
			of: [
				{ name: 'Advanced', value: ADVANCED },
				{
					name: 'Programmatic Guaranteed',
					value: PROGRAMMATIC_GUARANTEED,
					description: 'Has an API endpoint of its own and is refused here',
				},
			],
			first: ADVANCED,
			toValue: toIdNumber,
		},
	),
	exchanges: idsOrAll('Exchange IDs', 'Exchanges to buy from', { example: '55,61,58' }),
	publisherAdCategory: idsOrAll(
		'Publisher Category IDs',
		'Ad categories of publishers to buy from',
		{ example: '112,113' },
	),
	deviceType: idsText(
		'Device Type IDs',
		'Kinds of device: 11 mobile, 12 tablet, 13 connected TV, 15 desktop, 16 set-top box',
		{ example: '13,15,11,12' },
	),
	isAgreementChecked: flag(
		"Agree to IQM's Terms",
		"you accept IQM's terms for this campaign. It must be on to create one.",
	),
};

const GROUPS = Object.values({ ...GENERAL_GROUPS, ...TARGETING_GROUPS });

/** Fields that the form builds from rows or from several fields. */
const BUILT: Record<string, Unasked> = {
	frequencyCapEnabled: unasked(CAP_LABEL, toBoolean),
	frequencyCapping: unasked(CAP_LABEL, toJsonObject),
	creativesPlacementMapping: unasked(PLACEMENT_LABEL, toJsonObject),
	...Object.fromEntries(
		GROUPS.flatMap(({ parent, displayName }) =>
			parent === undefined ? [] : [[parent, unasked(displayName, toJsonObject)]],
		),
	),
};

/** Labels of fields whose own module checks and converts them. */
const LABELS_ONLY = {
	scheduling: SCHEDULE,
	whiteListedGeoRadiusDetails: 'Allowed Areas',
	blackListedGeoRadiusDetails: 'Blocked Areas',
};

/** Replaced by the `whiteListed…` fields; marked as deprecated in step 5's table. */
const DEPRECATED: Record<string, Unasked> = Object.fromEntries(
	Object.entries({
		dmaIds: idsText,
		senateDistrictIds: idsText,
		congressionalDistrictIds: idsText,
		houseDistrictIds: idsText,
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
		...ADVANCED_TARGETING,
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
