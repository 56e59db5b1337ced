import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { ApiFailure } from '../../../common/ground/errors';
import type { Faults } from '../../../common/ground/faults';
import { idPicker } from '../../../common/form/idPicker';
import { END_OF_DAY, momentText, START_OF_DAY, toEnd, toMoment } from '../../../common/ground/moments';
import type { Item } from '../../../common/run/item';
import { idsProperties, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { withRunAgainNotice } from '../../../common/run/operation';
import { inOwnZone } from '../../../common/run/ownZone';
import { answeredId, isBlank, isObject, resultId, toIdNumber } from '../../../common/ground/values';
import { endProperties, givenEnd, noneOf, readEnd } from '../../shared/ends';
import { checkStart } from '../../shared/moments';
import { writeOptionsCollection } from '../../shared/options';
import { zoneOfTimezoneId } from '../../shared/zones';
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

const OWN_END = { name: 'Same as the Originals', description: 'The copies end when the originals do' };

const properties: INodeProperties[] = [
	...idsProperties(CAMPAIGNS, 'copy'),
	idPicker(
		{
			displayName: LABELS.ioId,
			name: 'ioId',
			description: 'The insertion order to add the copies to, for example 17994',
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
			`When the copies start; can't be in the past, for example 2026-03-01T09:00:00. ${START_OF_DAY} Without an offset, it is in the time zone chosen below.`,
	},
	...endProperties(
		{
			displayName: LABELS.endDate,
			name: 'endDate',
			type: 'dateTime',
			default: '',
			hint: "Leave empty to keep the originals' end",
			description:
				`When the copies end, at least 15 minutes after the start. ${END_OF_DAY} Without an offset, it is in the time zone chosen below. Leave empty to keep the originals' end; campaigns that pace their total budget evenly require one.`,
		},
		OWN_END,
	),
	idPicker(
		{
			displayName: LABELS.timeZoneId,
			name: 'timeZoneId',
			description: "Time zone of the copies, for example 29 for US/Eastern",
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
function readForm(
	{ read, zone }: Item,
	faults: Faults,
): { ids: string[]; body: IDataObject } {
	const ids = faults.attempt(() => readIds({ read }, CAMPAIGNS)) ?? [];
	const ioId = faults.attempt(() => toIdNumber(read('ioId'), LABELS.ioId));
	const start = faults.attempt(() => toMoment(read('startDate'), zone, LABELS.startDate));
	if (start !== undefined) faults.attempt(() => checkStart(start, LABELS.startDate));
	const given = faults.attempt(() => readEnd(read, 'endDate'));
	const end = isBlank(given)
		? undefined
		: faults.attempt(() => toEnd(given, zone, LABELS.endDate));
	const timeZoneId = faults.attempt(() => toIdNumber(read('timeZoneId'), LABELS.timeZoneId));
	if (end !== undefined && start !== undefined && end - start < SHORTEST_MS) {
		faults.wrong(
			`'${LABELS.endDate}' (${momentText(end)}) must be at least 15 minutes after '${LABELS.startDate}' (${momentText(start)})`,
		);
	}
	return {
		ids,
		body: {
			existingCampaignIds: ids.join(','),
			ioId,
			startDate: Math.floor(Number(start) / 1_000),
			endDate: end === undefined ? 0 : Math.floor(end / 1_000),
			timeZoneId,
		},
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
	const message = `IQM returned ${copies.length} copies of ${asked} campaigns`;
	throw new ApiFailure(words === undefined ? message : `${words} – ${message}`, {
		description: 'Check in IQM which copies exist before duplicating again.',
		// The answer may leave out copies of campaigns that it does not refuse.
		mayHaveActed: copies.length + refused.size < asked,
		created: labels,
	});
}

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const { ids, body } = await inOwnZone(
		item,
		[item.read('startDate'), givenEnd(item.read, 'endDate')],
		readForm,
		async ({ body: { timeZoneId } }) => await zoneOfTimezoneId(item, timeZoneId),
	);
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
export const duplicate: Operation = withRunAgainNotice({
	value: 'duplicate',
	name: 'Duplicate',
	action: 'Duplicate campaigns',
	description: 'Copy campaigns into an insertion order, with their own start',
	endpoint: 'POST /api/v2/cmp/campaigns/duplicate',
	document: 'Campaign API guideline, "Duplicate Campaigns"',
	writes: true,
	makes: 'campaignId',
	properties,
	none: noneOf('endDate', OWN_END.name),
	execute,
});
