import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import { labelsOf, requiredProperties } from '../../../../common/form/fields';
import type { Field } from '../../../../common/form/field';
import { id, moment } from '../../../../common/form/kinds';
import { ApiFailure } from '../../../../common/ground/errors';
import type { Wrong } from '../../../../common/ground/faults';
import { Faults } from '../../../../common/ground/faults';
import { ENDS_OF_EARTH, needsZone } from '../../../../common/ground/moments';
import { answeredId, isBlank, isObject, saidBoolean } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import { readTop } from '../../../../verbs/describe';
import { campaignZone } from './campaignZone';
import { answeredMs } from './reports';

/** Which report a computation is about. */
const OF = 'Report On';

const WAYS: INodePropertyOptions[] = [
	{ name: 'Campaign and Dates', value: 'campaign', description: 'A new report' },
	{
		name: 'Failed Report',
		value: 'report',
		description: 'The same campaign and dates again',
	},
];

/** A bound of the report. IQM counts days in the campaign's time zone: the samples are midnights there. */
function bound(label: string, description: string, of: 'end' | 'start', example: string): Field<number> {
	const inZone = "the campaign's time zone";
	return moment(label, description, { unit: 'milliseconds', of, example, inZone });
}

const DATES = {
	vldStartDate: bound('Start', 'Start of the report', 'start', '2026-03-01'),
	vldEndDate: bound('End', 'End of the report', 'end', '2026-03-07'),
};

const NEW = {
	campaignId: id('Campaign', 'Campaign whose impressions to report on', {
		example: '12345',
		pick: 'searchVoterCampaigns',
	}),
	...DATES,
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
		description: 'What to report on, for example Campaign and Dates',
	},
	...shownWith('campaign', requiredProperties(NEW)),
	...shownWith('report', requiredProperties(AGAIN)),
];

type Bounds = Record<keyof typeof DATES, number>;

function isReversed({ vldStartDate: start, vldEndDate: end }: Partial<Bounds>): boolean {
	return start !== undefined && end !== undefined && end <= start;
}

function checkOrder(dates: Partial<Bounds>, wrong: Wrong): void {
	if (!isReversed(dates)) return;
	const { vldStartDate, vldEndDate } = labelsOf(DATES);
	wrong(`'${vldEndDate}' must be after '${vldStartDate}'`);
}

/** The form's dates, whose zone counts only if one of them has no offset. */
async function datesOf(item: Item, campaignId: number): Promise<Bounds> {
	const inZone = (zone: string): Bounds => ({
		vldStartDate: DATES.vldStartDate.read(item.read('vldStartDate'), zone),
		vldEndDate: DATES.vldEndDate.read(item.read('vldEndDate'), zone),
	});
	const isFixed = !Object.keys(DATES).some((name) => needsZone(item.read(name)));
	const dates = inZone(isFixed ? item.zone : await campaignZone(item, campaignId));
	const faults = new Faults();
	checkOrder(dates, faults.wrong);
	faults.throwAny();
	return dates;
}

/**
 * Reads which report is wanted; what is wrong with it whatever the time zone goes to `faults`.
 *
 * @returns gives the body of both requests, once the form is right: `{campaignId, vldStartDate,
 *   vldEndDate}` in ms, or `{vldId}`. Dates without an offset are in the campaign's time zone, which it
 *   looks up.
 */
export function readWanted(item: Item, faults: Faults): () => Promise<IDataObject> {
	const way = faults.attempt(() => toChoice(item.read('reportOf') ?? 'campaign', OF, WAYS));
	if (way === 'report') {
		const again = readTop(item, AGAIN, faults) as IDataObject;
		return async () => await Promise.resolve(again);
	}
	const { campaignId = 0, ...first } = readTop({ ...item, zone: ENDS_OF_EARTH[0] }, NEW, faults);
	const last = readTop({ ...item, zone: ENDS_OF_EARTH[1] }, DATES, new Faults());
	if (isReversed(last)) checkOrder(first, faults.wrong);
	return async () => ({ campaignId, ...(await datesOf(item, campaignId)) });
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
	return `IQM returned a different '${label}' than requested: ${String(row[key])}`;
}
