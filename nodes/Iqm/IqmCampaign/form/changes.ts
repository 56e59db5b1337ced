import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { withAdditionalJson } from '../../../common/additionalJson';
import { toEnd, toMoment } from '../../../common/moments';
import { isBlank, isObject } from '../../../common/values';
import { LABELS } from './fields';
import { readCollections } from './form';
import { mainProperties } from './main';

/** Fields of the top of the form that an update can change; what a campaign is made of stays. */
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
];

/** Lists that stand beside a choice between all and some in a new campaign. */
const LISTS: Record<string, { what: string; example: string }> = {
	creativeIds: { what: 'Creatives to show instead of the present ones', example: '676384,676385' },
	exchanges: { what: 'Exchanges to buy from, or the word all', example: '55,61,58' },
	publisherAdCategory: { what: 'Ad categories of publishers, or the word all', example: '112,113' },
	deviceType: { what: 'Kinds of device to show ads on', example: '13,15,11,12' },
};

const ALL = 'all';

/** As in the form of a new campaign, but shown whatever the other fields say. */
function changeable(property: INodeProperties): INodeProperties {
	const field: INodeProperties = { ...property, required: false };
	delete field.displayOptions;
	return field;
}

/** The collection "Update Fields": each field that is added is sent, all others stay as they are. */
export const changesProperty: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
		...mainProperties.filter(({ name }) => CHANGEABLE.includes(name)).map(changeable),
		...Object.entries(LISTS).map(([name, { what, example }]): INodeProperties => ({
			displayName: LABELS[name],
			name,
			type: 'string',
			default: '',
			placeholder: `e.g. ${example}`,
			description: `${what}. A comma list, an array or one number, for example ${example}.`,
		})),
	].sort((a, b) => a.displayName.localeCompare(b.displayName)),
};

function plain(value: unknown): unknown {
	return isObject(value) && 'value' in value ? value.value : value;
}

/** The changes under the API's names, times in seconds, not yet converted or checked. */
export function readChanges(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, null);
	const given = (read('updateFields') ?? {}) as IDataObject;
	const changes: IDataObject = {};
	for (const [name, value] of Object.entries(given)) {
		const text = plain(value);
		if (name === 'startTime' || name === 'endTime') {
			const readTime = name === 'endTime' ? toEnd : toMoment;
			changes[name] = Math.floor(readTime(text, context.getTimezone(), LABELS[name]) / 1_000);
		} else if ((name === 'exchanges' || name === 'publisherAdCategory') && text === ALL) {
			changes[name] = '';
		} else {
			changes[name] = isBlank(text) ? null : (text as string);
		}
	}
	const { additionalJson } = (read('additionalFields') ?? {}) as IDataObject;
	return withAdditionalJson({ ...changes, ...readCollections(read) }, additionalJson, LABELS);
}
