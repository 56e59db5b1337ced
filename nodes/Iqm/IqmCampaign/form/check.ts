import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../../common/ground/errors';
import type { Faults, Wrong } from '../../../common/ground/faults';
import { momentText } from '../../../common/ground/moments';
import { isBlank, quote } from '../../../common/ground/values';
import { checkLater, checkStart } from '../../shared/moments';
import { checkAreas } from './areas';
import { checkCreativeTargeting, checkedCaps } from './caps';
import { ADVANCED, BY_BUDGET, BY_IMPRESSIONS, FIELDS, LABELS, MAIN } from './fields';
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

function checkRequired(campaign: IDataObject, required: string[], faults: Faults): void {
	for (const name of required) {
		faults.rule(() => {
			if (isBlank(campaign[name])) throw missing(name);
		});
	}
	for (const name of ALL_OR_SOME) {
		faults.rule((wrong) => {
			if (campaign[name] !== undefined && campaign[name] !== null) return;
			const advice = 'Choose at least one, or all of them in the field above it.';
			wrong(`'${LABELS[name]}' is empty`, advice);
		});
	}
	faults.rule(() => MAIN.isAgreementChecked.read(campaign.isAgreementChecked, 'utc'));
}

function checkTypes(campaign: IDataObject, wrong: Wrong): void {
	if (campaign.id !== undefined) {
		wrong(
			"'Additional JSON' sets 'id', but a campaign that is created has none yet",
			'IQM could change the campaign with that ID instead. Remove it.',
		);
	}
	if (campaign.campaignType !== ADVANCED) {
		wrong(
			`'campaignType' in 'Additional JSON' must be 1 (advanced), not ${quote(campaign.campaignType)}`,
			'Remove it. Programmatic guaranteed campaigns (2) are not created here.',
		);
	}
	if (
		campaign.budgetTypeId !== undefined &&
		![BY_BUDGET, BY_IMPRESSIONS].includes(Number(campaign.budgetTypeId))
	) {
		wrong(
			`'${LABELS.budgetTypeId}' must be 1 (budget) or 2 (impressions), not ${quote(campaign.budgetTypeId)}`,
		);
	}
}

function checkTimes(campaign: IDataObject, faults: Faults): void {
	const start = Number(campaign.startTime);
	faults.rule(() => checkStart(start * 1_000, LABELS.startTime));
	if (campaign.startTime === undefined) {
		const advice = "To end a campaign now, pause it with 'Update Status'.";
		faults.rule(() => checkLater(Number(campaign.endTime) * 1_000, LABELS.endTime, advice));
	}
	if (campaign.endTime !== undefined && Number(campaign.endTime) <= start) {
		faults.wrong(
			`'${LABELS.endTime}' (${momentText(Number(campaign.endTime) * 1_000)}) must be after '${LABELS.startTime}' (${momentText(start * 1_000)})`,
		);
	}
}

function dayWithPacing({ budgetDay }: IDataObject): InputError {
	return new InputError(
		`'${LABELS.budgetDay}' (${String(budgetDay)}) can't be set while '${LABELS.totalBudgetPacing}' is on`,
		'Remove the daily budget, or turn the spreading off.',
	);
}

function checkDayInTotal({ budgetDay, budgetTotal }: IDataObject): void {
	if (Number(budgetDay ?? 0) <= Number(budgetTotal ?? Infinity)) return;
	throw new InputError(
		`'${LABELS.budgetDay}' (${String(budgetDay)}) must not be above '${LABELS.budgetTotal}' (${String(budgetTotal)})`,
	);
}

function checkBudget(campaign: IDataObject, open: readonly string[], faults: Faults): void {
	const pacing = LABELS.totalBudgetPacing;
	faults.rule((wrong) => {
		if (campaign.totalBudgetPacing !== true || campaign.endTime !== undefined) return;
		if (open.includes('endTime')) return;
		wrong(
			`'${LABELS.endTime}' is empty, but '${pacing}' needs it`,
			'Enter an end, or turn the spreading off and set a daily budget.',
		);
	});
	faults.rule(() => {
		const isPaced = campaign.totalBudgetPacing === true;
		if (isPaced && campaign.budgetDay !== undefined) throw dayWithPacing(campaign);
		if (!isPaced && campaign.budgetDay === undefined) throw missing('budgetDay');
	});
	faults.rule(() => checkDayInTotal(campaign));
}

/** The bids that IQM takes. */
const BIDS = { least: 1, most: 1000 };

/**
 * "max bid cannot be less than 1.00 or greater than 1000" (IQM OpenAPI, an answer to a change of budgets).
 *
 * @param of whose bid it is, if the form does not say it
 * @throws InputError for another one
 */
export function checkMaxBid(maxBid: unknown, of?: string): void {
	const { least, most } = BIDS;
	if (isBlank(maxBid) || (Number(maxBid) >= least && Number(maxBid) <= most)) return;
	throw new InputError(
		`'${LABELS.maxBid}' (${String(maxBid)})${of === undefined ? '' : ` of ${of}`} must be ${least} to ${most}`,
		'Nothing was sent: IQM takes no other bid.',
	);
}

function checkBids({ maxBid, minBid }: IDataObject): void {
	checkMaxBid(maxBid);
	if (minBid !== undefined && Number(minBid) > Number(maxBid)) {
		throw new InputError(
			`'${LABELS.minBid}' (${String(minBid)}) must not be above '${LABELS.maxBid}' (${String(maxBid)})`,
		);
	}
}

function checkConversions(campaign: IDataObject, wrong: Wrong): void {
	if (campaign.conversionIds !== undefined && campaign.conversionTypeId === undefined) {
		wrong(
			`'${LABELS.conversionTypeId}' is empty, but '${LABELS.conversionIds}' needs it`,
			'Choose whether the conversions come by pixel or by postback.',
		);
	}
	const type = campaign.conversionType;
	if (type === undefined) return;
	if (type !== 'install' && type !== 'non-install') {
		wrong(
			`'${LABELS.conversionType}' must be install or non-install, not ${quote(type)}`,
		);
	}
	if (type === 'install' && campaign.appURL === undefined) {
		wrong(
			`'${LABELS.appURL}' is empty, but '${LABELS.conversionType}' is install`,
			'Enter the address of the inventory.',
		);
	}
}

/**
 * Converts and checks whatever fields there are: all those of a new campaign, or those that change.
 *
 * @returns what is sent, without what is wrong
 */
function checkFields(merged: IDataObject, faults: Faults): IDataObject {
	if (merged.schedule !== undefined) {
		faults.wrong(
			"'schedule' is an older name of the field 'scheduling', which IQM would ignore",
			"Use the rows of 'Schedule', or 'scheduling' in 'Additional JSON'.",
		);
	}
	const campaign = convertAll(merged, FIELDS, faults);
	const { scheduling, frequencyCapping } = campaign;
	if (scheduling !== undefined) campaign.scheduling = faults.rule(() => checkSchedule(scheduling));
	for (const [name, { areZips, label }] of FIELDS) {
		if (areZips === undefined || campaign[name] === undefined) continue;
		faults.rule(() => checkZips(String(campaign[name]), label, campaign.countryId));
	}
	checkTimes(campaign, faults);
	faults.rule(() => checkBids(campaign));
	const caps = faults.rule(() => checkedCaps(campaign));
	if (frequencyCapping !== undefined) campaign.frequencyCapping = caps;
	faults.rule((wrong) => checkCreativeTargeting(campaign, wrong));
	return checkAreas(campaign, faults);
}

/**
 * Converts the merged request to what the API wants and checks it, no matter whether its fields came
 * from the form or from "Additional JSON". Rules: quickstart "Create a Campaign", step 3; quickstart
 * "Upload Creative and Create a Campaign", table of step 5; Campaign API guideline.
 *
 * @param faults what is already known to be wrong with the form
 * @param open required fields whose values are still to come
 * @throws InputError for everything that is wrong
 */
export function checkCampaign(
	merged: IDataObject,
	faults: Faults,
	open: readonly string[] = [],
): IDataObject {
	checkRequired(
		merged,
		REQUIRED.filter((name) => !open.includes(name)),
		faults,
	);
	const campaign = checkFields(merged, faults);
	faults.rule((wrong) => checkTypes(campaign, wrong));
	checkBudget(campaign, open, faults);
	faults.rule((wrong) => checkConversions(campaign, wrong));
	faults.throwAny();
	return campaign;
}

/**
 * The same for a draft, which may still lack its budget and time zone (Campaign API guideline,
 * "draft/add": without a start and creatives IQM answers nothing but "Error in saving campaign.").
 */
export function checkDraft(
	merged: IDataObject,
	faults: Faults,
	open: readonly string[] = [],
): IDataObject {
	const required = REQUIRED.filter((name) => ![...MAY_FOLLOW, ...open].includes(name));
	checkRequired(merged, required, faults);
	const draft = checkFields(merged, faults);
	faults.rule((wrong) => checkTypes(draft, wrong));
	faults.rule(() => checkDayInTotal(draft));
	faults.throwAny();
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
export function checkChanges(merged: IDataObject, faults: Faults): IDataObject {
	for (const [name, advice] of Object.entries(NOT_CHANGEABLE)) {
		if (merged[name] === undefined) continue;
		faults.wrong(`'Additional JSON' sets '${name}', which an update can't change`, advice);
	}
	faults.rule((wrong) => {
		if (Object.keys(merged).length > 0) return;
		wrong('There is nothing to update', "Add a field in 'Update Fields'.");
	});
	const changes = checkFields(merged, faults);
	faults.rule((wrong) => {
		const { totalBudgetPacing: isPaced, budgetDay } = changes;
		if (isPaced === true && budgetDay !== undefined) throw dayWithPacing(changes);
		if (isPaced !== false || budgetDay !== undefined) return;
		wrong(
			`'${LABELS.budgetDay}' is empty, but without '${LABELS.totalBudgetPacing}' the campaign needs it`,
			`Add '${LABELS.budgetDay}' in 'Update Fields'.`,
		);
	});
	faults.rule(() => checkDayInTotal(changes));
	faults.throwAny();
	return changes;
}
