import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../../common/ground/errors';
import { idPicker } from '../../../common/form/idPicker';
import { END_OF_DAY, START_OF_DAY, toEnd, toMoment } from '../../../common/ground/moments';
import type { Item } from '../../../common/run/item';
import { idsProperty, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { answeredId, isBlank, isObject, resultId, toIdNumber } from '../../../common/ground/values';
import { endProperties, noneOf, readEnd } from '../../shared/ends';
import { checkStart } from '../../shared/moments';
import { writeOptionsCollection } from '../../shared/options';
import type { IqmReply } from '../../transport/request';
import { iqmRequest } from '../../transport/request';
import { besideAll, CAMPAIGNS, refusals } from '../campaigns';
import { spendsOfCopies } from '../spends';

const LABELS = {
	endDate: 'End',
	ioId: 'Insertion Order',
	startDate: 'Start',
	timeZoneId: 'Time Zone',
};

/** "There should be at least 15 min difference between start date and end date." */
const SHORTEST_MS = 15 * 60_000;

const OWN_END = { name: 'As the Originals', description: 'The copies end when the originals do' };

const properties: INodeProperties[] = [
	idsProperty(CAMPAIGNS, 'copy'),
	idPicker(
		{
			displayName: LABELS.ioId,
			name: 'ioId',
			description: 'The insertion order that the copies belong to, for example 17994',
		},
		'searchInsertionOrders',
		'17994',
	),
	{
		displayName: LABELS.startDate,
		name: 'startDate',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			`First moment of the copies, not in the past, for example 2026-03-01T09:00:00. ${START_OF_DAY} Without an offset it is in the workflow's time zone.`,
	},
	...endProperties(
		{
			displayName: LABELS.endDate,
			name: 'endDate',
			type: 'dateTime',
			default: '',
			hint: "Empty keeps the originals' end",
			description:
				`Last moment of the copies, at least 15 minutes after the start. ${END_OF_DAY} Empty keeps the originals' end; campaigns that spread their total budget evenly need one.`,
		},
		OWN_END,
	),
	idPicker(
		{
			displayName: LABELS.timeZoneId,
			name: 'timeZoneId',
			description: "IQM's time zone of the copies, for example 29 for US/Eastern",
		},
		'searchTimezones',
		'29',
	),
	writeOptionsCollection(),
];

/**
 * The request, with times in seconds. "0 keeps the source campaign's existing end date" (IQM's OpenAPI
 * file of campaigns, `CampaignDuplicateRequestDTO`).
 */
function readForm(context: IExecuteFunctions, itemIndex: number, ids: string[]): IDataObject {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, '');
	const zone = context.getTimezone();
	const start = toMoment(read('startDate'), zone, LABELS.startDate);
	const given = readEnd(read, 'endDate');
	const end = isBlank(given) ? undefined : toEnd(given, zone, LABELS.endDate);
	checkStart(start, LABELS.startDate);
	if (end !== undefined && end - start < SHORTEST_MS) {
		throw new InputError(
			`'${LABELS.endDate}' (${new Date(end).toISOString()}) must be at least 15 minutes after '${LABELS.startDate}' (${new Date(start).toISOString()})`,
		);
	}
	return {
		existingCampaignIds: ids.join(','),
		ioId: toIdNumber(read('ioId'), LABELS.ioId),
		startDate: Math.floor(start / 1_000),
		endDate: end === undefined ? 0 : Math.floor(end / 1_000),
		timeZoneId: toIdNumber(read('timeZoneId'), LABELS.timeZoneId),
	};
}

/** The copies' own times; an end of 0 keeps the original's. */
function timesOf({ startDate, endDate }: IDataObject): IDataObject {
	return { startTime: startDate, ...(endDate === 0 ? {} : { endTime: endDate }) };
}

/** The ids of copies in an answer; an original's id is not one of them. */
function copiesIn(data: unknown, originals: string[]): Array<number | string> {
	const answered =
		isObject(data) && Array.isArray(data.duplicatedCampaignIds) ? data.duplicatedCampaignIds : [];
	const ids = answered.map(answeredId).filter((id) => id !== undefined);
	return [...new Set(ids)].filter((id) => !originals.includes(String(id)));
}

/** The ids of the copies: as many as requested, or an error that names those that exist. */
function readCopies(
	{ data, clean }: Pick<IqmReply, 'data' | 'clean'>,
	originals: string[],
): Array<number | string> {
	const asked = originals.length;
	const copies = copiesIn(data, originals);
	const { words, ids: refused } = refusals({ data, clean });
	const labels = copies.map((id) => `campaignId ${id}`);
	if (copies.length === asked && words !== undefined) throw besideAll(words, 'copied', labels);
	if (copies.length === asked) return copies;
	const message = `IQM answered with ${copies.length} copies of ${asked} campaigns`;
	throw new ApiFailure(words === undefined ? message : `${words} – ${message}`, {
		description: 'Look in IQM which copies there are before you copy again.',
		// The answer may leave out copies of campaigns that it does not refuse.
		mayHaveActed: copies.length + refused.size < asked,
		created: labels,
	});
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ids = readIds({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, CAMPAIGNS);
	const body = readForm(context, itemIndex, ids);
	const reply = await iqmRequest(
		context,
		{
			method: 'POST',
			path: '/api/v2/cmp/campaigns/duplicate',
			body,
			writes: 'copy of the campaign',
			mayFailPartly: true,
			made: (content) => copiesIn(content, ids).map((id) => `campaignId ${id}`),
			spends: await spendsOfCopies(context, itemIndex, ids, timesOf(body)),
		},
		itemIndex,
	);
	const copies = readCopies(reply, ids);
	return {
		// No document says that copies are listed in the order of the originals.
		results: copies.map((campaignId) => ({
			campaignId,
			...(ids.length === 1 ? { existingCampaignId: resultId(ids[0]) } : {}),
		})),
		raw: reply.raw,
		label: copies.map((id) => `campaignId ${id}`).join(', '),
	};
}

/**
 * Copies campaigns, with times in seconds. Without `ioId`, IQM answers with an exception from its own
 * program.
 */
export const duplicate: Operation = {
	value: 'duplicate',
	name: 'Duplicate',
	action: 'Duplicate campaigns',
	description: 'Copy campaigns into an insertion order, with a start of their own',
	endpoint: 'POST /api/v2/cmp/campaigns/duplicate',
	document: 'Campaign API guideline, "Duplicate Campaigns"',
	writes: true,
	properties,
	none: noneOf('endDate', OWN_END.name),
	execute,
};
