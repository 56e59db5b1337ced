import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Faults } from '../../../common/ground/faults';
import { toId, toIdNumber, toInteger } from '../../../common/ground/values';

/** The rows of a fixed collection; none if it was not added. */
export function rowsIn(collection: unknown, row: string): IDataObject[] {
	return ((collection as IDataObject | undefined)?.[row] ?? []) as IDataObject[];
}

export const CAP_LABEL = 'Frequency Caps';

export const frequencyCapProperty: INodeProperties = {
	displayName: CAP_LABEL,
	name: 'frequencyCapping',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add frequency cap',
	default: {},
	description: 'How often one person may see the ads, for example 5 times in 1 day',
	options: [
		{
			displayName: 'Cap',
			name: 'caps',
			values: [
				{
					displayName: 'Impressions',
					name: 'frequencyCapValue',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 0 },
					default: 0,
					description: 'Most impressions for one person within the period, for example 5',
				},
				{
					displayName: 'Period',
					name: 'period',
					type: 'options',
					options: [
						{ name: 'Days', value: '1' },
						{ name: 'Months', value: '3' },
						{ name: 'Weeks', value: '2' },
						{ name: 'Whole Campaign', value: '4' },
					],
					default: '1',
					description: 'Unit of the period; each may be used once',
				},
				{
					displayName: 'Number of Periods',
					name: 'frequencyCapDuration',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 6, numberPrecision: 0 },
					default: 1,
					displayOptions: { hide: { period: ['4'] } },
					description: 'Length of the period: 1 to 6 days, 1 to 3 weeks or 1 to 3 months',
				},
			],
		},
	],
};

/** `frequencyCapping`: a map of period ids to caps (Campaign API guideline). */
export function readFrequencyCaps(collection: unknown): IDataObject | undefined {
	const rows = rowsIn(collection, 'caps');
	if (rows.length === 0) return undefined;
	const caps: IDataObject = {};
	const faults = new Faults();
	const whole = (value: unknown, label: string) =>
		faults.attempt(() => toInteger(value, `${CAP_LABEL}: ${label}`, 1));
	for (const { period, frequencyCapValue, frequencyCapDuration } of rows) {
		const key = String(period);
		if (key in caps) {
			faults.wrong(`'${CAP_LABEL}' has two rows with the same period`, 'Remove one of them.');
		}
		caps[key] = {
			frequencyCapValue: whole(frequencyCapValue, 'Impressions'),
			frequencyCapDuration:
				key === '4' ? 0 : whole(frequencyCapDuration ?? 1, 'Number of Periods'),
		};
	}
	faults.throwAny();
	return caps;
}

export const PLACEMENT_LABEL = 'Creative Placements';

export const placementProperty: INodeProperties = {
	displayName: PLACEMENT_LABEL,
	name: 'creativesPlacementMapping',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add placement',
	default: {},
	description: 'Which creative is shown in which placement',
	options: [
		{
			displayName: 'Placement',
			name: 'placements',
			values: [
				{
					displayName: 'Creative Name or ID',
					name: 'creativeId',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getPlacedCreatives' },
					default: '',
					description:
						'One of the creatives of this campaign. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					hint: 'Running creatives, at most the newest 1,000',
				},
				{
					displayName: 'Placement ID',
					name: 'placementId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 1',
					description:
						"ID of the placement for this creative, for example 1. IQM's interface shows their IDs.",
				},
			],
		},
	],
};

/** `creativesPlacementMapping`: a map of creative ids to placement ids. */
export function readPlacements(collection: unknown): IDataObject | undefined {
	const rows = rowsIn(collection, 'placements');
	if (rows.length === 0) return undefined;
	const mapping: IDataObject = {};
	const faults = new Faults();
	for (const { creativeId, placementId } of rows) {
		const key = faults.attempt(() => toId(creativeId, `${PLACEMENT_LABEL}: Creative ID`));
		const to = faults.attempt(() => toIdNumber(placementId, `${PLACEMENT_LABEL}: Placement ID`));
		if (key === undefined) continue;
		if (key in mapping) faults.wrong(`'${PLACEMENT_LABEL}' has two rows for the creative ${key}`);
		mapping[key] = to;
	}
	faults.throwAny();
	return mapping;
}
