import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { withAdditionalJson } from '../../../common/form/additionalJson';
import { propertiesOf, toProperty } from '../../../common/form/fields';
import { InputError } from '../../../common/ground/errors';
import { isBlank, isObject } from '../../../common/ground/values';
import { LABELS, MAIN } from './fields';
import { collections, readCollections } from './form';
import { idsText } from './kinds';

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

/** Lists that a new campaign's form shows with a choice between all and some. */
const LISTS = {
	creativeIds: idsText(
		MAIN.creativeIds.label,
		'Creatives to show instead of the present ones',
		{ example: '676384,676385' },
	),
	exchanges: idsText(MAIN.exchanges.label, 'Exchanges to buy from, or the word all', {
		example: '55,61,58',
	}),
	publisherAdCategory: idsText(
		MAIN.publisherAdCategory.label,
		'Ad categories of publishers, or the word all',
		{ example: '112,113' },
	),
	deviceType: idsText(MAIN.deviceType.label, 'Kinds of device to show ads on', {
		example: '13,15,11,12',
	}),
};

const ALL = 'all';

/** The collection "Update Fields": only the added fields are sent, all others stay as they are. */
export const changesProperty: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: propertiesOf(
		LISTS,
		CHANGEABLE.map((name) => ({ ...toProperty(name, MAIN[name]), required: false })),
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

/** The collections of a new campaign without its create-only fields. */
export const changeCollections: INodeProperties[] = collections.map((property) =>
	property.type === 'collection'
		? {
				...property,
				options: (property.options as INodeProperties[]).filter(
					({ name }) => !CREATE_ONLY.includes(name),
				),
			}
		: property,
);

/** @throws InputError for a create-only field */
function refuseCreateOnly(changes: IDataObject): void {
	const name = CREATE_ONLY.find((one) => changes[one] !== undefined);
	if (name === undefined) return;
	throw new InputError(
		`'Additional JSON' sets '${name}' (${LABELS[name] ?? 'a field of new campaigns'}), which an update can't change`,
		'IQM takes it for a new campaign alone. Remove it.',
	);
}

function plain(value: unknown): unknown {
	return isObject(value) && 'value' in value ? value.value : value;
}

/** The changes under the API's names, with times in seconds, not yet converted or checked. */
export function readChanges(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, null);
	const given = (read('updateFields') ?? {}) as IDataObject;
	const changes: IDataObject = {};
	for (const [name, value] of Object.entries(given)) {
		const text = plain(value);
		if (name === 'startTime' || name === 'endTime') {
			changes[name] = MAIN[name].read(text, context.getTimezone());
		} else if ((name === 'exchanges' || name === 'publisherAdCategory') && text === ALL) {
			changes[name] = '';
		} else {
			changes[name] = isBlank(text) ? null : (text as string);
		}
	}
	const { additionalJson } = (read('additionalFields') ?? {}) as IDataObject;
	const form = { ...changes, ...readCollections(read) };
	const merged = withAdditionalJson(form, additionalJson, LABELS);
	refuseCreateOnly(merged);
	return merged;
}
