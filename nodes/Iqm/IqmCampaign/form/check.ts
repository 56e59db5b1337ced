import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../../common/ground/errors';
import { isBlank, isObject, quote, saidBoolean, toInteger } from '../../../common/ground/values';
import { checkLater, checkStart } from '../../shared/moments';
import { checkAreas } from './areas';
import { ADVANCED, BY_BUDGET, BY_IMPRESSIONS, FIELDS, LABELS } from './fields';
import { convertAll } from './group';
import { checkSchedule } from './schedule';
import { checkZips } from './zips';

const REQUIRED = [
	'campaignName',
	'ioId',
	'advertiserDomain',
	'countryId',
	'creativeType',
	'creativeIds',
	'startTime',
	'timezone',
	'budgetTypeId',
	'budgetTotal',
	'maxBid',
];

/** Fields that a draft may still lack. */
const MAY_FOLLOW = ['timezone', 'budgetTypeId', 'budgetTotal'];

/** Fields that may be '', which means all of them. */
const ALL_OR_SOME = ['exchanges', 'publisherAdCategory'];

function missing(name: string): InputError {
	const label = LABELS[name];
	if (FIELDS.get(name)?.money !== undefined) {
		return new InputError(
			`'${label}' must be above 0, but it is empty or 0`,
			'The amount is in the currency of the account.',
		);
	}
	return new InputError(`'${label}' is empty`, `Enter a value in '${label}'.`);
}

function checkRequired(campaign: IDataObject, required: string[]): void {
	for (const name of required) if (isBlank(campaign[name])) throw missing(name);
	for (const name of ALL_OR_SOME) {
		if (campaign[name] === undefined || campaign[name] === null) {
			throw new InputError(
				`'${LABELS[name]}' is empty`,
				'Enter IDs, or choose all of them in the field above it.',
			);
		}
	}
	if (saidBoolean(campaign.isAgreementChecked) !== true) {
		throw new InputError(
			`'${LABELS.isAgreementChecked}' must be ticked`,
			'IQM creates campaigns only for those who accept its terms.',
		);
	}
}

function checkTypes(campaign: IDataObject): void {
	if (campaign.id !== undefined) {
		throw new InputError(
			"'Additional JSON' sets 'id', but a campaign that is created has none yet",
			'IQM could change the campaign with that ID instead. Remove it.',
		);
	}
	// The older quickstart's sample has no type, and IQM answered it with the advanced one.
	if (campaign.campaignType !== undefined && campaign.campaignType !== ADVANCED) {
		throw new InputError(
			`'${LABELS.campaignType}' must be 1 (advanced), not ${quote(campaign.campaignType)}`,
			'Programmatic guaranteed campaigns (2) have an API endpoint of their own, /api/v3/cmp/pg/campaigns/add, which this operation does not use.',
		);
	}
	if (![BY_BUDGET, BY_IMPRESSIONS].includes(Number(campaign.budgetTypeId))) {
		throw new InputError(
			`'${LABELS.budgetTypeId}' must be 1 (budget) or 2 (impressions), not ${quote(campaign.budgetTypeId)}`,
		);
	}
}

function checkTimes(campaign: IDataObject): void {
	const start = Number(campaign.startTime);
	checkStart(start * 1_000, LABELS.startTime);
	if (campaign.startTime === undefined) {
		checkLater(
			Number(campaign.endTime) * 1_000,
			LABELS.endTime,
			"To end a campaign now, pause it with 'Update Status'.",
		);
	}
	if (campaign.endTime !== undefined && Number(campaign.endTime) <= start) {
		throw new InputError(
			`'${LABELS.endTime}' (${new Date(Number(campaign.endTime) * 1_000).toISOString()}) must be after '${LABELS.startTime}' (${new Date(start * 1_000).toISOString()})`,
		);
	}
}

function dayWithPacing({ budgetDay }: IDataObject): InputError {
	return new InputError(
		`'${LABELS.budgetDay}' (${String(budgetDay)}) can't be set while '${LABELS.totalBudgetPacing}' is on`,
		'Remove the daily budget, or switch the spreading off.',
	);
}

function checkDayInTotal({ budgetDay, budgetTotal }: IDataObject): void {
	if (Number(budgetDay ?? 0) <= Number(budgetTotal ?? Infinity)) return;
	throw new InputError(
		`'${LABELS.budgetDay}' (${String(budgetDay)}) must not be above '${LABELS.budgetTotal}' (${String(budgetTotal)})`,
	);
}

function checkBudget(campaign: IDataObject): void {
	if (campaign.totalBudgetPacing === true) {
		if (campaign.endTime === undefined) {
			throw new InputError(
				`'${LABELS.endTime}' is empty, but '${LABELS.totalBudgetPacing}' needs it`,
				'Enter an end, or switch the spreading off and set a daily budget.',
			);
		}
		if (campaign.budgetDay !== undefined) throw dayWithPacing(campaign);
	} else if (campaign.budgetDay === undefined) {
		throw missing('budgetDay');
	}
	checkDayInTotal(campaign);
}

function checkBids({ maxBid, minBid }: IDataObject): void {
	if (minBid !== undefined && Number(minBid) > Number(maxBid)) {
		throw new InputError(
			`'${LABELS.minBid}' (${String(minBid)}) must not be above '${LABELS.maxBid}' (${String(maxBid)})`,
		);
	}
}

function checkConversions(campaign: IDataObject): void {
	if (campaign.conversionIds !== undefined && campaign.conversionTypeId === undefined) {
		throw new InputError(
			`'${LABELS.conversionTypeId}' is empty, but '${LABELS.conversionIds}' needs it`,
			'Choose whether the conversions come by pixel or by postback.',
		);
	}
	const type = campaign.conversionType;
	if (type === undefined) return;
	if (type !== 'install' && type !== 'non-install') {
		throw new InputError(
			`'${LABELS.conversionType}' must be install or non-install, not ${quote(type)}`,
		);
	}
	if (type === 'install' && campaign.appURL === undefined) {
		throw new InputError(
			`'${LABELS.appURL}' is empty, but '${LABELS.conversionType}' is install`,
			'Enter the address of the inventory.',
		);
	}
}

/** The longest duration by period id: 1 days, 2 weeks, 3 months; 4, the whole campaign, has none. */
const LONGEST_CAP: Record<string, number> = { '1': 6, '2': 3, '3': 3, '4': 0 };

function checkedCaps({ frequencyCapEnabled, frequencyCapping }: IDataObject): IDataObject {
	const label = LABELS.frequencyCapping;
	const caps = isObject(frequencyCapping) ? Object.entries(frequencyCapping) : [];
	if ((frequencyCapEnabled === true) !== caps.length > 0) {
		throw new InputError(
			`'${label}' needs both frequencyCapEnabled true and at least one cap in frequencyCapping`,
			"Use the rows of 'Frequency Caps', which set both.",
		);
	}
	const checked: IDataObject = {};
	for (const [period, cap] of caps) {
		const longest = LONGEST_CAP[period];
		if (longest === undefined || !isObject(cap)) {
			throw new InputError(
				`'${label}' must map 1 (days), 2 (weeks), 3 (months) or 4 (whole campaign) to a cap, not ${quote(period)}`,
			);
		}
		const value = toInteger(cap.frequencyCapValue, `${label}: Impressions`, 1);
		const least = Math.min(1, longest);
		const duration = toInteger(cap.frequencyCapDuration, `${label}: Number of Periods`, least);
		if (duration > longest) {
			throw new InputError(
				`'${label}: Number of Periods' must be at most ${longest} for the period ${period}, not ${duration}`,
				'Allowed are 1 to 6 days, 1 to 3 weeks and 1 to 3 months; 0 for the whole campaign.',
			);
		}
		checked[period] = { frequencyCapValue: value, frequencyCapDuration: duration };
	}
	return checked;
}

function isSegmentList(value: unknown): boolean {
	return Array.isArray(value) && value.length > 0 && value.every((id) => Number.isSafeInteger(id));
}

function checkCreativeTargeting(campaign: IDataObject): void {
	const { creativeAdvanceTargeting: groups, creativesPlacementMapping: placements } = campaign;
	if (groups !== undefined && campaign.isAdvanceAudioVideoTargeted !== true) {
		throw new InputError(
			`'${LABELS.creativeAdvanceTargeting}' has segments, but '${LABELS.isAdvanceAudioVideoTargeted}' is not on`,
			'Switch it on, or remove the segments.',
		);
	}
	for (const [group, ids] of Object.entries((groups ?? {}) as IDataObject)) {
		if (isSegmentList(ids)) continue;
		throw new InputError(
			`'${LABELS.creativeAdvanceTargeting}' must hold lists of IDs such as [20600001] for ${group}, not ${quote(ids)}`,
		);
	}
	for (const [creative, placement] of Object.entries((placements ?? {}) as IDataObject)) {
		if (/^\d+$/.test(creative) && Number.isSafeInteger(placement)) continue;
		throw new InputError(
			`'${LABELS.creativesPlacementMapping}' must map creative IDs to placement IDs, not ${quote({ [creative]: placement })}`,
		);
	}
}

/** Converts and checks whatever fields there are: all those of a new campaign, or those that change. */
function checkFields(merged: IDataObject): IDataObject {
	if (merged.schedule !== undefined) {
		throw new InputError(
			"'schedule' is an older name of the field 'scheduling', which IQM would ignore",
			"Use the rows of 'Schedule', or 'scheduling' in 'Additional JSON'.",
		);
	}
	const campaign = convertAll(merged, FIELDS);
	if (campaign.scheduling !== undefined) campaign.scheduling = checkSchedule(campaign.scheduling);
	for (const [name, { areZips, label }] of FIELDS) {
		if (areZips === undefined || campaign[name] === undefined) continue;
		checkZips(String(campaign[name]), label, campaign.countryId);
	}
	checkTimes(campaign);
	checkBids(campaign);
	const caps = checkedCaps(campaign);
	if (campaign.frequencyCapping !== undefined) campaign.frequencyCapping = caps;
	checkCreativeTargeting(campaign);
	return checkAreas(campaign);
}

/**
 * Converts the merged request to what the API wants and checks it, no matter whether its fields came
 * from the form or from "Additional JSON". Rules: quickstart "Create a Campaign", step 3; quickstart
 * "Upload Creative and Create a Campaign", table of step 5; Campaign API guideline.
 */
export function checkCampaign(merged: IDataObject): IDataObject {
	checkRequired(merged, REQUIRED);
	const campaign = checkFields(merged);
	checkTypes(campaign);
	checkBudget(campaign);
	checkConversions(campaign);
	return campaign;
}

/**
 * The same for a draft, which may still lack its budget and time zone (Campaign API guideline,
 * "draft/add": without a start and creatives IQM answers nothing but "Error in saving campaign.").
 */
export function checkDraft(merged: IDataObject): IDataObject {
	checkRequired(
		merged,
		REQUIRED.filter((name) => !MAY_FOLLOW.includes(name)),
	);
	const draft = checkFields(merged);
	checkTypes({ budgetTypeId: BY_BUDGET, ...draft });
	checkDayInTotal(draft);
	return draft;
}

/** Why fields of a campaign can't be changed by an update. */
const NOT_CHANGEABLE: Record<string, string> = {
	id: 'It names the campaign, which is chosen above.',
	status: "Use the operation 'Update Status'.",
};

/**
 * The same for an update: only the changed fields are sent, so only rules between fields that are
 * present can be checked.
 */
export function checkChanges(merged: IDataObject): IDataObject {
	for (const [name, advice] of Object.entries(NOT_CHANGEABLE)) {
		if (merged[name] === undefined) continue;
		throw new InputError(`'Additional JSON' sets '${name}', which an update can't change`, advice);
	}
	if (Object.keys(merged).length === 0) {
		throw new InputError('There is nothing to update', "Add a field in 'Update Fields'.");
	}
	const changes = checkFields(merged);
	if (changes.totalBudgetPacing === true && changes.budgetDay !== undefined) {
		throw dayWithPacing(changes);
	}
	if (changes.totalBudgetPacing === false && changes.budgetDay === undefined) {
		throw new InputError(
			`'${LABELS.budgetDay}' is empty, but without '${LABELS.totalBudgetPacing}' the campaign needs it`,
			`Add '${LABELS.budgetDay}' in 'Update Fields'.`,
		);
	}
	checkDayInTotal(changes);
	return changes;
}
