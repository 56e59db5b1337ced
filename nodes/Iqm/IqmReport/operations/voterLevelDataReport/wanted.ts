import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import { labelsOf, requiredProperties } from '../../../../common/form/fields';
import { id, moment } from '../../../../common/form/kinds';
import { ApiFailure } from '../../../../common/ground/errors';
import type { Faults } from '../../../../common/ground/faults';
import { answeredId, isBlank, isObject, saidBoolean } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import { readTop } from '../../../../verbs/describe';
import { answeredMs } from './reports';

/** Which report a computation is about. */
const OF = 'Report Of';

const WAYS: INodePropertyOptions[] = [
	{ name: 'A Campaign and Dates', value: 'campaign', description: 'A new report' },
	{
		name: 'A Report That Failed',
		value: 'report',
		description: 'The same campaign and dates once more',
	},
];

const NEW = {
	campaignId: id('Campaign', 'Campaign whose impressions the report covers', {
		example: '12345',
		pick: 'searchVoterCampaigns',
	}),
	vldStartDate: moment('Start Date', 'First moment of the report', {
		example: '2026-03-01',
		unit: 'milliseconds',
		of: 'start',
		zoneIsNotIn: "the campaign's",
	}),
	vldEndDate: moment('End Date', 'Last moment of the report', {
		example: '2026-03-07',
		unit: 'milliseconds',
		of: 'end',
		zoneIsNotIn: "the campaign's",
	}),
};

const AGAIN = {
	vldId: id('Failed Report', 'Report to generate again', {
		example: '50',
		pick: 'searchVoterReports',
	}),
};

const shownWith = (way: string, properties: INodeProperties[]): INodeProperties[] =>
	properties.map((property) => ({ ...property, displayOptions: { show: { reportOf: [way] } } }));

export const wantedProperties: INodeProperties[] = [
	{
		displayName: OF,
		name: 'reportOf',
		type: 'options',
		options: WAYS,
		default: 'campaign',
		description: 'What the report is about, for example A Campaign and Dates',
	},
	...shownWith('campaign', requiredProperties(NEW)),
	...shownWith('report', requiredProperties(AGAIN)),
];

/** The body of both requests: `{campaignId, vldStartDate, vldEndDate}` in ms, or `{vldId}`. */
export function readWanted(item: Item, faults: Faults): IDataObject {
	const way = faults.attempt(() => toChoice(item.read('reportOf') ?? 'campaign', OF, WAYS));
	if (way === 'report') return readTop(item, AGAIN, faults) as IDataObject;
	const wanted = readTop(item, NEW, faults);
	const { vldStartDate: start, vldEndDate: end } = wanted;
	if (start !== undefined && end !== undefined && end <= start) {
		const { vldStartDate, vldEndDate } = labelsOf(NEW);
		faults.wrong(`'${vldEndDate}' must be after '${vldStartDate}'`);
	}
	return wanted as IDataObject;
}

/** What IQM says to a request for a report, or for what it would cost. */
export interface Computed {
	row: IDataObject;
	/** The report that exists already: IQM makes none of the same campaign and dates. */
	existing?: number | string;
}

/** The flag is `vldReportCreatable` in the schema, `vldReportCreated` in all samples. */
export function isCreatable({ vldReportCreated, vldReportCreatable }: IDataObject): boolean {
	return [vldReportCreated, vldReportCreatable].some((flag) => saidBoolean(flag) === true);
}

/**
 * Reads an answer that may report success although nothing was or can be made.
 *
 * @throws ApiFailure for an answer that is only a sentence: "… overlapping date range is processing"
 */
export function readComputed(data: unknown, clean: (text: string) => string): Computed {
	const row = isObject(data) ? data : {};
	const existing = answeredId(row.vldId);
	const isMade = isCreatable(row);
	if (!isMade && existing !== undefined && isBlank(row.message)) return { row, existing };
	if (!isMade && !isBlank(row.message)) {
		throw new ApiFailure(clean(String(row.message)), {
			description: 'Nothing was generated, and nothing was charged. Run this again after some time.',
		});
	}
	return { row };
}

/** Fields of the answer that repeat what was asked for, in another form. */
function differing(wanted: IDataObject, row: IDataObject): string | undefined {
	return Object.keys(wanted).find((key) => {
		if (isBlank(row[key])) return false;
		const isTime = key !== 'campaignId' && key !== 'vldId';
		if (!isTime) return String(row[key]).trim() !== String(wanted[key]);
		// Answers in seconds have lost the milliseconds.
		const [there, here] = [answeredMs(row[key]), Number(wanted[key])];
		return there === undefined || Math.floor(there / 1_000) !== Math.floor(here / 1_000);
	});
}

/** @returns what the answer is about instead, in words; undefined if it is about what was asked */
export function otherThanAsked(wanted: IDataObject, row: IDataObject): string | undefined {
	const key = differing(wanted, row);
	if (key === undefined) return undefined;
	const { label } = { ...NEW, ...AGAIN }[key as keyof typeof NEW | keyof typeof AGAIN];
	return `IQM answered with another '${label}' than was asked for: ${String(row[key])}`;
}
