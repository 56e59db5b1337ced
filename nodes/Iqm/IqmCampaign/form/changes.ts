import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { withAdditionalJson } from '../../../common/form/additionalJson';
import { propertiesOf, toProperty } from '../../../common/form/fields';
import { picked } from '../../../common/form/lists';
import { LISTS, REPLACE } from '../../../common/form/presentLists';
import type { Faults } from '../../../common/ground/faults';
import { isBlank, isObject, toIds } from '../../../common/ground/values';
import type { Item } from '../../../common/run/item';
import { AREA_FIELDS } from './areas';
import { CHANGED_TIMES, LABELS, MAIN } from './fields';
import { readSections } from './form';
import { idsText, picks } from './kinds';
import { sections } from './sections';

/** Top-level fields that an update can change; the basics of a campaign are fixed. */
const CHANGEABLE = [
	'campaignName',
	'advertiserDomain',
	'startTime',
	'endTime',
	'timezone',
	'totalBudgetPacing',
	'budgetTotal',
	'budgetDay',
	'maxBid',
] as const;

const ALL_HINT = 'All alone, or some of the others';

/** Lists that a new campaign's form shows with a choice between all and some. */
const ID_LISTS = {
	creativeIds: idsText(
		MAIN.creativeIds.label,
		'Creatives to show, which must be approved and running',
		{ example: '676384,676385' },
	),
	pickedCreatives: picked(
		'Creative Names or IDs',
		`Running creatives, at most the newest 1,000. For others add '${MAIN.creativeIds.label}' instead`,
		'getRunningCreatives',
		toIds,
	),
	exchanges: picks(MAIN.exchanges.label, 'getExchangesOrAll', ALL_HINT),
	publisherAdCategory: picks(
		MAIN.publisherAdCategory.label,
		'getPublisherCategoriesOrAll',
		ALL_HINT,
	),
	deviceType: MAIN.deviceType,
};

const ALL = 'all';

/** "All" as a word or as the only entry picked. */
const saysAll = (value: unknown): boolean =>
	value === ALL || (Array.isArray(value) && value.length === 1 && value[0] === ALL);

/** The collection "Update Fields": only the added fields are sent, all others stay as they are. */
export const changesProperty: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: propertiesOf(
		ID_LISTS,
		CHANGEABLE.map((name) => ({
			...toProperty(name, { ...MAIN, ...CHANGED_TIMES }[name]),
			required: false,
		})),
	),
};

/**
 * Fields that a new campaign has and an update lacks: IQM's OpenAPI file of campaigns,
 * `EditCampaignRequestVO` ("lacks create-only fields such as allowedMinBid/templateId").
 */
const CREATE_ONLY = [
	'allowedMinBid',
	'creativeTargetingSegmentIds',
	'isCustomAudienceTargeted',
	'templateId',
];

/** What happens to the present rows of a field that is not put together entry by entry. */
const ROWS: Record<string, string> = {
	...Object.fromEntries(
		AREA_FIELDS.map((name) => [
			name,
			`The existing ones are replaced: for areas, choose '${REPLACE}' in '${LISTS}'.`,
		]),
	),
	creativesPlacementMapping: `The existing ones are replaced, whatever '${LISTS}' says.`,
	frequencyCapping: `The existing ones are replaced, whatever '${LISTS}' says.`,
	scheduling: `The existing hours are replaced, whatever '${LISTS}' says.`,
};

function sayRows(property: INodeProperties): INodeProperties {
	const { name, description = '' } = property;
	const says = ROWS[name];
	if (says === undefined) return property;
	return { ...property, description: `${description.replace(/\.$/, '')}. ${says}` };
}

/**
 * The sections of a new campaign without its create-only fields. Rows say what happens to the present
 * ones.
 */
export const changeSections: INodeProperties[] = Object.values(sections)
	.flat()
	.map((property) => ({
		...property,
		options: (property.options as INodeProperties[])
			.filter(({ name }) => !CREATE_ONLY.includes(name))
			.map(sayRows),
	}));

function refuseCreateOnly(changes: IDataObject, { wrong }: Faults): void {
	for (const name of CREATE_ONLY) {
		if (changes[name] === undefined) continue;
		wrong(
			`'Additional JSON' sets '${name}' (${LABELS[name] ?? 'a field of new campaigns'}), which an update can't change`,
			'IQM takes it for new campaigns only. Remove it.',
		);
	}
}

function plain(value: unknown): unknown {
	return isObject(value) && 'value' in value ? value.value : value;
}

/**
 * The changes under the API's names, with times in seconds, not yet converted or checked; without those
 * that are wrong.
 *
 * @param faults collects everything that is wrong
 */
export function readChanges({ read, zone }: Pick<Item, 'read' | 'zone'>, faults: Faults): IDataObject {
	const given = (read('updateFields') ?? {}) as IDataObject;
	const changes: IDataObject = {};
	if (given.pickedCreatives !== undefined && given.creativeIds !== undefined) {
		faults.wrong(
			`'${ID_LISTS.pickedCreatives.label}' and '${ID_LISTS.creativeIds.label}' are both there`,
			'Remove one of them.',
		);
	}
	for (const [name, value] of Object.entries(given)) {
		const text = plain(value);
		if (name === 'pickedCreatives') {
			const ids = faults.attempt(() => ID_LISTS.pickedCreatives.read(text, zone));
			if (ids !== undefined) changes.creativeIds = ids.join(',');
			continue;
		}
		if (name === 'startTime' || name === 'endTime') {
			const moment = faults.attempt(() => MAIN[name].read(text, zone));
			if (moment !== undefined) changes[name] = moment;
		} else if ((name === 'exchanges' || name === 'publisherAdCategory') && saysAll(text)) {
			changes[name] = '';
		} else {
			changes[name] = isBlank(text) ? null : (text as string);
		}
	}
	const { additionalJson } = (read('additionalFields') ?? {}) as IDataObject;
	const form = { ...changes, ...readSections(read, faults) };
	const merged = faults.attempt(() => withAdditionalJson(form, additionalJson, LABELS)) ?? form;
	refuseCreateOnly(merged, faults);
	return merged;
}
