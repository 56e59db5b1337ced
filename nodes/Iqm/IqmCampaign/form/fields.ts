import type { Field } from './field';
import { convert, row } from './field';
import { advancedTargeting, GENERAL_GROUPS } from './groups';
import { TARGETING_GROUPS } from './targeting';

/** IQM's ids of budget types: `GET /api/v3/cmp/static/campaign/budget-type`. */
export const BY_BUDGET = 1;
export const BY_IMPRESSIONS = 2;

/** IQM's ids of campaign types; "Select campaignType: 1 for an advanced Campaign". */
export const ADVANCED = 1;
export const PROGRAMMATIC_GUARANTEED = 2;

/** The fields that every campaign needs: quickstart "Create a Campaign", table of step 3. */
const MAIN: Field[] = [
	row('text', 'campaignName', 'Campaign Name', 'Name of the campaign'),
	row('id', 'ioId', 'Insertion Order', 'The order that the campaign belongs to'),
	row('url', 'advertiserDomain', 'Advertiser Domain', "The advertiser's site"),
	row('idText', 'countryId', 'Country', 'The country to target'),
	row('id', 'creativeType', 'Creative Type', 'Kind of creatives'),
	row('ids', 'creativeIds', 'Creative IDs', 'Creatives to show'),
	row('seconds', 'startTime', 'Start', 'First moment'),
	row('seconds', 'endTime', 'End', 'Last moment'),
	row('id', 'timezone', 'Time Zone', 'Time zone'),
	row('id', 'budgetTypeId', 'Budget Type', 'What limits the campaign'),
	row(
		'boolean',
		'totalBudgetPacing',
		'Spread Total Budget Evenly',
		'Whether there is no daily budget',
	),
	row('money', 'budgetTotal', 'Total Budget', 'Most to spend'),
	row('money', 'budgetDay', 'Daily Budget', 'Most to spend a day'),
	row('money', 'maxBid', 'Max Bid', 'Highest bid'),
	row('id', 'campaignType', 'Campaign Type', 'Type of the campaign'),
	row('idsOrAll', 'exchanges', 'Exchange IDs', 'Exchanges to buy from'),
	row('idsOrAll', 'publisherAdCategory', 'Publisher Category IDs', 'Ad categories of publishers'),
	row('ids', 'deviceType', 'Device Type IDs', 'Kinds of device'),
	row('boolean', 'isAgreementChecked', "Agree to IQM's Terms", 'Whether the terms are accepted'),
];

/** Fields that the form builds from rows or from several fields. */
const BUILT: Field[] = [
	row('boolean', 'frequencyCapEnabled', 'Frequency Caps', 'Whether frequency caps are on'),
	row('object', 'frequencyCapping', 'Frequency Caps', 'Frequency caps by period'),
	row('object', 'creativesPlacementMapping', 'Creative Placements', 'Placements by creative'),
	row('object', 'creativeAdvanceTargeting', 'Creative Targeting', 'Segments by group'),
	row('object', 'campaignEstimatorMetaData', 'Estimator', 'Data of the estimator'),
];

/** Labels of fields whose own module checks and converts them. */
const LABELS_ONLY = {
	scheduling: 'Schedule',
	whiteListedGeoRadiusDetails: 'Allowed Areas',
	blackListedGeoRadiusDetails: 'Blocked Areas',
};

/** Replaced by the `whiteListed…` fields: marked deprecated in step 5's table. */
const DEPRECATED: Field[] = [
	...['dmaIds', 'senateDistrictIds', 'congressionalDistrictIds', 'houseDistrictIds'].map((name) =>
		row('ids', name, name, 'Deprecated'),
	),
	row('zips', 'zipcodes', 'zipcodes', 'Deprecated'),
];

/**
 * Fields of the two quickstarts that the form leaves out and that only "Additional JSON" reaches:
 * deprecated ones, and those of the TypeScript sample that IQM itself sets.
 */
export const ADDITIONAL_JSON_ONLY: readonly string[] = [
	...DEPRECATED.map(({ name }) => name),
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

const GROUPED = Object.values({ ...GENERAL_GROUPS, ...TARGETING_GROUPS })
	.filter(({ parent }) => parent === undefined)
	.flatMap(({ fields }) => fields);

/** Every field at the top of the request that is converted by its kind, by the API's name. */
export const FIELDS = new Map<string, Field>(
	[...MAIN, advancedTargeting, ...GROUPED, ...BUILT, ...DEPRECATED].map((field) => [
		field.name,
		field,
	]),
);

/** Names of the form's fields by API field, for messages. */
export const LABELS: Record<string, string> = {
	...Object.fromEntries([...FIELDS].map(([name, { displayName }]) => [name, displayName])),
	...LABELS_ONLY,
};

/** The fields of `group` that were added to the form, under the API's names. */
export function readParts(
	parts: Record<string, unknown>,
	fields: Field[],
): Record<string, ReturnType<typeof convert>> {
	return Object.fromEntries(
		fields
			.filter(({ name }) => parts[name] !== undefined)
			.map((field) => [field.name, convert(field, parts[field.name])]),
	);
}
