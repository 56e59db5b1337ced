import { isInteger, isObject, type JsonObject } from '../json';
import { Refusal } from '../reply';
import { AUDIENCE_FIELDS } from './campaign-fields';
import { idsIn, refuse } from './campaign-values';
import { isOwn, type Context } from './context';
import { DELETED, orderStatusId, ownOrder } from './insertion-order-view';
import { CREATIVE_TYPES, isCountry, isTimezone } from './master-lists';
import type { InsertionOrder } from './state';
import { audienceStatus, creativeStatus } from './status';

/** Plausible epoch seconds (2001 to 2286): milliseconds are three digits too long. */
export function isSeconds(value: unknown): value is number {
	return isInteger(value) && value >= 1e9 && value < 1e10;
}

/**
 * Names, agreement, country, timezone: "Create a Campaign" quickstart, step 3. A draft may lack a
 * timezone; for all others, `checkFields` requires it.
 */
export function checkBasics(body: JsonObject, status: 'pending' | 'draft' = 'pending'): void {
	if (String(body.campaignName).trim() === '') refuse('campaignName is required.', 'campaignName');
	// "Check to proceed: true"
	if (body.isAgreementChecked !== true) {
		refuse('Agreement must be checked.', 'isAgreementChecked');
	}
	// Guidelines: "URLs without protocol will be rejected."
	if (!/^https?:\/\/[^\s/]+\.[^\s]+$/i.test(String(body.advertiserDomain))) {
		refuse('Invalid advertiser domain.', 'advertiserDomain');
	}
	if (!CREATIVE_TYPES.some((type) => type.id === body.creativeType)) {
		refuse('Invalid creative type.', 'creativeType');
	}
	// "Select campaignType: 1 for an advanced Campaign"; 2 has an endpoint of its own.
	if ((body.campaignType ?? 1) !== 1) refuse('Invalid campaign Type provided', 'campaignType');
	if (!isCountry(Number(body.countryId))) refuse('Invalid country.', 'countryId');
	if (body.timezone !== undefined && !isTimezone(body.timezone)) {
		refuse('Invalid timezone.', 'timezone');
	}
	if (body.status !== undefined && body.status !== status) refuse('Invalid status.', 'status');
	// "campaignIabCategoryIds … super user only"
	if (body.campaignIabCategoryIds !== undefined) throw new Refusal(403, 'Forbidden!');
	// Guidelines: "Requires a video creativeType (e.g. creativeType 11 or 14)", although 11 is Image.
	if (body.isTvAd === true && body.creativeType !== 11 && body.creativeType !== 14) {
		refuse('TV ad buying is only allowed for video campaigns.', 'isTvAd');
	}
}

/** A campaign's insertion order: a deleted one is refused like another organization's. */
export function orderOf(body: JsonObject, context: Context): InsertionOrder {
	const order = ownOrder(Number(body.ioId), context);
	if (!order || orderStatusId(order, context) === DELETED) {
		const which = `insertion order ${Number(body.ioId)} does not belong to this organization`;
		refuse(`The action cannot be completed as ${which}`, 'ioId');
	}
	return order;
}

/** The insertion order and its budget type; returns the order. */
export function checkOrder(body: JsonObject, context: Context): InsertionOrder {
	const order = orderOf(body, context);
	const budgetTypeId = body.budgetTypeId ?? 1;
	if (budgetTypeId !== 1 && budgetTypeId !== 2) {
		refuse('Invalid budget type provided', 'budgetTypeId');
	}
	// "Make sure that the budgetTypeId of your Campaign matches the ioBudgetTypeId of your Insertion
	// Order."
	if (budgetTypeId !== order.details.ioBudgetTypeId) {
		refuse('IO and campaign budget type should be same', 'budgetTypeId');
	}
	return order;
}

/** Budgets, pacing and bids. */
export function checkMoney(body: JsonObject): void {
	const { budgetDay, budgetTotal, maxBid, minBid } = body;
	// Bounds and words from the guidelines' update-budget errors.
	if (Number(maxBid) < 1 || Number(maxBid) > 1000) {
		refuse(
			'For given campaign_type max bid cannot be less than 1.00 or greater than 1000.',
			'maxBid',
		);
	}
	if (minBid !== undefined && Number(maxBid) < Number(minBid)) {
		// The sample's number is a Java double: 3.0.
		const least = isInteger(minBid) ? minBid.toFixed(1) : String(minBid);
		refuse(`max bid cannot be less than minimum bid ${least}`, 'maxBid');
	}
	if (body.totalBudgetPacing === true) {
		// Guidelines: "Do NOT combine totalBudgetPacing: true with budgetDay".
		if (budgetDay !== undefined && budgetDay !== null) {
			refuse('Daily budget is not allowed if total budget pacing is enabled.', 'budgetDay');
		}
		// Guidelines, "confirmed live".
		if (body.endTime === undefined) {
			refuse('End date is must if total budget pacing is enabled.', 'endTime');
		}
	} else {
		if (budgetDay === undefined) refuse('Daily budget is required.', 'budgetDay');
		if (Number(budgetDay) > Number(budgetTotal)) {
			refuse('Daily budget must not exceed total budget.', 'budgetDay');
		}
	}
}

/**
 * Start and end: epoch seconds, while insertion orders use milliseconds. A start that an update leaves
 * unchanged may have passed long ago.
 */
export function checkTimes(
	body: JsonObject,
	order: InsertionOrder,
	now: number,
	startIsNew = true,
): void {
	const { startTime, endTime } = body;
	if (!isSeconds(startTime)) refuse('Invalid start date, epoch seconds expected.', 'startTime');
	if (startIsNew && startTime < Math.floor(now / 60_000) * 60) {
		refuse('You cannot input a start_date earlier than current minute.', 'startTime');
	}
	if (startTime * 1000 < Number(order.details.ioStartTime)) {
		refuse("Campaign start time can't be before IO start time", 'startTime');
	}
	if (endTime === undefined) return;
	if (!isSeconds(endTime)) refuse('Invalid end date, epoch seconds expected.', 'endTime');
	if (endTime <= startTime) refuse('End date can not be less than start date.', 'endTime');
	if (endTime - startTime < 15 * 60) {
		// Words and rule of the campaign duplicate.
		refuse(
			'There should be at least 15 min difference between start date and end date.',
			'endTime',
		);
	}
}

/** "An Approved and Running Creative" is a prerequisite in the "Create a Campaign" quickstart. */
export function checkCreatives(body: JsonObject, context: Context): void {
	const ids = idsIn(body.creativeIds);
	// Guidelines: "an empty value here produces a generic 500 rather than a validation error".
	if (ids.length === 0) throw new Refusal(500, 'Error in saving campaign.');
	for (const id of ids) {
		const creative = context.state.creatives.get(id);
		if (!isOwn(creative, context)) refuse(`Invalid creative ids: ${id}`, 'creativeIds');
		if (creativeStatus(creative, context) !== 'running') {
			refuse(`Creative ${id} is not running.`, 'creativeIds');
		}
		if (creative.creativeTypeId !== body.creativeType) {
			refuse(`Creative ${id} is not of the campaign's creative type.`, 'creativeIds');
		}
	}
}

/** Documented 400 whose body says 412: "Invalid arguments audience ids!". */
export function checkAudiences(body: JsonObject, context: Context): void {
	for (const field of AUDIENCE_FIELDS) {
		for (const id of idsIn(body[field])) {
			const audience = context.state.audiences.get(id);
			if (!isOwn(audience, context) || audienceStatus(audience, context) !== 'Ready') {
				throw new Refusal(400, 'Invalid arguments audience ids!', { innerStatus: 412 });
			}
		}
	}
}

/** Conversions, and maps whose values must have a certain shape. */
export function checkExtras(body: JsonObject): void {
	const { conversionType, conversionTypeId } = body;
	// "Allowed values: 'install', 'non-install'"
	const types = ['install', 'non-install'];
	if (conversionType !== undefined && !types.includes(String(conversionType))) {
		refuse('Invalid conversion type.', 'conversionType');
	}
	// "If conversion type is install, specify URL of inventory."
	if (conversionType === 'install' && !body.appURL) refuse('appURL is required.', 'appURL');
	if (conversionTypeId !== undefined && conversionTypeId !== 1 && conversionTypeId !== 2) {
		refuse('Invalid conversion type id.', 'conversionTypeId');
	}
	// Guidelines: "requires conversionTypeId to be set"
	if (idsIn(body.conversionIds).length > 0 && conversionTypeId === undefined) {
		refuse('conversionTypeId is required.', 'conversionTypeId');
	}
	const placements = body.creativesPlacementMapping;
	if (isObject(placements) && !Object.values(placements).every(isInteger)) {
		refuse('Invalid creativesPlacementMapping.', 'creativesPlacementMapping');
	}
	// "Map of Creative advanced targeting group to list of … segment ids"
	const advanced = body.creativeAdvanceTargeting;
	if (
		isObject(advanced) &&
		!Object.values(advanced).every((list) => Array.isArray(list) && list.every(isInteger))
	) {
		refuse('Invalid creativeAdvanceTargeting.', 'creativeAdvanceTargeting');
	}
}
